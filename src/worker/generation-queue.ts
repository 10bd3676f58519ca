// Runs generations one at a time, in the order of the calls; each answers over its own port.

import { abortable } from '../async.ts';
import type { CheckedOptions } from '../chat/generate-options.ts';
import type { GenerationResult, StreamedPart } from '../contract/generate.ts';
import type { Message } from '../contract/messages.ts';
import { serveStream } from './stream.ts';

export type Generate = (
  messages: string | readonly Message[],
  options: CheckedOptions,
) => AsyncGenerator<readonly StreamedPart[], GenerationResult, undefined>;

export class GenerationQueue {
  readonly #generate: Generate;
  /** Resolves when every generation so far has ended. */
  #idle: Promise<unknown> = Promise.resolve();

  constructor(generate: Generate) {
    this.#generate = generate;
  }

  add(messages: string | readonly Message[], options: CheckedOptions, port: MessagePort): void {
    this.serve((signal) => this.#generate(messages, { ...options, signal }), port);
  }

  /** Runs an answer when its turn comes, and sends it over the port. */
  serve(answer: (signal: AbortSignal) => ReturnType<Generate>, port: MessagePort): void {
    const turn = this.#idle;
    const answered = serveStream<readonly StreamedPart[], GenerationResult>(port, async (send, signal) => {
      await abortable(turn, signal);
      const batches = answer(signal);
      let next = await batches.next();
      for (; !next.done; next = await batches.next()) send(next.value);
      return next.value;
    });
    // A generation that is aborted while it waits ends before its turn, so the next one waits for both.
    this.#idle = Promise.all([turn, answered]);
  }

  /** Runs work that must not overlap a generation, when its turn comes. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#idle.then(work);
    this.#idle = done.catch(() => {});
    return done;
  }
}
