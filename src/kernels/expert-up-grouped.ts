// h = silu(w1 n) · (w3 n) for all picks of a chunk: a matrix product per expert, all in one grid.

import activations from '../../shaders/activations.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import source from '../../shaders/expert-up-grouped.wgsl?raw';
import groups from '../../shaders/groups.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { type ExpertWeights, expertBuffers, type PageShape } from './expert-up.ts';
import { expertTiles, type GroupExpertsShape } from './group-experts.ts';
import { blocksOf, type MatrixFormat, matrixConstants } from './matrix.ts';
import { defaultReal, defaultTiling, tilePlan } from './tiling.ts';

export interface GroupedShape extends GroupExpertsShape {
  /** The hidden size. */
  columns: number;
  /** The intermediate size of an expert. */
  width: number;
  format: MatrixFormat;
  page: PageShape;
  /** Element type of weights in workgroup memory. Default: `defaultReal`. */
  real?: 'f32' | 'f16';
}

export interface ExpertUpGrouped {
  /** n: (tokens, columns padded) · groups: of `group-experts` · arena: pages · h: (tokens · slots, width padded). */
  dispatch(buffers: {
    control: Resource;
    n: Resource;
    groups: Resource;
    arena: ExpertWeights;
    h: Resource;
  }): Dispatch;
}

export async function createExpertUpGrouped(gpu: Gpu, shape: GroupedShape): Promise<ExpertUpGrouped> {
  const { columns, width, format, page } = shape;
  const tiling = shape.tiling ?? defaultTiling(gpu);
  const tile = tilePlan(tiling);
  const kernel = await createKernel(gpu, {
    label: 'expert-up-grouped',
    modules: [control, groups, dequantize, ...tile.modules, activations, source],
    constants: {
      ...matrixConstants({ format, columns }),
      OUT: 2 * width,
      EXPERTS: shape.experts,
      SLOTS: shape.slots,
      STRIDE2: blocksOf(width) * 16,
      PAGE_QUADS: page.bytes / 16,
      SCALES_AT: page.w13Scales / 2,
    },
    workgroupSize: tile.workgroupSize,
    teamSize: tile.teamSize,
    real: shape.real ?? defaultReal(gpu, format, tiling),
  });
  return {
    dispatch: ({ n, arena, ...buffers }) => ({
      kernel,
      bindGroup: kernel.bind({ ...buffers, a: n, ...expertBuffers(arena) }),
      grid: (tokens) => [Math.ceil((2 * width) / tile.features), expertTiles(tokens, shape, tile.inputs), 1],
    }),
  };
}
