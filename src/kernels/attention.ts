// The shape of softmax attention and of the cache of its keys and values, and what its kernels share.

import attention from '../../shaders/attention.wgsl?raw';
import halves from '../../shaders/halves.wgsl?raw';
import halvesBits from '../../shaders/halves-bits.wgsl?raw';
import kvCache from '../../shaders/kv-cache.wgsl?raw';
import type { Gpu } from '../gpu/device.ts';

/** How keys and values are stored; everything is computed in f32. */
export type KvFormat = 'f16' | 'f32';

export interface AttentionShape {
  heads: number;
  /** Divides `heads`: so many query heads share a key/value head. */
  kvHeads: number;
  /** A multiple of 4. */
  headDim: number;
  /** Default f16. */
  kvFormat?: KvFormat;
  /** Tokens a segment of the cache holds, a multiple of 64. Default 262,144. */
  segmentTokens?: number;
}

/** One buffer of a layer's cache, and a word that says which one it is. */
export interface KvSegment {
  /** (tokens, 2, kvHeads, headDim padded to 8). */
  kv: GPUBuffer;
  /** u32: the segment's index. */
  segment: GPUBuffer;
}

/** The most tokens of a segment: a million-token context is a few of them, and its growth copies only the last. */
export const largestSegment = 262_144;

/** What `attention.wgsl` needs. */
export function attentionConstants(shape: AttentionShape): Record<string, number> {
  const { heads, kvHeads, headDim, segmentTokens = largestSegment } = shape;
  return { KV_HEADS: kvHeads, GROUP_HEADS: heads / kvHeads, HEAD_DIM: headDim, SEGMENT: segmentTokens };
}

/** `kv-cache.wgsl` and what it needs. */
export function kvModules({ onCpu }: Gpu): string[] {
  return [attention, onCpu ? halvesBits : halves, kvCache];
}

/** What `kv-cache.wgsl` needs besides. */
export function kvConstants({ kvFormat = 'f16' }: AttentionShape): Record<string, number> {
  return { KV_F16: kvFormat === 'f16' ? 1 : 0 };
}

/** Eights of features in a head. */
export function octsOf(headDim: number): number {
  return Math.ceil(headDim / 8);
}

/** Bytes of a layer's keys and values of `tokens` tokens. */
export function kvCacheBytes(
  { kvHeads, headDim, kvFormat = 'f16' }: Omit<AttentionShape, 'heads'>,
  tokens: number,
): number {
  return tokens * 2 * kvHeads * octsOf(headDim) * 8 * (kvFormat === 'f16' ? 2 : 4);
}

/** Bytes of one partial result of every head, as `attention.wgsl` lays it out. */
export function partialBytes({ heads, headDim }: AttentionShape): number {
  return heads * (1 + 2 * octsOf(headDim)) * 16;
}

/** The smallest power of two that is at least `value`. */
export function powerOfTwo(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}
