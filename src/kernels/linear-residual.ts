// y = alpha · r + beta · W a for one token: the output projection of an attention layer; for lightning, a is normed and gated.

import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import source from '../../shaders/linear-residual.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type KernelOptions, type Resource } from '../gpu/kernel.ts';
import { type Matrix, type MatrixFormat, matrixConstants } from './matrix.ts';
import { matvecPlan } from './matvec.ts';

/** x ← alpha · r + beta · branch, with the normed or the raw input of the branch as r. */
export interface ResidualShape {
  alpha: number;
  beta: number;
  /** True: r = rms_norm(x). False: r = x. */
  postnorm: boolean;
  eps: number;
}

export interface LinearResidualShape {
  rows: number;
  columns: number;
  format: MatrixFormat;
  residual: ResidualShape;
  /** Lightning: the source is u, whose section o is normed with this epsilon and gated. */
  gatedNorm?: { eps: number };
}

export interface LinearResidual {
  /** source: (columns), or u (4 · columns) when gated · innerNorm: (columns) · x, y: (rows padded) · norm: (rows). */
  dispatch(buffers: {
    control: Resource;
    source: Resource;
    innerNorm: Resource;
    x: Resource;
    norm: Resource;
    weight: Matrix;
    y: Resource;
  }): Dispatch;
}

export async function createLinearResidual(
  gpu: Gpu,
  shape: LinearResidualShape,
  options?: KernelOptions,
): Promise<LinearResidual> {
  const { rows, columns, format, residual, gatedNorm } = shape;
  const plan = matvecPlan(gpu, { rows, columns, format });
  const kernel = await createKernel(
    gpu,
    {
      label: 'linear-residual',
      modules: [control, dequantize, plan.module, source],
      constants: {
        ...matrixConstants({ format, columns }),
        IN: columns,
        OUT: rows,
        GATED: gatedNorm ? 1 : 0,
        INNER_EPS: gatedNorm?.eps ?? 0,
        POSTNORM: residual.postnorm ? 1 : 0,
        EPS: residual.eps,
        ALPHA: residual.alpha,
        BETA: residual.beta,
        ...plan.constants,
      },
      ...plan.threads,
    },
    options,
  );
  return {
    dispatch: ({ weight, innerNorm, ...buffers }) => ({
      kernel,
      bindGroup: kernel.bind({
        ...buffers,
        inner_norm: innerNorm,
        words: weight.words,
        scales: weight.scales,
      }),
      grid: [plan.groups, 1, 1],
    }),
  };
}
