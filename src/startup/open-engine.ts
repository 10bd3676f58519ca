// Opens an engine that this device's GPU computes correctly and that survives the loss of a device.

import { PocketM1Error } from '../errors.ts';
import type { Gpu, GpuOptions } from '../gpu/device.ts';
import { createEngine, type EngineOptions } from './create-engine.ts';
import { RecoveringEngine } from './recovering-engine.ts';
import { loadTrusted, storedSelfTest } from './self-test.ts';
import type { TuningStore } from './tuning.ts';

/** How long to wait for an adapter, because there is none for a moment after a GPU device was lost. */
const recoveryMs = 3000;

export interface OpenEngineOptions extends Omit<EngineOptions, 'gpu' | 'tuning'> {
  /** A device that is open already, which is used first. */
  firstGpu: Gpu;
  openGpu: (options: GpuOptions) => Promise<Gpu>;
  tuning: TuningStore;
  /** Called for problems that do not stop the model. */
  onWarning: (warning: PocketM1Error) => void;
}

/** @throws The errors of `loadTrusted` and `createEngine`. */
export function openEngine({
  firstGpu,
  openGpu,
  tuning,
  onWarning,
  ...options
}: OpenEngineOptions): Promise<RecoveringEngine> {
  let opened: Gpu | undefined = firstGpu;
  return RecoveringEngine.create({
    build: () =>
      loadTrusted({
        open: async (without) => {
          const gpu = opened ?? (await openGpu({ without, patienceMs: recoveryMs }));
          opened = undefined;
          return gpu;
        },
        load: (gpu) => createEngine({ gpu, tuning, ...options }),
        test: storedSelfTest(options.manifest.quantization, tuning),
        onDistrust: ({ name }, verdict) =>
          onWarning(
            new PocketM1Error(
              'device-unsupported',
              `${name} fails the self-test (${verdict}), so the model runs without subgroups and f16: slower, but correctly.`,
            ),
          ),
      }),
    onRecovered: (cause) =>
      onWarning(
        new PocketM1Error(
          'device-lost',
          'The GPU device was lost; the model was loaded onto a new one, and the answer continues.',
          { cause },
        ),
      ),
  });
}
