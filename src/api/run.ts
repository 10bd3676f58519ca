// One generation as the page sees it: parts to iterate, a result to await. It runs whether or not anyone looks.

import { transfer } from 'comlink';
import type { GenerateOptions, GenerationResult, Part } from '../contract/generate.ts';
import type { Message } from '../contract/messages.ts';
import { readGenerateOptions } from '../runtime/generate-options.ts';
import { readMessages } from '../text/read-messages.ts';
import type { AbortMessage, RunMessage } from '../worker/protocol.ts';
import { fromWireError } from '../worker/wire-error.ts';
import type { Connection } from './connection.ts';

/**
 * A running generation.
 *
 * Iterate it for the parts as they come, or await {@link Run.result}, or both. Each iteration starts at the first part.
 * Leaving the loop early (`break`, `return`, an exception), or calling the iterator's `return()` while it waits for a part,
 * stops the generation as fast as aborting its signal does, and frees the engine.
 */
export class Run implements AsyncIterable<Part> {
  /**
   * The whole answer. Rejects with what went wrong (a `PocketM1Error`), with the signal's reason when the generation was
   * aborted, or with an `AbortError` when its loop was left early. It may be ignored: no unhandled rejection follows.
   */
  readonly result: Promise<GenerationResult>;
  readonly #parts: Part[] = [];
  readonly #stop: () => void;
  #ended = false;
  /** Iterations that wait for the next part, or for the end. */
  readonly #waiting: (() => void)[] = [];

  /** @internal */
  constructor(connection: Connection, messages: string | readonly Message[], options: GenerateOptions) {
    const { port1: port, port2 } = new MessageChannel();
    this.#stop = () => port.postMessage({ type: 'abort' } satisfies AbortMessage);
    let stopListening = (): void => {};

    const answered = new Promise<GenerationResult>((resolve, reject) => {
      const { signal, sampling, ...others } = readGenerateOptions(options);
      const request = { ...sampling, ...others };
      const turns = readMessages(messages);
      const fail = (error: unknown): void => reject(signal?.aborted ? signal.reason : error);
      if (signal?.aborted) return fail(undefined);
      port.onmessage = ({ data }: MessageEvent<RunMessage>) => {
        if (data.type === 'part') return this.#push(data.part);
        if (data.type === 'error') return fail(fromWireError(data.error));
        const { text, thinking, toolCalls, ...finish } = data.result;
        this.#push({ type: 'finish', ...finish });
        resolve(data.result);
      };
      signal?.addEventListener('abort', this.#stop);
      const stopWatching = connection.onClose(fail);
      stopListening = () => {
        stopWatching();
        signal?.removeEventListener('abort', this.#stop);
      };
      connection.call((host) => host.generate(turns, request, transfer(port2, [port2]))).catch(fail);
    });
    this.result = answered.finally(() => {
      this.#ended = true;
      this.#wake();
      stopListening();
      port.close();
    });
    this.result.catch(() => {});
  }

  // A property, because a reactive store's proxy calls it with another `this`.
  readonly [Symbol.asyncIterator] = (): AsyncIterableIterator<Part> => {
    // A generator would answer `return()` only after a pending `next()`, and so after the whole prompt.
    let next = 0;
    let left = false;
    return {
      next: async () => {
        for (;;) {
          if (left) return { done: true, value: undefined };
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

  #push(part: Part): void {
    this.#parts.push(part);
    this.#wake();
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Returns when the engine is free again. */
  async #cancel(): Promise<void> {
    if (!this.#ended) this.#stop();
    await this.result.catch(() => {});
  }
}
