// The GPU states of sessions: a prefix cache with a budget of its own, made when the first session needs it.

import { PrefixCache } from './prefix-cache.ts';
import { restoreSequence, saveSequence } from './save-sequence.ts';
import type { Sequence } from './sequence.ts';
import { sequenceStart } from './sequence-checkpoint.ts';
import type { SequenceSnapshot } from './snapshot.ts';

export class SessionStates {
  readonly #other: Sequence;
  readonly #budgetBytes: number;
  #cache: PrefixCache | undefined;

  /** `other`: a sequence to make others from. */
  constructor(other: Sequence, budgetBytes: number) {
    this.#other = other;
    this.#budgetBytes = budgetBytes;
  }

  /** @throws PocketM1Error `out-of-memory`. */
  async cache(): Promise<PrefixCache> {
    this.#cache ??= this.#cacheWith(await this.#other.fork(sequenceStart));
    return this.#cache;
  }

  /** Lets another session go on from the state at the end of `tokens` too, if there is one. Not during an answer. */
  async share(tokens: readonly number[], session: object): Promise<void> {
    await this.#cache?.pin(tokens, session);
  }

  /**
   * What it takes to go on after `tokens`, or after as many of them as there is a state of; undefined where there is none.
   * Not during an answer.
   * @throws What `saveSequence` throws.
   */
  async save(tokens: readonly number[]): Promise<SequenceSnapshot | undefined> {
    if (!this.#cache?.isOn) return undefined;
    const { sequence, shared } = this.#cache.closest(tokens);
    return saveSequence(sequence, shared);
  }

  /**
   * Makes a session's state of what was saved. Not during an answer.
   * @throws What `restoreSequence` throws.
   */
  async restore(session: object, snapshot: SequenceSnapshot): Promise<void> {
    const sequence = await restoreSequence(this.#other, snapshot);
    if (this.#budgetBytes === 0) return sequence.destroy();
    this.#cache ??= this.#cacheWith(sequence);
    this.#cache.adopt(sequence, session);
  }

  /** Frees what was kept for a session. Not during an answer. */
  release(session: object): void {
    if (this.#cache?.release(session)) return;
    this.destroy();
    this.#cache = undefined;
  }

  /** Frees all but the state used last. Returns whether there was anything. */
  clear(): boolean {
    return this.#cache?.clear() ?? false;
  }

  /** Frees all states. Safe to call again. */
  destroy(): void {
    this.#cache?.destroy();
  }

  #cacheWith(first: Sequence): PrefixCache {
    const { freeMemory } = this.#other;
    const cache = new PrefixCache(first, this.#budgetBytes);
    // Its owner frees more than the cache does.
    first.freeMemory = freeMemory;
    return cache;
  }
}
