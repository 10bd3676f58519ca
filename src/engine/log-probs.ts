// Log-probabilities of sampled tokens: records them on the GPU when a run asks for them, and decodes the records.

import { assert } from '../errors.ts';
import { createStorage } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createLogProbs, logProbWords, noTopId } from '../kernels/log-probs.ts';
import type { ForwardBuffers } from '../model/buffers.ts';
import type { Status } from './readback.ts';

/** A token and the natural logarithm of its probability by the raw logits. */
export interface TokenLogProb {
  id: number;
  logProb: number;
}

/** A sampled token, and the most probable tokens in its place. */
export interface TokenLogProbs extends TokenLogProb {
  top: TokenLogProb[];
}

/** The GPU's log-probabilities of impossible tokens are finite, but below this. */
const IMPOSSIBLE = -1e29;

/** The log-probabilities of tokens number `from` to `end` - 1 of a run, in the ring of a status. */
export function readLogProbs(
  { ring, logProbs }: Pick<Status, 'ring' | 'logProbs'>,
  from: number,
  end: number,
  top = 0,
): TokenLogProbs[] {
  const words = logProbs!;
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  const logProbAt = (word: number): number =>
    floats[word]! < IMPOSSIBLE ? Number.NEGATIVE_INFINITY : floats[word]!;
  return Array.from({ length: end - from }, (_, i) => {
    const index = (from + i) % ring.length;
    const record = index * logProbWords;
    const others = Array.from({ length: top }, (_, t) => record + 1 + 2 * t);
    return {
      id: ring[index]!,
      logProb: logProbAt(record),
      top: others
        .filter((at) => words[at] !== noTopId)
        .map((at) => ({ id: words[at]!, logProb: logProbAt(at + 1) })),
    };
  });
}

/** Its kernels are compiled, and its buffer created, when they are first needed. */
export class LogProbRecorder {
  readonly #gpu: Gpu;
  readonly #shape: { vocabSize: number; ring: number };
  readonly #buffers: Pick<ForwardBuffers, 'control' | 'ids' | 'logits'>;
  #records: GPUBuffer | undefined;
  /** Without the most probable tokens, and with them. */
  readonly #dispatches: [Dispatch?, Dispatch?] = [];

  constructor(
    gpu: Gpu,
    shape: { vocabSize: number; ring: number },
    buffers: Pick<ForwardBuffers, 'control' | 'ids' | 'logits'>,
  ) {
    this.#gpu = gpu;
    this.#shape = shape;
    this.#buffers = buffers;
  }

  /** (ring, logProbWords). Undefined before `prepare`. */
  get records(): GPUBuffer | undefined {
    return this.#records;
  }

  async prepare(top: number): Promise<void> {
    const variant = top > 0 ? 1 : 0;
    if (this.#dispatches[variant]) return;
    const kernel = await createLogProbs(this.#gpu, { ...this.#shape, top: top > 0 });
    const bytes = 4 * this.#shape.ring * logProbWords;
    this.#records ??= createStorage(this.#gpu.device, 'log-probs', bytes);
    this.#dispatches[variant] = kernel.dispatch({ ...this.#buffers, records: this.#records });
  }

  /** Records the log-probabilities of the token that was sampled last. */
  dispatch(top: number): Dispatch {
    const dispatch = this.#dispatches[top > 0 ? 1 : 0];
    assert(dispatch, 'recording log-probabilities was not prepared.');
    return dispatch;
  }

  destroy(): void {
    this.#records?.destroy();
  }
}
