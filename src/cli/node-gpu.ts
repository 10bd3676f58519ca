// WebGPU for Node: that of the runtime if it has one, else Dawn from the optional package `webgpu`.

import { UnsupportedDeviceError } from '../errors.ts';
import { type Gpu, type GpuOptions, requestGpu } from '../gpu/device.ts';

/** Dawn ends the process when its entry object is collected while a device lives. */
const kept: GPU[] = [];

/** @throws UnsupportedDeviceError `webgpu-unavailable` when there is neither, or no adapter. */
export async function openNodeGpu(options: GpuOptions = {}): Promise<Gpu> {
  if (typeof navigator !== 'undefined' && navigator.gpu) return requestGpu(options);
  let dawn: typeof import('webgpu');
  try {
    dawn = await import('webgpu');
  } catch (cause) {
    throw new UnsupportedDeviceError('Running a model needs WebGPU, which Node lacks: npm install webgpu', {
      code: 'webgpu-unavailable',
      cause,
    });
  }
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  kept.push(gpu);
  return requestGpu({ ...options, gpu });
}
