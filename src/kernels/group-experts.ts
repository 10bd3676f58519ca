// Groups a chunk's picks by expert on the GPU, for the grouped expert kernels and `combine`.

import control from '../../shaders/control.wgsl?raw';
import source from '../../shaders/group-experts.wgsl?raw';
import groups from '../../shaders/groups.wgsl?raw';
import picks from '../../shaders/picks.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { defaultTiling, type Tiling, tilePlan } from './tiling.ts';

export interface GroupExpertsShape {
  /** Experts per layer, the shared one included. */
  experts: number;
  /** Experts per token, the shared one included. */
  slots: number;
  /** The tiling of the grouped kernels. Default: `defaultTiling`. */
  tiling?: Tiling;
}

export interface GroupExperts {
  /** Bytes of `groups` for a chunk of `tokens`. */
  groupsBytes(tokens: number): number;
  /** picks: (tokens, slots) · groups: see `groups.wgsl`. */
  dispatch(buffers: { control: Resource; picks: Resource; groups: Resource }): Dispatch;
}

const tileWords = 3;

/** Tiles that hold every pick of a chunk for any distribution over experts: the grouped kernels' workgroups. */
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
