// Measures on random weights which plan multiplies a matrix fastest on this adapter.

import { createStorage, readBack, uploadStorage } from '../gpu/buffers.ts';
import { type Dispatch, record } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { timeDispatches } from '../gpu/stopwatch.ts';
import { controlWord, controlWords } from './control.ts';
import { blocksOf, type Matrix } from './matrix.ts';
import { type MatvecPlan, type MatvecShape, matvecKey, matvecPlans } from './matvec.ts';
import { createNormLinear } from './norm-linear.ts';

/** Another plan replaces the default one if it takes at most this share of its time. */
const maxTimeRatio = 0.95;
/** Keeps any GPU busy; more would only take longer to fill. */
const maxMatrixBytes = 4 << 20;
const rounds = 3;
// A browser's GPU clock ticks every 0.1 ms, and its CPU side notices the end of a submit only every few ms.
const passMs = { gpuClock: 2, cpuClock: 12 };

interface Candidate {
  plan: MatvecPlan;
  dispatch: Dispatch;
  /** The shortest time of a dispatch, in milliseconds. */
  ms: number;
}

/**
 * Returns `Gpu.tuning` for these shapes, the most important first. When `msLeft()` reaches 0, no further plan is tried:
 * the current shape gets the best plan so far, and the shapes after it keep their default.
 */
export async function tuneMatvec(
  gpu: Gpu,
  shapes: readonly MatvecShape[],
  msLeft: () => number,
): Promise<Record<string, string>> {
  const tuning: Record<string, string> = {};
  for (const [i, shape] of shapes.entries()) {
    const share = msLeft() / (shapes.length - i);
    if (share <= 0) break;
    const started = performance.now();
    const timeIsUp = (): boolean => performance.now() - started >= share || msLeft() <= 0;
    const { name } = await fastestPlan(gpu, shape, timeIsUp);
    tuning[matvecKey(shape)] = name;
  }
  return tuning;
}

async function fastestPlan(gpu: Gpu, shape: MatvecShape, timeIsUp: () => boolean): Promise<MatvecPlan> {
  const { columns, format, matrices = 1 } = shape;
  const bytesPerRow = blocksOf(columns) * { f32: 128, f16: 64, q8: 32, q4: 16 }[format];
  const maxRows = Math.max(1024, Math.floor(maxMatrixBytes / bytesPerRow / 128) * 128);
  // Parallel matrices are measured as one matrix with all their rows.
  const measured: MatvecShape = { rows: Math.min(shape.rows * matrices, maxRows), columns, format };
  const problem = createProblem(gpu, measured);
  try {
    const candidates: Candidate[] = [];
    let expected: Float32Array | undefined;
    for (const plan of matvecPlans(gpu, measured)) {
      if (candidates.length > 0 && timeIsUp()) break;
      const dispatch = await problem.dispatch(plan);
      const result = await problem.solve(dispatch);
      expected ??= result;
      if (agree(result, expected)) candidates.push({ plan, dispatch, ms: Number.POSITIVE_INFINITY });
    }
    return await fastestOf(gpu, candidates, timeIsUp);
  } finally {
    problem.destroy();
  }
}

/** The first one, unless another is clearly faster. */
async function fastestOf(
  gpu: Gpu,
  candidates: readonly Candidate[],
  timeIsUp: () => boolean,
): Promise<MatvecPlan> {
  const first = candidates[0]!;
  if (candidates.length === 1) return first.plan;
  const dispatches = candidates.map(({ dispatch }) => dispatch);
  const [once] = await timeDispatches(gpu, dispatches.slice(0, 1), 16);
  const target = gpu.features.timestamps ? passMs.gpuClock : passMs.cpuClock;
  const repeats = Math.min(1000, Math.max(8, Math.ceil(target / Math.max(once!, 1e-3))));
  for (let round = 0; round < rounds && (round === 0 || !timeIsUp()); round++) {
    const times = await timeDispatches(gpu, dispatches, repeats);
    for (const [i, ms] of times.entries()) if (ms > 0) candidates[i]!.ms = Math.min(candidates[i]!.ms, ms);
  }
  const fastest = candidates.reduce((a, b) => (b.ms < a.ms ? b : a));
  const faster = first.ms < Number.POSITIVE_INFINITY && fastest.ms < maxTimeRatio * first.ms;
  return faster ? fastest.plan : first.plan;
}

function agree(result: Float32Array, expected: Float32Array): boolean {
  const size = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return result.every(
    (value, i) => Object.is(value, expected[i]) || Math.abs(value - expected[i]!) <= 1e-4 * size,
  );
}

interface Problem {
  dispatch(plan: MatvecPlan): Promise<Dispatch>;
  solve(dispatch: Dispatch): Promise<Float32Array>;
  destroy(): void;
}

function createProblem(gpu: Gpu, shape: MatvecShape): Problem {
  const { rows, columns, format } = shape;
  const { device } = gpu;
  const blocks = Math.ceil(rows / 128) * 128 * blocksOf(columns);
  const wordsPerBlock = { f32: 32, f16: 16, q8: 8, q4: 4 }[format];
  const control = new Uint32Array(controlWords);
  control[controlWord.tokens] = 1;
  const buffers = {
    control: uploadStorage(device, 'tuning control', control),
    x: uploadStorage(device, 'tuning x', randomWords(32 * blocksOf(columns), finite.f32)),
    norm: uploadStorage(device, 'tuning norm', randomWords(64 * Math.ceil(columns / 64), finite.f32)),
    words: uploadStorage(device, 'tuning words', randomWords(blocks * wordsPerBlock, finite[format])),
    scales: uploadStorage(device, 'tuning scales', randomWords(Math.ceil(blocks / 2), finite.f16)),
    y: createStorage(device, 'tuning y', 4 * rows),
  };
  const { control: bound, x, norm, words, scales, y } = buffers;
  const weight: Matrix = { format, rows, columns, words, scales };
  return {
    dispatch: async ({ name }) => {
      const tuned = { ...gpu, tuning: { [matvecKey(shape)]: name } };
      const kernel = await createNormLinear(tuned, { rows, columns, format, eps: 1e-5 });
      return kernel.dispatch({ control: bound, x, norm, weight, y });
    },
    solve: async (dispatch) => {
      const encoder = device.createCommandEncoder();
      encoder.clearBuffer(y);
      const pass = encoder.beginComputePass();
      record(pass, [dispatch]);
      pass.end();
      device.queue.submit([encoder.finish()]);
      return new Float32Array(await readBack(device, y, 0, 4 * rows));
    },
    destroy: () => {
      for (const buffer of Object.values(buffers)) buffer.destroy();
    },
  };
}

// The random and the fixed bits of a word, so that every float in it is of ordinary size.
const finite = {
  f32: { random: 0x807fffff, fixed: 0x3e800000 },
  f16: { random: 0x83ff83ff, fixed: 0x2c002c00 },
  q8: { random: 0xffffffff, fixed: 0 },
  q4: { random: 0xffffffff, fixed: 0 },
};

function randomWords(
  count: number,
  { random, fixed }: { random: number; fixed: number },
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(count);
  let state = 0x9e3779b9;
  for (let i = 0; i < count; i++) {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = (state & random) | fixed;
  }
  return words;
}
