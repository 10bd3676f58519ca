// How a matrix-vector product is spread over workgroups: the ways there are, and the one that is taken.

import lanes from '../../shaders/matvec-lanes.wgsl?raw';
import teams from '../../shaders/matvec-teams.wgsl?raw';
import type { Gpu } from '../gpu/device.ts';
import { blocksOf, type MatrixFormat } from './matrix.ts';

export interface MatvecShape {
  rows: number;
  columns: number;
  format: MatrixFormat;
  /** How many such matrices a dispatch multiplies side by side. Default 1. */
  matrices?: number;
  /** How many vectors a workgroup multiplies, one after the other. Default 1. */
  vectors?: number;
}

export interface MatvecPlan {
  /** Names the plan among those for its shape. */
  name: string;
  /** The WGSL module that multiplies. */
  module: string;
  /** What it needs besides the matrix's own constants; `ROWS`, a multiple of 4, is how many a workgroup computes. */
  constants: { ROWS: number; COLUMNS?: number; INPUT_BLOCKS?: number };
  /** Workgroups that cover the matrix. */
  groups: number;
  threads: { workgroupSize: number; teamSize: number };
}

/** For the few words of a kernel's own. */
const SPARE_BYTES = 64;

/** The plan that was measured to be fastest on this adapter, or else the one that should be. */
export function matvecPlan(gpu: Gpu, shape: MatvecShape): MatvecPlan {
  const plans = matvecPlans(gpu, shape);
  const measured = gpu.tuning?.[matvecKey(shape)];
  return plans.find(({ name }) => name === measured) ?? plans[0]!;
}

/** Under which `Gpu.tuning` names the plan for a shape. */
export function matvecKey({ rows, columns, format, matrices = 1 }: MatvecShape): string {
  return `${format} ${matrices}x${rows}x${columns}`;
}

/** The plans worth trying for a shape: the one that should be best first, then those that may be better. */
export function matvecPlans(gpu: Gpu, shape: MatvecShape): MatvecPlan[] {
  // An adapter may compute on the CPU and not say so.
  const teamsThatFit = gpu.onCpu
    ? []
    : teamsPlans(shape).filter(({ constants, threads }) =>
        fitsWorkgroup(gpu, constants, threads.workgroupSize),
      );
  return [...teamsThatFit, lanesPlan(gpu, shape)];
}

/** Whether a team's vectors and sums, and what a reduction needs, fit the workgroup memory. Lanes take a window at a time. */
export function fitsWorkgroup(
  { device }: Gpu,
  { INPUT_BLOCKS = 0, ROWS }: MatvecPlan['constants'],
  workgroupSize: number,
): boolean {
  const bytes = 128 * INPUT_BLOCKS + 4 * ROWS + 20 * workgroupSize + SPARE_BYTES;
  return bytes <= device.limits.maxComputeWorkgroupStorageSize;
}

/**
 * On adapters that compute on the CPU a thread takes whole rows; a workgroup is just as many threads as run in lockstep.
 * Each workgroup prepares the vector for itself, which takes as long as 60 rows or so, hence few of them: two, for two
 * cores, unless there is a lot to do.
 */
function lanesPlan({ lockstep }: Gpu, { rows, matrices = 1 }: MatvecShape): MatvecPlan {
  const half = powerOfTwoUpTo((rows * matrices) / 2);
  const perGroup = Math.max(4, Math.min(512, powerOfTwoFrom(rows), Math.max(32, half)));
  return {
    name: `lanes/${perGroup}`,
    module: lanes,
    constants: { ROWS: perGroup },
    groups: Math.ceil(rows / perGroup),
    threads: { workgroupSize: lockstep, teamSize: 1 },
  };
}

/**
 * On GPUs a team takes four rows at a time, and its threads 8 or 32 columns each. A team is no larger than the columns
 * can keep busy; what is left of a subgroup takes other rows. Short matrices are spread over more and smaller workgroups.
 */
function teamsPlans({ rows, columns, matrices = 1, vectors = 1 }: MatvecShape): MatvecPlan[] {
  const plan = (each: 8 | 32, perGroup: number, workgroupSize: number): MatvecPlan => {
    const teamSize = Math.min(32, Math.max(4, powerOfTwoFrom((blocksOf(columns) * 32) / each)));
    return {
      name: `teams/${perGroup}/${workgroupSize}/${each}`,
      module: teams,
      constants: { ROWS: perGroup, COLUMNS: each, INPUT_BLOCKS: blocksOf(columns) * vectors },
      groups: Math.ceil(rows / perGroup),
      threads: { workgroupSize, teamSize },
    };
  };
  const each = columns >= 1024 ? 32 : 8;
  const other = each === 8 ? 32 : 8;
  const perGroup = rows * matrices >= 1024 ? 16 : 8;
  return [
    plan(each, perGroup, 64),
    plan(other, perGroup, 64),
    plan(each, 2 * perGroup, 64),
    plan(each, 2 * perGroup, 128),
    plan(other, 4 * perGroup, 64),
    plan(each, 4 * perGroup, 64),
  ];
}

function powerOfTwoUpTo(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}

function powerOfTwoFrom(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}
