// The chunks of a response as the contract's parts and result.

import type { CheckedOptions } from '../chat/generate-options.ts';
import type { AnswerPart, GenerationResult, Timings, Usage } from '../contract/generate.ts';
import { show } from '../errors.ts';
import { RemoteChoice } from './choice.ts';
import { recordOf, serverError, unexpectedContent } from './server-error.ts';

/** What the request has asked for. */
export type Asked = Pick<CheckedOptions, 'n' | 'logprobs'>;

/** What a server says of the tokens of all answers together, until it says it. */
const unknownUsage: Usage = { promptTokens: 0, cachedTokens: 0, completionTokens: 0, thinkingTokens: 0 };

/** Collects the answers of a response from the data of its events. */
export class RemoteAnswer {
  readonly #url: string;
  readonly #startedAt: number;
  #firstAt: number | undefined;
  #lastAt = 0;
  readonly #choices: readonly RemoteChoice[];
  #usage = unknownUsage;

  constructor(url: string, startedAt: number, { n, logprobs }: Asked) {
    this.#url = url;
    this.#startedAt = startedAt;
    this.#choices = Array.from({ length: n }, () => new RemoteChoice(url, logprobs));
  }

  /** @throws PocketM1Error for an error of the server, `unexpected-content` for anything that is not a chunk. */
  add(data: string): AnswerPart[] {
    let chunk: Record<string, unknown>;
    try {
      chunk = recordOf(JSON.parse(data));
    } catch (cause) {
      throw unexpectedContent(this.#url, `an event is ${show(data)}, expected JSON`, cause);
    }
    if (chunk.error !== undefined && chunk.error !== null) {
      throw serverError(data, { url: this.#url, status: null });
    }
    if (!Array.isArray(chunk.choices))
      throw unexpectedContent(this.#url, `an event is ${show(chunk)}, expected choices`);
    this.#readUsage(recordOf(chunk.usage));
    const parts = chunk.choices.flatMap((choice) => this.#addChoice(recordOf(choice)));
    if (parts.length > 0) {
      this.#lastAt = performance.now();
      this.#firstAt ??= this.#lastAt;
    }
    return parts;
  }

  /**
   * The parts that the end of the response adds.
   * @throws DownloadError as {@link RemoteChoice.end} does.
   */
  end(): AnswerPart[] {
    return this.#choices.flatMap((choice, index) => this.#numbered(choice.end(), index));
  }

  /** The tokens of all answers are counted with the first. */
  result(): GenerationResult {
    const timings = this.#timings();
    const results = this.#choices.map((choice, index) => ({
      ...choice.result(),
      usage: index === 0 ? this.#usage : unknownUsage,
      timings,
    }));
    return results.length > 1 ? { ...results[0]!, choices: results } : results[0]!;
  }

  #addChoice(given: Record<string, unknown>): AnswerPart[] {
    // Where there is only one, its number says nothing.
    const index = this.#choices.length === 1 ? 0 : given.index;
    const choice = this.#choices[Number(index)];
    if (choice) return this.#numbered(choice.add(given), Number(index));
    const last = this.#choices.length - 1;
    throw unexpectedContent(this.#url, `the index of a choice is ${show(index)}, expected 0 to ${last}`);
  }

  #numbered(parts: AnswerPart[], choice: number): AnswerPart[] {
    return this.#choices.length === 1 ? parts : parts.map((part) => ({ ...part, choice }));
  }

  #timings(): Timings {
    const firstAt = this.#firstAt ?? performance.now();
    const decodeMs = this.#lastAt - firstAt;
    const { completionTokens } = this.#usage;
    return {
      prefillMs: firstAt - this.#startedAt,
      timeToFirstTokenMs: firstAt - this.#startedAt,
      decodeTokensPerSecond: decodeMs > 0 ? (completionTokens / decodeMs) * 1000 : 0,
    };
  }

  #readUsage(usage: Record<string, unknown>): void {
    if (typeof usage.prompt_tokens !== 'number') return;
    const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
    this.#usage = {
      promptTokens: usage.prompt_tokens,
      cachedTokens: count(
        recordOf(usage.prompt_tokens_details).cached_tokens ?? usage.prompt_cache_hit_tokens,
      ),
      completionTokens: count(usage.completion_tokens),
      thinkingTokens: count(recordOf(usage.completion_tokens_details).reasoning_tokens),
    };
  }
}
