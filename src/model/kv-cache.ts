// The keys and values of the softmax layers, in segments, so that no buffer has to hold a whole context and growing copies
// only the last segment. All layers grow together.

import type { ModelConfig } from '../contract/model-config.ts';
import { PocketM1Error } from '../errors.ts';
import { createStorage, readBackAll } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import {
  type AttentionShape,
  type KvFormat,
  type KvSegment,
  kvCacheBytes,
  maxSegmentTokens,
} from '../kernels/attention.ts';

/** Tokens that a new cache has room for. */
const firstCapacity = 2048;

/** Kernels read the keys of a segment in tiles of this many tokens. */
const tileTokens = 64;

export interface KvPlan {
  /** Heads, format and segment size, for the kernels. */
  shape: Required<AttentionShape>;
  contextLength: number;
  /** Segments of a full context. */
  segments: number;
}

/** Plans segments as large as the device can bind, but not larger than `segmentTokens`. */
export function planKvCache(
  limits: Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>,
  config: ModelConfig,
  contextLength: number,
  kvFormat: KvFormat,
  segmentTokens: number = maxSegmentTokens,
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

/** Buffers for `tokens` tokens. */
interface Room {
  tokens: number;
  /** By segment, a buffer with its index, which all layers share. */
  indices: GPUBuffer[];
  /** By layer, then by segment; empty for lightning layers. */
  layers: GPUBuffer[][];
}

export class KvCache {
  readonly #device: GPUDevice;
  readonly #plan: KvPlan;
  /** Which layers are softmax layers, the first one first. */
  readonly #softmax: ReadonlySet<number>;
  #room: Room;

  /** Has room for `tokens` tokens. */
  constructor(gpu: Gpu, config: ModelConfig, plan: KvPlan, tokens = 1) {
    this.#device = gpu.device;
    this.#plan = plan;
    this.#softmax = new Set(config.layers.flatMap(({ type }, l) => (type === 'attention' ? [l] : [])));
    this.#room = { tokens: 0, indices: [], layers: config.layers.map(() => []) };
    // Without softmax layers the capacity is unlimited.
    if (this.#softmax.size === 0) this.#room.tokens = plan.contextLength;
    else this.#moveInto(this.#allocate(tokens));
  }

  /** Tokens that the current buffers have room for. */
  get capacity(): number {
    return this.#room.tokens;
  }

  /** A layer's segments, in the order of the tokens. */
  segments(layer: number): KvSegment[] {
    const { indices, layers } = this.#room;
    return layers[layer]!.map((kv, i) => ({ kv, segment: indices[i]! }));
  }

  /** Bytes of GPU memory. */
  get bytes(): number {
    return buffersOf(this.#room).reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Grows to `tokens` tokens; calls must not overlap. Resolves to true when there are new buffers, which must be bound. Work
   * that is already submitted may still use the old ones.
   * @throws PocketM1Error `out-of-memory` when the GPU has no memory for them; the cache is unchanged then.
   */
  async ensure(tokens: number): Promise<boolean> {
    if (tokens <= this.capacity) return false;
    this.#device.pushErrorScope('out-of-memory');
    const room = this.#allocate(tokens);
    const failure = await this.#device.popErrorScope();
    if (failure) {
      const kept = new Set(buffersOf(this.#room));
      for (const buffer of buffersOf(room)) if (!kept.has(buffer)) buffer.destroy();
      throw new PocketM1Error(
        'out-of-memory',
        `The GPU has no memory for the keys and values of ${room.tokens} tokens: shorten the conversation, or close other pages that use the GPU.`,
        { details: { expected: room.tokens, actual: this.capacity } },
      );
    }
    this.#moveInto(room);
    return true;
  }

  /** Records a copy of the keys and values of the first `tokens` tokens to another cache, which must have room for them. */
  copyTo(encoder: GPUCommandEncoder, other: KvCache, tokens: number): void {
    for (const layer of this.#softmax) {
      for (const [s, { buffer, bytes }] of this.#pieces(layer, tokens).entries()) {
        encoder.copyBufferToBuffer(buffer, 0, other.#room.layers[layer]![s]!, 0, bytes);
      }
    }
  }

  /** Bytes of the keys and values of `tokens` tokens, by softmax layer. */
  layerBytes(tokens: number): number[] {
    return [...this.#softmax].map(() => kvCacheBytes(this.#plan.shape, tokens));
  }

  /**
   * Reads the keys and values of the first `tokens` tokens, by softmax layer. One buffer per layer, because other devices may
   * have other segments.
   * @throws PocketM1Error `out-of-memory`.
   */
  async read(tokens: number): Promise<ArrayBuffer[]> {
    const layers: ArrayBuffer[] = [];
    for (const layer of this.#softmax) {
      const whole = new Uint8Array(kvCacheBytes(this.#plan.shape, tokens));
      for (const { buffer, from, bytes } of this.#pieces(layer, tokens)) {
        const [piece] = await readBackAll(this.#device, 'keys and values', [{ buffer, bytes }]);
        whole.set(new Uint8Array(piece!), from);
      }
      layers.push(whole.buffer);
    }
    return layers;
  }

  /** Writes the result of `read`. There must be room for `tokens` tokens. */
  write(layers: readonly ArrayBuffer[], tokens: number): void {
    for (const [i, layer] of [...this.#softmax].entries()) {
      for (const { buffer, from, bytes } of this.#pieces(layer, tokens)) {
        this.#device.queue.writeBuffer(buffer, 0, layers[i]!, from, bytes);
      }
    }
  }

  destroy(): void {
    for (const buffer of buffersOf(this.#room)) buffer.destroy();
  }

  /** The used parts of a layer's segments, with their offset in the layer's bytes. */
  #pieces(layer: number, tokens: number): { buffer: GPUBuffer; from: number; bytes: number }[] {
    const { shape } = this.#plan;
    return this.#room.layers[layer]!.flatMap((buffer, s) => {
      const before = s * shape.segmentTokens;
      const inSegment = Math.min(tokens - before, shape.segmentTokens);
      if (inSegment <= 0) return [];
      return [{ buffer, from: kvCacheBytes(shape, before), bytes: kvCacheBytes(shape, inSegment) }];
    });
  }

  /** Creates buffers for `tokens` tokens: full segments, and a last one that doubles. Reuses buffers that are large enough. */
  #allocate(tokens: number): Room {
    const { shape, contextLength } = this.#plan;
    const { segmentTokens } = shape;
    const last = Math.ceil(tokens / segmentTokens) - 1;
    let inLast = firstCapacity;
    while (inLast < tokens - last * segmentTokens) inLast *= 2;
    inLast = Math.min(inLast, segmentTokens, contextLength - last * segmentTokens);

    const { indices, layers } = this.#room;
    const sizes = Array.from({ length: last + 1 }, (_, s) =>
      kvCacheBytes(shape, s < last ? segmentTokens : inLast),
    );
    return {
      tokens: last * segmentTokens + inLast,
      indices: sizes.map((_, s) => indices[s] ?? createStorage(this.#device, `kv segment ${s}`, 4)),
      layers: layers.map((segments, layer) => {
        if (!this.#softmax.has(layer)) return [];
        return sizes.map((bytes, s) => {
          const before = segments[s];
          return before && before.size >= bytes
            ? before
            : createStorage(this.#device, `kv ${layer}.${s}`, bytes);
        });
      }),
    };
  }

  /** Copies the content to `room` and destroys the buffers that it replaces. */
  #moveInto(room: Room): void {
    const old = this.#room;
    const encoder = this.#device.createCommandEncoder();
    const outgrown: GPUBuffer[] = [];
    for (const [layer, segments] of old.layers.entries()) {
      for (const [s, before] of segments.entries()) {
        const grown = room.layers[layer]![s]!;
        if (grown === before) continue;
        encoder.copyBufferToBuffer(before, 0, grown, 0, before.size);
        outgrown.push(before);
      }
    }
    this.#device.queue.submit([encoder.finish()]);
    for (const buffer of outgrown) buffer.destroy();
    for (let s = old.indices.length; s < room.indices.length; s++) {
      this.#device.queue.writeBuffer(room.indices[s]!, 0, new Uint32Array([s]));
    }
    this.#room = room;
  }
}

function buffersOf({ indices, layers }: Room): GPUBuffer[] {
  return [...indices, ...layers.flat()];
}
