// WebGPU for Node: the runtime's own if it has one, else Dawn from the optional package `webgpu`.

import { UnsupportedDeviceError } from '../errors.ts';
import { type Gpu, type GpuOptions, requestGpu } from '../gpu/device.ts';

/** Dawn ends the process if its entry object is garbage-collected while a device is alive. */
const kept: GPU[] = [];

/** @throws UnsupportedDeviceError `webgpu-unavailable` when neither is available, or there is no adapter. */
export async function openNodeGpu(options: GpuOptions = {}): Promise<Gpu> {
  if (typeof navigator !== 'undefined' && navigator.gpu) return requestGpu(options);
  let dawn: typeof import('webgpu');
  try {
    dawn = await import('webgpu');
  } catch (cause) {
    throw new UnsupportedDeviceError(
      'Running a model needs WebGPU, which Node lacks: run npm install webgpu.',
      {
        code: 'webgpu-unavailable',
        cause,
      },
    );
  }
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  kept.push(gpu);
  return requestGpu({ ...options, gpu });
}
