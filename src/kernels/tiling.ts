// How the matrix products of a prefill are cut into tiles, one tile a workgroup.

import tile from '../../shaders/tile.wgsl?raw';
import tileRegisters from '../../shaders/tile-registers.wgsl?raw';
import tileSubgroups from '../../shaders/tile-subgroups.wgsl?raw';
import tileWorkgroup from '../../shaders/tile-workgroup.wgsl?raw';
import type { Gpu } from '../gpu/device.ts';
import type { MatrixFormat } from './matrix.ts';

/**
 * Where a tile lives. `workgroup`: rows are staged in workgroup memory and shared, which suits GPUs. `registers`: every
 * thread reads what it needs for itself, which suits software adapters, whose barriers are dear. `subgroups`: the same,
 * but threads read the activations for each other; for software adapters with subgroups.
 */
export type Tiling = 'registers' | 'subgroups' | 'workgroup';

export interface TilePlan {
  /** The WGSL modules that compute a tile; they need dequantize. */
  modules: readonly string[];
  /** Rows of activations in a tile. */
  inputs: number;
  /** Rows of the weight matrix in a tile. */
  features: number;
  workgroupSize: number;
  teamSize: number;
}

/** The tiles of one tiling. The kernels that route tokens to experts and those that multiply must agree on it. */
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

/** Those that run on an adapter: `subgroups` relies on 8 lanes. */
export function tilings(gpu: Gpu): Tiling[] {
  const subgroups = gpu.features.subgroups && gpu.lockstep >= 8;
  return subgroups ? ['registers', 'subgroups', 'workgroup'] : ['registers', 'workgroup'];
}

/** `workgroup` on a GPU; on an adapter that computes on the CPU `subgroups` where they run, else `registers`. */
export function defaultTiling(gpu: Gpu): Tiling {
  if (!gpu.onCpu) return 'workgroup';
  return tilings(gpu).includes('subgroups') ? 'subgroups' : 'registers';
}

/**
 * Element type of weights in workgroup memory: f16 on a GPU that has it, which halves what staging them moves and costs
 * quantised weights 2^-11 of themselves at most, far less than quantising did. f32 weights stay what they are.
 */
export function defaultReal(gpu: Gpu, format: MatrixFormat, tiling: Tiling): 'f32' | 'f16' {
  return tiling === 'workgroup' && gpu.features.f16 && !gpu.onCpu && format !== 'f32' ? 'f16' : 'f32';
}
