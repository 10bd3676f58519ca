// y = multiplier · act(W · rms_norm(x)) for one token: the input projection of a lightning layer, that of a softmax layer
// which norms its queries and keys, and the language-model head.

import activations from '../../shaders/activations.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import source from '../../shaders/norm-linear.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type KernelOptions, type Resource } from '../gpu/kernel.ts';
import { type Matrix, type MatrixFormat, matrixConstants } from './matrix.ts';
import { matvecPlan } from './matvec.ts';

export interface NormLinearShape {
  rows: number;
  columns: number;
  format: MatrixFormat;
  eps: number;
  /** The first rows go through silu … Default 0. */
  siluRows?: number;
  /** … and the next through the logistic function. Default 0. */
  sigmoidRows?: number;
  /** Default 1. */
  multiplier?: number;
}

export interface NormLinear {
  /** x: (tokens, columns padded) · norm: (columns) · y: (rows). Reads the chunk's last token. */
  dispatch(buffers: {
    control: Resource;
    x: Resource;
    norm: Resource;
    weight: Matrix;
    y: Resource;
  }): Dispatch;
}

export async function createNormLinear(
  gpu: Gpu,
  shape: NormLinearShape,
  options?: KernelOptions,
): Promise<NormLinear> {
  const { rows, columns, format, eps, siluRows = 0, sigmoidRows = 0, multiplier = 1 } = shape;
  const plan = matvecPlan(gpu, { rows, columns, format });
  const kernel = await createKernel(
    gpu,
    {
      label: 'norm-linear',
      modules: [control, dequantize, plan.module, activations, source],
      constants: {
        ...matrixConstants({ format, columns }),
        IN: columns,
        OUT: rows,
        EPS: eps,
        SILU_ROWS: siluRows,
        SIGMOID_ROWS: sigmoidRows,
        MULTIPLIER: multiplier,
        ...plan.constants,
      },
      ...plan.threads,
    },
    options,
  );
  return {
    dispatch: ({ weight, ...buffers }) => ({
      kernel,
      bindGroup: kernel.bind({ ...buffers, words: weight.words, scales: weight.scales }),
      grid: [plan.groups, 1, 1],
    }),
  };
}
