// Marks the tokens of a prompt for the repetition penalty; `sample` counts the tokens it chooses.

import control from '../../shaders/control.wgsl?raw';
import source from '../../shaders/mark-prompt.wgsl?raw';
import sampling from '../../shaders/sampling.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';

const workgroupSize = 64;

export interface MarkPrompt {
  /** ids: (tokens) · counts: (vocabSize) */
  dispatch(buffers: { control: Resource; ids: Resource; counts: Resource }): Dispatch;
}

export async function createMarkPrompt(gpu: Gpu, shape: { vocabSize: number }): Promise<MarkPrompt> {
  const kernel = await createKernel(gpu, {
    label: 'mark-prompt',
    modules: [control, sampling, source],
    constants: { VOCAB: shape.vocabSize },
    workgroupSize,
  });
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: (tokens) => [Math.ceil(tokens / workgroupSize), 1, 1],
    }),
  };
}
