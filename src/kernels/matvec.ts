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
 * a thread keeps its part of the vector in registers and goes over the rows.
 */
export function matvecPlan(gpu: Gpu, rows: number): MatvecPlan {
  const { onCpu } = gpu;
  const perGroup = onCpu ? 32 : 16;
  return {
    module: onCpu ? lanes : teams,
    rows: perGroup,
    groups: Math.ceil(rows / perGroup),
    threads: onCpu ? { workgroupSize: 8, teamSize: 1 } : { workgroupSize: 64, teamSize: 8 },
  };
}
