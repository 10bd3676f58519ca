// How a matrix-vector product is spread over workgroups.

import lanes from '../../shaders/matvec-lanes.wgsl?raw';
import teams from '../../shaders/matvec-teams.wgsl?raw';
import type { Gpu } from '../gpu/device.ts';

export interface MatvecPlan {
  /** The WGSL module that multiplies. */
  module: string;
  /** Rows a workgroup computes, a multiple of 4. */
  rows: number;
  /** Workgroups that cover the matrix. */
  groups: number;
  threads: { workgroupSize: number; teamSize: number };
}

/**
 * On GPUs a subgroup, or without subgroups eight threads, takes four rows at a time. On adapters that compute on the CPU
 * a thread keeps its part of the vector in registers and goes over many rows; a workgroup is just as many threads as run
 * in lockstep, and there are four workgroups at least, to keep the cores busy.
 */
export function matvecPlan(gpu: Gpu, rows: number): MatvecPlan {
  if (gpu.onCpu) {
    const perGroup = Math.min(128, Math.max(32, 2 ** Math.floor(Math.log2(rows / 4))));
    const threads = { workgroupSize: gpu.lockstep, teamSize: 1 };
    return { module: lanes, rows: perGroup, groups: Math.ceil(rows / perGroup), threads };
  }
  const perGroup = 16;
  const threads = { workgroupSize: 64, teamSize: 8 };
  return { module: teams, rows: perGroup, groups: Math.ceil(rows / perGroup), threads };
}
