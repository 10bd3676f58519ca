// x = multiplier · W[ids]: the embedding of token ids.

import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import source from '../../shaders/embed.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { type Matrix, type MatrixFormat, matrixConstants } from './matrix.ts';

export interface Embed {
  /** ids: u32 (tokens) · x: (tokens, columns padded). */
  dispatch(buffers: { control: Resource; ids: Resource; weight: Matrix; x: Resource }): Dispatch;
}

export async function createEmbed(
  gpu: Gpu,
  { multiplier = 1, ...shape }: { columns: number; format: MatrixFormat; multiplier?: number },
): Promise<Embed> {
  const kernel = await createKernel(gpu, {
    label: 'embed',
    modules: [control, dequantize, source],
    constants: { ...matrixConstants(shape), MULTIPLIER: multiplier },
    workgroupSize: 64,
  });
  return {
    dispatch: ({ weight, ...buffers }) => ({
      kernel,
      bindGroup: kernel.bind({ ...buffers, words: weight.words, scales: weight.scales }),
      grid: (tokens) => [tokens, 1, 1],
    }),
  };
}
