// Lightning attention of one token: updates the state and reads the output from it.

import control from '../../shaders/control.wgsl?raw';
import lightning from '../../shaders/lightning.wgsl?raw';
import source from '../../shaders/lightning-step.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type KernelOptions, type Resource } from '../gpu/kernel.ts';
import { type LightningShape, lightningConstants } from './lightning.ts';

export interface LightningStep {
  /**
   * u: (4, heads, headDim), [q | k | v | gate]; the output replaces v · decay: (heads) · state: (heads, headDim, headDim),
   * keys first.
   */
  dispatch(buffers: { control: Resource; decay: Resource; u: Resource; state: Resource }): Dispatch;
}

export async function createLightningStep(
  gpu: Gpu,
  { heads, headDim }: LightningShape,
  options?: KernelOptions,
): Promise<LightningStep> {
  // Four heads of 64 are only 64 threads; small workgroups spread them over the GPU.
  const workgroupSize = gpu.onCpu || heads * headDim >= 4096 ? 16 : 4;
  const kernel = await createKernel(
    gpu,
    {
      label: 'lightning-step',
      modules: [control, lightning, source],
      constants: lightningConstants({ heads, headDim }),
      workgroupSize,
    },
    options,
  );
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: [heads, Math.ceil(headDim / 4 / workgroupSize), 1],
    }),
  };
}
