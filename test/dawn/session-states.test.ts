import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { countDevice } from '../../bench/device-counts.ts';
import { randomModel } from '../../bench/random-model.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { restoreSequence, saveSequence } from '../../src/engine/save-sequence.ts';
import type { Sequence } from '../../src/engine/sequence.ts';
import { decodeSnapshot, encodeSnapshot, type SequenceSnapshot } from '../../src/engine/snapshot.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { createEngine } from '../../src/startup/create-engine.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { type Ask, answerTo, promptOf, said, type Turn } from '../support/conversation.ts';
import { openRecovering } from '../support/recovering.ts';
import { bytesOf } from '../support/sequence-bytes.ts';
import { runShortOfMemory } from '../support/short-of-memory.ts';
import { smallConfig as config } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const gpu = await requestGpu();
const { manifest, source } = randomModel(config);
const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;

const system = said(1, 150);
const seeded: Ask = { temperature: 1.2, topK: 50, seed: 5, repetitionPenalty: 1.3 };

const start = engineStarter({ gpu, manifest, source });

/** A state as read from storage or a file. */
function stored(snapshot: SequenceSnapshot | undefined): SequenceSnapshot {
  return decodeSnapshot(encodeSnapshot(snapshot!))!;
}

/** A conversation of a session: answers each question and returns the prompts and the numbers of cached tokens. */
async function converse(engine: Engine, session: object, turns: Turn[], users: number[][], ask: Ask) {
  const cached: number[] = [];
  let tokens: number[] = [];
  for (const user of users) {
    turns.push({ user });
    const prompt = promptOf(system, turns, true);
    const { ids, cachedTokens } = await answerTo(engine, prompt, { ...ask, session });
    turns.at(-1)!.answer = ids;
    tokens = [...prompt.ids, ...ids];
    cached.push(cachedTokens);
  }
  return { cached, tokens };
}

describe('a saved sequence', () => {
  const run = { sampling: resolveSampling(seeded), stopIds: [], limit: 1 << 20 };
  const [first, second, third] = [said(1, 83), said(2, 71), said(3, 40)].map((ids) => new Uint32Array(ids));

  /** Continues and decodes; returns the states after each. */
  async function goOn(from: Sequence) {
    from.begin({ ...run, keepTokens: true });
    await from.prefill(third!, { sample: true });
    const read = await bytesOf(gpu, from);
    const { ring } = await from.decode(9);
    return { tokens: [...from.tokens], read, decoded: await bytesOf(gpu, from), sampled: ring.slice(0, 10) };
  }

  test('is restored elsewhere bit-identically, with its checkpoints', async () => {
    const model = await loadOntoGpu({ gpu, manifest, source, contextLength: 4096 });
    const elsewhere = await loadOntoGpu({ gpu, manifest, source, contextLength: 4096 });
    for (const { placeAllExperts } of [model, elsewhere]) await placeAllExperts();
    const { sequence } = model;
    expect(await saveSequence(sequence)).toBeUndefined();
    sequence.begin(run);
    await sequence.prefill(first!);
    const checkpoint = await sequence.checkpoint();
    await sequence.prefill(second!, { sample: true });
    await sequence.decode(5);
    const snapshot = stored(await saveSequence(sequence));
    expect(snapshot.states.map(({ position }) => position)).toEqual([83, 83 + 71 + 5]);
    const expected = { now: await bytesOf(gpu, sequence), next: await goOn(sequence) };

    const restored = await restoreSequence(elsewhere.sequence, snapshot);
    expect(await bytesOf(gpu, restored)).toEqual(expected.now);
    expect(await goOn(restored)).toEqual(expected.next);

    sequence.rewind(checkpoint);
    const again = await goOn(sequence);
    restored.rewind(restored.checkpoints[0]!);
    expect(await goOn(restored)).toEqual(again);
    // A prompt that diverges earlier continues from the checkpoint.
    const cut = await restoreSequence(elsewhere.sequence, stored(await saveSequence(restored, 100)));
    expect([...cut.tokens]).toEqual([...first!]);
    expect(await goOn(cut)).toEqual(again);
    for (const other of [restored, cut]) other.destroy();
    for (const { destroy } of [model, elsewhere]) destroy();
  });

  test('has its first state and its last three', async () => {
    const { sequence, destroy } = await loadOntoGpu({ gpu, manifest, source, contextLength: 4096 });
    sequence.begin(run);
    for (let i = 0; i < 6; i++) {
      await sequence.prefill(third!);
      await sequence.checkpoint();
    }
    const { states, tokens } = (await saveSequence(sequence))!;
    expect(states.map(({ position }) => position)).toEqual([40, 160, 200, 240]);
    expect(tokens).toHaveLength(240);
    destroy();
  });

  test('fits buffers of keys and values of other sizes', async () => {
    const models = [];
    for (const kvSegmentTokens of [128, 64]) {
      const model = await loadOntoGpu({ gpu, manifest, source, contextLength: 4096, kvSegmentTokens });
      await model.placeAllExperts();
      models.push(model);
    }
    const [{ sequence }, { sequence: other }] = models as [(typeof models)[0], (typeof models)[0]];
    sequence.begin(run);
    for (const ids of [first!, second!, third!]) await sequence.prefill(ids);
    const snapshot = stored(await saveSequence(sequence));
    const restored = await restoreSequence(other, snapshot);
    expect(await saveSequence(restored)).toEqual(snapshot);
    restored.destroy();
    for (const { destroy } of models) destroy();
  });

  test('is rejected by another model, with other options, or if damaged', async () => {
    const { sequence, destroy } = await loadOntoGpu({ gpu, manifest, source, contextLength: 256 });
    sequence.begin(run);
    await sequence.prefill(first!);
    const snapshot = stored(await saveSequence(sequence));
    const [state] = snapshot.states as [SequenceSnapshot['states'][0]];
    const refused = async (change: Partial<Record<keyof SequenceSnapshot, unknown>>, what: string) =>
      expect(restoreSequence(sequence, { ...snapshot, ...change } as SequenceSnapshot)).rejects.toMatchObject(
        { code: 'invalid-argument', message: expect.stringContaining(what) },
      );
    await refused({ format: 2 }, 'format is 2, expected 1');
    await refused({ revision: '1'.repeat(16) }, 'revision of the weights is 1111111111111111');
    await refused({ kvCache: 'f32' }, 'format of keys and values is f32, expected f16');
    await refused({ tokens: snapshot.tokens.with(3, 512) }, 'token id is 512, expected less than 512');
    await refused({ tokens: new Uint32Array(256) }, 'number of tokens is 256, expected less than 256');
    await refused({ states: [] }, "last state's position is 0, expected 83");
    await refused({ states: [{ ...state, position: 82 }] }, "last state's position is 82, expected 83");
    await refused({ states: [state, state] }, "state's position is 83, expected more than 83");
    await refused({ states: [{ ...state, lightning: [] }] }, "list of a state's bytes is , expected 8192");
    await refused({ kv: [new ArrayBuffer(4)] }, "list of the keys' and values' bytes is 4, expected");
    destroy();

    const bytes = encodeSnapshot(snapshot);
    expect(decodeSnapshot(bytes)).toEqual(snapshot);
    expect(decodeSnapshot(bytes.slice(0, -4))).toBeUndefined();
    expect(decodeSnapshot(bytes.slice(0, 3))).toBeUndefined();
    expect(decodeSnapshot(new ArrayBuffer(400))).toBeUndefined();
    const header = new TextDecoder().decode(bytes.slice(4, 20));
    expect(header).toContain('{"format":1');
    const other = bytes.slice(0);
    new Uint8Array(other).set(new TextEncoder().encode('2'), 4 + '{"format":'.length);
    expect(decodeSnapshot(other)).toBeUndefined();
  });
});

describe('the states of sessions', () => {
  const users = [said(2, 20), said(3, 90), said(4, 5)];
  const next = said(5, 40);

  test.each([
    { name: 'greedy', ask: {}, expertBudgetBytes: undefined },
    { name: 'seeded', ask: seeded, expertBudgetBytes: undefined },
    { name: 'seeded, with three experts a layer', ask: seeded, expertBudgetBytes: 3 * 3 * pageBytes },
  ])('continue in another engine as in their own: $name', async ({ ask, expertBudgetBytes }) => {
    const [own, other] = [await start({ expertBudgetBytes }), await start({ expertBudgetBytes })];
    const [session, opened] = [{}, {}];
    const turns: Turn[] = [];
    const { tokens } = await converse(own, session, turns, users, ask);
    const snapshot = stored(await own.sessions.save(tokens));
    expect(snapshot.tokens).toEqual(new Uint32Array(tokens.slice(0, -1)));
    expect(snapshot.states[0]!.position).toBe(system.length);
    const copies = turns.map((turn) => ({ ...turn }));
    const expected = await converse(own, session, turns, [next], ask);
    // Like a page that received the messages.
    await other.sessions.restore(opened, snapshot);
    const there = await converse(other, opened, copies, [next], ask);
    expect(there).toEqual(expected);
    expect(there.cached[0]).toBeGreaterThan(tokens.length - 60);
    expect(await other.sessions.save(there.tokens)).toMatchObject({
      kv: (await own.sessions.save(expected.tokens))!.kv,
    });
  });

  test('serve two continuations of the same end like one', async () => {
    // An answer so short that otherwise no checkpoint would be taken at its end.
    const turns: Turn[] = [{ user: said(2, 100) }];
    const prompt = promptOf(system, turns);
    const ask = { ...seeded, maxTokens: 10 };
    const goOn = async (engine: Engine, user: number[], session: object): Promise<unknown> => {
      const question = promptOf(system, [...turns, { user }]);
      const { ids, cachedTokens } = await answerTo(engine, question, { ...seeded, session });
      const { states, kv } = (await engine.sessions.save([...question.ids, ...ids]))!;
      return { ids, cachedTokens, last: states.at(-1), kv };
    };
    const [engine, alone] = [await start(), await start()];
    const [one, two, other] = [{}, {}, {}];
    const { ids } = await answerTo(engine, prompt, { ...ask, session: one });
    expect((await answerTo(alone, prompt, { ...ask, session: other })).ids).toEqual(ids);
    turns[0]!.answer = ids;
    await engine.sessions.share([...prompt.ids, ...ids], two);
    await goOn(engine, said(7, 30), one);
    const expected = await goOn(alone, next, other);
    expect(expected).toMatchObject({ cachedTokens: prompt.ids.length + 9 });
    expect(await goOn(engine, next, two)).toEqual(expected);
  });

  test('are gone with their session, and do not grow with 200 of them', async () => {
    const counted = await requestGpu();
    const counter = countDevice(counted.device);
    const engine = await createEngine({ gpu: counted, manifest, source });
    const own = {};
    const before = counter.liveBuffers;
    const prompt = promptOf(system, [{ user: said(2, 40) }]);
    const { ids } = await answerTo(engine, prompt, { maxTokens: 2, session: own });
    const tokens = [...prompt.ids, ...ids];
    const { liveBytes } = counter;
    for (let i = 0; i < 200; i++) {
      const fork = {};
      await engine.sessions.share(tokens, fork);
      if (i % 20 === 0) {
        const turns = [{ user: said(2, 40), answer: ids }, { user: said(i, 3) }];
        await answerTo(engine, promptOf(system, turns), { maxTokens: 1, session: fork });
        expect(counter.liveBytes).toBeGreaterThan(liveBytes);
      }
      engine.sessions.release(fork);
    }
    // A fork may continue in place, and leave checkpoints at the shared end and at the end of its question.
    expect(counter.liveBytes).toBeLessThanOrEqual(liveBytes + 2 * 2 * 8192);
    const again = await answerTo(engine, prompt, { maxTokens: 2, session: own });
    expect(again).toMatchObject({ ids, cachedTokens: prompt.checkpoints.at(-1) });
    engine.sessions.release(own);
    expect(counter.liveBuffers).toBe(before);
    engine.dispose();
  });

  test('are read again if there is no memory or no budget for them', async () => {
    const prompt = promptOf(system, [{ user: said(2, 40) }]);
    const expected = await answerTo(await start(), prompt, seeded);
    const short = await start();
    const memoryIsBack = [runShortOfMemory(gpu.device, 'state '), runShortOfMemory(gpu.device, 'kv ')];
    const answerSession = async (): Promise<WeakRef<object>> => {
      const session = {};
      expect((await answerTo(short, prompt, { ...seeded, session })).ids).toEqual(expected.ids);
      return new WeakRef(session);
    };
    const answered = await answerSession();
    for (const restore of memoryIsBack.reverse()) restore();
    // The cache of all prompts, which is used then, does not keep the session.
    await expect
      .poll(() => {
        collectGarbage();
        return answered.deref() === undefined;
      })
      .toBe(true);

    const none = await start({ sessionStateBytes: 0 });
    const session = {};
    for (let i = 0; i < 2; i++) {
      const { ids, cachedTokens } = await answerTo(none, prompt, { ...seeded, session });
      expect([ids, cachedTokens]).toEqual([expected.ids, 0]);
    }
    expect(await none.sessions.save(prompt.ids)).toBeUndefined();
    await expect(start({ sessionStateBytes: -1 })).rejects.toMatchObject({
      details: { option: 'sessionStateBytes' },
    });
  });

  test('continue on another device, and cannot be saved from a lost one', async () => {
    const { engine, loseDevice } = await openRecovering({ manifest, source });
    const session = {};
    const turns: Turn[] = [{ user: said(2, 40) }];
    const prompt = promptOf(system, turns);
    const whole = await start();
    const expected = await answerTo(whole, prompt, seeded);
    loseDevice();
    expect((await answerTo(engine, prompt, { ...seeded, session })).ids).toEqual(expected.ids);
    loseDevice();
    const tokens = [...prompt.ids, ...expected.ids];
    await expect(engine.current.sessions.save(tokens)).rejects.toThrow();
    await engine.current.sessions.share(tokens, {});
    turns[0]!.answer = expected.ids;
    turns.push({ user: next });
    const second = await answerTo(whole, promptOf(system, turns), seeded);
    const there = await answerTo(engine, promptOf(system, turns), { ...seeded, session });
    expect(there).toMatchObject({ ids: second.ids, cachedTokens: 0 });
    // An answer that another worker started, with its random numbers from the same index on.
    loseDevice();
    const written = second.ids.slice(0, 9);
    const resumed = await answerTo(engine, promptOf(system, turns), { ...seeded, session, written });
    expect(resumed.ids).toEqual(second.ids.slice(9));
    engine.dispose();
  });
});
