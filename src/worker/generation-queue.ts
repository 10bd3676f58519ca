// Runs generations one at a time, in the order of the calls; each answers over its own port.

import type { CheckedOptions } from '../chat/generate-options.ts';
import { Turns } from '../chat/turns.ts';
import type { GenerationResult, StreamedPart } from '../contract/generate.ts';
import type { Message } from '../contract/messages.ts';
import { serveStream } from './stream.ts';

export type Generate = (
  messages: string | readonly Message[],
  options: CheckedOptions,
) => AsyncGenerator<readonly StreamedPart[], GenerationResult, undefined>;

export class GenerationQueue {
  readonly #generate: Generate;
  readonly #turns = new Turns();

  constructor(generate: Generate) {
    this.#generate = generate;
  }

  add(messages: string | readonly Message[], options: CheckedOptions, port: MessagePort): void {
    this.serve((signal) => this.#generate(messages, { ...options, signal }), port);
  }

  /** Runs an answer when its turn comes, and sends it over the port. */
  serve(answer: (signal: AbortSignal) => ReturnType<Generate>, port: MessagePort): void {
    void serveStream<readonly StreamedPart[], GenerationResult>(port, async (send, signal) => {
      const batches = this.#turns.inTurn(() => answer(signal), signal);
      let next = await batches.next();
      for (; !next.done; next = await batches.next()) send(next.value);
      return next.value;
    });
  }

  /** Runs work that must not overlap a generation, when its turn comes. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run(work);
  }
}
