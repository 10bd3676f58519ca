// y = w2 h for all picks of a chunk: a matrix product per expert, all in one grid.

import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import source from '../../shaders/expert-down-grouped.wgsl?raw';
import groups from '../../shaders/groups.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { type ExpertWeights, expertBuffers } from './expert-up.ts';
import type { GroupedShape } from './expert-up-grouped.ts';
import { expertTiles } from './group-experts.ts';
import { blocksOf, matrixConstants } from './matrix.ts';
import { defaultReal, defaultTiling, tilePlan } from './tiling.ts';

export interface ExpertDownGrouped {
  /** h: (tokens · slots, width padded) · groups: of `group-experts` · arena: pages · y: (tokens · slots, columns padded). */
  dispatch(buffers: {
    control: Resource;
    h: Resource;
    groups: Resource;
    arena: ExpertWeights;
    y: Resource;
  }): Dispatch;
}

export async function createExpertDownGrouped(gpu: Gpu, shape: GroupedShape): Promise<ExpertDownGrouped> {
  const { columns, width, format, page } = shape;
  const tiling = shape.tiling ?? defaultTiling(gpu);
  const tile = tilePlan(tiling);
  const kernel = await createKernel(gpu, {
    label: 'expert-down-grouped',
    modules: [control, groups, dequantize, ...tile.modules, source],
    constants: {
      ...matrixConstants({ format, columns: width }),
      OUT: columns,
      EXPERTS: shape.experts,
      SLOTS: shape.slots,
      STRIDE4: blocksOf(columns) * 8,
      PAGE_QUADS: page.bytes / 16,
      WEIGHT_QUADS_AT: page.w2Weight / 16,
      SCALES_AT: page.w2Scales / 2,
    },
    workgroupSize: tile.workgroupSize,
    teamSize: tile.teamSize,
    real: shape.real ?? defaultReal(gpu, format, tiling),
  });
  return {
    dispatch: ({ h, arena, ...buffers }) => ({
      kernel,
      bindGroup: kernel.bind({ ...buffers, a: h, ...expertBuffers(arena) }),
      grid: (tokens) => [Math.ceil(columns / tile.features), expertTiles(tokens, shape, tile.inputs), 1],
    }),
  };
}
