// Sampling on the GPU: its buffers, and the dispatches that use them.

import { createStorage, uploadStorage } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createMarkSeen, type MarkSeen } from '../kernels/mark-seen.ts';
import { createProcessLogits, type ProcessLogits } from '../kernels/process-logits.ts';
import { createSample, type Sample } from '../kernels/sample.ts';
import { samplingWords } from '../kernels/sampling.ts';
import type { ForwardBuffers } from '../model/buffers.ts';
import { encodeSampling, type Sampling } from './sampling.ts';

/** Tokens in the ring, far more than the steps in flight. */
const ringTokens = 256;

/** The kernels, which can be created before the model's buffers. */
export interface SamplerKernels {
  processLogits: ProcessLogits;
  sample: Sample;
  markSeen: MarkSeen;
}

export async function createSamplerKernels(gpu: Gpu, vocabSize: number): Promise<SamplerKernels> {
  const [processLogits, sample, markSeen] = await Promise.all([
    createProcessLogits(gpu, vocabSize),
    createSample(gpu, { vocabSize, ring: ringTokens }),
    createMarkSeen(gpu, { vocabSize }),
  ]);
  return { processLogits, sample, markSeen };
}

/** `allowed` for all tokens of the vocabulary. */
export function anyToken(vocabSize: number): Uint32Array<ArrayBuffer> {
  const bits = new Uint32Array(Math.ceil(vocabSize / 32)).fill(0xffffffff);
  if (vocabSize % 32 !== 0) bits[bits.length - 1] = 2 ** (vocabSize % 32) - 1;
  return bits;
}

export class Sampler {
  /** Chooses the next token from the logits. */
  readonly sample: readonly Dispatch[];
  /** Marks the chunk's ids for the repetition penalty. */
  readonly markSeen: Dispatch;
  /** u32: token number i is at i % its length. */
  readonly ring: GPUBuffer;
  readonly #device: GPUDevice;
  readonly #vocabSize: number;
  readonly #params: GPUBuffer;
  readonly #allowed: GPUBuffer;
  readonly #seen: GPUBuffer;
  readonly #scores: GPUBuffer;

  /** `allowed`: one bit per token of the vocabulary, set if it may be sampled. */
  constructor(
    { device }: Gpu,
    vocabSize: number,
    { processLogits, sample, markSeen }: SamplerKernels,
    allowed: Uint32Array<ArrayBuffer>,
    { control, ids, logits }: ForwardBuffers,
  ) {
    this.#device = device;
    this.#vocabSize = vocabSize;
    this.#params = createStorage(device, 'sampling', 4 * samplingWords(vocabSize));
    this.#allowed = uploadStorage(device, 'allowed', allowed);
    this.#seen = createStorage(device, 'seen', 4 * Math.ceil(vocabSize / 32));
    this.#scores = createStorage(device, 'scores', 4 * vocabSize);
    this.ring = createStorage(device, 'ring', 4 * ringTokens);
    const [params, seen, scores, ring] = [this.#params, this.#seen, this.#scores, this.ring];
    this.sample = [
      processLogits.dispatch({ control, logits, params, allowed: this.#allowed, seen, scores }),
      sample.dispatch({ control, scores, params, seen, ids, ring }),
    ];
    this.markSeen = markSeen.dispatch({ control, ids, seen });
  }

  /** Sets the sampling options, the stop tokens, and `seen`, the tokens that occurred before. */
  begin(sampling: Sampling, stopIds: readonly number[], seen: Iterable<number> = []): void {
    const bits = new Uint32Array(Math.ceil(this.#vocabSize / 32));
    for (const id of seen) bits[id >> 5]! |= 1 << (id & 31);
    this.#device.queue.writeBuffer(this.#seen, 0, bits);
    this.#device.queue.writeBuffer(this.#params, 0, encodeSampling(sampling, stopIds, this.#vocabSize));
  }

  destroy(): void {
    for (const buffer of [this.ring, this.#params, this.#allowed, this.#seen, this.#scores]) buffer.destroy();
  }
}
