// What a template writes as structure, told apart from text for as long as the prompt is one string: while a template runs,
// each added token it writes is one private character. Text that an application gives cannot hold such a character, so
// whatever a template does to text (cut, join, replace), text never turns into structure.

import { TAGS } from './tags.ts';

/** A token written whole in the text, such as `<end_of_sentence>`; never the result of merges. */
export interface AddedToken {
  readonly content: string;
  /** Carries structure, not text: left out when an answer is decoded. */
  readonly special: boolean;
}

/** A piece of a prompt: text, or the id of an added token. */
export type PromptPiece = string | number;

/** Ends the text of a turn that is to be continued. */
export const END_OF_PREFIX = '\u{10fffb}';
/** Around a whole number that JSON's own numbers round: it is written without quotes. */
const NUMBER = '\u{10fffa}';
const quotedNumber = /"?\u{10fffa}(-?\d+)\u{10fffa}"?/gu;
/** Stands before text that would otherwise complete a token spelled around a role; left out of the prompt. */
const TEXT = '\u{10fffc}';
/** Stands before a private character of the application's own text, which is moved to plane 15 meanwhile. */
const ESCAPE = '\u{10fffd}';

/** The private characters are plane 16's, which text all but never uses. */
const FIRST_PRIVATE = 0x100000;
const PLANE = 0x10000;
const anyPrivate = /[\u{100000}-\u{10ffff}]/gu;
const privateOrEscaped = /\u{10fffd}(.)|[\u{100000}-\u{10fffc}]/gsu;

/** Templates such as Phi's write the token of a role in pieces: '<|' + role + '|>'. */
const ROLES = ['system', 'user', 'assistant', 'tool', 'function'];

export class Structure {
  /** The added tokens in the order of their private characters. */
  readonly #tokens: { id: number; content: string }[] = [];
  readonly #markOf = new Map<string, string>();
  /** Beginnings and ends of tokens that have a role in their middle; their private characters follow those of the tokens. */
  readonly #edges: string[] = [];
  readonly #openings: readonly string[];
  readonly #closings: readonly string[];
  /** A role between two edges. */
  readonly #aroundRoles: RegExp | undefined;
  readonly #everyToken: RegExp | undefined;
  readonly #comparedTokens: RegExp | undefined;

  constructor(addedTokens: ReadonlyMap<number, AddedToken>) {
    for (const [id, { content }] of addedTokens) {
      this.#markOf.set(content, privateCharacter(this.#tokens.length));
      this.#tokens.push({ id, content });
    }
    const contents = [...this.#markOf.keys()];
    this.#everyToken = anyOf(contents);
    const special = [...addedTokens.values()].filter((token) => token.special).map(({ content }) => content);
    this.#comparedTokens = anyOf([...special, ...TAGS.filter((tag) => this.#markOf.has(tag))]);
    const around = contents.flatMap((content) => aroundRole(content));
    this.#openings = longestFirst(around.map(([opening]) => opening));
    this.#closings = longestFirst(around.map(([, closing]) => closing));
    this.#edges = [...new Set([...this.#openings, ...this.#closings])];
    if (this.#edges.length > 0) {
      const oneOf = (edges: readonly string[]) => `[${edges.map((edge) => this.#edgeMark(edge)).join('')}]`;
      const roles = ROLES.join('|');
      this.#aroundRoles = new RegExp(`${oneOf(this.#openings)}(?:${roles})${oneOf(this.#closings)}`, 'gu');
    }
  }

  /** Text in which spelled tokens are structure. */
  mark(text: string): string {
    return this.#mark(text, this.#everyToken);
  }

  /** Text that is nothing but text, whatever it spells. */
  quote(text: string): string {
    const quoted = quotePrivate(text);
    return this.#edges.length > 0 && ROLES.includes(text) ? TEXT + quoted : quoted;
  }

  /** A string that a template writes as this number. */
  number(value: bigint): string {
    return NUMBER + value + NUMBER;
  }

  /** A string of the template's own that it writes into the prompt. */
  written(literal: string): string {
    let marked = this.mark(literal);
    const opening = this.#openings.find((edge) => marked.endsWith(edge));
    if (opening !== undefined) marked = marked.slice(0, -opening.length) + this.#edgeMark(opening);
    const closing = this.#closings.find((edge) => marked.startsWith(edge));
    if (closing !== undefined) marked = this.#edgeMark(closing) + marked.slice(closing.length);
    return marked;
  }

  /**
   * A string of the template's own that it compares text with or looks for in it. There only special tokens and the tags
   * of this library are structure: added tokens may be common words too, and a template looks for such in text.
   */
  compared(literal: string): string {
    return this.#mark(literal, this.#comparedTokens);
  }

  /** The pieces of a rendered prompt. Between two added tokens there is at most one text. */
  split(rendered: string): PromptPiece[] {
    const pieces: PromptPiece[] = [];
    let text = '';
    const endText = (): void => {
      if (text !== '') pieces.push(text);
      text = '';
    };
    const marked = this.#joinRoles(rendered).replace(quotedNumber, '$1');
    let at = 0;
    for (const match of marked.matchAll(privateOrEscaped)) {
      text += marked.slice(at, match.index);
      at = match.index + match[0].length;
      if (match[1] !== undefined) {
        text += String.fromCodePoint(match[1].codePointAt(0)! + PLANE);
        continue;
      }
      const index = match[0].codePointAt(0)! - FIRST_PRIVATE;
      const token = this.#tokens[index];
      if (token === undefined) {
        text += this.#edges[index - this.#tokens.length] ?? '';
        continue;
      }
      endText();
      pieces.push(token.id);
    }
    text += marked.slice(at);
    endText();
    return pieces;
  }

  /** A special token, or tag, that the template has spelled in pieces, so that it would be mistaken for text. */
  tokenInPieces(rendered: string): string | undefined {
    const { source } = this.#comparedTokens ?? {};
    const texts = this.split(rendered).filter((piece) => typeof piece === 'string');
    return source === undefined ? undefined : new RegExp(source, 'u').exec(texts.join('\n'))?.[0];
  }

  /** How a rendered prompt, or what a template says of it, reads. */
  spell(rendered: string): string {
    return rendered.replace(quotedNumber, '$1').replace(privateOrEscaped, (mark, escaped?: string) => {
      if (escaped !== undefined) return String.fromCodePoint(escaped.codePointAt(0)! + PLANE);
      const index = mark.codePointAt(0)! - FIRST_PRIVATE;
      return this.#tokens[index]?.content ?? this.#edges[index - this.#tokens.length] ?? '';
    });
  }

  #mark(text: string, tokens: RegExp | undefined): string {
    const quoted = quotePrivate(text);
    return tokens === undefined ? quoted : quoted.replace(tokens, (token) => this.#markOf.get(token)!);
  }

  #edgeMark(edge: string): string {
    return privateCharacter(this.#tokens.length + this.#edges.indexOf(edge));
  }

  /** Tokens that the template spelled around a role become one private character too. */
  #joinRoles(rendered: string): string {
    if (this.#aroundRoles === undefined) return rendered;
    return rendered.replace(this.#aroundRoles, (pieces) => this.#markOf.get(this.spell(pieces)) ?? pieces);
  }
}

function privateCharacter(index: number): string {
  return String.fromCodePoint(FIRST_PRIVATE + index);
}

/** Half a surrogate pair could complete another half to a private character; it has no token but U+FFFD's anyway. */
function quotePrivate(text: string): string {
  return text
    .toWellFormed()
    .replace(anyPrivate, (own) => ESCAPE + String.fromCodePoint(own.codePointAt(0)! - PLANE));
}

/** What stands before and after each role in a token. */
function aroundRole(content: string): [opening: string, closing: string][] {
  return ROLES.flatMap((role) => {
    const [opening, ...rest] = content.split(role);
    const closing = rest.join(role);
    return opening && closing ? [[opening, closing] as [string, string]] : [];
  });
}

function longestFirst(strings: readonly string[]): string[] {
  return [...new Set(strings)].sort((a, b) => b.length - a.length);
}

/** Matches the longest of these strings. */
function anyOf(strings: readonly string[]): RegExp | undefined {
  if (strings.length === 0) return undefined;
  const escaped = longestFirst(strings).map((string) => string.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(escaped.join('|'), 'gu');
}
