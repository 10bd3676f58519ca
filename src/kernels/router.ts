// Router: norm, logits, scores, top-k, weights, page-table look-up, and a fault when a page is absent.

import activations from '../../shaders/activations.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import picks from '../../shaders/picks.wgsl?raw';
import source from '../../shaders/router.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { type Matrix, matrixConstants } from './matrix.ts';
import { fitsWorkgroup, matvecPlan } from './matvec.ts';

export interface RouterShape {
  columns: number;
  experts: number;
  topK: number;
  /** There is a shared expert, which every token picks; one more row of W decides its weight. */
  shared: boolean;
  eps: number;
  /** What makes scores of logits: softmax over all experts, or the logistic function of each. Default softmax. */
  scores?: 'softmax' | 'sigmoid';
  /** A bias is added to the scores for the choice, but not for the weights. Only with sigmoid. Default false. */
  selectionBias?: boolean;
  /** The weights are the chosen experts' scores divided by their sum; otherwise the scores. Default true. */
  renormalize?: boolean;
  /** False: no page table is read; every expert of every layer has its page, in order. Default true. */
  paged?: boolean;
}

/** Bytes of one pick: expert u32, page u32, weight f32, time u32. */
export const pickBytes = 16;

/** The page of an expert that is not in the arena. */
export const absentPage = 0xffffffff;

/** The expert of a pick that the threshold skipped. */
export const skippedExpert = 0xffffffff;

export interface Router {
  /**
   * x: (tokens, columns padded) · norm: (columns) · table: u32, the layer and then (experts [+ 1]) pages · picks: (tokens,
   * topK [+ 1]) · selectionBias: (experts), if the shape has one.
   */
  dispatch(buffers: {
    control: Resource;
    x: Resource;
    norm: Resource;
    weight: Matrix;
    table: Resource;
    picks: Resource;
    selectionBias?: Resource;
  }): Dispatch;
}

export async function createRouter(gpu: Gpu, shape: RouterShape): Promise<Router> {
  const { columns, experts, topK, shared, eps, paged = true } = shape;
  const { scores = 'softmax', selectionBias = false, renormalize = true } = shape;
  const rows = experts + (shared ? 1 : 0);
  const { module, constants, threads } = matvecPlan(gpu, { rows, columns, format: 'f32' });
  // One workgroup computes all logits of a token; on a GPU it has a team per four logits if they fit.
  const all = { ...constants, ROWS: Math.ceil(rows / 4) * 4 };
  let { workgroupSize } = threads;
  if (!gpu.onCpu) {
    workgroupSize = Math.min(256, threads.teamSize * 2 ** Math.max(0, Math.ceil(Math.log2(rows / 4))));
    while (workgroupSize > threads.teamSize && !fitsWorkgroup(gpu, all, workgroupSize)) workgroupSize /= 2;
  }
  const kernel = await createKernel(gpu, {
    label: 'router',
    modules: [control, picks, dequantize, module, activations, source],
    constants: {
      ...matrixConstants({ format: 'f32', columns }),
      IN: columns,
      EPS: eps,
      EXPERTS: experts,
      TOP_K: topK,
      SHARED: shared ? 1 : 0,
      PAGED: paged ? 1 : 0,
      SIGMOID: scores === 'sigmoid' ? 1 : 0,
      BIASED: selectionBias ? 1 : 0,
      RENORMALIZE: renormalize ? 1 : 0,
      ...all,
    },
    ...threads,
    workgroupSize,
  });
  return {
    dispatch: ({ weight, selectionBias: bias, ...buffers }) => ({
      kernel,
      bindGroup: kernel.bind({
        ...buffers,
        words: weight.words,
        scales: weight.scales,
        // Without a bias the shader does not read it.
        selection_bias: bias ?? buffers.norm,
      }),
      grid: (tokens) => [tokens, 1, 1],
    }),
  };
}
