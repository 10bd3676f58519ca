// An engine that replaces a lost device, and a way to lose it.

import { requestGpu } from '../../src/gpu/device.ts';
import { createEngine, type EngineOptions } from '../../src/startup/create-engine.ts';
import { RecoveringEngine } from '../../src/startup/recovering-engine.ts';

export async function openRecovering(
  options: Omit<EngineOptions, 'gpu'>,
): Promise<{ engine: RecoveringEngine; loseDevice: () => void }> {
  let device: GPUDevice | undefined;
  const engine = await RecoveringEngine.create({
    build: async () => {
      const gpu = await requestGpu();
      device = gpu.device;
      return createEngine({ ...options, gpu });
    },
  });
  return { engine, loseDevice: () => device!.destroy() };
}
