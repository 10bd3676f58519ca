// Marks the tokens of a prompt for the repetition penalty; `sample` marks the tokens it chooses.

import control from '../../shaders/control.wgsl?raw';
import source from '../../shaders/mark-seen.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';

const workgroupSize = 64;

export interface MarkSeen {
  /** ids: (tokens) · seen: bits (vocabSize) */
  dispatch(buffers: { control: Resource; ids: Resource; seen: Resource }): Dispatch;
}

export async function createMarkSeen(gpu: Gpu, shape: { vocabSize: number }): Promise<MarkSeen> {
  const kernel = await createKernel(gpu, {
    label: 'mark-seen',
    modules: [control, source],
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
