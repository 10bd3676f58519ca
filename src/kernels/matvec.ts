// Plans for distributing a matrix-vector product over workgroups, and the choice among them.

import lanes from '../../shaders/matvec-lanes.wgsl?raw';
import teams from '../../shaders/matvec-teams.wgsl?raw';
import type { Gpu } from '../gpu/device.ts';
import { blocksOf, type MatrixFormat } from './matrix.ts';
import { powerOfTwoFrom, powerOfTwoUpTo } from './powers-of-two.ts';

export interface MatvecShape {
  rows: number;
  columns: number;
  format: MatrixFormat;
  /** Matrices that a dispatch multiplies in parallel. Default 1. */
  matrices?: number;
  /** Vectors that a workgroup multiplies in sequence. Default 1. */
  vectors?: number;
}

export interface MatvecPlan {
  /** Names the plan among those for its shape. */
  name: string;
  /** The WGSL module that multiplies. */
  module: string;
  /** Its overrides besides `matrixConstants`. `ROWS`, a multiple of 4, is the number of rows per workgroup. */
  constants: { ROWS: number; COLUMNS?: number; INPUT_BLOCKS?: number };
  /** Workgroups that cover the matrix. */
  groups: number;
  threads: { workgroupSize: number; teamSize: number };
}

/** Workgroup memory reserved for the variables of the op. */
const RESERVED_BYTES = 64;

/** The plan that was measured to be fastest on this adapter, else the one expected to be. */
export function matvecPlan(gpu: Gpu, shape: MatvecShape): MatvecPlan {
  const plans = matvecPlans(gpu, shape);
  const measured = gpu.tuning?.[matvecKey(shape)];
  return plans.find(({ name }) => name === measured) ?? plans[0]!;
}

/** The key of a shape in `Gpu.tuning`. */
export function matvecKey({ rows, columns, format, matrices = 1 }: MatvecShape): string {
  return `${format} ${matrices}x${rows}x${columns}`;
}

/** The plans worth trying for a shape, the one expected to be fastest first. */
export function matvecPlans(gpu: Gpu, shape: MatvecShape): MatvecPlan[] {
  // The plan for CPUs is always included, because an adapter may compute on the CPU without reporting it.
  const teamsThatFit = gpu.onCpu
    ? []
    : teamsPlans(shape).filter(({ constants, threads }) =>
        fitsWorkgroup(gpu, constants, threads.workgroupSize),
      );
  return [...teamsThatFit, lanesPlan(gpu, shape)];
}

/** Whether the vectors, sums and reductions of a teams plan fit the workgroup memory. */
export function fitsWorkgroup(
  { device }: Gpu,
  { INPUT_BLOCKS = 0, ROWS }: MatvecPlan['constants'],
  workgroupSize: number,
): boolean {
  const bytes = 128 * INPUT_BLOCKS + 4 * ROWS + 20 * workgroupSize + RESERVED_BYTES;
  return bytes <= device.limits.maxComputeWorkgroupStorageSize;
}

/**
 * For adapters that compute on the CPU. A thread takes whole rows; a workgroup has the threads that run in lockstep. Every
 * workgroup prepares the vector itself, which takes as long as about 60 rows, so there are few: two, for two cores, unless
 * the matrix is large.
 */
function lanesPlan({ lockstep }: Gpu, { rows, matrices = 1 }: MatvecShape): MatvecPlan {
  const half = powerOfTwoUpTo((rows * matrices) / 2);
  const groupRows = Math.max(4, Math.min(512, powerOfTwoFrom(rows), Math.max(32, half)));
  return {
    name: `lanes/${groupRows}`,
    module: lanes,
    constants: { ROWS: groupRows },
    groups: Math.ceil(rows / groupRows),
    threads: { workgroupSize: lockstep, teamSize: 1 },
  };
}

/**
 * For GPUs. A team takes four rows at a time, and each of its threads 8 or 32 columns. A team is no larger than the columns
 * can keep busy; the rest of a subgroup takes other rows. Short matrices get more and smaller workgroups.
 */
function teamsPlans({ rows, columns, matrices = 1, vectors = 1 }: MatvecShape): MatvecPlan[] {
  const plan = (threadColumns: 8 | 32, groupRows: number, workgroupSize: number): MatvecPlan => {
    const teamSize = Math.min(32, Math.max(4, powerOfTwoFrom((blocksOf(columns) * 32) / threadColumns)));
    return {
      name: `teams/${groupRows}/${workgroupSize}/${threadColumns}`,
      module: teams,
      constants: { ROWS: groupRows, COLUMNS: threadColumns, INPUT_BLOCKS: blocksOf(columns) * vectors },
      groups: Math.ceil(rows / groupRows),
      threads: { workgroupSize, teamSize },
    };
  };
  const likely = columns >= 1024 ? 32 : 8;
  const other = likely === 8 ? 32 : 8;
  const groupRows = rows * matrices >= 1024 ? 16 : 8;
  return [
    plan(likely, groupRows, 64),
    plan(other, groupRows, 64),
    plan(likely, 2 * groupRows, 64),
    plan(likely, 2 * groupRows, 128),
    plan(other, 4 * groupRows, 64),
    plan(likely, 4 * groupRows, 64),
  ];
}
