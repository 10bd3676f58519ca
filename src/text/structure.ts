// Keeps a template's structure apart from text while the prompt is one string: while a template runs, each added token that
// it writes is one private-use character. The application's text cannot contain such a character, so no operation of a
// template on text (slice, join, replace) can turn text into structure.

import { TAGS } from './tags.ts';

/** A token outside the merges, matched as a whole, such as `<end_of_sentence>`. */
export interface AddedToken {
  readonly content: string;
  /** Carries structure and is skipped when an answer is decoded. */
  readonly special: boolean;
}

/** An added token that text never becomes. */
export interface StructuralToken extends AddedToken {
  /** Removes the white space before it. */
  lstrip: boolean;
  /** Removes the white space after it. */
  rstrip: boolean;
}

/** A piece of a prompt: text, or the id of an added token. */
export type PromptPiece = string | number;

/** Marks the end of a turn that the answer continues. */
export const END_OF_PREFIX = '\u{10fffb}';
/** Encloses the number of a text that follows later. */
const LATER = '\u{10fff9}';
const laterText = /\u{10fff9}(\d+)\u{10fff9}/u;
/** Encloses an integer beyond 2^53, which is written without quotes. */
const NUMBER = '\u{10fffa}';
const quotedNumber = /"?\u{10fffa}(-?\d+)\u{10fffa}"?/gu;
/** Precedes text that would otherwise complete a token spelled around a role; not part of the prompt. */
const TEXT = '\u{10fffc}';
/** Precedes a private-use character of the application's own text, which is moved to plane 15 meanwhile. */
const ESCAPE = '\u{10fffd}';

/** The private-use characters of plane 16, which text almost never contains. */
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
  /** Beginnings and ends of tokens around a role; their private-use characters follow those of the tokens. */
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

  /** Replaces the tokens spelled in `text` by structure. */
  mark(text: string): string {
    return this.#mark(text, this.#everyToken);
  }

  /** Escapes `text` so that it stays text, whatever it spells. */
  quote(text: string): string {
    const quoted = quotePrivate(text);
    return this.#edges.length > 0 && ROLES.includes(text) ? TEXT + quoted : quoted;
  }

  /** A string that the prompt shows as this number. */
  number(value: bigint): string {
    return NUMBER + value + NUMBER;
  }

  /** Marks the place of text number `index`, which follows later. */
  later(index: number): string {
    return LATER + index + LATER;
  }

  /** What is around the texts that follow later, and their numbers, in the order of a rendered prompt. */
  splitAtLater(rendered: string): { around: string[]; texts: number[] } {
    const parts = rendered.split(laterText);
    return {
      around: parts.filter((_, i) => i % 2 === 0),
      texts: parts.filter((_, i) => i % 2 === 1).map(Number),
    };
  }

  /** Converts a literal that the template writes into the prompt. */
  written(literal: string): string {
    let marked = this.mark(literal);
    const opening = this.#openings.find((edge) => marked.endsWith(edge));
    if (opening !== undefined) marked = marked.slice(0, -opening.length) + this.#edgeMark(opening);
    const closing = this.#closings.find((edge) => marked.startsWith(edge));
    if (closing !== undefined) marked = this.#edgeMark(closing) + marked.slice(closing.length);
    return marked;
  }

  /**
   * Converts a literal that the template compares with text or searches for. Only special tokens and this library's tags
   * become structure, because other added tokens may be common words that a template searches for in text.
   */
  compared(literal: string): string {
    return this.#mark(literal, this.#comparedTokens);
  }

  /** The pieces of a rendered prompt, with at most one text between two added tokens. */
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

  /** A special token or tag that the template assembled from pieces, so that it would be taken for text. */
  tokenInPieces(rendered: string): string | undefined {
    const { source } = this.#comparedTokens ?? {};
    const texts = this.split(rendered).filter((piece) => typeof piece === 'string');
    return source === undefined ? undefined : new RegExp(source, 'u').exec(texts.join('\n'))?.[0];
  }

  /** A rendered prompt, or an error message of a template, for display. */
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

  /** Replaces tokens that the template spelled around a role by one private-use character. */
  #joinRoles(rendered: string): string {
    if (this.#aroundRoles === undefined) return rendered;
    return rendered.replace(this.#aroundRoles, (pieces) => this.#markOf.get(this.spell(pieces)) ?? pieces);
  }
}

function privateCharacter(index: number): string {
  return String.fromCodePoint(FIRST_PRIVATE + index);
}

/** Also replaces lone surrogates by U+FFFD, because two of them could join to a private-use character. */
function quotePrivate(text: string): string {
  return text
    .toWellFormed()
    .replace(anyPrivate, (own) => ESCAPE + String.fromCodePoint(own.codePointAt(0)! - PLANE));
}

/** The text before and after each role in a token. */
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
