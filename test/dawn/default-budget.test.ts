// A model with 4 GB of experts, opened without a budget on a GPU with less memory; its experts are generated on demand.

import { expect, test } from 'vitest';
import { randomModel } from '../../bench/random-model.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import { type Gpu, requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { createEngine } from '../../src/startup/create-engine.ts';
import { answerTo } from '../support/conversation.ts';
import { runShortOfMemory } from '../support/short-of-memory.ts';
import { smallConfig, smallPrompt } from '../support/small-model.ts';

const MiB = 2 ** 20;
/** The minimum limits of a WebGPU adapter. */
const leastBindingBytes = 128 * MiB;

const config: ModelConfig = {
  ...smallConfig,
  hiddenSize: 2048,
  intermediateSize: 2304,
  numLocalExperts: 256,
  layers: [{ type: 'lightning', decay: [0.3, 0.02] }, { type: 'attention' }],
};
const { manifest, source } = randomModel(config);
const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;

async function open(gpu: Gpu) {
  const engine = await createEngine({ gpu, manifest, source });
  try {
    const { ids } = await answerTo(engine, { ids: smallPrompt(3), checkpoints: [] }, { maxTokens: 3 });
    return { ids, expertBytes: engine.memory().expertBytes };
  } finally {
    engine.dispose();
  }
}

/** The adapter with WebGPU's minimum limits, which the device enforces. */
function leastLimits(gpu: GPU): GPU {
  const requestAdapter: GPU['requestAdapter'] = async (options) => {
    const adapter = await gpu.requestAdapter(options);
    if (!adapter) return null;
    const limits = withValues(adapter.limits, {
      maxBufferSize: 256 * MiB,
      maxStorageBufferBindingSize: leastBindingBytes,
    });
    return withValues(adapter, { limits });
  };
  return { requestAdapter, wgslLanguageFeatures: gpu.wgslLanguageFeatures } as GPU;
}

/** A WebGPU object with other values, whose getters and methods need the object itself. */
function withValues<T extends object>(object: T, values: Partial<T>): T {
  return new Proxy(object, {
    get: (target, key) => {
      if (Object.hasOwn(values, key)) return values[key as keyof T];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

test('fits the available buffer or memory, and gives the same tokens in both', async () => {
  expect(2 * 256 * pageBytes).toBeGreaterThan(4e9);
  const small = await requestGpu({ gpu: leastLimits(navigator.gpu) });
  expect(small.device.limits.maxStorageBufferBindingSize).toBe(leastBindingBytes);
  const inBuffer = await open(small);
  expect(inBuffer.expertBytes).toBeLessThanOrEqual(leastBindingBytes);
  expect(inBuffer.expertBytes).toBeGreaterThan(leastBindingBytes - pageBytes);
  small.device.destroy();

  const large = await requestGpu();
  const { maxBufferSize, maxStorageBufferBindingSize } = large.device.limits;
  expect(Math.min(maxBufferSize, maxStorageBufferBindingSize)).toBeGreaterThan(leastBindingBytes);
  const memoryIsBack = runShortOfMemory(large.device, 'expert arena', 100 * MiB);
  const inMemory = await open(large);
  memoryIsBack();
  large.device.destroy();
  expect(inMemory.expertBytes).toBeLessThanOrEqual(100 * MiB);
  expect(inMemory.expertBytes).toBeGreaterThan(50 * MiB);
  expect(inMemory.ids).toEqual(inBuffer.ids);
});
