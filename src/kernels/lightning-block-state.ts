// Lightning prefill, stage 1 of 3: each block's sum and scores, independently of the other blocks.

import control from '../../shaders/control.wgsl?raw';
import lightning from '../../shaders/lightning.wgsl?raw';
import source from '../../shaders/lightning-block-state.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { type LightningShape, lightningBlock, lightningConstants } from './lightning.ts';

export interface LightningBlockState {
  /** u: (tokens, 4, heads, headDim), [q | k | v | gate] · decay: (heads) · blocks: `lightningBlocksBytes`, written. */
  dispatch(buffers: { control: Resource; decay: Resource; u: Resource; blocks: Resource }): Dispatch;
}

export async function createLightningBlockState(
  gpu: Gpu,
  shape: LightningShape,
): Promise<LightningBlockState> {
  const { heads, headDim } = shape;
  const workgroupSize = 64;
  const kernel = await createKernel(gpu, {
    label: 'lightning-block-state',
    modules: [control, lightning, source],
    constants: lightningConstants(shape),
    workgroupSize,
  });
  // One thread per tile: eight keys and eight values of the sum, or four queries and eight keys of the scores.
  const tiles = Math.ceil(headDim / 8) ** 2 + lightningBlock ** 2 / 32;
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: (tokens) => [heads, Math.ceil(tokens / lightningBlock), Math.ceil(tiles / workgroupSize)],
    }),
  };
}
