// What a sequence leaves behind in the GPU: one d×d state per lightning head, and the keys and values of softmax layers.

import { checkBindable, createStorage } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import { kvCacheBytes } from '../kernels/attention.ts';
import type { ModelConfig } from './config.ts';

/** Tokens the KV cache holds at first; it doubles as the sequence grows. */
const firstCapacity = 2048;

export class SequenceState {
  readonly #device: GPUDevice;
  readonly #config: ModelConfig;
  readonly #contextLength: number;
  /** By layer: (heads, headDim, headDim) for lightning, (capacity, 2, kvHeads, headDim) for softmax, all f32. */
  readonly #buffers: GPUBuffer[];
  #capacity: number;

  constructor(gpu: Gpu, config: ModelConfig, contextLength: number) {
    this.#device = gpu.device;
    this.#config = config;
    this.#contextLength = contextLength;
    this.#capacity = Math.min(firstCapacity, contextLength);
    if (config.layers.some(({ type }) => type === 'attention')) {
      // Said now rather than when a long conversation comes to need it.
      checkBindable(
        gpu.device,
        `keys and values of ${contextLength} tokens`,
        this.#cacheBytes(contextLength),
      );
    }
    this.#buffers = config.layers.map((layer, l) =>
      layer.type === 'lightning'
        ? createStorage(gpu.device, `state ${l}`, config.numAttentionHeads * config.headDim ** 2 * 4)
        : this.#createCache(l),
    );
  }

  /** Tokens for which there is room now. */
  get capacity(): number {
    return this.#capacity;
  }

  buffer(layer: number): GPUBuffer {
    return this.#buffers[layer]!;
  }

  /** Bytes of GPU memory. */
  get bytes(): number {
    return this.#buffers.reduce((sum, { size }) => sum + size, 0);
  }

  /** Makes room for `tokens`. Returns true when softmax layers got new buffers, so that they must be bound again. */
  ensure(tokens: number): boolean {
    if (tokens <= this.#capacity) return false;
    while (this.#capacity < tokens) this.#capacity *= 2;
    this.#capacity = Math.min(this.#capacity, this.#contextLength);
    const encoder = this.#device.createCommandEncoder();
    const old: GPUBuffer[] = [];
    this.#config.layers.forEach((layer, l) => {
      if (layer.type !== 'attention') return;
      const from = this.#buffers[l]!;
      this.#buffers[l] = this.#createCache(l);
      encoder.copyBufferToBuffer(from, 0, this.#buffers[l], 0, from.size);
      old.push(from);
    });
    this.#device.queue.submit([encoder.finish()]);
    for (const buffer of old) buffer.destroy();
    return true;
  }

  /** Forgets everything. The KV cache needs no clearing: nothing reads past the position. */
  reset(): void {
    const encoder = this.#device.createCommandEncoder();
    this.#config.layers.forEach((layer, l) => {
      if (layer.type === 'lightning') encoder.clearBuffer(this.#buffers[l]!);
    });
    this.#device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }

  #createCache(layer: number): GPUBuffer {
    return createStorage(this.#device, `kv ${layer}`, this.#cacheBytes(this.#capacity));
  }

  #cacheBytes(tokens: number): number {
    return kvCacheBytes(
      {
        heads: this.#config.numAttentionHeads,
        kvHeads: this.#config.numKeyValueHeads,
        headDim: this.#config.headDim,
      },
      tokens,
    );
  }
}
