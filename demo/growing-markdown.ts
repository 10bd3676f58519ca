// Markdown that grows: complete blocks are rendered once, and only what follows them again, so that the work is linear in the
// length of an answer.

import type { Links, Token } from 'marked';
import { readMarkdown, safeNodes, writeHtml } from './markdown.ts';

/** Complete blocks that a link target could still change. */
interface Bracketed {
  text: string;
  html: string;
  nodes: ChildNode[];
}

export class GrowingMarkdown {
  readonly #element: HTMLElement;
  readonly #prepare: (nodes: DocumentFragment, isComplete: boolean) => void;
  /** The text that is not complete, and its nodes. */
  #open = '';
  /** The first half of a line's end, whose second half may follow. */
  #return = '';
  #openNodes: ChildNode[] = [];
  /** The text node of a code block that was begun and not ended, if that is the last of the open text. */
  #code: Text | undefined;
  readonly #links: Links = {};
  readonly #bracketed: Bracketed[] = [];

  /** `prepare` is called with all nodes before they are added. Complete ones stay, unless a link gets its target later. */
  constructor(
    element: HTMLElement,
    prepare: (nodes: DocumentFragment, isComplete: boolean) => void = () => {},
  ) {
    this.#element = element;
    this.#prepare = prepare;
  }

  /** Adds text and renders what is new. */
  append(text: string): void {
    const given = this.#return + text;
    this.#return = given.endsWith('\r') ? '\r' : '';
    const added = given.slice(0, given.length - this.#return.length).replaceAll(/\r\n?/g, '\n');
    const line = this.#open.lastIndexOf('\n') + 1;
    this.#open += added;
    // In code, only what looks like its end needs to be read.
    if (this.#code && !/^ {0,3}(?:```|~~~)/m.test(this.#open.slice(line))) {
      this.#code.appendData(added);
      return;
    }
    let tokens = readMarkdown(this.#open, this.#links);
    const end = completeLength(this.#open, tokens);
    if (end > 0) {
      this.#complete(end);
      tokens = readMarkdown(this.#open, this.#links);
    }
    this.#removeOpen();
    this.#openNodes = this.#insert(writeHtml(tokens), false);
    this.#code = this.#openCode(tokens);
  }

  /** Completes the last block. */
  end(): void {
    this.#open += this.#return && '\n';
    this.#return = '';
    if (this.#open !== '') this.#complete(this.#open.length);
    this.#code = undefined;
  }

  #complete(length: number): void {
    const text = this.#open.slice(0, length);
    this.#open = this.#open.slice(length);
    const known = Object.keys(this.#links).length;
    const tokens = readMarkdown(text, this.#links);
    Object.assign(this.#links, tokens.links);
    if (Object.keys(this.#links).length > known) this.#renderLinks();
    this.#removeOpen();
    const html = writeHtml(tokens);
    const nodes = this.#insert(html, true);
    if (text.includes('[')) this.#bracketed.push({ text, html, nodes });
  }

  /** Renders the complete blocks again whose links have a target by now. */
  #renderLinks(): void {
    for (const block of this.#bracketed) {
      const html = writeHtml(readMarkdown(block.text, this.#links));
      if (html === block.html) continue;
      const place = document.createComment('');
      (block.nodes[0] as ChildNode).before(place);
      for (const node of block.nodes) node.remove();
      block.html = html;
      block.nodes = this.#insert(html, true, place);
      place.remove();
    }
  }

  #removeOpen(): void {
    for (const node of this.#openNodes) node.remove();
    this.#openNodes = [];
  }

  #insert(html: string, isComplete: boolean, before: Node | null = null): ChildNode[] {
    const fragment = safeNodes(html);
    this.#prepare(fragment, isComplete);
    const nodes = [...fragment.childNodes];
    this.#element.insertBefore(fragment, before);
    return nodes;
  }

  #openCode(tokens: readonly Token[]): Text | undefined {
    const last = tokens.at(-1);
    const isOpen =
      last?.type === 'code' &&
      /^(?:```|~~~).*\n/.test(last.raw) &&
      !/\n {0,3}(?:```|~~~)[^\n]*\n?$/.test(last.raw) &&
      this.#open.endsWith(last.raw);
    const code = isOpen && this.#element.querySelector(':scope > :last-child code')?.firstChild;
    if (!(code instanceof Text)) return undefined;
    code.data = last!.raw.slice(last!.raw.indexOf('\n') + 1);
    return code;
  }
}

/**
 * The length of the text before the last block that begins at the margin after an empty line: nothing that follows changes how
 * that is read. A list goes on with its next item, so what follows one has to be known not to be that.
 */
function completeLength(text: string, tokens: readonly Token[]): number {
  let [at, complete] = [0, 0];
  let last: Token | undefined;
  for (const token of tokens) {
    if (!text.startsWith(token.raw, at)) break;
    if (last && token.type !== 'space' && /^\S/.test(token.raw) && isAfterEmptyLine(text, at)) {
      const mayBeItem = last.type === 'list' && /^[-+*\d][^\n]*$/.test(text.slice(at));
      if (!mayBeItem) complete = at;
    }
    if (token.type !== 'space') last = token;
    at += token.raw.length;
  }
  return complete;
}

function isAfterEmptyLine(text: string, at: number): boolean {
  if (text[at - 1] !== '\n') return false;
  const line = text.lastIndexOf('\n', at - 2) + 1;
  return line > 0 && /^[ \t]*$/.test(text.slice(line, at - 1));
}
