// The token ids of a prompt, all of them at once or as they are made from a text that is still being read.

import { abortable } from '../async.ts';
import { PocketM1Error } from '../errors.ts';

export interface PromptSource {
  /** The ids so far. */
  readonly ids: Uint32Array;
  /** Whether there are no others. */
  readonly ended: boolean;
  /** Resolves when there are more ids, or the prompt has ended. Rejects with what prevents it. */
  more(): Promise<void>;
}

/** A prompt whose ids come in batches. It takes 4 bytes of memory per token. */
export class GrowingPrompt implements PromptSource {
  readonly #buffer: ArrayBuffer;
  readonly #batches: AsyncIterator<readonly number[]>;
  /** Grows with its buffer. */
  readonly ids: Uint32Array;
  #ended = false;

  /** Of more than `maxTokens` tokens, which no context holds, only those are kept. */
  constructor(batches: AsyncIterator<readonly number[]>, maxTokens: number) {
    this.#batches = batches;
    this.#buffer = new ArrayBuffer(0, { maxByteLength: 4 * maxTokens });
    this.ids = new Uint32Array(this.#buffer);
  }

  get ended(): boolean {
    return this.#ended;
  }

  async more(): Promise<void> {
    const before = this.ids.length;
    while (this.ids.length === before && !this.#ended) {
      const { value, done } = await this.#batches.next();
      if (done) this.#ended = true;
      else this.#add(value);
    }
  }

  #add(batch: readonly number[]): void {
    const at = this.ids.length;
    const end = Math.min(at + batch.length, this.#buffer.maxByteLength / 4);
    if (end === at && batch.length > 0) this.#ended = true;
    this.#buffer.resize(4 * end);
    this.ids.set(batch.slice(0, end - at), at);
  }
}

/** The ids of a prompt that the model can read, checked as they come. */
export class CheckedPrompt {
  readonly #source: PromptSource;
  readonly #vocabSize: number;
  readonly #contextLength: number;

  /** @throws PocketM1Error `invalid-argument` or `context-exceeded`, for the ids that are there. */
  constructor(
    prompt: readonly number[] | PromptSource,
    { vocabSize, contextLength }: { vocabSize: number; contextLength: number },
  ) {
    this.#vocabSize = vocabSize;
    this.#contextLength = contextLength;
    if (!('more' in prompt)) this.#checkIds(prompt, 0);
    this.#source = 'more' in prompt ? prompt : wholePrompt(prompt);
    this.#checkLength();
  }

  get ids(): Uint32Array {
    return this.#source.ids;
  }

  get ended(): boolean {
    return this.#source.ended;
  }

  /**
   * Waits until `count` ids are there, or all.
   * @throws PocketM1Error `invalid-argument` and `context-exceeded`, what the source throws, and the signal's reason.
   */
  async atLeast(count: number, signal: AbortSignal | undefined): Promise<void> {
    while (this.ids.length < count && !this.ended) {
      const before = this.ids.length;
      await abortable(this.#source.more(), signal);
      this.#checkIds(this.ids, before);
      this.#checkLength();
    }
  }

  /** Waits until all is there that one of `lists` may begin with. */
  async follow(lists: readonly ArrayLike<number>[], signal: AbortSignal | undefined): Promise<void> {
    let followed = lists;
    let compared = 0;
    while (!this.ended) {
      const { length } = this.ids;
      followed = followed.filter((list) => {
        for (let i = compared; i < length; i++) if (list[i] !== this.ids[i]) return false;
        return list.length > length;
      });
      if (followed.length === 0 && length > 0) return;
      compared = length;
      await this.atLeast(length + 1, signal);
    }
  }

  #checkIds(ids: ArrayLike<number>, from: number): void {
    for (let i = from; i < ids.length; i++) {
      const id = ids[i]!;
      if (Number.isInteger(id) && id >= 0 && id < this.#vocabSize) continue;
      throw new PocketM1Error(
        'invalid-argument',
        `The prompt has the token id ${id}, but the model's ids are 0 to ${this.#vocabSize - 1}.`,
        { details: { id, vocabSize: this.#vocabSize } },
      );
    }
  }

  #checkLength(): void {
    const { length } = this.ids;
    if (length === 0 && this.ended) throw new PocketM1Error('invalid-argument', 'The prompt is empty.');
    if (length < this.#contextLength) return;
    throw new PocketM1Error(
      'context-exceeded',
      `The prompt has ${length} tokens${this.ended ? '' : ' or more'}, but the context holds ${this.#contextLength} for prompt and answer: shorten it.`,
      { details: { expected: this.#contextLength - 1, actual: length } },
    );
  }
}

function wholePrompt(ids: readonly number[]): PromptSource {
  return { ids: new Uint32Array(ids), ended: true, more: async () => {} };
}
