// The keys and values of the softmax layers, in segments: no buffer needs to hold a whole context, and growing copies the
// last segment at most. All layers grow together.

import { createStorage, uploadStorage } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import {
  type AttentionShape,
  type KvFormat,
  type KvSegment,
  kvCacheBytes,
  largestSegment,
} from '../kernels/attention.ts';
import type { ModelConfig } from './config.ts';

/** Tokens there is room for at first. */
const firstCapacity = 2048;

/** Keys of a segment come in tiles of so many. */
const tileTokens = 64;

export interface KvPlan {
  /** Heads, format and segment size: what the kernels need to know. */
  shape: Required<AttentionShape>;
  contextLength: number;
  /** Segments a whole context takes. */
  segments: number;
}

/** Segments as large as the device can bind, or `segmentTokens` if that is less. */
export function planKvCache(
  limits: Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>,
  config: ModelConfig,
  contextLength: number,
  kvFormat: KvFormat,
  segmentTokens: number = largestSegment,
): KvPlan {
  const { numAttentionHeads: heads, numKeyValueHeads: kvHeads, headDim } = config;
  const shape = { heads, kvHeads, headDim, kvFormat };
  const fitting = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize) / kvCacheBytes(shape, 1);
  const tokens = Math.max(1, Math.floor(Math.min(segmentTokens, fitting) / tileTokens)) * tileTokens;
  return {
    shape: { ...shape, segmentTokens: tokens },
    contextLength,
    segments: Math.ceil(contextLength / tokens),
  };
}

export class KvCache {
  readonly #device: GPUDevice;
  readonly #plan: KvPlan;
  /** Which layers are softmax layers. */
  readonly #layers: readonly number[];
  /** By layer, then by segment; empty for other layers. */
  readonly #buffers: GPUBuffer[][];
  /** By segment, its index, which all layers share. */
  readonly #indices: GPUBuffer[] = [];
  #capacity = 0;

  constructor(gpu: Gpu, config: ModelConfig, plan: KvPlan) {
    this.#device = gpu.device;
    this.#plan = plan;
    this.#buffers = config.layers.map(() => []);
    this.#layers = config.layers.flatMap(({ type }, l) => (type === 'attention' ? [l] : []));
    this.ensure(1);
  }

  /** Tokens for which there is room now. */
  get capacity(): number {
    return this.#capacity;
  }

  /** A layer's segments, the first tokens first. */
  segments(layer: number): KvSegment[] {
    return this.#buffers[layer]!.map((kv, i) => ({ kv, segment: this.#indices[i]! }));
  }

  /** Bytes of GPU memory. */
  get bytes(): number {
    return [...this.#indices, ...this.#buffers.flat()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Makes room for `tokens`: every segment but the last is whole, and that one doubles. Returns true when there are new
   * buffers, so that they must be bound.
   */
  ensure(tokens: number): boolean {
    if (tokens <= this.#capacity || this.#layers.length === 0) return false;
    const { shape, contextLength } = this.#plan;
    const { segmentTokens } = shape;
    const last = Math.ceil(tokens / segmentTokens) - 1;
    let inLast = firstCapacity;
    while (inLast < tokens - last * segmentTokens) inLast *= 2;
    inLast = Math.min(inLast, segmentTokens, contextLength - last * segmentTokens);

    const encoder = this.#device.createCommandEncoder();
    const outgrown: GPUBuffer[] = [];
    for (let s = Math.max(0, this.#indices.length - 1); s <= last; s++) {
      const bytes = kvCacheBytes(shape, s < last ? segmentTokens : inLast);
      this.#indices[s] ??= uploadStorage(this.#device, `kv segment ${s}`, new Uint32Array([s]));
      for (const layer of this.#layers) {
        const segments = this.#buffers[layer]!;
        const before = segments[s];
        if (before && before.size >= bytes) continue;
        const grown = createStorage(this.#device, `kv ${layer}.${s}`, bytes);
        segments[s] = grown;
        if (!before) continue;
        encoder.copyBufferToBuffer(before, 0, grown, 0, before.size);
        outgrown.push(before);
      }
    }
    this.#device.queue.submit([encoder.finish()]);
    for (const buffer of outgrown) buffer.destroy();
    this.#capacity = last * segmentTokens + inLast;
    return true;
  }

  destroy(): void {
    for (const buffer of [...this.#indices, ...this.#buffers.flat()]) buffer.destroy();
  }
}
