// The GPU states of sessions: a prefix cache with its own budget, created for the first session.

import { PrefixCache } from './prefix-cache.ts';
import { restoreSequence, saveSequence } from './save-sequence.ts';
import type { Sequence } from './sequence.ts';
import { sequenceStart } from './sequence-checkpoint.ts';
import type { SequenceSnapshot } from './snapshot.ts';
import { noStates, type StateMemory } from './state-memory.ts';

export class SessionStates {
  readonly #other: Sequence;
  readonly #budgetBytes: number;
  #cache: PrefixCache | undefined;

  /** `other`: any sequence, to fork others from. */
  constructor(other: Sequence, budgetBytes: number) {
    this.#other = other;
    this.#budgetBytes = budgetBytes;
  }

  /** @throws PocketM1Error `out-of-memory`. */
  async cache(): Promise<PrefixCache> {
    this.#cache ??= this.#cacheWith(await this.#other.fork(sequenceStart));
    return this.#cache;
  }

  /** Lets another session continue from the state at the end of `tokens`, if there is one. Not during an answer. */
  async share(tokens: ArrayLike<number>, session: object): Promise<void> {
    await this.#cache?.pin(tokens, session);
  }

  /**
   * Reads the state after `tokens`, or after the longest prefix of them that has a state; undefined if there is none. Not
   * during an answer.
   * @throws The errors of `saveSequence`.
   */
  async save(tokens: ArrayLike<number>): Promise<SequenceSnapshot | undefined> {
    if (!this.#cache?.isOn) return undefined;
    const { sequence, shared } = this.#cache.closest(tokens);
    return saveSequence(sequence, shared);
  }

  /**
   * Restores a session's state. Not during an answer.
   * @throws The errors of `restoreSequence`.
   */
  async restore(session: object, snapshot: SequenceSnapshot): Promise<void> {
    const sequence = await restoreSequence(this.#other, snapshot);
    if (this.#budgetBytes === 0) return sequence.destroy();
    this.#cache ??= this.#cacheWith(sequence);
    this.#cache.adopt(sequence, session);
  }

  /** Frees a session's state. Not during an answer. */
  release(session: object): void {
    if (this.#cache?.release(session)) return;
    this.destroy();
    this.#cache = undefined;
  }

  /** Frees all states except the one used last. Returns whether there was anything to free. */
  clear(): boolean {
    return this.#cache?.clear() ?? false;
  }

  memory(): StateMemory {
    return this.#cache?.memory() ?? noStates;
  }

  /** Frees all states. Idempotent. */
  destroy(): void {
    this.#cache?.destroy();
  }

  #cacheWith(first: Sequence): PrefixCache {
    const { freeMemory } = this.#other;
    const cache = new PrefixCache(first, this.#budgetBytes);
    // Not the cache's own function, because the engine frees more than this cache.
    first.freeMemory = freeMemory;
    return cache;
  }
}
