// The input projection of a softmax layer for one token: norm, q, k, v and rotary embedding.

import source from '../../shaders/attention-in.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import rotary from '../../shaders/rotary.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type KernelOptions, type Resource } from '../gpu/kernel.ts';
import { type Matrix, type MatrixFormat, matrixConstants } from './matrix.ts';
import { matvecPlan } from './matvec.ts';

export interface AttentionInShape {
  columns: number;
  heads: number;
  kvHeads: number;
  headDim: number;
  rotaryDim: number;
  format: MatrixFormat;
  eps: number;
}

export interface AttentionIn {
  /** x: (columns padded) · rotary: the table · u: (heads + 2 kvHeads, headDim), q | k | v, q and k rotated. */
  dispatch(buffers: {
    control: Resource;
    x: Resource;
    norm: Resource;
    weight: Matrix;
    rotary: Resource;
    u: Resource;
  }): Dispatch;
}

export async function createAttentionIn(
  gpu: Gpu,
  shape: AttentionInShape,
  options?: KernelOptions,
): Promise<AttentionIn> {
  const { columns, heads, kvHeads, headDim, rotaryDim, format, eps } = shape;
  const plan = matvecPlan(gpu, { rows: (heads + 2 * kvHeads) * headDim, columns, format });
  const kernel = await createKernel(
    gpu,
    {
      label: 'attention-in',
      modules: [control, dequantize, plan.module, rotary, source],
      constants: {
        ...matrixConstants({ format, columns }),
        ROTARY_DIM: rotaryDim,
        IN: columns,
        EPS: eps,
        HEAD_DIM: headDim,
        Q_ROWS: heads * headDim,
        KV_ROWS: kvHeads * headDim,
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
