// A model without lightning layers, with dense layers and QK norms: its state consists of keys and values only.

import { describe, expect, test } from 'vitest';
import { randomModel } from '../../bench/random-model.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { restoreSequence, saveSequence } from '../../src/engine/save-sequence.ts';
import type { Sequence } from '../../src/engine/sequence.ts';
import { decodeSnapshot, encodeSnapshot } from '../../src/engine/snapshot.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { answerTo, promptOf, said, type Turn } from '../support/conversation.ts';
import { smallConfig } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

const config: ModelConfig = {
  ...smallConfig,
  postnorm: false,
  qkNorm: 'per-head',
  router: { scores: 'softmax', selectionBias: false, renormalize: false },
  numExpertsPerTok: 4,
  denseIntermediateSize: 96,
  tiedHead: true,
  embeddingMultiplier: 2,
  logitsMultiplier: 0.5,
  layers: [{ type: 'attention' }, { type: 'attention', dense: true }, { type: 'attention' }],
};
const gpu = await requestGpu();
const { manifest, source } = randomModel(config);
const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;

const start = engineStarter({ gpu, manifest, source });

const system = said(1, 150);
const users = [said(2, 20), said(3, 90), said(4, 5)];

/** The answers of a conversation, and the number of cached tokens of each prompt. */
async function converse(engine: Engine, session?: object) {
  const turns: Turn[] = [];
  const cached: number[] = [];
  for (const user of users) {
    turns.push({ user });
    const { ids, cachedTokens } = await answerTo(engine, promptOf(system, turns), session ? { session } : {});
    turns.at(-1)!.answer = ids;
    cached.push(cachedTokens);
  }
  return { answers: turns.map(({ answer }) => answer), cached };
}

describe('a model of softmax layers', () => {
  test('reads each token of a conversation once, also in a session', async () => {
    const whole = await converse(await start({ prefixCacheBytes: 0, sessionStateBytes: 0 }));
    expect(whole.cached).toEqual([0, 0, 0]);
    const engine = await start();
    for (const session of [undefined, {}]) {
      const { answers, cached } = await converse(engine, session);
      expect(answers).toEqual(whole.answers);
      expect(cached[1]).toBeGreaterThan(system.length + users[0]!.length);
      expect(cached[2]).toBeGreaterThan(cached[1]! + users[1]!.length);
    }
  });

  test.each([9, 5, 4])('gives the same tokens with %i pages of experts', async (pages) => {
    const all = await answerTo(await start(), promptOf(system, [{ user: users[0]! }]));
    const few = await start({ expertBudgetBytes: pages * pageBytes });
    const answer = await answerTo(few, promptOf(system, [{ user: users[0]! }]));
    expect(answer.ids).toEqual(all.ids);
    expect(answer.result!.experts.evictions).toBeGreaterThan(0);
  });

  test('is saved as its keys and values, and continues bit-identically', async () => {
    const { sequence, destroy } = await loadOntoGpu({ gpu, manifest, source, contextLength: 1024 });
    const run = { sampling: resolveSampling({ temperature: 0 }), stopIds: [], limit: 100 };
    sequence.begin(run);
    await sequence.prefill(Uint32Array.from(said(1, 83)));
    const saved = decodeSnapshot(encodeSnapshot((await saveSequence(sequence))!))!;
    expect(saved.states.map(({ lightning }) => lightning)).toEqual([[]]);
    expect(saved.kv).toHaveLength(3);
    const restored = await restoreSequence(sequence, saved);
    for (const each of [sequence, restored]) {
      each.begin({ ...run, keepTokens: true });
      await each.prefill(Uint32Array.from(said(2, 40)));
    }
    const kv = ({ state, tokens }: Sequence) => state.readKv(tokens.length);
    expect(await kv(restored)).toEqual(await kv(sequence));
    restored.destroy();
    destroy();
  });

  test('has skipped experts in the routing of dense layers', async () => {
    const engine = await start();
    const experts: number[] = [];
    const run = engine.generate(said(1, 30), {
      sampling: resolveSampling({ temperature: 0 }),
      maxTokens: 3,
      stopIds: [],
      onRouting: (routing) => experts.push(...routing.experts),
    });
    while (!(await run.next()).done);
    const k = config.numExpertsPerTok;
    expect(experts).toHaveLength(3 * 3 * k);
    for (const [i, expert] of experts.entries()) {
      if (Math.floor(i / k) % 3 === 1) expect(expert).toBe(65_535);
      else expect(expert).toBeLessThan(config.numLocalExperts);
    }
  });
});
