// Log-probabilities with the whole engine: they arrive with their tokens, and change none.

import { afterAll, expect, test } from 'vitest';
import { randomModel } from '../../bench/random-model.ts';
import type { EngineGenerateOptions } from '../../src/engine/engine.ts';
import type { TokenLogProbs } from '../../src/engine/log-probs.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { createEngine } from '../../src/startup/create-engine.ts';
import { smallConfig as config, smallPrompt as prompt } from '../support/small-model.ts';

const { manifest, source } = randomModel(config);
const engine = await createEngine({ gpu: await requestGpu(), manifest, source });
afterAll(() => engine.dispose());

async function answer(
  ask: Partial<EngineGenerateOptions>,
): Promise<{ ids: number[]; logProbs: TokenLogProbs[] }> {
  const logProbs: TokenLogProbs[] = [];
  const ids: number[] = [];
  const options = { sampling: resolveSampling({ temperature: 0 }), maxTokens: 300, stopIds: [], ...ask };
  const recording = ask.topLogProbs !== undefined && {
    onLogProbs: (batch: TokenLogProbs[]) => logProbs.push(...batch),
  };
  for await (const batch of engine.generate(prompt(5), { ...options, ...recording })) ids.push(...batch);
  return { ids, logProbs };
}

// More tokens than the ring holds, in many submits, the first of which wait for experts.
test('each token has its own, and greedy sampling chose the most probable token', async () => {
  const { ids, logProbs } = await answer({ topLogProbs: 20 });
  expect(ids).toHaveLength(300);
  expect(logProbs.map(({ id }) => id)).toEqual(ids);
  for (const { id, logProb, top } of logProbs) {
    expect(top).toHaveLength(20);
    expect(top[0]).toEqual({ id, logProb });
    const falling = top.map((token) => token.logProb).toSorted((a, b) => b - a);
    expect(top.map((token) => token.logProb)).toEqual(falling);
    const total = falling.reduce((sum, value) => sum + Math.exp(value), 0);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(1 + 1e-5);
  }
  expect((await answer({})).ids).toEqual(ids);
});

test('they are of the raw logits, before temperature, penalties and biases', async () => {
  const greedy = await answer({ topLogProbs: 1, maxTokens: 1 });
  const favourite = greedy.ids[0]!;
  const sampling = resolveSampling({
    temperature: 2,
    logitBias: { [favourite]: -100, 3: 100 },
    presencePenalty: 2,
    seed: 1,
  });
  const { ids, logProbs } = await answer({ topLogProbs: 1, maxTokens: 1, sampling });
  expect(ids).toEqual([3]);
  expect(logProbs[0]!.top).toEqual(greedy.logProbs[0]!.top);
  expect(logProbs[0]!.logProb).toBeLessThan(greedy.logProbs[0]!.logProb);
});

test('a stop token has none, and without topLogprobs only the chosen token has one', async () => {
  const { ids } = await answer({ maxTokens: 8 });
  const stop = ids[5]!;
  const { ids: cut, logProbs } = await answer({ topLogProbs: 0, maxTokens: 8, stopIds: [stop] });
  expect(cut).toEqual(ids.slice(0, ids.indexOf(stop)));
  expect(logProbs.map(({ id, top }) => [id, top])).toEqual(cut.map((id) => [id, []]));
});
