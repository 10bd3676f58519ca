// The tokens of JSON as small models write it: strings, numbers, words, blanks and comments. The text may still grow: what more
// text would change is not decided before it has come.

/** A string that is unfinished at the end of the text. */
export interface OpenString {
  /** Where its content begins. */
  start: number;
  /** The quote that would end it. */
  closer: string;
}

export class Unreadable extends Error {
  readonly openString: OpenString | undefined;

  constructor(openString?: OpenString) {
    super('not JSON');
    this.openString = openString;
  }
}

/** Yields where it needs more text. */
export type Reading<T> = Generator<void, T, undefined>;

const closers = new Map([
  ['"', ['"']],
  ["'", ["'"]],
  ['`', ['`']],
  ['“', ['”', '"']],
  ['‘', ['’', "'"]],
  ['"""', ['"""']],
  ["'''", ["'''"]],
]);
const SPACE = /\s*/y;
const SPACE_AND_COMMENTS = /(?:\s+|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/y;
const COMMENT_AT_END = /\/\/[^\n]*/y;
const QUOTE = /"""|'''|["'`“‘]/y;
const NUMBER = /[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![^\s,\]}])/y;
const WORDS = /[\p{L}_$][\p{L}\p{N}_$.-]*(?:[ \t]+[\p{L}\p{N}_$.-]+)*/uy;
const KEY = /[\p{L}\p{N}_$][\p{L}\p{N}_$.-]*/uy;
/** A line that begins a call; a string that reaches it was never closed. */
const NEXT_CALL = /\n\{[ \t]*["'“]/y;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/y;

/** At the end of a text, what may become one of the above, or a longer one. */
const MAYBE_COMMENT = /\/(?:[/*]|$)/y;
const MAYBE_TRIPLE_QUOTE = /""?$|''?$/y;
const MAYBE_NEXT_CALL = /\n(?:\{[ \t]*)?$/y;
const MAYBE_ESCAPE = /\\(?:u[0-9a-fA-F]{0,3})?$/y;
const NUMBER_OR_WORDS = /[\p{L}\p{N}_$.+ \t-]*/uy;

/** Literals of JSON, Python and JavaScript. */
const literals = new Map<string, null | boolean>([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['null', 'None', 'NULL', 'undefined', 'NaN'].map((word) => [word, null] as const),
]);
const escapes = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ...['"', "'", '`', '/', '\\', '\n'].map((char) => [char, char] as const),
]);

export class LenientTokens {
  #text = '';
  #atEnd = false;
  at: number;
  readonly #write: (json: string) => void;

  /** `write` gets the JSON of each token, strings in pieces. */
  constructor(at: number, write: (json: string) => void) {
    this.at = at;
    this.#write = write;
  }

  extend(text: string, atEnd: boolean): void {
    this.#text = text;
    this.#atEnd = atEnd;
  }

  /** The next character; undefined at the end of the whole text. */
  *next(): Reading<string | undefined> {
    yield* this.#skipSpace();
    return this.#text[this.at];
  }

  *takes(char: string): Reading<boolean> {
    if ((yield* this.next()) !== char) return false;
    this.at++;
    return true;
  }

  /** Writes `separator` before it. Undefined if there is no key. */
  *key(separator: string): Reading<string | undefined> {
    const quote = yield* this.#quote();
    if (quote !== undefined) {
      this.#write(separator);
      return yield* this.#string(quote, ':');
    }
    yield* this.#whole(KEY);
    const key = this.#match(KEY);
    if (key !== undefined) this.#write(separator + JSON.stringify(key));
    return key;
  }

  /** A string, number or word. */
  *scalar(): Reading<null | boolean | number | string> {
    const quote = yield* this.#quote();
    if (quote !== undefined) return yield* this.#string(quote, ',}]');
    yield* this.#whole(NUMBER_OR_WORDS);
    const number = this.#match(NUMBER);
    const value = number === undefined ? this.#words() : numberOf(number);
    this.#write(JSON.stringify(value));
    return value;
  }

  #words(): null | boolean | string {
    const words = this.#match(WORDS);
    if (words === undefined) throw new Unreadable();
    const literal = literals.get(words);
    return literal === undefined ? words : literal;
  }

  *#quote(): Reading<string | undefined> {
    while (!this.#atEnd && this.#follows(MAYBE_TRIPLE_QUOTE)) yield;
    return this.#match(QUOTE);
  }

  /**
   * Reads the string after an opening quote. A closing quote ends it if one of `followers`, the end of the text or a new line
   * comes next; other quotes, and raw line breaks, count as content that was not escaped.
   */
  *#string(quote: string, followers: string): Reading<string> {
    const ends = closers.get(quote)!;
    const string: OpenString = { start: this.at, closer: ends[0]! };
    let value = '';
    let written = 0;
    const write = (): void => {
      this.#write(JSON.stringify(value.slice(written)).slice(1, -1));
      written = value.length;
    };
    this.#write('"');
    for (;;) {
      if (this.#mayChange(ends)) {
        write();
        yield;
        continue;
      }
      const char = this.#text[this.at];
      if (char === undefined || (char === '\n' && this.#follows(NEXT_CALL))) throw new Unreadable(string);
      if (char === '\\') {
        value += this.#escape(string);
        continue;
      }
      const end = ends.find((each) => this.#text.startsWith(each, this.at));
      if (end !== undefined && (yield* this.#endsString(this.at + end.length, followers))) {
        this.at += end.length;
        write();
        this.#write('"');
        return value;
      }
      value += char;
      this.at++;
    }
  }

  /** Whether more text may change the meaning of the next character of a string. */
  #mayChange(ends: readonly string[]): boolean {
    if (this.#atEnd) return false;
    const char = this.#text[this.at];
    if (char === undefined) return true;
    if (char === '\n') return this.#follows(MAYBE_NEXT_CALL);
    if (char === '\\') return this.#follows(MAYBE_ESCAPE);
    const left = this.#text.length - this.at;
    return ends.some((end) => left < end.length && end.startsWith(this.#text.slice(this.at)));
  }

  *#endsString(after: number, followers: string): Reading<boolean> {
    for (;;) {
      SPACE.lastIndex = after;
      const [space] = SPACE.exec(this.#text)!;
      if (followers !== ':' && space.includes('\n')) return true;
      const next = this.#text[after + space.length];
      if (next !== undefined) return followers.includes(next);
      if (this.#atEnd) return true;
      yield;
    }
  }

  #escape(string: OpenString): string {
    ESCAPE.lastIndex = this.at;
    const found = ESCAPE.exec(this.#text);
    if (found === null) throw new Unreadable(string);
    const [whole, code, char = ''] = found;
    this.at += whole.length;
    return code === undefined ? (escapes.get(char) ?? whole) : String.fromCharCode(Number.parseInt(code, 16));
  }

  /** Skips blanks and comments. */
  *#skipSpace(): Reading<void> {
    for (;;) {
      this.#match(SPACE_AND_COMMENTS);
      if (this.#atEnd) {
        this.#match(COMMENT_AT_END);
        return;
      }
      if (this.at < this.#text.length && !this.#follows(MAYBE_COMMENT)) return;
      yield;
    }
  }

  /** Waits until what the pattern matches ends before the text does. */
  *#whole(pattern: RegExp): Reading<void> {
    while (!this.#atEnd) {
      pattern.lastIndex = this.at;
      const [found] = pattern.exec(this.#text) ?? [''];
      if (this.at + found.length < this.#text.length) return;
      yield;
    }
  }

  #follows(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.#text);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}

/** A number, or the digits as a string if a number cannot hold them exactly. */
function numberOf(written: string): number | string {
  const number = Number(written);
  const isExact = /^[-+]?\d+$/.test(written) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return isExact ? number : written;
}
