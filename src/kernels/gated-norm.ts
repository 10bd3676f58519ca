// g = norm · rms_norm(o) · gate: lightning attention's output norm over all heads, and its gate, for every token of a chunk.

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
  // 16 threads per row; on the CPU one, which needs no barrier.
  const plan = gpu.onCpu
    ? { rows: 16, threads: { workgroupSize: 16, teamSize: 1 } }
    : { rows: 4, threads: { workgroupSize: 64, teamSize: 16 } };
  const kernel = await createKernel(gpu, {
    label: 'gated-norm',
    modules: [control, source],
    constants: { COLUMNS: columns, EPS: eps, ROWS: plan.rows },
    ...plan.threads,
  });
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: (tokens) => [Math.ceil(tokens / plan.rows), 1, 1],
    }),
  };
}
