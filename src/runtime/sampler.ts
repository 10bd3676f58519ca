// The GPU side of choosing tokens: its buffers, and the two dispatches that use them.

import { createStorage, uploadStorage } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createMarkSeen } from '../kernels/mark-seen.ts';
import { createSample, samplingWords } from '../kernels/sample.ts';
import type { ForwardBuffers } from '../model/buffers.ts';
import { encodeSampling, type SamplingParams } from './sampling.ts';

/** Tokens the ring holds: far more than the steps that are on their way at a time. */
const ringTokens = 256;

export class Sampler {
  /** Chooses the next token from the logits. */
  readonly sample: Dispatch;
  /** Marks the chunk's ids for the repetition penalty. */
  readonly markSeen: Dispatch;
  /** u32: the token sampled as number i is at i % its length. */
  readonly ring: GPUBuffer;
  readonly #device: GPUDevice;
  readonly #params: GPUBuffer;
  readonly #allowed: GPUBuffer;
  readonly #seen: GPUBuffer;

  private constructor(device: GPUDevice, own: OwnBuffers, sample: Dispatch, markSeen: Dispatch) {
    this.#device = device;
    this.ring = own.ring;
    this.#params = own.params;
    this.#allowed = own.allowed;
    this.#seen = own.seen;
    this.sample = sample;
    this.markSeen = markSeen;
  }

  /** `allowed`: one bit per token of the vocabulary, set where it may be sampled. */
  static async create(
    gpu: Gpu,
    vocabSize: number,
    allowed: Uint32Array<ArrayBuffer>,
    buffers: ForwardBuffers,
  ): Promise<Sampler> {
    const { device } = gpu;
    const [sample, markSeen] = await Promise.all([
      createSample(gpu, { vocabSize, ring: ringTokens }),
      createMarkSeen(gpu, { vocabSize }),
    ]);
    const own: OwnBuffers = {
      params: createStorage(device, 'sampling', 4 * samplingWords),
      allowed: uploadStorage(device, 'allowed', allowed),
      seen: createStorage(device, 'seen', 4 * Math.ceil(vocabSize / 32)),
      ring: createStorage(device, 'ring', 4 * ringTokens),
    };
    const { control, ids, logits } = buffers;
    return new Sampler(
      device,
      own,
      sample.dispatch({ control, ids, logits, ...own }),
      markSeen.dispatch({ control, ids, seen: own.seen }),
    );
  }

  /** Forgets which tokens occurred and sets how the next ones are chosen. */
  begin(sampling: Required<SamplingParams>, stopIds: readonly number[]): void {
    const encoder = this.#device.createCommandEncoder();
    encoder.clearBuffer(this.#seen);
    this.#device.queue.submit([encoder.finish()]);
    this.#device.queue.writeBuffer(this.#params, 0, encodeSampling(sampling, stopIds));
  }

  destroy(): void {
    for (const buffer of [this.ring, this.#params, this.#allowed, this.#seen]) buffer.destroy();
  }
}

interface OwnBuffers {
  params: GPUBuffer;
  allowed: GPUBuffer;
  seen: GPUBuffer;
  ring: GPUBuffer;
}
