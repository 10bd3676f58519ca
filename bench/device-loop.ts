// The device calls of a decoded token, and the CPU time of recording and submitting it.

import type { Sequence } from '../src/engine/sequence.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { submittedWorkDone } from '../src/gpu/wait.ts';
import { decodeSteps, jumpTo } from './decode.ts';
import type { DeviceCounter, DeviceCounts } from './device-counts.ts';
import { type Spread, spread } from './statistics.ts';

export interface LoopFigures {
  stepsPerSubmit: number;
  dispatchesPerToken: number;
  /** Calls of each kind; the fixed costs of a generation cancel out. */
  perToken: DeviceCounts;
  cpuMsPerToken: Spread;
}

export async function measureLoop(
  gpu: Gpu,
  sequence: Sequence,
  counter: DeviceCounter,
  tokens: number,
  steps: number,
  runs: number,
): Promise<LoopFigures> {
  const cpu: number[] = [];
  const asked = async (count: number): Promise<DeviceCounts> => {
    jumpTo(gpu, sequence, 0, count);
    await submittedWorkDone(gpu.device);
    counter.reset();
    cpu.push((await decodeSteps(sequence, count, steps)).cpuMs / count);
    return counter.counts;
  };
  const whole = Math.ceil(tokens / steps) * steps;
  const short = await asked(whole);
  const long = await asked(2 * whole);
  for (let i = 2; i < runs; i++) await asked(whole);
  const perToken = { ...long };
  for (const key of Object.keys(perToken) as (keyof DeviceCounts)[]) {
    perToken[key] = (long[key] - short[key]) / whole;
  }
  return {
    stepsPerSubmit: steps,
    dispatchesPerToken:
      sequence.programs.decode.dispatches.length + 1 + sequence.executor.sampler.sample.length, // 1: the head
    perToken,
    cpuMsPerToken: spread(cpu),
  };
}
