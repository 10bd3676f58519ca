// The shape of lightning attention, and how prefill cuts a chunk into blocks.

export interface LightningShape {
  heads: number;
  /** A multiple of 4. */
  headDim: number;
}

/** Tokens a block of prefill: quadratic attention within, the state between. */
export const lightningBlock = 64;

/** The overrides of `lightning.wgsl`. */
export function lightningConstants({ heads, headDim }: LightningShape): Record<string, number> {
  return { HEADS: heads, HEAD_DIM: headDim, BLOCK: lightningBlock };
}

/** Bytes of `blocks` for chunks of up to `tokens`: a state and the scores within, per block and head. */
export function lightningBlocksBytes({ heads, headDim }: LightningShape, tokens: number): number {
  return Math.ceil(tokens / lightningBlock) * heads * (headDim ** 2 + lightningBlock ** 2) * 4;
}
