// One benchmark: the adapter's own figures, then a model's. Runs in a page and in Node alike.

import type { Gpu } from '../src/gpu/device.ts';
import { type AdapterFigures, measureAdapter } from './adapter.ts';
import { type ModelFigures, type ModelOptions, measureModel } from './model.ts';
import { type ModelSize, randomModel, sizedConfig } from './random-model.ts';

export interface BenchOptions extends Omit<ModelOptions, 'onProgress'> {
  size: ModelSize;
}

export interface BenchResult {
  adapter: { name: string; features: string[]; limits: Record<string, number> };
  figures: AdapterFigures;
  size: ModelSize;
  model: ModelFigures;
}

export async function runBench(
  gpu: Gpu,
  options: BenchOptions,
  onProgress: (what: string) => void,
): Promise<BenchResult> {
  const { device, features, name } = gpu;
  const on = (Object.keys(features) as (keyof typeof features)[]).filter((feature) => features[feature]);
  const { maxStorageBufferBindingSize, maxBufferSize, maxComputeWorkgroupStorageSize } = device.limits;
  onProgress('adapter');
  const figures = await measureAdapter(gpu, options.runs);
  const model = await measureModel(gpu, randomModel(sizedConfig(options.size)), { ...options, onProgress });
  return {
    adapter: {
      name,
      features: on,
      limits: { maxStorageBufferBindingSize, maxBufferSize, maxComputeWorkgroupStorageSize },
    },
    figures,
    size: options.size,
    model,
  };
}
