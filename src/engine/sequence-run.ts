// One run of a sequence: its options, the control block it starts with, and what it has counted so far.

import type { ExpertTraffic } from '../contract/generate.ts';
import { controlWord, controlWords } from '../kernels/control.ts';
import type { PagedRun } from './expert-pager.ts';
import type { Guide } from './guide.ts';
import type { Status } from './readback.ts';
import type { Sampling } from './sampling.ts';
import { createTraffic } from './traffic.ts';

export interface RunOptions {
  sampling: Sampling;
  /** Sampling one of these ends the run. */
  stopIds: readonly number[];
  /** Maximum number of sampled tokens. */
  limit: number;
  /** How many of them are already at the end of the prompt. Default 0. */
  sampled?: number | undefined;
  /** The ids of `sampled`, for the guide and for penalties. Default none. */
  written?: Iterable<number> | undefined;
  /** What says which tokens may be sampled; `Sampler.prepare` has loaded it. Default: nothing. */
  guide?: Guide | undefined;
  /** Chosen experts with a smaller weight are skipped, except for the strongest one. Default 0: none. */
  expertThreshold?: number | undefined;
  /** Whether the routing of sampled tokens is recorded, after `Executor.prepareRouting`. Default false. */
  recordsRouting?: boolean | undefined;
  /** See `SamplerRun`. Default: no log-probabilities. */
  topLogProbs?: number | undefined;
  /** Whether states are copied for `rollBack`, after `Executor.prepareRollback`. Default false. */
  rollsBack?: boolean | undefined;
  /** Updated with the run's expert traffic. */
  traffic?: ExpertTraffic | undefined;
  /** See `AnswerOptions`. */
  onFault?: ((token: number) => void) | undefined;
  /** Whether the run continues after the tokens in the state. Default false: it clears the state. */
  keepTokens?: boolean | undefined;
}

export interface PrefillOptions {
  /** Whether to sample the token after the chunk. Default false. */
  sample?: boolean | undefined;
  /**
   * Ascending offsets in the chunk at which the lightning states are kept for `checkpoint`, at most `maxMarks`. Default none.
   */
  marks?: readonly number[] | undefined;
  signal?: AbortSignal | undefined;
}

/** The result of reading a chunk. */
export interface Prefilled {
  status: Status;
  /** Milliseconds of the longest submit; there are several if experts were absent. */
  longestSubmitMs: number;
}

export class SequenceRun implements PagedRun {
  readonly clock: number;
  readonly traffic: ExpertTraffic;
  readonly expertThreshold: number;
  readonly recordsRouting: boolean;
  readonly rollsBack: boolean;
  readonly #onFault: ((token: number) => void) | undefined;
  /** How many of the tokens sampled in this run are in the state. */
  #sampledInState: number;
  /** How many skipped experts are counted. */
  #skipped = 0;

  constructor(clock: number, options: Partial<RunOptions> = {}) {
    const { sampled = 0, traffic = createTraffic() } = options;
    const { expertThreshold = 0, recordsRouting = false, rollsBack = false } = options;
    this.clock = clock;
    this.traffic = traffic;
    this.expertThreshold = expertThreshold;
    this.recordsRouting = recordsRouting;
    this.rollsBack = rollsBack;
    this.#onFault = options.onFault;
    this.#sampledInState = sampled;
  }

  /** The control block at the start of a run. */
  control(limit: number): Uint32Array<ArrayBuffer> {
    const words = new Uint32Array(controlWords);
    words[controlWord.tokens] = 1;
    words[controlWord.clock] = this.clock;
    words[controlWord.generated] = this.#sampledInState;
    words[controlWord.limit] = limit;
    new Float32Array(words.buffer)[controlWord.expertThreshold] = this.expertThreshold;
    return words;
  }

  countFault({ generated }: Status): void {
    this.traffic.faults += 1;
    this.#onFault?.(generated);
  }

  /** Adds the experts skipped since the last call to the traffic. */
  countSkipped({ skipped }: Status): void {
    this.traffic.skipped += skipped - this.#skipped;
    this.#skipped = skipped;
  }

  /** The tokens that decoding steps have added to the state since the last call: those sampled before each step. */
  added({ generated, ring }: Status): number[] {
    const ids: number[] = [];
    for (; this.#sampledInState < generated - 1; this.#sampledInState++) {
      ids.push(ring[this.#sampledInState % ring.length]!);
    }
    return ids;
  }
}
