// A chunk's picks grouped by expert, on the GPU: what the grouped expert kernels and `combine` go by.

import control from '../../shaders/control.wgsl?raw';
import source from '../../shaders/group-experts.wgsl?raw';
import groups from '../../shaders/groups.wgsl?raw';
import picks from '../../shaders/picks.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { defaultTiling, type Tiling, tilePlan } from './tiling.ts';

export interface GroupExpertsShape {
  /** Experts of a layer, the shared one included. */
  experts: number;
  /** Experts of a token, the shared one included. */
  slots: number;
  /** That of the grouped kernels. Default: what suits the adapter. */
  tiling?: Tiling;
}

export interface GroupExperts {
  /** Size of `groups` for a chunk of so many tokens. */
  groupsBytes(tokens: number): number;
  /** picks: (tokens, slots) · groups: as `groups.wgsl` says. */
  dispatch(buffers: { control: Resource; picks: Resource; groups: Resource }): Dispatch;
}

const tileWords = 3;

/** Tiles that hold every pick of a chunk however it is spread: the grouped kernels' workgroups. */
export function expertTiles(tokens: number, shape: GroupExpertsShape, tileInputs: number): number {
  return Math.floor((tokens * shape.slots) / tileInputs) + shape.experts;
}

export async function createGroupExperts(gpu: Gpu, shape: GroupExpertsShape): Promise<GroupExperts> {
  const { inputs } = tilePlan(shape.tiling ?? defaultTiling(gpu));
  const kernel = await createKernel(gpu, {
    label: 'group-experts',
    modules: [control, picks, groups, source],
    constants: { EXPERTS: shape.experts, SLOTS: shape.slots, TILE_INPUTS: inputs },
    workgroupSize: 64,
  });
  return {
    groupsBytes: (tokens) => 4 * (2 * tokens * shape.slots + tileWords * expertTiles(tokens, shape, inputs)),
    dispatch: (buffers) => ({ kernel, bindGroup: kernel.bind(buffers), grid: [shape.experts, 1, 1] }),
  };
}
