import { afterAll, describe, expect, test } from 'vitest';
import { countDevice } from '../../bench/device-counts.ts';
import { randomModel } from '../../bench/random-model.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { createEngine } from '../../src/startup/create-engine.ts';
import { answer } from '../support/engine-answer.ts';
import { tokenBits } from '../support/sampling.ts';
import { runShortOfMemory } from '../support/short-of-memory.ts';
import { smallConfig as config, smallPrompt as prompt } from '../support/small-model.ts';

const gpu = await requestGpu();
/** A device with only one engine. */
const counted = await requestGpu();
const counter = countDevice(counted.device);
const { manifest, source } = randomModel(config);
const engines: Engine[] = [];

// Half of the experts of the test's model, and the minimum: two experts of one layer.
const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;
const budgets = [12, 6, 3, 2].map((pages) => pages * pageBytes);

interface Setting {
  expertBudgetBytes?: number;
  allowed?: (id: number) => boolean;
  contextLength?: number;
  onExpert?: (layer: number, expert: number) => void | Promise<void>;
}

async function start(setting: Setting = {}): Promise<Engine> {
  const { allowed, contextLength, expertBudgetBytes, onExpert } = setting;
  const engine = await createEngine({
    gpu,
    manifest,
    source: {
      coreShards: source.coreShards,
      expert: async (layer, expert, signal) => {
        await onExpert?.(layer, expert);
        return source.expert(layer, expert, signal);
      },
    },
    allowed: allowed && tokenBits(config.vocabSize, allowed),
    contextLength,
    expertBudgetBytes,
  });
  engines.push(engine);
  return engine;
}

afterAll(() => {
  for (const engine of engines) engine.dispose();
});

describe('engine', () => {
  test('an expert is fetched once, when it is picked, and later answers have no fault', async () => {
    const fetched: string[] = [];
    const engine = await start({ onExpert: (layer, expert) => void fetched.push(`${layer}/${expert}`) });
    expect(fetched).toEqual([]);
    const first = await answer(engine, prompt(3), { maxTokens: 30 });
    expect(first.ids).toHaveLength(30);
    expect(first.result.experts.faults).toBeGreaterThan(0);
    expect(new Set(fetched).size).toBe(fetched.length);
    const second = await answer(engine, prompt(3), { maxTokens: 30 });
    expect(second.ids).toEqual(first.ids);
    expect(second.result.experts.faults).toBe(0);
  });

  test('faults in the middle of an answer do not change it', async () => {
    const cold = await start();
    const warm = await start();
    await answer(warm, prompt(700), { maxTokens: 1 }); // touches every expert
    for (const ask of [
      { temperature: 0 },
      { temperature: 1.2, topK: 50, seed: 5 },
      { repetitionPenalty: 1.3 },
    ]) {
      expect((await answer(cold, prompt(2), ask)).ids).toEqual((await answer(warm, prompt(2), ask)).ids);
    }
  });

  test('any budget for experts gives the same tokens', async () => {
    const whole = await start();
    const asks = [
      { length: 3, temperature: 0, maxTokens: 24 },
      { length: 600, temperature: 1.2, topK: 50, seed: 5, maxTokens: 6 }, // every expert of a layer in one chunk
      { length: 9, repetitionPenalty: 1.3, maxTokens: 8 },
    ];
    const expected = [];
    for (const { length, ...ask } of asks) expected.push((await answer(whole, prompt(length), ask)).ids);
    for (const expertBudgetBytes of budgets) {
      const engine = await start({ expertBudgetBytes });
      const answers = [];
      let evictions = 0;
      for (const { length, ...ask } of asks) {
        const { ids, result } = await answer(engine, prompt(length), ask);
        answers.push(ids);
        evictions += result.experts.evictions;
      }
      expect(answers).toEqual(expected);
      expect(evictions).toBeGreaterThan(0);
    }
  });

  test('prefetched experts cause no fault, and only use free pages', async () => {
    const expected = await answer(await start(), prompt(40));
    const engine = await start({
      onExpert: () => {
        throw new Error('nothing is left to ask for');
      },
    });
    for (let layer = 0; layer < config.layers.length; layer++) {
      for (let expert = 0; expert < config.numLocalExperts; expert++) {
        expect(engine.wants(layer, expert)).toBe(true);
        engine.place(layer, expert, await source.expert(layer, expert));
        expect(engine.wants(layer, expert)).toBe(false);
      }
    }
    const { ids, result } = await answer(engine, prompt(40));
    expect(ids).toEqual(expected.ids);
    expect(result.experts.faults).toBe(0);

    const small = await start({ expertBudgetBytes: 2 * pageBytes });
    for (const expert of [0, 1, 2]) small.place(0, expert, await source.expert(0, expert));
    expect(small.wants(0, 2)).toBe(false);
    expect((await answer(small, prompt(40))).ids).toEqual(expected.ids);
  });

  test('a failure between rounds leaves the engine ready', async () => {
    const expected = await answer(await start(), prompt(40), { maxTokens: 4 });
    let left = 4;
    const engine = await start({
      expertBudgetBytes: 3 * pageBytes,
      onExpert: () => {
        if (left-- === 0) throw new Error('the network is down');
      },
    });
    await expect(answer(engine, prompt(40), { maxTokens: 4 })).rejects.toThrow('the network is down');
    expect((await answer(engine, prompt(40), { maxTokens: 4 })).ids).toEqual(expected.ids);
  });

  test('a budget below the experts of one token is rejected in one sentence', async () => {
    await expect(start({ expertBudgetBytes: 2 * pageBytes - 1 })).rejects.toMatchObject({
      code: 'invalid-argument',
      details: { expected: 2 * pageBytes, actual: 2 * pageBytes - 1 },
    });
  });

  test('a prompt in several chunks continues like the same tokens decoded one by one', async () => {
    const engine = await start();
    const { ids } = await answer(engine, prompt(600), { maxTokens: 20 });
    // The same sequence, with its first ten answer tokens read as prompt, continues in the same way.
    const longer = [...prompt(600), ...ids.slice(0, 10)];
    expect((await answer(engine, longer, { maxTokens: 10 })).ids).toEqual(ids.slice(10));
  });

  test('the key/value cache grows past its first capacity without losing anything', async () => {
    const engine = await start();
    const { ids } = await answer(engine, prompt(2030), { maxTokens: 40 });
    const grown = [...prompt(2030), ...ids.slice(0, 30)];
    expect((await answer(engine, grown, { maxTokens: 10 })).ids).toEqual(ids.slice(30));
  });

  test('a conversation that the GPU has no memory for ends with an error; shorter ones continue', async () => {
    const uncaptured: string[] = [];
    counted.device.onuncapturederror = ({ error }) => uncaptured.push(error.message);
    const engine = await createEngine({ gpu: counted, manifest, source });
    const expected = await answer(engine, prompt(40));
    const buffers = counter.liveBuffers;
    const memoryIsBack = runShortOfMemory(counted.device, 'kv ');
    // There is memory for 2,048 tokens: one prompt exceeds it by itself, the other's answer does.
    for (const length of [2100, 2030]) {
      await expect(answer(engine, prompt(length))).rejects.toMatchObject({
        code: 'out-of-memory',
        message: expect.stringContaining('no memory for the keys and values of 4096 tokens'),
      });
      expect((await answer(engine, prompt(40))).ids).toEqual(expected.ids);
      expect(counter.liveBuffers).toBe(buffers);
    }
    memoryIsBack();
    const long = await answer(engine, prompt(2030));
    expect(long.ids).toEqual((await answer(await start(), prompt(2030))).ids);
    expect(uncaptured).toEqual([]);
    engine.dispose();
  });

  test('the same seed gives the same tokens, another seed others', async () => {
    const engine = await start();
    const sampled = (seed: number) => answer(engine, prompt(5), { temperature: 1.5, topP: 1, seed });
    const [a, b, c] = [await sampled(1), await sampled(1), await sampled(2)];
    expect(a.ids).toEqual(b.ids);
    expect(a.ids).not.toEqual(c.ids);
  });

  test('a stop id ends the answer and is not part of it', async () => {
    const engine = await start();
    const { ids } = await answer(engine, prompt(4), { temperature: 1, seed: 3 });
    const stop = ids[12]!;
    const { ids: cut, result } = await answer(engine, prompt(4), {
      temperature: 1,
      seed: 3,
      stopIds: [stop],
    });
    expect(cut).toEqual(ids.slice(0, ids.indexOf(stop)));
    expect(result.finishReason).toBe('stop');
  });

  test('ids the tokenizer does not know are never sampled', async () => {
    const engine = await start({ allowed: (id) => id < 100 });
    const { ids } = await answer(engine, prompt(5), { temperature: 3, topP: 1, seed: 9, maxTokens: 200 });
    expect(ids).toHaveLength(200);
    expect(ids.every((id) => id < 100)).toBe(true);
  });

  test('the context limits prompt and answer together', async () => {
    const engine = await start({ contextLength: 50 });
    const { ids, result } = await answer(engine, prompt(45), { maxTokens: 100 });
    expect(ids).toHaveLength(5);
    expect(result.finishReason).toBe('length');
    await expect(answer(engine, prompt(50))).rejects.toMatchObject({ code: 'context-exceeded' });
    expect((await answer(engine, prompt(49))).ids).toHaveLength(1);
  });

  test('breaking off, aborting and failing leave the engine ready', async () => {
    let broken = false;
    const engine = await start({
      onExpert: () => {
        if (broken) throw new Error('the network is down');
      },
    });
    const expected = await answer(await start(), prompt(6));
    for await (const _ of engine.generate(prompt(9), {
      sampling: resolveSampling({}),
      maxTokens: 500,
      stopIds: [],
    }))
      break;
    expect((await answer(engine, prompt(6))).ids).toEqual(expected.ids);

    const controller = new AbortController();
    const aborted = answer(engine, prompt(9), { maxTokens: 5000, signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    await expect(answer(engine, prompt(9), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });

    broken = true;
    const other = await start({
      onExpert: () => {
        if (broken) throw new Error('the network is down');
      },
    });
    await expect(answer(other, prompt(6))).rejects.toThrow('the network is down');
    broken = false;
    expect((await answer(other, prompt(6))).ids).toEqual(expected.ids);
  });

  test('a second prompt is rejected while one is being answered', async () => {
    const engine = await start();
    const run = engine.generate(prompt(3), { sampling: resolveSampling({}), maxTokens: 100, stopIds: [] });
    await run.next();
    await expect(answer(engine, prompt(3))).rejects.toMatchObject({ code: 'busy' });
    await run.return(undefined as never);
    expect((await answer(engine, prompt(3), { maxTokens: 3 })).ids).toHaveLength(3);
  });

  test('an empty prompt and unknown ids are rejected in one sentence', async () => {
    const engine = await start();
    await expect(answer(engine, [])).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(answer(engine, [512])).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test('a context whose keys and values exceed any single buffer also starts small', async () => {
    const tokens = 1 << 26;
    const long = { ...manifest, config: { ...config, maxPositionEmbeddings: tokens } };
    const engine = await createEngine({ gpu, manifest: long, source, contextLength: tokens });
    engines.push(engine);
    expect((await answer(engine, prompt(3))).ids).toEqual((await answer(await start(), prompt(3))).ids);
  });

  test('an expert that arrives after its answer has failed takes no page from the next answer', async () => {
    let release = (): void => {};
    const late = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    const engine = await start({
      onExpert: async () => {
        asked += 1;
        if (asked === 1) throw new Error('no such expert');
        if (asked === 2) await late;
      },
    });
    await expect(answer(engine, prompt(3), { maxTokens: 3 })).rejects.toThrow('no such expert');
    expect(asked).toBeGreaterThan(1);
    const wanted = Array.from({ length: config.numLocalExperts }, (_, expert) => engine.wants(0, expert));
    expect(wanted).toContain(true);
    release();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(Array.from({ length: config.numLocalExperts }, (_, expert) => engine.wants(0, expert))).toEqual(
      wanted,
    );
    expect((await answer(engine, prompt(3))).ids).toEqual((await answer(await start(), prompt(3))).ids);
  });

  test('a token creates nothing and writes nothing', async () => {
    const engine = await createEngine({ gpu: counted, manifest, source });
    const during = async (maxTokens: number) => {
      counter.reset();
      expect((await answer(engine, prompt(3), { maxTokens })).ids).toHaveLength(maxTokens);
      const { submits: _, ...others } = counter.counts;
      return others;
    };
    await during(100);
    expect(await during(100)).toEqual(await during(10));
    engine.dispose();
  });

  test('disposing frees every buffer', async () => {
    const buffers = counter.liveBuffers;
    const engine = await createEngine({ gpu: counted, manifest, source });
    await answer(engine, prompt(3), { maxTokens: 3 });
    expect(counter.liveBuffers).toBeGreaterThan(buffers);
    engine.dispose();
    expect(counter.liveBuffers).toBe(buffers);
  });

  test('a disposed engine reports that it is disposed', async () => {
    const engine = await start();
    engine.dispose();
    engine.dispose();
    await expect(answer(engine, prompt(3))).rejects.toMatchObject({ code: 'disposed' });
  });
});
