// The shape of softmax attention and of its key/value cache, and the modules and constants that its kernels share.

import attention from '../../shaders/attention.wgsl?raw';
import halves from '../../shaders/halves.wgsl?raw';
import halvesBits from '../../shaders/halves-bits.wgsl?raw';
import kvCache from '../../shaders/kv-cache.wgsl?raw';
import type { Gpu } from '../gpu/device.ts';

/** How keys and values are stored; everything is computed in f32. */
export type KvFormat = 'f16' | 'f32';

export interface AttentionShape {
  heads: number;
  /** Divides `heads`; `heads / kvHeads` query heads share a key/value head. */
  kvHeads: number;
  /** A multiple of 4. */
  headDim: number;
  /** Default f16. */
  kvFormat?: KvFormat;
  /** Tokens per segment of the cache, a multiple of 64. Default `maxSegmentTokens`. */
  segmentTokens?: number;
}

/** What the kernels that score keys need beside `AttentionShape`. */
export interface ScoringShape extends AttentionShape {
  /** What q·k is multiplied by. Default 1/sqrt(headDim). */
  multiplier?: number;
}

/** One buffer of a layer's cache, and its index. */
export interface KvSegment {
  /** (tokens, 2, kvHeads, headDim padded to 8). */
  kv: GPUBuffer;
  /** u32: the index. */
  segment: GPUBuffer;
}

/** A million-token context has four such segments, and only the last is copied when the cache grows. */
export const maxSegmentTokens = 262_144;

/** The overrides of `attention.wgsl`. */
export function attentionConstants(shape: AttentionShape): Record<string, number> {
  const { heads, kvHeads, headDim, segmentTokens = maxSegmentTokens } = shape;
  return { KV_HEADS: kvHeads, GROUP_HEADS: heads / kvHeads, HEAD_DIM: headDim, SEGMENT: segmentTokens };
}

/** The override SCALE of the kernels that score keys. */
export function scoreScale({ headDim, multiplier = headDim ** -0.5 }: ScoringShape): number {
  return multiplier;
}

/** `kv-cache.wgsl` and the modules it needs. */
export function kvModules({ onCpu }: Gpu): string[] {
  return [attention, onCpu ? halvesBits : halves, kvCache];
}

/** The overrides of `kv-cache.wgsl`. */
export function kvConstants({ kvFormat = 'f16' }: AttentionShape): Record<string, number> {
  return { KV_F16: kvFormat === 'f16' ? 1 : 0 };
}

/** Octs (eight features) per head. */
export function octsOf(headDim: number): number {
  return Math.ceil(headDim / 8);
}

/** Bytes of a layer's keys and values for `tokens` tokens. */
export function kvCacheBytes(
  { kvHeads, headDim, kvFormat = 'f16' }: Omit<AttentionShape, 'heads'>,
  tokens: number,
): number {
  return tokens * 2 * kvHeads * octsOf(headDim) * 8 * (kvFormat === 'f16' ? 2 : 4);
}

/** Bytes of one partial result of every head, in the layout of `attention.wgsl`. */
export function partialBytes({ heads, headDim }: AttentionShape): number {
  return heads * (1 + 2 * octsOf(headDim)) * 16;
}
