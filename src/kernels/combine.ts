// y = alpha · residual + beta · Σ weight · row over every token's experts: the end of a prefill's expert layer.

import source from '../../shaders/combine.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import groups from '../../shaders/groups.wgsl?raw';
import picks from '../../shaders/picks.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { blocksOf } from './matrix.ts';

export interface CombineShape {
  columns: number;
  /** Experts per token, the shared one included. */
  slots: number;
  alpha: number;
  beta: number;
}

export interface Combine {
  /** picks: (tokens, slots) · groups: of `group-experts` · rows: (tokens · slots, columns padded) · residual, y: (tokens, columns padded). */
  dispatch(buffers: {
    control: Resource;
    picks: Resource;
    groups: Resource;
    rows: Resource;
    residual: Resource;
    y: Resource;
  }): Dispatch;
}

export async function createCombine(gpu: Gpu, shape: CombineShape): Promise<Combine> {
  const columns4 = blocksOf(shape.columns) * 8;
  const workgroupSize = 64;
  const kernel = await createKernel(gpu, {
    label: 'combine',
    modules: [control, picks, groups, source],
    constants: { COLUMNS4: columns4, SLOTS: shape.slots, ALPHA: shape.alpha, BETA: shape.beta },
    workgroupSize,
  });
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: (tokens) => [Math.ceil(columns4 / workgroupSize), tokens, 1],
    }),
  };
}
