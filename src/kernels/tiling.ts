// How the matrix products of a prefill are cut into tiles, one tile a workgroup.

import tileRegisters from '../../shaders/tile-registers.wgsl?raw';
import tileWorkgroup from '../../shaders/tile-workgroup.wgsl?raw';
import type { Gpu } from '../gpu/device.ts';

/**
 * Where a tile lives. `workgroup`: rows are staged in workgroup memory and shared, which suits GPUs. `registers`: every
 * thread reads what it needs for itself, which suits software adapters, whose barriers are dear.
 */
export type Tiling = 'registers' | 'workgroup';

export interface TilePlan {
  /** The WGSL module that computes a tile. */
  module: string;
  /** Rows of activations in a tile. */
  inputs: number;
  /** Rows of the weight matrix in a tile. */
  features: number;
  workgroupSize: number;
}

/** The tiles of one tiling. The kernels that route tokens to experts and those that multiply must agree on it. */
export function tilePlan(tiling: Tiling): TilePlan {
  switch (tiling) {
    case 'registers':
      return { module: tileRegisters, inputs: 4, features: 128, workgroupSize: 16 };
    case 'workgroup':
      return { module: tileWorkgroup, inputs: 32, features: 64, workgroupSize: 64 };
  }
}

/** `registers` on an adapter that computes on the CPU, else `workgroup`. */
export function defaultTiling(gpu: Gpu): Tiling {
  return gpu.onCpu ? 'registers' : 'workgroup';
}
