// A growing list of token ids that takes 4 bytes a token. Lists that begin alike share their memory: a prompt, the sequence that
// reads it, and the session that it belongs to.

import { assert } from '../errors.ts';

/** Ids that several lists may begin with. It only grows: an id that is written once never changes. */
interface SharedIds {
  readonly buffer: ArrayBuffer;
  /** Grows with its buffer. */
  readonly ids: Uint32Array;
}

export class TokenList implements Iterable<number> {
  readonly #expectedTokens: number;
  #shared: SharedIds;
  #length = 0;

  /** A list that grows to `expectedTokens` tokens without being copied. They take address space, but no memory, from now on. */
  constructor(expectedTokens: number, ids: ArrayLike<number> = []) {
    this.#expectedTokens = expectedTokens;
    this.#shared = createShared(expectedTokens);
    this.push(ids);
  }

  get length(): number {
    return this.#length;
  }

  /** The ids, in shared memory: do not write to them. */
  get ids(): Uint32Array {
    return this.#shared.ids.subarray(0, this.#length);
  }

  [Symbol.iterator](): IterableIterator<number> {
    return this.ids[Symbol.iterator]();
  }

  /** Adds ids. Copies the list only if the shared memory has other ids there, or cannot grow so far. */
  push(ids: ArrayLike<number>): void {
    const end = this.#length + ids.length;
    let known = 0;
    const written = Math.min(this.#shared.ids.length, end) - this.#length;
    while (known < written && this.#shared.ids[this.#length + known] === ids[known]) known += 1;
    if (known < written || 4 * end > this.#shared.buffer.maxByteLength) {
      const before = this.ids;
      this.#shared = createShared(Math.max(this.#expectedTokens, end));
      append(this.#shared, before, 0);
      known = 0;
    }
    append(this.#shared, ids, known);
    this.#length = end;
  }

  /** Removes all ids after the first `length`. */
  truncate(length: number): void {
    assert(length <= this.#length, 'a list of tokens must not be longer than before.');
    this.#length = length;
  }

  /** Another list with the first `length` ids, which shares their memory. */
  copy(length: number = this.#length): TokenList {
    const copy = new TokenList(this.#expectedTokens);
    copy.share(this, length);
    return copy;
  }

  /** Takes over the memory of a list that begins with these ids, up to its first `length`. */
  share(longer: TokenList, length: number = this.#length): void {
    this.#shared = longer.#shared;
    this.#length = length;
  }
}

function createShared(tokens: number): SharedIds {
  const buffer = new ArrayBuffer(0, { maxByteLength: 4 * tokens });
  return { buffer, ids: new Uint32Array(buffer) };
}

/** Appends `ids` from index `from` on. */
function append({ buffer, ids }: SharedIds, added: ArrayLike<number>, from: number): void {
  const at = ids.length;
  buffer.resize(4 * (at + added.length - from));
  for (let i = from; i < added.length; i++) ids[at + i - from] = added[i]!;
}
