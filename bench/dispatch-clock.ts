// Times dispatches by repeating them in one pass: with the GPU's timestamps if it has them.

import { createStaging, readStaging } from '../src/gpu/buffers.ts';
import { type Dispatch, record } from '../src/gpu/commands.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { submittedWorkDone } from '../src/gpu/wait.ts';

export type TimedBy = 'timestamps' | 'wall clock';

export interface DispatchClock {
  readonly timedBy: TimedBy;
  /** Milliseconds of `count` rounds of `dispatches` for a chunk of `tokens`, in one pass. */
  rounds(dispatches: readonly Dispatch[], count: number, tokens?: number): Promise<number>;
  /** Milliseconds of one round, of `count` timed together. */
  round(dispatches: readonly Dispatch[], count: number, tokens?: number): Promise<number>;
  destroy(): void;
}

const QUERY_RESOLVE = 0x0200;
const COPY_SRC = 0x0004;

/** Minimum milliseconds of a sample. */
const longEnoughMs = 30;
const mostRounds = 4096;

export function createDispatchClock(gpu: Gpu): DispatchClock {
  const { measure, destroy } = gpu.features.timestamps ? timestampClock(gpu) : wallClock(gpu);
  return {
    timedBy: gpu.features.timestamps ? 'timestamps' : 'wall clock',
    rounds: measure,
    round: async (dispatches, count, tokens) => {
      if (count === 1) return measure(dispatches, 1, tokens);
      // The fixed cost of a pass is in both, and cancels out.
      const one = await measure(dispatches, 1, tokens);
      const all = await measure(dispatches, 1 + count, tokens);
      return Math.max(all - one, 1e-6) / count;
    },
    destroy,
  };
}

/** The number of rounds that take long enough to be timed together. `prepare` writes the control block that the dispatches need. */
export async function enoughRounds(
  clock: DispatchClock,
  dispatches: readonly Dispatch[],
  prepare: () => void,
  tokens = 1,
): Promise<number> {
  let rounds = 1;
  for (;;) {
    prepare();
    const ms = await clock.rounds(dispatches, rounds, tokens);
    if (ms >= longEnoughMs || rounds >= mostRounds) return rounds;
    rounds *= ms > longEnoughMs / 2 ? 2 : 4;
  }
}

interface PassTimer {
  measure(dispatches: readonly Dispatch[], count: number, tokens?: number): Promise<number>;
  destroy(): void;
}

function wallClock({ device }: Gpu): PassTimer {
  return {
    measure: async (dispatches, count, tokens) => {
      await submittedWorkDone(device);
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (let r = 0; r < count; r++) record(pass, dispatches, tokens);
      pass.end();
      const commands = encoder.finish();
      const started = performance.now();
      device.queue.submit([commands]);
      await submittedWorkDone(device);
      return performance.now() - started;
    },
    destroy: () => {},
  };
}

function timestampClock({ device }: Gpu): PassTimer {
  const querySet = device.createQuerySet({ type: 'timestamp', count: 2 });
  const resolved = device.createBuffer({ label: 'timestamps', size: 16, usage: QUERY_RESOLVE | COPY_SRC });
  const staging = createStaging(device, 'timestamps read-back', 16);
  return {
    measure: async (dispatches, count, tokens) => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass({
        timestampWrites: { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 },
      });
      for (let r = 0; r < count; r++) record(pass, dispatches, tokens);
      pass.end();
      encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, staging, 0, 16);
      device.queue.submit([encoder.finish()]);
      const [begin, end] = new BigUint64Array(await readStaging(device, staging));
      return Number(end! - begin!) / 1e6;
    },
    destroy: () => {
      querySet.destroy();
      resolved.destroy();
      staging.destroy();
    },
  };
}
