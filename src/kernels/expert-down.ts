// y = alpha · r + beta · Σ weight · w2 h over all of one token's experts.

import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import source from '../../shaders/expert-down.wgsl?raw';
import picks from '../../shaders/picks.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type KernelOptions, type Resource } from '../gpu/kernel.ts';
import { type ExpertWeights, expertBuffers, type PageShape } from './expert-up.ts';
import type { ResidualShape } from './linear-residual.ts';
import { type MatrixFormat, matrixConstants } from './matrix.ts';
import { matvecPlan } from './matvec.ts';

export interface ExpertDownShape {
  rows: number;
  width: number;
  format: MatrixFormat;
  page: PageShape;
  residual: ResidualShape;
  /** Experts per token, the shared one included. */
  slots: number;
}

export interface ExpertDown {
  /** x, y: (rows padded) · norm: (rows) · picks: (slots) · h: (slots, width padded) · arena: pages. */
  dispatch(buffers: {
    control: Resource;
    x: Resource;
    norm: Resource;
    picks: Resource;
    h: Resource;
    arena: ExpertWeights;
    y: Resource;
  }): Dispatch;
}

export async function createExpertDown(
  gpu: Gpu,
  shape: ExpertDownShape,
  options?: KernelOptions,
): Promise<ExpertDown> {
  const { rows, width, format, page, residual, slots } = shape;
  const plan = matvecPlan(gpu, { rows, columns: width, format, vectors: slots });
  const kernel = await createKernel(
    gpu,
    {
      label: 'expert-down',
      modules: [control, picks, dequantize, plan.module, source],
      constants: {
        ...matrixConstants({ format, columns: width }),
        OUT: rows,
        SLOTS: slots,
        POSTNORM: residual.postnorm ? 1 : 0,
        EPS: residual.eps,
        ALPHA: residual.alpha,
        BETA: residual.beta,
        ...plan.constants,
        PAGE_QUADS: page.bytes / 16,
        WEIGHT_QUADS_AT: page.w2Weight / 16,
        SCALES_AT: page.w2Scales / 2,
      },
      ...plan.threads,
    },
    options,
  );
  return {
    dispatch: ({ arena, ...buffers }) => ({
      kernel,
      bindGroup: kernel.bind({ ...buffers, ...expertBuffers(arena) }),
      grid: [plan.groups, 1, 1],
    }),
  };
}
