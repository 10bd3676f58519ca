// Lightning prefill, stage 3 of 3: the output for a chunk, from the states before its blocks.

import control from '../../shaders/control.wgsl?raw';
import lightning from '../../shaders/lightning.wgsl?raw';
import source from '../../shaders/lightning-block-output.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { type LightningShape, lightningBlock, lightningConstants } from './lightning.ts';

export interface LightningBlockOutput {
  /** u: (tokens, 4, heads, headDim), [q | k | v | gate] · decay: (heads) · blocks: states and scores · o: (tokens, heads, headDim). */
  dispatch(buffers: {
    control: Resource;
    decay: Resource;
    u: Resource;
    blocks: Resource;
    o: Resource;
  }): Dispatch;
}

export async function createLightningBlockOutput(
  gpu: Gpu,
  shape: LightningShape,
): Promise<LightningBlockOutput> {
  const workgroupSize = 64;
  // One thread per tile of eight tokens and eight features.
  const tiles = (lightningBlock / 8) * Math.ceil(shape.headDim / 8);
  const kernel = await createKernel(gpu, {
    label: 'lightning-block-output',
    modules: [control, lightning, source],
    constants: lightningConstants(shape),
    workgroupSize,
  });
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: (tokens) => [shape.heads, Math.ceil(tokens / lightningBlock), Math.ceil(tiles / workgroupSize)],
    }),
  };
}
