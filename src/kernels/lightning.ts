// The shape of lightning attention and of the blocks of its prefill.

export interface LightningShape {
  heads: number;
  /** A multiple of 4. */
  headDim: number;
}

/** Tokens per block of prefill: attention is quadratic within a block and passes the state between blocks. */
export const lightningBlock = 64;

/** The overrides of `lightning.wgsl`. */
export function lightningConstants({ heads, headDim }: LightningShape): Record<string, number> {
  return { HEADS: heads, HEAD_DIM: headDim, BLOCK: lightningBlock };
}

/** Bytes of a layer's state. */
export function lightningStateBytes({ heads, headDim }: LightningShape): number {
  return heads * headDim ** 2 * 4;
}

/** Bytes of `blocks` for chunks of up to `tokens`: a state and scores per block and head. */
export function lightningBlocksBytes({ heads, headDim }: LightningShape, tokens: number): number {
  return Math.ceil(tokens / lightningBlock) * heads * (headDim ** 2 + lightningBlock ** 2) * 4;
}
