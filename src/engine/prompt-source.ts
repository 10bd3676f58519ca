// The token ids of a prompt, all of them at once or as they are made from a text that is still being read.

import { abortable } from '../async.ts';
import { PocketM1Error } from '../errors.ts';
import { TokenList } from './token-list.ts';

export interface PromptSource {
  /** The ids so far. */
  readonly tokens: TokenList;
  /** Whether there are no others. */
  readonly ended: boolean;
  /** Resolves when there are more ids, or the prompt has ended. Rejects with what prevents it. */
  more(): Promise<void>;
}

/** A prompt whose ids come in batches. */
export class GrowingPrompt implements PromptSource {
  readonly #batches: AsyncIterator<readonly number[]>;
  readonly #maxTokens: number;
  readonly tokens: TokenList;
  #ended = false;

  /** Of more than `maxTokens` tokens, which no context holds, only those are kept. */
  constructor(batches: AsyncIterator<readonly number[]>, maxTokens: number) {
    this.#batches = batches;
    this.#maxTokens = maxTokens;
    this.tokens = new TokenList(maxTokens);
  }

  get ended(): boolean {
    return this.#ended;
  }

  async more(): Promise<void> {
    const before = this.tokens.length;
    while (this.tokens.length === before && !this.#ended) {
      const { value, done } = await this.#batches.next();
      if (done) this.#ended = true;
      else this.#add(value);
    }
  }

  #add(batch: readonly number[]): void {
    const room = this.#maxTokens - this.tokens.length;
    if (room === 0 && batch.length > 0) this.#ended = true;
    this.tokens.push(batch.slice(0, room));
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
    // Before a list turns them into others.
    if (!('more' in prompt)) this.#checkIds(prompt, 0);
    this.#source = 'more' in prompt ? prompt : wholePrompt(new TokenList(contextLength, prompt));
    this.#checkLength();
  }

  get tokens(): TokenList {
    return this.#source.tokens;
  }

  get ids(): Uint32Array {
    return this.tokens.ids;
  }

  get ended(): boolean {
    return this.#source.ended;
  }

  /**
   * Waits until `count` ids are there, or all.
   * @throws PocketM1Error `invalid-argument` and `context-exceeded`, what the source throws, and the signal's reason.
   */
  async atLeast(count: number, signal: AbortSignal | undefined): Promise<void> {
    while (this.tokens.length < count && !this.ended) {
      const before = this.tokens.length;
      await abortable(this.#source.more(), signal);
      this.#checkIds(this.ids, before);
      this.#checkLength();
    }
  }

  /** Waits until all is there that one of `lists` may begin with. Meanwhile the prompt takes no memory beside that list. */
  async follow(lists: readonly TokenList[], signal: AbortSignal | undefined): Promise<void> {
    let followed = lists;
    let compared = 0;
    while (!this.ended) {
      const { tokens } = this;
      const { length, ids } = tokens;
      followed = followed.filter((list) => {
        const other = list.ids;
        for (let i = compared; i < length; i++) if (other[i] !== ids[i]) return false;
        return list.length > length;
      });
      if (followed.length === 0 && length > 0) return;
      if (followed[0]) tokens.share(followed[0]);
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
    const { length } = this.tokens;
    if (length === 0 && this.ended) throw new PocketM1Error('invalid-argument', 'The prompt is empty.');
    if (length < this.#contextLength) return;
    throw new PocketM1Error(
      'context-exceeded',
      `The prompt has ${length} tokens${this.ended ? '' : ' or more'}, but the context holds ${this.#contextLength} for prompt and answer: shorten it.`,
      { details: { expected: this.#contextLength - 1, actual: length } },
    );
  }
}

/** The prompt, which has ended, with the first tokens of its answer. */
export function continuedPrompt({ tokens }: PromptSource, answer: ArrayLike<number>): PromptSource {
  const both = tokens.copy();
  both.push(answer);
  return wholePrompt(both);
}

/** A prompt whose ids are all there. */
export function wholePrompt(tokens: TokenList): PromptSource {
  return { tokens, ended: true, more: async () => {} };
}
