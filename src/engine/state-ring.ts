// Copies of a sequence's lightning states from before some of its last submits of decoding steps. An answer that is cut goes back
// to one of them, so that only the few tokens after it are read again.

import { halt } from '../kernels/control.ts';
import type { SequenceState } from '../model/state.ts';
import { submitsInFlight } from './pacing.ts';
import type { Status } from './readback.ts';
import type { Checkpoint } from './sequence-checkpoint.ts';

/** The copy from before one submit. */
export interface StateCopy {
  /** Tokens in it; undefined while that is not certain, or if the copy is of an unfinished step. */
  position: number | undefined;
  readonly states: readonly GPUBuffer[];
}

/**
 * Minimum number of steps between two copies. A stop string has several tokens, and slow devices have a submit for each, so that
 * copies before every submit would all be of states within it.
 */
const minSteps = 16;

export interface OpenCopy {
  copy: StateCopy;
  /** Records the copying. */
  before: (encoder: GPUCommandEncoder) => void;
}

export class StateRing {
  /** Enough for the submits in flight, and one before them. */
  readonly #copies: readonly StateCopy[];
  readonly #bytes: number;
  #next = 0;
  /** Steps submitted since the last copy. */
  #steps = minSteps;
  /** Whether a submit has faulted, so that those after it have no effect until the fault is served. */
  #faulted = false;

  private constructor(copies: readonly StateCopy[], bytes: number) {
    this.#copies = copies;
    this.#bytes = bytes;
  }

  /**
   * Creates the copies' buffers, which fit all states of the model.
   * @throws PocketM1Error `out-of-memory`.
   */
  static async create(state: SequenceState): Promise<StateRing> {
    const copies: StateCopy[] = [];
    try {
      while (copies.length <= submitsInFlight) {
        copies.push({ position: undefined, states: await state.copyLightning() });
      }
    } catch (error) {
      destroyAll(copies);
      throw error;
    }
    return new StateRing(copies, state.lightningBytes);
  }

  /** Forgets the copies of an earlier run. */
  clear(): void {
    for (const copy of this.#copies) copy.position = undefined;
    this.#faulted = false;
    this.#steps = minSteps;
  }

  /**
   * Returns the copy of `state` to make before a submit of `steps`. None if the last copy is of few steps before, or the submit
   * resumes a step whose fault was served.
   */
  open(state: SequenceState, steps: number, resumes: boolean): OpenCopy | undefined {
    const since = this.#steps;
    this.#steps += steps;
    if (resumes) this.#faulted = false;
    if (resumes || since < minSteps) return undefined;
    this.#steps = steps;
    const copy = this.#copies[this.#next]!;
    this.#next = (this.#next + 1) % this.#copies.length;
    copy.position = undefined;
    return { copy, before: (encoder) => state.encodeCopy(encoder, copy.states) };
  }

  /** To be called in the order of the submits, with the status after one and the number of tokens before it. */
  close(copy: StateCopy | undefined, tokens: number, status: Status): void {
    if (copy && !this.#faulted) copy.position = tokens;
    this.#faulted = status.halt === halt.fault;
  }

  /** The latest copy with at most `position` tokens. */
  latest(position: number): Checkpoint | undefined {
    let latest: Checkpoint | undefined;
    for (const { position: at, states } of this.#copies) {
      if (at === undefined || at > position || at <= (latest?.position ?? 0)) continue;
      latest = { position: at, bytes: this.#bytes, states };
    }
    return latest;
  }

  /** Bytes of all copies. */
  get bytes(): number {
    return this.#copies.length * this.#bytes;
  }

  destroy(): void {
    destroyAll(this.#copies);
  }
}

function destroyAll(copies: readonly StateCopy[]): void {
  for (const { states } of copies) for (const buffer of states) buffer.destroy();
}
