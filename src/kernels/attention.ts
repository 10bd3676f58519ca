// The shape of softmax attention, and the constants its kernels share.

export interface AttentionShape {
  heads: number;
  /** Divides `heads`: so many query heads share a key/value head. */
  kvHeads: number;
  /** A multiple of 4. */
  headDim: number;
}

/** KV_HEADS, GROUP_HEADS and HEAD_DIM. */
export function attentionConstants({ heads, kvHeads, headDim }: AttentionShape): Record<string, number> {
  return { KV_HEADS: kvHeads, GROUP_HEADS: heads / kvHeads, HEAD_DIM: headDim };
}

/** Bytes of a layer's key/value cache: (capacity, 2, kvHeads, headDim) f32. */
export function kvCacheBytes({ kvHeads, headDim }: AttentionShape, capacity: number): number {
  return capacity * 2 * kvHeads * headDim * 4;
}

/** The smallest power of two that is at least `value`. */
export function powerOfTwo(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}
