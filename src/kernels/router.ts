// Router: norm, logits, top-k, renormalised weights, page-table look-up, and the fault when a page is absent.

import activations from '../../shaders/activations.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import picks from '../../shaders/picks.wgsl?raw';
import source from '../../shaders/router.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { blocksOf, type Matrix, matrixConstants } from './matrix.ts';
import { matvecPlan } from './matvec.ts';

export interface RouterShape {
  columns: number;
  experts: number;
  topK: number;
  /** One more row of W decides how much of an always-chosen shared expert is mixed in. */
  shared: boolean;
  eps: number;
}

/** Bytes of one pick: expert u32, page u32, weight f32, unused. */
export const pickBytes = 16;

/** An expert without a page. */
export const absentPage = 0xffffffff;

export interface Router {
  /** x: (tokens, columns padded) · norm: (columns) · table: u32, the layer and then (experts [+ 1]) pages · picks: (tokens, topK [+ 1]). */
  dispatch(buffers: {
    control: Resource;
    x: Resource;
    norm: Resource;
    weight: Matrix;
    table: Resource;
    picks: Resource;
  }): Dispatch;
}

export async function createRouter(gpu: Gpu, shape: RouterShape): Promise<Router> {
  const { columns, experts, topK, shared, eps } = shape;
  const rows = experts + (shared ? 1 : 0);
  const plan = matvecPlan(gpu, rows);
  const kernel = await createKernel(gpu, {
    label: 'router',
    modules: [control, picks, dequantize, plan.module, activations, source],
    constants: {
      ...matrixConstants({ format: 'f32', columns }),
      INPUT_BLOCKS: blocksOf(columns),
      IN: columns,
      EPS: eps,
      EXPERTS: experts,
      TOP_K: topK,
      SHARED: shared ? 1 : 0,
      ROWS: Math.ceil(rows / 4) * 4,
    },
    ...plan.threads,
  });
  return {
    dispatch: ({ weight, ...buffers }) => ({
      kernel,
      bindGroup: kernel.bind({ ...buffers, words: weight.words, scales: weight.scales }),
      grid: (tokens) => [tokens, 1, 1],
    }),
  };
}
