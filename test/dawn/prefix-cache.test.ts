import { describe, expect, test } from 'vitest';
import { countDevice } from '../../bench/device-counts.ts';
import { randomModel } from '../../bench/random-model.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import type { Sequence } from '../../src/engine/sequence.ts';
import { sequenceStart } from '../../src/engine/sequence-checkpoint.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { kvCacheBytes } from '../../src/kernels/attention.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { createEngine } from '../../src/startup/create-engine.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { type Ask, answerTo, type Prompt, promptOf, said, type Turn } from '../support/conversation.ts';
import { largestError } from '../support/gpu.ts';
import { openRecovering } from '../support/recovering.ts';
import { bytesOf } from '../support/sequence-bytes.ts';
import { runShortOfMemory } from '../support/short-of-memory.ts';
import { smallConfig as config } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

const gpu = await requestGpu();
/** A device with only one engine at a time. */
const counted = await requestGpu();
const counter = countDevice(counted.device);
const { manifest, source } = randomModel(config);

const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;
const expertBudgets = [12, 6, 3, 2].map((pages) => pages * pageBytes);
/** Two lightning layers' states. */
const checkpointBytes = 2 * config.numAttentionHeads * config.headDim ** 2 * 4;

const system = said(1, 150);
const greedy: Ask = {};
const seeded: Ask = { temperature: 1.2, topK: 50, seed: 5, repetitionPenalty: 1.3 };

const start = engineStarter({ gpu, manifest, source });

/** The engine without a cache, which reads every prompt whole. */
const whole = await start({ prefixCacheBytes: 0 });

/** The answers of a conversation in which each prompt contains the earlier answers, and the numbers of cached tokens. */
async function converse(
  engine: Pick<Engine, 'generate'>,
  users: readonly number[][],
  ask: Ask,
  dropsThinking = false,
): Promise<{ answers: number[][]; cached: number[] }> {
  const turns: Turn[] = [];
  const cached: number[] = [];
  for (const user of users) {
    turns.push({ user });
    const { ids, cachedTokens } = await answerTo(engine, promptOf(system, turns, dropsThinking), ask);
    turns.at(-1)!.answer = ids;
    cached.push(cachedTokens);
  }
  return { answers: turns.map(({ answer }) => answer!), cached };
}

/** Compares the answers with and without the cache. Returns the numbers of cached tokens. */
async function expectSame(engine: Pick<Engine, 'generate'>, prompt: Prompt, ask: Ask = {}): Promise<number> {
  const expected = await answerTo(whole, prompt, ask);
  const { ids, cachedTokens } = await answerTo(engine, prompt, ask);
  expect(ids).toEqual(expected.ids);
  expect(expected.cachedTokens).toBe(0);
  return cachedTokens;
}

describe('a conversation with the prefix cache', () => {
  const users = [said(2, 20), said(3, 90), said(4, 5), said(5, 40)];

  test.each([
    { name: 'greedy', ask: greedy },
    { name: 'seeded, with a repetition penalty', ask: seeded },
  ])('gives the tokens of one without it: $name', async ({ ask }) => {
    for (const dropsThinking of [false, true]) {
      const expected = await converse(whole, users, ask, dropsThinking);
      expect(expected.cached).toEqual([0, 0, 0, 0]);
      const { answers, cached } = await converse(await start(), users, ask, dropsThinking);
      expect(answers).toEqual(expected.answers);
      expect(cached[0]).toBe(0);
      for (let i = 1; i < users.length; i++) {
        const earlier: Turn[] = users.slice(0, i).map((user, j) => ({ user, answer: answers[j]! }));
        const before = promptOf(system, [...earlier.slice(0, -1), { user: users[i - 1]! }], dropsThinking);
        // The state of the answer is used, except for its last token; or that of the question, except for less than the distance of
        // two checkpoints.
        if (!dropsThinking) expect(cached[i]).toBe(before.ids.length + answers[i - 1]!.length - 1);
        else expect(cached[i]).toBeGreaterThan(before.checkpoints.at(-1)! - 64);
      }
    }
  });

  test.each(expertBudgets)('gives the same tokens with %d bytes for experts', async (expertBudgetBytes) => {
    const asks = { ...seeded, maxTokens: 8 };
    const expected = await converse(whole, users, asks, true);
    const { answers, cached } = await converse(await start({ expertBudgetBytes }), users, asks, true);
    expect(answers).toEqual(expected.answers);
    expect(cached.slice(1).every((tokens) => tokens >= system.length)).toBe(true);
  });

  test.each([0, checkpointBytes - 1, checkpointBytes, undefined])(
    'gives the same tokens with %s bytes for the cache',
    async (prefixCacheBytes) => {
      const expected = await converse(whole, users, seeded, true);
      const engine = await start({ prefixCacheBytes });
      const { answers, cached } = await converse(engine, users, seeded, true);
      expect(answers).toEqual(expected.answers);
      expect(cached.slice(1).every((tokens) => tokens > 0)).toBe(
        (prefixCacheBytes ?? 1e9) >= checkpointBytes,
      );
    },
  );

  test('reads edited turns again, and rolls back to the state before them', async () => {
    const engine = await start();
    const { answers } = await converse(engine, users, greedy);
    const turns: Turn[] = users.map((user, i) => ({ user, answer: answers[i]! }));
    // Another answer to the last question.
    const last = promptOf(system, [...turns.slice(0, 3), { user: users[3]! }]);
    expect(await expectSame(engine, last, seeded)).toBeGreaterThan(last.ids.length - 70);
    // Another second question.
    const edited = promptOf(system, [turns[0]!, { user: said(6, 30) }]);
    expect(await expectSame(engine, edited)).toBeGreaterThanOrEqual(system.length);
    // The original conversation.
    const next = promptOf(system, [...turns.slice(0, 3), { user: said(7, 10) }]);
    expect(await expectSame(engine, next)).toBeGreaterThan(last.ids.length - 120);
  });

  test('has a common prefix with another one, and they take turns', async () => {
    const engine = await start();
    const [one, other]: [Turn[], Turn[]] = [[], []];
    const cached: number[] = [];
    for (let i = 0; i < 3; i++) {
      for (const [turns, name] of [
        [one, 10],
        [other, 20],
      ] as const) {
        turns.push({ user: said(name + i, 60) });
        const prompt = promptOf(system, turns);
        cached.push(await expectSame(engine, prompt, seeded));
        turns[i]!.answer = (await answerTo(whole, prompt, seeded)).ids;
      }
    }
    expect(cached[0]).toBe(0);
    expect(cached[1]).toBe(system.length);
    // From then on each reads only its new turn: the last sampled token, the end of the answer, question, prefix.
    for (const [i, tokens] of cached.entries())
      if (i > 1) expect(tokens).toBe(150 + Math.floor(i / 2) * 88 - 2);
  });

  test('reads the rest after an abort at any time', async () => {
    const engine = await start();
    const prompt = promptOf(system, [{ user: said(2, 1500) }]);
    for (const afterMs of [0, 5, 20, 60, 150]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new Error('enough')), afterMs);
      await answerTo(engine, prompt, { maxTokens: 5000, signal: controller.signal }).catch(({ message }) =>
        expect(message).toBe('enough'),
      );
    }
    // In the middle of the answer.
    const controller = new AbortController();
    const run = engine.generate(prompt.ids, {
      sampling: resolveSampling({ temperature: 0 }),
      maxTokens: 5000,
      stopIds: [],
      checkpoints: () => prompt.checkpoints,
      signal: controller.signal,
    });
    await run.next();
    controller.abort(new Error('enough'));
    await expect(
      (async () => {
        while (!(await run.next()).done);
      })(),
    ).rejects.toThrow('enough');
    expect(await expectSame(engine, prompt, seeded)).toBe(prompt.checkpoints.at(-1));
  });

  test('continues after a failure in the middle of a step', async () => {
    let left = Number.POSITIVE_INFINITY;
    const engine = await start({
      expertBudgetBytes: 3 * pageBytes,
      source: {
        coreShards: source.coreShards,
        expert: async (...args) => {
          if (left-- <= 0) throw new Error('the network is down');
          return source.expert(...args);
        },
      },
    });
    const prompt = promptOf(system, [{ user: said(2, 20) }]);
    await expectSame(engine, prompt, { maxTokens: 4 });
    const next = promptOf(system, [{ user: said(3, 90) }]);
    for (const fetches of [1, 3, 7, 15, 30]) {
      left = fetches;
      await expect(answerTo(engine, next, { maxTokens: 40 })).rejects.toThrow('the network is down');
      left = Number.POSITIVE_INFINITY;
      expect(await expectSame(engine, next, { maxTokens: 4 })).toBeGreaterThanOrEqual(system.length);
    }
  });

  test('continues an answer that was cut while the GPU was ahead of it', async () => {
    const engine = await start();
    const turns: Turn[] = [{ user: said(2, 100) }];
    const { ids } = await answerTo(engine, promptOf(system, turns), { maxTokens: 200, cutAt: 7 });
    // The state has at least all but the last of the received tokens.
    turns[0]!.answer = ids.slice(0, 5);
    turns.push({ user: said(3, 10) });
    expect(await expectSame(engine, promptOf(system, turns), seeded)).toBe(250);
  });

  test('continues on another device, which reads it again', async () => {
    const { engine, loseDevice } = await openRecovering({ manifest, source });
    const turns: Turn[] = [{ user: said(2, 20) }];
    turns[0]!.answer = (await answerTo(engine, promptOf(system, turns), seeded)).ids;
    loseDevice();
    turns.push({ user: said(3, 70) });
    expect(await expectSame(engine, promptOf(system, turns), seeded)).toBe(0);
    turns[1]!.answer = (await answerTo(whole, promptOf(system, turns), seeded)).ids;
    turns.push({ user: said(4, 20) });
    expect(await expectSame(engine, promptOf(system, turns), seeded)).toBeGreaterThan(240);
    engine.dispose();
  });

  test('continues when the GPU has no memory for checkpoints and other conversations', async () => {
    const uncaptured: string[] = [];
    counted.device.onuncapturederror = ({ error }) => uncaptured.push(error.message);
    const engine = await createEngine({ gpu: counted, manifest, source });
    const buffers = counter.liveBuffers;
    const memoryIsBack = [
      runShortOfMemory(counted.device, 'state '),
      runShortOfMemory(counted.device, 'kv '),
    ];
    expect(await expectSame(engine, promptOf(system, [{ user: said(2) }]))).toBe(0);
    expect(await expectSame(engine, promptOf(system, [{ user: said(3) }]))).toBe(0);
    expect(counter.liveBuffers).toBe(buffers);
    for (const restore of memoryIsBack.reverse()) restore();
    expect(await expectSame(engine, promptOf(system, [{ user: said(2) }]))).toBe(0);
    expect(await expectSame(engine, promptOf(system, [{ user: said(3) }]))).toBe(system.length);
    expect(counter.liveBuffers).toBeGreaterThan(buffers);
    engine.dispose();
    expect(uncaptured).toEqual([]);
  });

  test('creates nothing while it decodes, and after 200 turns has no more buffers than its budget allows', async () => {
    const state = checkpointBytes + kvCacheBytes({ kvHeads: 1, headDim: config.headDim }, 2048);
    const prefixCacheBytes = 3 * state + 5 * checkpointBytes;
    const engine = await createEngine({ gpu: counted, manifest, source, prefixCacheBytes });
    const bytes = counter.liveBytes;
    let most = 0;
    for (let i = 0; i < 200; i++) {
      const prompt = promptOf(i % 3 === 0 ? system : [], [{ user: said(i % 17, 70 + (i % 5) * 30) }]);
      await answerTo(engine, prompt, { maxTokens: 1 });
      most = Math.max(most, counter.liveBytes - bytes);
    }
    expect(most).toBeLessThanOrEqual(prefixCacheBytes);
    expect(most).toBeGreaterThan(2 * state);
    const during = async (maxTokens: number) => {
      const prompt = promptOf(system, [{ user: said(50) }]);
      await answerTo(engine, prompt, { maxTokens: 1 });
      counter.reset();
      expect((await answerTo(engine, prompt, { maxTokens })).ids).toHaveLength(maxTokens);
      const { submits: _, ...others } = counter.counts;
      return others;
    };
    expect(await during(100)).toEqual(await during(10));
    engine.dispose();
  });

  test('frees everything when it is disposed', async () => {
    const buffers = counter.liveBuffers;
    const engine = await createEngine({ gpu: counted, manifest, source });
    for (const name of [2, 3])
      await answerTo(engine, promptOf(system, [{ user: said(name) }]), { maxTokens: 2 });
    engine.dispose();
    expect(counter.liveBuffers).toBe(buffers);
  });

  test('rejects an invalid budget', async () => {
    await expect(start({ prefixCacheBytes: -1 })).rejects.toMatchObject({
      code: 'invalid-argument',
      details: { option: 'prefixCacheBytes' },
    });
  });
});

describe('a sequence', () => {
  test('rolls back and forks bit-identically', async () => {
    const model = await loadOntoGpu({ gpu, manifest, source, contextLength: 4096 });
    await model.placeAllExperts();
    const { sequence } = model;
    const run = {
      sampling: resolveSampling({ temperature: 0 }),
      stopIds: [],
      limit: 1 << 20,
    };
    const [first, second] = [said(1, 83), said(2, 71)].map((ids) => new Uint32Array(ids)) as [
      Uint32Array<ArrayBuffer>,
      Uint32Array<ArrayBuffer>,
    ];
    // Continues and decodes; returns the states after each.
    const goOn = async (from: Sequence) => {
      from.begin({ ...run, keepTokens: true });
      await from.prefill(second, { sample: true });
      const read = await bytesOf(gpu, from);
      const { ring } = await from.decode(9);
      return {
        tokens: [...from.tokens],
        read,
        decoded: await bytesOf(gpu, from),
        sampled: ring.slice(0, 10),
      };
    };
    sequence.begin(run);
    await sequence.prefill(first);
    const before = await bytesOf(gpu, sequence);
    const checkpoint = await sequence.checkpoint();
    const expected = await goOn(sequence);
    expect(expected.tokens).toHaveLength(83 + 71 + 9);

    const fork = await sequence.fork(checkpoint);
    expect(await bytesOf(gpu, fork)).toEqual(before);
    expect(await goOn(fork)).toEqual(expected);
    expect(await bytesOf(gpu, sequence)).toEqual(expected.decoded);

    sequence.rewind(checkpoint);
    expect(await bytesOf(gpu, sequence)).toEqual(before);
    expect(await goOn(sequence)).toEqual(expected);

    // From the start, like a new one.
    const empty = await sequence.fork(sequenceStart);
    empty.begin(run);
    await empty.prefill(first);
    expect(await goOn(empty)).toEqual(expected);
    for (const other of [fork, empty]) other.destroy();
    model.destroy();
  });

  test('has the states of marked tokens, as if the chunk had ended there', async () => {
    const model = await loadOntoGpu({ gpu, manifest, source, contextLength: 4096 });
    await model.placeAllExperts();
    const { sequence } = model;
    const run = { sampling: resolveSampling({ temperature: 0 }), stopIds: [], limit: 1 << 20 };
    const ids = new Uint32Array(said(1, 170));
    const ends = [83, 150];
    const expected: Uint8Array[][] = [];
    for (const end of ends) {
      sequence.begin(run);
      await sequence.prefill(ids.slice(0, end));
      expected.push(await bytesOf(gpu, sequence));
    }
    sequence.begin(run);
    await sequence.prefill(ids, { marks: ends, sample: true });
    const checkpoints = [await sequence.checkpoint(83), await sequence.checkpoint(150)];
    await expect(sequence.checkpoint(84)).rejects.toThrow('not kept');
    for (const i of [1, 0]) {
      sequence.rewind(checkpoints[i]!);
      expect([...sequence.tokens]).toEqual([...ids.slice(0, ends[i])]);
      const states = (await bytesOf(gpu, sequence))
        .slice(0, -1)
        .map(({ buffer }) => new Float32Array(buffer));
      states.forEach((state, layer) => {
        // The sums of a block are in another order.
        const wanted = new Float32Array(expected[i]![layer]!.buffer);
        const size = wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
        expect(largestError(state, Float64Array.from(wanted)) / size).toBeLessThan(1e-5);
      });
    }
    model.destroy();
  });
});
