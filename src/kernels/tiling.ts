// How the matrix products of prefill are divided into tiles, one per workgroup.

import tile from '../../shaders/tile.wgsl?raw';
import tileRegisters from '../../shaders/tile-registers.wgsl?raw';
import tileSubgroups from '../../shaders/tile-subgroups.wgsl?raw';
import tileWorkgroup from '../../shaders/tile-workgroup.wgsl?raw';
import type { Gpu } from '../gpu/device.ts';
import type { MatrixFormat } from './matrix.ts';

/**
 * Where a tile is held. `workgroup`: rows are staged in workgroup memory and shared, for GPUs. `registers`: every thread
 * reads its own inputs, for software adapters, whose barriers are expensive. `subgroups`: like `registers`, but threads
 * broadcast the activations, for software adapters with subgroups.
 */
export type Tiling = 'registers' | 'subgroups' | 'workgroup';

export interface TilePlan {
  /** WGSL modules that compute a tile; they need dequantize. */
  modules: readonly string[];
  /** Rows of activations in a tile. */
  inputs: number;
  /** Rows of the weight matrix in a tile. */
  features: number;
  workgroupSize: number;
  teamSize: number;
}

/** The tiles of a tiling. `group-experts` and the grouped kernels must use the same one. */
export function tilePlan(tiling: Tiling): TilePlan {
  switch (tiling) {
    case 'registers':
      return { modules: [tile, tileRegisters], inputs: 4, features: 128, workgroupSize: 16, teamSize: 1 };
    case 'subgroups':
      return { modules: [tile, tileSubgroups], inputs: 8, features: 128, workgroupSize: 16, teamSize: 8 };
    case 'workgroup':
      return { modules: [tile, tileWorkgroup], inputs: 32, features: 64, workgroupSize: 64, teamSize: 1 };
  }
}

/** The tilings that run on an adapter; `subgroups` needs at least 8 lanes. */
export function tilings(gpu: Gpu): Tiling[] {
  const subgroups = gpu.features.subgroups && gpu.lockstep >= 8;
  return subgroups ? ['registers', 'subgroups', 'workgroup'] : ['registers', 'workgroup'];
}

/** `workgroup` on a GPU; on an adapter that computes on the CPU `subgroups` if they run there, else `registers`. */
export function defaultTiling(gpu: Gpu): Tiling {
  if (!gpu.onCpu) return 'workgroup';
  return tilings(gpu).includes('subgroups') ? 'subgroups' : 'registers';
}

/**
 * Element type of weights in workgroup memory. f16 on a GPU that has it: it halves the traffic and changes quantised
 * weights by at most 2^-11, far less than quantising did. f32 weights stay f32.
 */
export function defaultReal(gpu: Gpu, format: MatrixFormat, tiling: Tiling): 'f32' | 'f16' {
  return tiling === 'workgroup' && gpu.features.f16 && !gpu.onCpu && format !== 'f32' ? 'f16' : 'f32';
}
