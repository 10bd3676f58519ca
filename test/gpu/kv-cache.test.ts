import { describe, expect, test } from 'vitest';
import { countDevice } from '../../bench/device-counts.ts';
import { randomModel, sizedConfig } from '../../bench/random-model.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { readBack } from '../../src/gpu/buffers.ts';
import { requestGpu, withErrorScopes } from '../../src/gpu/device.ts';
import { kvCacheBytes } from '../../src/kernels/attention.ts';
import { KvCache, planKvCache } from '../../src/model/kv-cache.ts';
import { createEngine, type EngineOptions } from '../../src/startup/create-engine.ts';
import { runShortOfMemory } from '../support/short-of-memory.ts';
import { smallPrompt as prompt, smallConfig } from '../support/small-model.ts';

// One softmax layer before the other layers and one after them.
const config: ModelConfig = {
  ...smallConfig,
  layers: [{ type: 'attention' }, { type: 'lightning', decay: [0.1, 0.01] }, { type: 'attention' }],
};
const million = 1_000_000;
const gpu = await requestGpu();
const { limits } = gpu.device;

describe('planKvCache', () => {
  test('a million tokens of the smallest model are 512 MB in four segments', () => {
    const { shape, segments } = planKvCache(limits, sizedConfig('nano'), million, 'f16');
    expect(shape.segmentTokens).toBe(262_144);
    expect(segments).toBe(4);
    expect(kvCacheBytes(shape, million)).toBe(512e6);
  });

  test('a segment has as many whole tiles as the adapter can bind', () => {
    const small = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 20 - 1 };
    const plan = planKvCache(small, sizedConfig('nano'), million, 'f16');
    expect(plan.shape.segmentTokens).toBe(1984);
    expect(plan.segments).toBe(Math.ceil(million / 1984));
    expect(planKvCache(small, sizedConfig('nano'), million, 'f32').shape.segmentTokens).toBe(960);
    expect(planKvCache(limits, sizedConfig('nano'), 100, 'f32', 130).shape.segmentTokens).toBe(128);
  });
});

describe('KvCache', () => {
  // 32 bytes per token and layer, so that a million tokens need little memory.
  const tiny: ModelConfig = { ...config, headDim: 4, rotaryDim: 4 };
  const tokenBytes = 2 * 32;

  async function grow(steps: readonly number[]) {
    const own = await requestGpu();
    const counter = countDevice(own.device);
    const cache = new KvCache(own, tiny, planKvCache(own.device.limits, tiny, million, 'f16'));
    await withErrorScopes(own.device, async () => {
      for (const tokens of steps) await cache.ensure(tokens);
    });
    return { cache, counter, own };
  }

  test('starts small, grows directly to a far target, and not beyond the context', async () => {
    const { cache, counter } = await grow([2048]);
    expect(cache.bytes).toBe(2048 * tokenBytes + 16);
    expect(cache.capacity).toBe(2048);
    counter.reset();
    expect(await cache.ensure(999_000)).toBe(true);
    expect(counter.counts.buffers).toBe(4 * 2 + 3);
    expect(cache.capacity).toBe(million);
    expect(cache.bytes).toBe(million * tokenBytes + 4 * 16);
    expect(counter.liveBytes).toBe(cache.bytes);
    expect(await cache.ensure(million)).toBe(false);
    cache.destroy();
    expect(counter.liveBuffers).toBe(0);
  });

  test('copies at most the last segment, so that growing to a million tokens takes little more memory than they do', async () => {
    const steps = Array.from({ length: million / 1000 }, (_, i) => (i + 1) * 1000);
    const { cache, counter } = await grow(steps);
    expect(cache.capacity).toBe(million);
    expect(counter.peakBytes / (million * tokenBytes)).toBeLessThan(1.15);
    cache.destroy();
  });

  test('keeps its content', async () => {
    const { cache, own } = await grow([1]);
    const first = cache.segments(2)[0]!.kv;
    const words = new Uint32Array(first.size / 4).map((_, i) => i * 7 + 1);
    own.device.queue.writeBuffer(first, 0, words);
    await withErrorScopes(own.device, async () => {
      await cache.ensure(5000);
      await cache.ensure(600_000);
    });
    const [whole, ...rest] = cache.segments(2);
    expect(rest).toHaveLength(2);
    expect(whole!.kv.size).toBe((262_144 * tokenBytes) / 2);
    const kept = new Uint32Array(await readBack(own.device, whole!.kv, 0, words.byteLength));
    expect(kept).toEqual(words);
    expect(cache.segments(1)).toEqual([]);
    cache.destroy();
  });

  test('keeps its content when the GPU has no memory for more, and grows later', async () => {
    const { cache, counter, own } = await grow([3000]);
    const { bytes, capacity } = cache;
    const kept = cache.segments(0)[0]!.kv;
    const words = new Uint32Array(kept.size / 4).map((_, i) => i * 7 + 1);
    own.device.queue.writeBuffer(kept, 0, words);
    const memoryIsBack = runShortOfMemory(own.device, 'kv ');
    await withErrorScopes(own.device, async () => {
      await expect(cache.ensure(600_000)).rejects.toMatchObject({ code: 'out-of-memory' });
    });
    expect(cache).toMatchObject({ bytes, capacity });
    expect(counter.liveBytes).toBe(bytes);
    expect(cache.segments(0)[0]!.kv).toBe(kept);
    memoryIsBack();
    expect(await cache.ensure(600_000)).toBe(true);
    const grown = cache.segments(0)[0]!.kv;
    expect(new Uint32Array(await readBack(own.device, grown, 0, words.byteLength))).toEqual(words);
    cache.destroy();
  });
});

describe('a conversation over segments', () => {
  const { manifest, source } = randomModel(config);

  const start = (options: Partial<EngineOptions>): Promise<Engine> =>
    createEngine({ gpu, manifest, source, ...options });

  async function answer(engine: Engine, ids: number[], maxTokens: number): Promise<number[]> {
    const options = { sampling: resolveSampling({ temperature: 0 }), maxTokens, stopIds: [] };
    const answered: number[] = [];
    for await (const batch of engine.generate(ids, options)) answered.push(...batch);
    return answered;
  }

  test.each(['f16', 'f32'] as const)('gives the tokens of one buffer, in %s', async (kvCache) => {
    const whole = await start({ kvCache });
    const cut = await start({ kvCache, kvSegmentTokens: 64 });
    // Segments end within the prompt's chunks and within submits of several steps.
    for (const length of [3, 64, 600]) {
      const expected = await answer(whole, prompt(length), 200);
      expect(expected).toHaveLength(200);
      expect(await answer(cut, prompt(length), 200), `prompt of ${length}`).toEqual(expected);
    }
    whole.dispose();
    cut.dispose();
  });

  test('continues identically after reading or decoding its tokens', async () => {
    const engine = await start({ kvSegmentTokens: 128 });
    const ids = await answer(engine, prompt(250), 40);
    expect(await answer(engine, [...prompt(250), ...ids.slice(0, 30)], 10)).toEqual(ids.slice(30));
    engine.dispose();
  });

  test('an unknown format is rejected', async () => {
    const attempt = start({ kvCache: 'f8' as 'f16' });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});
