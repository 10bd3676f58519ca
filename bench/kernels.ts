// Every kernel of a decoding step: its time, and its share of the adapter's limits.

import type { Sequence } from '../src/engine/sequence.ts';
import type { Dispatch } from '../src/gpu/commands.ts';
import type { Gpu } from '../src/gpu/device.ts';
import type { Quantization } from '../src/model/config.ts';
import { bytesOf, decodeCosts, layersWith } from './costs.ts';
import { decodeSteps, jumpTo } from './decode.ts';
import { createDispatchClock, type DispatchClock, enoughRounds, type TimedBy } from './dispatch-clock.ts';
import { type Part, type PlacedDispatch, stepParts } from './parts.ts';
import { mapSpread, type Spread, sample } from './statistics.ts';

export interface KernelFigure {
  part: Part;
  kernel: string;
  /** Dispatches in one decoding step. */
  perToken: number;
  /** Microseconds of one dispatch. */
  us: Spread;
  /** Share of the time of all kernels in a step. */
  shareOfStep: number;
  /** Minimum bytes that one dispatch reads and writes, on average; null if the cost model does not know the kernel. */
  bytes: number | null;
  flops: number | null;
  /** Share of the adapter's measured memory bandwidth … */
  shareOfBandwidth: number | null;
  /** … and of its measured peak of multiply-adds. */
  shareOfPeak: number | null;
}

export interface KernelFigures {
  timedBy: TimedBy;
  context: number;
  /** Microseconds of a step: the sum of every kernel's time. */
  stepUs: number;
  kernels: KernelFigure[];
}

export interface KernelOptions {
  quantization: Quantization;
  context: number;
  runs: number;
  kvElementBytes: number;
  /** The limits that shares refer to. */
  bandwidthGBs: number;
  peakGflops: number;
}

export async function measureKernels(
  gpu: Gpu,
  sequence: Sequence,
  options: KernelOptions,
): Promise<KernelFigures> {
  const { context, runs, bandwidthGBs, peakGflops } = options;
  const { config } = sequence.executor.forward;
  const costs = decodeCosts({ ...options, config });
  const jump = (): void => jumpTo(gpu, sequence, context, 64);
  // Repeating a kernel on its own output leaves data that no step would. So each measurement starts with a real step's data,
  // including the routers' picks.
  const step = async (): Promise<void> => {
    jump();
    await decodeSteps(sequence, 4, 1);
  };

  const clock = createDispatchClock(gpu);
  const figures: KernelFigure[] = [];
  try {
    for (const [key, { part, dispatches }] of byKernel(stepParts(sequence))) {
      await step();
      const ms = await timeRound(clock, dispatches, runs, jump);
      const us = mapSpread(ms, (time) => (1000 * time) / dispatches.length);
      const cost = costs.get(key);
      // A layer may split a kernel's work into several dispatches.
      const each = layersWith(part, config) / dispatches.length;
      const bytes = cost ? each * bytesOf(cost) : null;
      const flops = cost ? each * cost.flops : null;
      figures.push({
        part,
        kernel: dispatches[0]!.kernel.label,
        perToken: dispatches.length,
        us,
        shareOfStep: 0,
        bytes,
        flops,
        shareOfBandwidth: bytes === null ? null : bytes / us.median / 1e3 / bandwidthGBs,
        shareOfPeak: flops === null ? null : flops / us.median / 1e3 / peakGflops,
      });
    }
    await step();
  } finally {
    clock.destroy();
  }
  const stepUs = figures.reduce((sum, { perToken, us }) => sum + perToken * us.median, 0);
  for (const figure of figures) figure.shareOfStep = (figure.perToken * figure.us.median) / stepUs;
  figures.sort((a, b) => b.shareOfStep - a.shareOfStep);
  return { timedBy: clock.timedBy, context, stepUs, kernels: figures };
}

/** Milliseconds of one round of `dispatches`. `prepare` writes the control block that they need. */
export async function timeRound(
  clock: DispatchClock,
  dispatches: readonly Dispatch[],
  runs: number,
  prepare: () => void,
  tokens = 1,
): Promise<Spread> {
  const rounds = await enoughRounds(clock, dispatches, prepare, tokens);
  return sample(
    () => {
      prepare();
      return clock.round(dispatches, rounds, tokens);
    },
    { runs },
  );
}

/** The dispatches of each kernel in each part, by "part kernel". */
export function byKernel(
  placed: readonly PlacedDispatch[],
): Map<string, { part: Part; dispatches: Dispatch[] }> {
  const kernels = new Map<string, { part: Part; dispatches: Dispatch[] }>();
  for (const { part, dispatch } of placed) {
    const key = `${part} ${dispatch.kernel.label}`;
    const { dispatches } = kernels.get(key) ?? { dispatches: [] };
    kernels.set(key, { part, dispatches: [...dispatches, dispatch] });
  }
  return kernels;
}
