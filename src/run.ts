// One generation on the page: parts to iterate, and a result to await. It runs even if neither is used.

import type {
  AnswerPart,
  FinishPart,
  GenerateOptions,
  GenerationResult,
  LocalGenerationResult,
  StreamedPart,
} from './contract/generate.ts';
import type { Message, StreamedMessage } from './contract/messages.ts';

/** Starts an answer: yields its parts in batches as they are generated, and returns the result. Aborting the signal ends it. */
export type ProduceAnswer<
  Streamed extends TypedPart = AnswerPart,
  Result extends GenerationResult = LocalGenerationResult,
> = (signal: AbortSignal) => AsyncGenerator<readonly Streamed[], Result, undefined>;

/** A part of any kind. */
export interface TypedPart {
  /** Which kind it is. */
  type: string;
}

/**
 * A running generation, whose parts are `Streamed` and at last a `FinishPart`.
 *
 * Iterate it for the parts as they are generated, or await {@link Run.result}, or both. Each iteration starts at the first
 * part of the answer. Before it come `prompt` parts while the prompt is read: of those, only the newest is kept, so an
 * iteration that starts late or is slow gets fewer. Leaving the loop early (`break`, `return`, an exception), or calling the
 * iterator's `return()` while it waits for a part, stops the generation like aborting its signal.
 */
export class Run<
  Streamed extends TypedPart = AnswerPart,
  Result extends GenerationResult = LocalGenerationResult,
> implements AsyncIterable<Streamed | FinishPart<Result>>
{
  /**
   * The complete answer. Rejects with a `PocketM1Error`, with the signal's reason when the generation was aborted, or with an
   * `AbortError` when its loop was left early. Ignoring it causes no unhandled rejection.
   */
  readonly result: Promise<Result>;
  /** Of the answer. */
  readonly #parts: (Streamed | FinishPart<Result>)[] = [];
  /** The newest part that says how far the prompt is read, and how many there were. */
  readonly #progress: { part: Streamed | undefined; count: number } = { part: undefined, count: 0 };
  readonly #stop = new AbortController();
  #ended = false;
  /** Wakes iterations that wait for the next part or the end. */
  readonly #waiting: (() => void)[] = [];

  /** @internal The run fails with the error of `produce`, thrown at once or later. */
  constructor(produce: ProduceAnswer<Streamed, Result>, signal?: AbortSignal) {
    this.result = this.#collect(produce, signal).finally(() => {
      this.#ended = true;
      this.#wake();
    });
    this.result.catch(() => {});
  }

  /** Iterates the parts, from the first one of the answer. */
  // A property, because a reactive store's proxy would call a method with another `this`.
  readonly [Symbol.asyncIterator] = (): AsyncIterableIterator<Streamed | FinishPart<Result>> => {
    // Not a generator, whose `return()` would wait for a pending `next()`, and so for the whole prompt.
    let next = 0;
    let seen = 0;
    let left = false;
    return {
      next: async () => {
        for (;;) {
          if (left) return { done: true, value: undefined };
          if (seen < this.#progress.count) {
            seen = this.#progress.count;
            return { done: false, value: this.#progress.part! };
          }
          const part = this.#parts[next];
          if (part) {
            next++;
            return { done: false, value: part };
          }
          if (this.#ended) break;
          await new Promise<void>((resolve) => this.#waiting.push(resolve));
        }
        left = true;
        await this.result;
        return { done: true, value: undefined };
      },
      return: async () => {
        if (!left) {
          left = true;
          this.#wake();
          await this.#cancel();
        }
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  };

  async #collect(produce: ProduceAnswer<Streamed, Result>, signal: AbortSignal | undefined): Promise<Result> {
    const abort = (): void => this.#stop.abort(signal?.reason);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    try {
      const batches = produce(this.#stop.signal);
      let next = await batches.next();
      for (; !next.done; next = await batches.next()) this.#push(next.value);
      const { text, thinking, toolCalls, ...finish } = next.value;
      this.#push([{ type: 'finish', ...finish }]);
      return next.value;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  #push(parts: readonly (Streamed | FinishPart<Result>)[]): void {
    for (const part of parts) {
      if (part.type !== 'prompt') this.#parts.push(part);
      else {
        this.#progress.part = part as Streamed;
        this.#progress.count += 1;
      }
    }
    this.#wake();
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Stops the generation and resolves when it has ended. */
  async #cancel(): Promise<void> {
    if (!this.#ended) this.#stop.abort();
    await this.result.catch(() => {});
  }
}

/** The run that `start` returns, or one that fails with the error that it throws. */
export function startRun<Streamed extends TypedPart, Result extends GenerationResult>(
  start: () => Run<Streamed, Result>,
): Run<Streamed, Result> {
  try {
    return start();
  } catch (error) {
    return new Run<Streamed, Result>(() => {
      throw error;
    });
  }
}

/** Answers a conversation. */
export interface Generate {
  (messages: string | readonly Message[], options?: GenerateOptions): Run;
  /** The text of a message arrives in pieces, so parts say how far it is read. */
  (messages: readonly (Message | StreamedMessage)[], options?: GenerateOptions): Run<StreamedPart>;
}
