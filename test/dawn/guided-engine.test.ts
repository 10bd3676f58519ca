// Answers guided by an automaton, with the whole engine: faults, lost devices, continued answers and prompts in between change
// nothing.

import { expect, onTestFinished, test } from 'vitest';
import { countDevice } from '../../bench/device-counts.ts';
import { randomModel } from '../../bench/random-model.ts';
import type { SamplingParams } from '../../src/contract/sampling-params.ts';
import type { Engine, EngineGenerateOptions, EngineResult } from '../../src/engine/engine.ts';
import type { Guide } from '../../src/engine/guide.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { createEngine } from '../../src/startup/create-engine.ts';
import { forcedToken, startOf, walk } from '../../src/text/grammar/walk.ts';
import { knownIds, randomAutomaton, randomSymbols } from '../support/automata.ts';
import { readAll } from '../support/engine-answer.ts';
import { openRecovering } from '../support/recovering.ts';
import { smallConfig as config, smallPrompt as prompt } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

const gpu = await requestGpu();
const { manifest, source } = randomModel(config);
const symbols = randomSymbols(config.vocabSize);
const allowed = knownIds(symbols);
const guide: Guide = {
  symbols,
  automaton: {
    ...randomAutomaton(11, { states: 200, live: 0.7, free: true, counted: true }),
    budget: { tokens: 12, forced: [10, 97, 98] },
  },
};
const start = engineStarter({ gpu, manifest, source, allowed });

interface Ask extends SamplingParams, Partial<Omit<EngineGenerateOptions, 'sampling'>> {}

async function answer(
  engine: Pick<Engine, 'generate'>,
  tokens: number[],
  ask: Ask = {},
  onIds: (ids: number[]) => void = () => {},
): Promise<{ ids: number[]; result: EngineResult }> {
  const { maxTokens = 60, stopIds = [], sampled, guide: given = guide, ...params } = ask;
  const sampling = resolveSampling({ temperature: 1.5, topP: 1, seed: 5, ...params });
  const run = engine.generate(tokens, { sampling, maxTokens, stopIds, sampled, guide: given });
  return readAll(run, onIds);
}

/** Which ids are forced, if all of them are allowed. */
function forcedIds(ids: readonly number[]): number[] {
  let position = startOf(guide.automaton);
  return ids.filter((id, i) => {
    const must = forcedToken(guide.automaton, position);
    if (must !== undefined) expect(id).toBe(must);
    position = walk(guide.automaton, symbols, position, [id]);
    expect(position.state, `token ${i}`).not.toBe(0);
    return must !== undefined;
  });
}

test('a guided answer obeys the automaton and its forced ids, also with absent experts', async () => {
  const cold = await start();
  const first = await answer(cold, prompt(3));
  expect(first.ids).toHaveLength(60);
  expect(first.result.experts.faults).toBeGreaterThan(0);
  expect(forcedIds(first.ids).length).toBeGreaterThan(1);
  const second = await answer(cold, prompt(3));
  expect(second.result.experts.faults).toBe(0);
  expect(second.ids).toEqual(first.ids);
  const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;
  const evicting = await answer(await start({ expertBudgetBytes: 2 * pageBytes }), prompt(3));
  expect(evicting.result.experts.evictions).toBeGreaterThan(0);
  expect(evicting.ids).toEqual(first.ids);
});

test('an unguided answer between two guided ones is not constrained, and changes neither', async () => {
  const engine = await start();
  const unguided = async (): Promise<number[]> => {
    const sampling = resolveSampling({ temperature: 1.5, topP: 1, seed: 5 });
    const run = engine.generate(prompt(4), { sampling, maxTokens: 60, stopIds: [] });
    const ids: number[] = [];
    for await (const batch of run) ids.push(...batch);
    return ids;
  };
  const without = await unguided();
  const guided = await answer(engine, prompt(4));
  expect(guided.ids).not.toEqual(without);
  const other = { ...guide, automaton: randomAutomaton(2, { states: 9 }) };
  const narrow = await answer(engine, prompt(4), { guide: other });
  let position = startOf(other.automaton);
  for (const id of narrow.ids) position = walk(other.automaton, symbols, position, [id]);
  expect(position.state).not.toBe(0);
  expect((await answer(engine, prompt(4))).ids).toEqual(guided.ids);
  expect(await unguided()).toEqual(without);
});

test("a continued answer continues the automaton's state, at every position", async () => {
  const engine = await start();
  const { ids } = await answer(engine, prompt(5), { maxTokens: 40 });
  for (const written of [1, 7, 13, 14, 15, 25, 39]) {
    const begun = [...prompt(5), ...ids.slice(0, written)];
    const rest = await answer(engine, begun, { maxTokens: 40, sampled: written });
    expect(rest.ids, `after ${written}`).toEqual(ids.slice(written));
  }
});

test('a lost device changes nothing', async () => {
  const expected = (await answer(await start(), prompt(6))).ids;
  const { engine, loseDevice } = await openRecovering({ manifest, source, allowed });
  onTestFinished(() => engine.dispose());
  let lost = false;
  const { ids } = await answer(engine, prompt(6), {}, ({ length }) => {
    // About where ids are forced.
    if (lost || length < 14) return;
    lost = true;
    loseDevice();
  });
  expect(lost).toBe(true);
  expect(ids).toEqual(expected);
}, 300_000);

test('a guided token creates nothing and writes nothing, and disposing frees every buffer', async () => {
  const counted = await requestGpu();
  const counter = countDevice(counted.device);
  const buffers = counter.liveBuffers;
  const engine = await createEngine({ gpu: counted, manifest, source, allowed });
  const during = async (maxTokens: number) => {
    counter.reset();
    expect((await answer(engine, prompt(3), { maxTokens })).ids).toHaveLength(maxTokens);
    const { submits: _, ...others } = counter.counts;
    return others;
  };
  await during(100);
  expect(await during(100)).toEqual(await during(10));
  engine.dispose();
  expect(counter.liveBuffers).toBe(buffers);
});

test('an answer without allowed tokens ends with an error, and the next one is not affected', async () => {
  const engine = await start();
  const { classOf, classes } = guide.automaton;
  const next = new Uint16Array(3 * classes);
  next[classes + classOf[97]!] = 2;
  const dead = {
    symbols,
    automaton: { states: 3, start: 1, classes, classOf, next, flags: new Uint8Array(3) },
  };
  await expect(answer(engine, prompt(3), { guide: dead })).rejects.toMatchObject({ code: 'internal' });
  expect((await answer(engine, prompt(3))).ids).toEqual((await answer(await start(), prompt(3))).ids);
});
