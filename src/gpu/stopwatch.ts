// Measures how long dispatches take on the GPU, by its timestamps or else by the CPU's clock.

import { createStaging, readStaging } from './buffers.ts';
import { type Dispatch, record } from './commands.ts';
import type { Gpu } from './device.ts';
import { submittedWorkDone } from './wait.ts';

// GPUBufferUsage.QUERY_RESOLVE | COPY_SRC; the global does not exist when a package provides the device.
const RESOLVE_USAGE = 0x0200 | 0x0004;

/** Milliseconds of each dispatch, recorded `repeats` times in a pass of its own. */
export async function timeDispatches(
  gpu: Gpu,
  dispatches: readonly Dispatch[],
  repeats: number,
): Promise<number[]> {
  const times = gpu.features.timestamps
    ? await byGpuClock(gpu.device, dispatches, repeats)
    : await byCpuClock(gpu.device, dispatches, repeats);
  return times.map((ms) => ms / repeats);
}

async function byGpuClock(
  device: GPUDevice,
  dispatches: readonly Dispatch[],
  repeats: number,
): Promise<number[]> {
  const count = 2 * dispatches.length;
  const querySet = device.createQuerySet({ type: 'timestamp', count });
  const resolved = device.createBuffer({ label: 'timestamps', size: 8 * count, usage: RESOLVE_USAGE });
  const staging = createStaging(device, 'timestamps read-back', 8 * count);
  try {
    const encoder = device.createCommandEncoder();
    dispatches.forEach((dispatch, i) => {
      const timestampWrites = {
        querySet,
        beginningOfPassWriteIndex: 2 * i,
        endOfPassWriteIndex: 2 * i + 1,
      };
      repeat(encoder.beginComputePass({ timestampWrites }), dispatch, repeats);
    });
    encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, 8 * count);
    device.queue.submit([encoder.finish()]);
    const nanoseconds = new BigUint64Array(await readStaging(device, staging));
    return dispatches.map((_, i) => Number(nanoseconds[2 * i + 1]! - nanoseconds[2 * i]!) / 1e6);
  } finally {
    querySet.destroy();
    resolved.destroy();
    staging.destroy();
  }
}

async function byCpuClock(
  device: GPUDevice,
  dispatches: readonly Dispatch[],
  repeats: number,
): Promise<number[]> {
  const times: number[] = [];
  for (const dispatch of dispatches) {
    const encoder = device.createCommandEncoder();
    repeat(encoder.beginComputePass(), dispatch, repeats);
    const commands = encoder.finish();
    const started = performance.now();
    device.queue.submit([commands]);
    await submittedWorkDone(device);
    times.push(performance.now() - started);
  }
  return times;
}

function repeat(pass: GPUComputePassEncoder, dispatch: Dispatch, repeats: number): void {
  for (let i = 0; i < repeats; i++) record(pass, [dispatch]);
  pass.end();
}
