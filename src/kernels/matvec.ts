// How a matrix-vector product is spread over workgroups.

import type { Gpu } from '../gpu/device.ts';

export interface MatvecPlan {
  /** Rows a workgroup computes, a multiple of 4. */
  rows: number;
  /** Workgroups that cover the matrix. */
  groups: number;
  threads: { workgroupSize: number; teamSize: number };
}

/**
 * With subgroups: four rows a subgroup. Without: a thread owns four rows outright, which needs no reduction and suits
 * adapters whose threads are cheap and barriers dear.
 */
export function matvecPlan(gpu: Gpu, rows: number): MatvecPlan {
  const perGroup = gpu.features.subgroups ? 16 : 64;
  return {
    rows: perGroup,
    groups: Math.ceil(rows / perGroup),
    threads: gpu.features.subgroups ? { workgroupSize: 64, teamSize: 1 } : { workgroupSize: 16, teamSize: 1 },
  };
}
