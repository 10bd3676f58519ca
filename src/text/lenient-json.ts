// Reads JSON as small models write it: one object within a text, with the usual mistakes tolerated. Valid JSON is read as by
// JSON.parse, except that integers that a number would round become strings of their digits.

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export type JsonObject = { [key: string]: JsonValue };

/** A string that is unfinished at the end of the text. */
export interface OpenString {
  /** Where its content begins. */
  start: number;
  /** The quote that would end it. */
  closer: string;
}

export type ObjectReading =
  | {
      value: JsonObject;
      end: number;
      /** False when the closing brace is missing, before the end of the text or another object. */
      closed: boolean;
    }
  | { value: undefined; openString: OpenString | undefined };

/** More deeply nested objects count as unreadable. */
const maxDepth = 200;

/** Reads the object that begins with the brace at `start`. */
export function readObject(text: string, start: number): ObjectReading {
  const reader = new Reader(text, start);
  try {
    const value = reader.readOutermost();
    return { value, end: reader.at, closed: reader.closed };
  } catch (error) {
    if (error instanceof Unreadable) return { value: undefined, openString: error.openString };
    throw error;
  }
}

class Unreadable extends Error {
  readonly openString: OpenString | undefined;

  constructor(openString?: OpenString) {
    super('not JSON');
    this.openString = openString;
  }
}

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
const SPACE_AND_COMMENTS = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const QUOTE = /"""|'''|["'`“‘]/y;
const NUMBER = /[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![^\s,\]}])/y;
const WORDS = /[\p{L}_$][\p{L}\p{N}_$.-]*(?:[ \t]+[\p{L}\p{N}_$.-]+)*/uy;
const KEY = /[\p{L}\p{N}_$][\p{L}\p{N}_$.-]*/uy;
/** A line that begins a call; a string that reaches it was never closed. */
const NEXT_CALL = /\n\{[ \t]*["'“]/y;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/y;

/** Literals of JSON, Python and JavaScript. */
const literals = new Map<string, JsonValue>([
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

class Reader {
  readonly #text: string;
  at: number;
  closed = true;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  readOutermost(): JsonObject {
    return this.#object(0);
  }

  #value(depth: number): JsonValue {
    this.#skipSpace();
    const first = this.#text[this.at];
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#array(depth);
    const quote = this.#match(QUOTE);
    if (quote !== undefined) return this.#string(quote, ',}]');
    const number = this.#match(NUMBER);
    if (number !== undefined) return numberOf(number);
    const words = this.#match(WORDS);
    if (words === undefined) throw new Unreadable();
    const literal = literals.get(words);
    return literal === undefined ? words : literal;
  }

  #object(depth: number): JsonObject {
    if (depth > maxDepth) throw new Unreadable();
    const members: [string, JsonValue][] = [];
    this.at++;
    while (!this.#takes('}')) {
      if (depth === 0 && members.length > 0 && this.#endsWithoutBrace()) {
        this.closed = false;
        break;
      }
      const quote = this.#match(QUOTE);
      const key = quote === undefined ? this.#match(KEY) : this.#string(quote, ':');
      if (key === undefined || !this.#takes(':')) throw new Unreadable();
      members.push([key, this.#value(depth + 1)]);
      // A comma may be missing or trailing.
      this.#takes(',');
    }
    return Object.fromEntries(members);
  }

  #array(depth: number): JsonValue[] {
    if (depth > maxDepth) throw new Unreadable();
    const items: JsonValue[] = [];
    this.at++;
    while (!this.#takes(']')) {
      items.push(this.#value(depth + 1));
      this.#takes(',');
    }
    return items;
  }

  #endsWithoutBrace(): boolean {
    this.#skipSpace();
    return this.at === this.#text.length || this.#text[this.at] === '{';
  }

  /**
   * Reads the string after an opening quote. A closing quote ends it if one of `followers`, the end of the text or a new line
   * comes next; other quotes, and raw line breaks, count as content that was not escaped.
   */
  #string(quote: string, followers: string): string {
    const start = this.at;
    const ends = closers.get(quote)!;
    let value = '';
    for (;;) {
      const char = this.#text[this.at];
      if (char === undefined || (char === '\n' && this.#follows(NEXT_CALL))) {
        throw new Unreadable({ start, closer: ends[0]! });
      }
      if (char === '\\') {
        value += this.#escape({ start, closer: ends[0]! });
        continue;
      }
      const end = ends.find((each) => this.#text.startsWith(each, this.at));
      if (end !== undefined && this.#endsString(this.at + end.length, followers)) {
        this.at += end.length;
        return value;
      }
      value += char;
      this.at++;
    }
  }

  #endsString(after: number, followers: string): boolean {
    SPACE.lastIndex = after;
    const [space] = SPACE.exec(this.#text)!;
    const next = this.#text[after + space.length];
    return next === undefined || followers.includes(next) || (followers !== ':' && space.includes('\n'));
  }

  #escape(string: OpenString): string {
    ESCAPE.lastIndex = this.at;
    const found = ESCAPE.exec(this.#text);
    if (found === null) throw new Unreadable(string);
    const [whole, code, char = ''] = found;
    this.at += whole.length;
    return code === undefined ? (escapes.get(char) ?? whole) : String.fromCharCode(Number.parseInt(code, 16));
  }

  #takes(char: string): boolean {
    this.#skipSpace();
    if (this.#text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  #skipSpace(): void {
    this.#match(SPACE_AND_COMMENTS);
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
function numberOf(written: string): JsonValue {
  const number = Number(written);
  const isExact = /^[-+]?\d+$/.test(written) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return isExact ? number : written;
}
