// Reads JSON as small models write it: one object within a text, with the usual mistakes tolerated. Valid JSON is read as by
// JSON.parse, except that integers that a number would round become strings of their digits. The text may still grow.

import { LenientTokens, type OpenString, type Reading, Unreadable } from './lenient-tokens.ts';

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export type JsonObject = { [key: string]: JsonValue };

export type ObjectReading =
  | {
      value: JsonObject;
      end: number;
      /** False when the closing brace is missing, before the end of the text or another object. */
      closed: boolean;
    }
  | { value: undefined; openString: OpenString | undefined };

/** Members of an object, in the order of the text. */
export type Members = readonly (readonly [key: string, value: JsonValue])[];

/**
 * Whether an object is to be written while it is read. `path` is the list of keys that lead to it, which is empty for the
 * outermost object; `before` are the members before it.
 */
export type Watch = (path: readonly string[], before: Members) => boolean;

/** Reads the object that begins with the brace at `start`. */
export function readObject(text: string, start: number): ObjectReading {
  return new ObjectReader(start).read(text, true)!;
}

/** More deeply nested objects count as unreadable. */
const maxDepth = 200;

/** Reads an object of a text that grows, and writes one of the objects in it as JSON, as far as the text decides that. */
export class ObjectReader {
  readonly #tokens: LenientTokens;
  readonly #reading: Reading<JsonObject>;
  readonly #watch: Watch | undefined;
  readonly #path: string[] = [];
  #closed = true;
  /** The depth of the object that is written. */
  #watched: number | undefined;
  #isWritten = false;
  #json = '';

  /** `watch` is called for objects until it returns true. Default: no object is written. */
  constructor(start: number, watch?: Watch) {
    this.#tokens = new LenientTokens(start, (json) => this.#write(json));
    this.#watch = watch;
    this.#reading = this.#object(0, []);
  }

  /**
   * Returns undefined while the object may go on after the text. `text` must start with the `text` of the previous call;
   * `atEnd` is whether nothing follows it. Must not be called again after it has returned a reading.
   */
  read(text: string, atEnd: boolean): ObjectReading | undefined {
    this.#tokens.extend(text, atEnd);
    try {
      const { done, value } = this.#reading.next();
      return done ? { value, end: this.#tokens.at, closed: this.#closed } : undefined;
    } catch (error) {
      if (error instanceof Unreadable) return { value: undefined, openString: error.openString };
      throw error;
    }
  }

  /** Returns what was written since the last call. */
  takeJson(): string {
    const json = this.#json;
    this.#json = '';
    return json;
  }

  /** Whether an object is written completely. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  *#object(depth: number, before: Members): Reading<JsonObject> {
    if (depth > maxDepth) throw new Unreadable();
    if (this.#watched === undefined && this.#watch?.(this.#path, before)) this.#watched = depth;
    const members: [string, JsonValue][] = [];
    this.#tokens.at++;
    while (!(yield* this.#tokens.takes('}'))) {
      if (depth === 0 && members.length > 0 && (yield* this.#endsWithoutBrace())) {
        this.#closed = false;
        break;
      }
      const key = yield* this.#tokens.key(members.length === 0 ? '{' : ',');
      if (key === undefined || !(yield* this.#tokens.takes(':'))) throw new Unreadable();
      this.#write(':');
      this.#path.push(key);
      members.push([key, yield* this.#value(depth + 1, members)]);
      this.#path.pop();
      // A comma may be missing or trailing.
      yield* this.#tokens.takes(',');
    }
    this.#write(members.length === 0 ? '{}' : '}');
    if (depth === this.#watched) this.#isWritten = true;
    return Object.fromEntries(members);
  }

  *#array(depth: number): Reading<JsonValue[]> {
    if (depth > maxDepth) throw new Unreadable();
    const items: JsonValue[] = [];
    this.#tokens.at++;
    while (!(yield* this.#tokens.takes(']'))) {
      this.#write(items.length === 0 ? '[' : ',');
      this.#path.push('');
      items.push(yield* this.#value(depth + 1, []));
      this.#path.pop();
      yield* this.#tokens.takes(',');
    }
    this.#write(items.length === 0 ? '[]' : ']');
    return items;
  }

  *#value(depth: number, before: Members): Reading<JsonValue> {
    const first = yield* this.#tokens.next();
    if (first === '{') return yield* this.#object(depth, before);
    if (first === '[') return yield* this.#array(depth);
    return yield* this.#tokens.scalar();
  }

  *#endsWithoutBrace(): Reading<boolean> {
    const next = yield* this.#tokens.next();
    return next === undefined || next === '{';
  }

  #write(json: string): void {
    if (this.#watched !== undefined && !this.#isWritten) this.#json += json;
  }
}
