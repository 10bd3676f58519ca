// Lightning prefill, stage 2 of 3: the state before each block, and the state after the chunk.

import control from '../../shaders/control.wgsl?raw';
import lightning from '../../shaders/lightning.wgsl?raw';
import source from '../../shaders/lightning-block-scan.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { type LightningShape, lightningConstants } from './lightning.ts';

export interface LightningBlockScan {
  /**
   * decay: (heads) · u: (tokens, 4, heads, headDim) · blocks: the sums, replaced by states · state: (heads, headDim,
   * headDim), advanced past the chunk · marks: (maxMarks, heads, headDim, headDim), the states after marked tokens.
   */
  dispatch(buffers: Record<'control' | 'decay' | 'u' | 'blocks' | 'state' | 'marks', Resource>): Dispatch;
}

export async function createLightningBlockScan(gpu: Gpu, shape: LightningShape): Promise<LightningBlockScan> {
  const { heads, headDim } = shape;
  const workgroupSize = 64;
  const kernel = await createKernel(gpu, {
    label: 'lightning-block-scan',
    modules: [control, lightning, source],
    constants: lightningConstants(shape),
    workgroupSize,
  });
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: [Math.ceil((heads * headDim * headDim) / 4 / workgroupSize), 1, 1],
    }),
  };
}
