// n = rms_norm(x) for every token of a chunk: the input of prefill's matrix products.

import control from '../../shaders/control.wgsl?raw';
import source from '../../shaders/rms-norm.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { blocksOf } from './matrix.ts';

export interface RmsNormShape {
  columns: number;
  eps: number;
}

export interface RmsNorm {
  /** x, n: (tokens, columns padded to blocks) · weight: (columns), padded with zeros at least to whole blocks. */
  dispatch(buffers: { control: Resource; x: Resource; weight: Resource; n: Resource }): Dispatch;
}

export async function createRmsNorm(gpu: Gpu, { columns, eps }: RmsNormShape): Promise<RmsNorm> {
  // 16 threads per row; on the CPU one, which needs no barrier.
  const plan = gpu.onCpu
    ? { rows: 16, threads: { workgroupSize: 16, teamSize: 1 } }
    : { rows: 4, threads: { workgroupSize: 64, teamSize: 16 } };
  const kernel = await createKernel(gpu, {
    label: 'rms-norm',
    modules: [control, source],
    constants: { COLUMNS: columns, COLUMNS4: blocksOf(columns) * 8, EPS: eps, ROWS: plan.rows },
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
