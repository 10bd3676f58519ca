// The norm over all heads of lightning attention's output, and its gate, for every token of a chunk.

import control from '../../shaders/control.wgsl?raw';
import source from '../../shaders/gated-norm.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';

export interface GatedNormShape {
  /** heads * headDim, a multiple of 4. */
  columns: number;
  eps: number;
}

export interface GatedNorm {
  /** o: (tokens, columns) · u: (tokens, 4, columns), the gate last · norm: (columns) · g: (tokens, columns padded to 32). */
  dispatch(buffers: { control: Resource; o: Resource; u: Resource; norm: Resource; g: Resource }): Dispatch;
}

export async function createGatedNorm(gpu: Gpu, { columns, eps }: GatedNormShape): Promise<GatedNorm> {
  const workgroupSize = 64;
  // Subgroups are as small as 4 on adapters that compute on the CPU: sixteen tokens keep them all busy.
  const rows = gpu.device.adapterInfo.isFallbackAdapter ? 16 : 4;
  const kernel = await createKernel(gpu, {
    label: 'gated-norm',
    modules: [control, source],
    constants: { COLUMNS: columns, EPS: eps, ROWS: rows },
    workgroupSize,
    teamSize: workgroupSize / rows,
  });
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: (tokens) => [Math.ceil(tokens / rows), 1, 1],
    }),
  };
}
