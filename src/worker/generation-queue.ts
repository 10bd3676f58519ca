// Generations one after the other, in the order they were asked for, each told over its own port.

import { abortable } from '../async.ts';
import type { AnswerPart, GenerateOptions, GenerationResult } from '../contract/generate.ts';
import type { Message } from '../contract/messages.ts';
import type { RunMessage } from './protocol.ts';
import { toWireError } from './wire-error.ts';

export type Generate = (
  messages: string | readonly Message[],
  options: GenerateOptions,
) => AsyncGenerator<AnswerPart, GenerationResult, undefined>;

export class GenerationQueue {
  readonly #generate: Generate;
  /** Settles when every generation asked for so far has ended. */
  #idle: Promise<unknown> = Promise.resolve();

  constructor(generate: Generate) {
    this.#generate = generate;
  }

  add(messages: string | readonly Message[], options: GenerateOptions, port: MessagePort): void {
    const turn = this.#idle;
    // One that is aborted while it waits ends before its turn, so the next one waits for both.
    this.#idle = Promise.all([turn, this.#run(turn, messages, options, port)]);
  }

  /** Never rejects: what goes wrong is told over the port. */
  async #run(
    turn: Promise<unknown>,
    messages: string | readonly Message[],
    options: GenerateOptions,
    port: MessagePort,
  ): Promise<void> {
    const tell = (message: RunMessage): void => port.postMessage(message);
    const controller = new AbortController();
    const { signal } = controller;
    // The page sends nothing but an abort.
    port.onmessage = () => controller.abort();
    try {
      await abortable(turn, signal);
      const parts = this.#generate(messages, { ...options, signal });
      let next = await parts.next();
      for (; !next.done; next = await parts.next()) tell({ type: 'part', part: next.value });
      tell({ type: 'result', result: next.value });
    } catch (error) {
      tell({ type: 'error', error: toWireError(error) });
    } finally {
      port.close();
    }
  }
}
