// h = silu(w1 n) · (w3 n) for all of one token's experts in one grid.

import activations from '../../shaders/activations.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import source from '../../shaders/expert-up.wgsl?raw';
import picks from '../../shaders/picks.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type KernelOptions, type Resource } from '../gpu/kernel.ts';
import { blocksOf, type Matrix, type MatrixFormat, matrixConstants } from './matrix.ts';
import { matvecPlan } from './matvec.ts';

/** Size of an expert's page and offsets of its matrices, in bytes. */
export interface PageShape {
  bytes: number;
  w13Scales: number;
  w2Weight: number;
  w2Scales: number;
}

/** Where the kernels of experts read weights: pages of an arena, or a matrix as the only page. */
export type ExpertWeights = Resource | Matrix;

/** The bindings of `ExpertWeights`. */
export function expertBuffers(weights: ExpertWeights): { words: Resource; scales: Resource } {
  if ('words' in weights) return { words: weights.words, scales: weights.scales };
  return { words: weights, scales: weights };
}

export interface ExpertUpShape {
  columns: number;
  width: number;
  format: MatrixFormat;
  page: PageShape;
  eps: number;
  /** Experts per token, the shared one included. */
  slots: number;
}

export interface ExpertUp {
  /** x: (columns padded) · norm: (columns) · picks: (slots) · arena: pages · h: (slots, width padded). */
  dispatch(buffers: {
    control: Resource;
    x: Resource;
    norm: Resource;
    picks: Resource;
    arena: ExpertWeights;
    h: Resource;
  }): Dispatch;
}

export async function createExpertUp(
  gpu: Gpu,
  shape: ExpertUpShape,
  options?: KernelOptions,
): Promise<ExpertUp> {
  const { columns, width, format, page, eps, slots } = shape;
  const plan = matvecPlan(gpu, { rows: 2 * width, columns, format, matrices: slots });
  const kernel = await createKernel(
    gpu,
    {
      label: 'expert-up',
      modules: [control, picks, dequantize, plan.module, activations, source],
      constants: {
        ...matrixConstants({ format, columns }),
        IN: columns,
        EPS: eps,
        WIDTH: width,
        H_STRIDE: blocksOf(width) * 32,
        ...plan.constants,
        PAGE_QUADS: page.bytes / 16,
        SCALES_AT: page.w13Scales / 2,
      },
      ...plan.threads,
    },
    options,
  );
  return {
    dispatch: ({ arena, ...buffers }) => ({
      kernel,
      bindGroup: kernel.bind({ ...buffers, ...expertBuffers(arena) }),
      grid: [plan.groups, slots, 1],
    }),
  };
}
