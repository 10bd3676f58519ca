// The token ids of a prompt: complete, or growing while its text is still being tokenized.

import { abortable } from '../async.ts';
import { PocketM1Error } from '../errors.ts';
import { TokenList } from './token-list.ts';

export interface PromptSource {
  /** The ids so far. */
  readonly tokens: TokenList;
  /** Whether these are all ids. */
  readonly ended: boolean;
  /** Resolves when there are more ids, or the prompt has ended. Rejects with the error of the text. */
  more(): Promise<void>;
}

/** A prompt whose ids arrive in batches. */
export class GrowingPrompt implements PromptSource {
  readonly #batches: AsyncIterator<readonly number[]>;
  readonly #maxTokens: number;
  readonly tokens: TokenList;
  #ended = false;

  /** Ids beyond `maxTokens`, which no context can hold, are dropped. */
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

/** The ids of a prompt, checked as they arrive. */
export class CheckedPrompt {
  readonly #source: PromptSource;
  readonly #vocabSize: number;
  readonly #contextLength: number;

  /** @throws PocketM1Error `invalid-argument` or `context-exceeded`, for the ids that have arrived. */
  constructor(
    prompt: readonly number[] | PromptSource,
    { vocabSize, contextLength }: { vocabSize: number; contextLength: number },
  ) {
    this.#vocabSize = vocabSize;
    this.#contextLength = contextLength;
    // Checked before the list converts them to 32-bit integers.
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
   * Waits for `count` ids, or for all if the prompt has fewer.
   * @throws PocketM1Error `invalid-argument` and `context-exceeded`, the errors of the source, and the signal's reason.
   */
  async atLeast(count: number, signal: AbortSignal | undefined): Promise<void> {
    while (this.tokens.length < count && !this.ended) {
      const before = this.tokens.length;
      await abortable(this.#source.more(), signal);
      this.#checkIds(this.ids, before);
      this.#checkLength();
    }
  }

  /** Waits until the prompt differs from each of `lists`, or ends. Until then it shares the memory of one of them. */
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

/** A complete prompt followed by the first tokens of its answer. */
export function continuedPrompt({ tokens }: PromptSource, answer: ArrayLike<number>): PromptSource {
  const both = tokens.copy();
  both.push(answer);
  return wholePrompt(both);
}

/** A complete prompt. */
export function wholePrompt(tokens: TokenList): PromptSource {
  return { tokens, ended: true, more: async () => {} };
}
