// What a sequence leaves behind in the GPU: one d×d state per lightning head, and the keys and values of softmax layers.

import type { ModelConfig } from '../contract/model-config.ts';
import { createStorage } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { KvSegment } from '../kernels/attention.ts';
import { KvCache, type KvPlan } from './kv-cache.ts';

export class SequenceState {
  readonly #device: GPUDevice;
  /** By layer, (heads, headDim, headDim) f32; none for softmax layers. */
  readonly #lightning: readonly (GPUBuffer | undefined)[];
  /** The states of all lightning layers, the first layer's first: whole, whatever the number of tokens. */
  readonly lightningStates: readonly GPUBuffer[];
  readonly #cache: KvCache;

  constructor(gpu: Gpu, config: ModelConfig, plan: KvPlan) {
    this.#device = gpu.device;
    this.#lightning = config.layers.map(({ type }, l) =>
      type === 'lightning'
        ? createStorage(gpu.device, `state ${l}`, config.numAttentionHeads * config.headDim ** 2 * 4)
        : undefined,
    );
    this.lightningStates = this.#lightning.filter((state) => state !== undefined);
    this.#cache = new KvCache(gpu, config, plan);
  }

  /** Tokens for which there is room now. */
  get capacity(): number {
    return this.#cache.capacity;
  }

  /** A lightning layer's states. */
  lightning(layer: number): GPUBuffer {
    return this.#lightning[layer]!;
  }

  /** A softmax layer's keys and values, the first tokens first. */
  segments(layer: number): KvSegment[] {
    return this.#cache.segments(layer);
  }

  /** Bytes of GPU memory. */
  get bytes(): number {
    return this.lightningStates.reduce((sum, { size }) => sum + size, this.#cache.bytes);
  }

  /**
   * Makes room for `tokens`. Resolves with true when softmax layers got new buffers, so that they must be bound again.
   * @throws PocketM1Error `out-of-memory`; everything is as it was then.
   */
  ensure(tokens: number): Promise<boolean> {
    return this.#cache.ensure(tokens);
  }

  /** Forgets everything. The KV cache needs no clearing: nothing reads past the position. */
  reset(): void {
    const encoder = this.#device.createCommandEncoder();
    for (const state of this.lightningStates) encoder.clearBuffer(state);
    this.#device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    for (const state of this.lightningStates) state.destroy();
    this.#cache.destroy();
  }
}
