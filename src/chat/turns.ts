// Gives answers their turns: one at a time, in the order in which they are asked for.

import { abortable } from '../async.ts';

export class Turns {
  /** Resolves when every turn so far has ended. */
  #idle: Promise<void> = Promise.resolve();

  /**
   * Yields the batches of an answer when its turn comes, and returns its result. Takes its place at the first call of `next`.
   * An answer that is aborted while it waits does not start.
   */
  async *inTurn<Batch, Result>(
    answer: () => AsyncGenerator<Batch, Result, undefined>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Batch, Result, undefined> {
    const turn = this.#idle;
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    // An answer that is aborted while it waits ends before its turn, so the next one waits for both.
    this.#idle = turn.then(() => ended);
    try {
      await abortable(turn, signal);
      return yield* answer();
    } finally {
      end();
    }
  }

  /** Runs work that must not overlap an answer, when its turn comes. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#idle.then(work);
    // Without the result, which may be large and would be kept until the next turn.
    this.#idle = done.then(ignore, ignore);
    return done;
  }
}

function ignore(): void {}
