// Answers with an expert threshold, with the whole engine.

import { describe, expect, test } from 'vitest';
import { randomModel } from '../../bench/random-model.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { restoreSequence, saveSequence } from '../../src/engine/save-sequence.ts';
import { decodeSnapshot, encodeSnapshot } from '../../src/engine/snapshot.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { type Ask, answerTo, said } from '../support/conversation.ts';
import { openRecovering } from '../support/recovering.ts';
import { smallConfig as config } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

const gpu = await requestGpu();
const { manifest, source } = randomModel(config);
const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;
const layers = config.layers.length;

const start = engineStarter({ gpu, manifest, source });

const prompt = { ids: said(1, 83), checkpoints: [] };
const seeded: Ask = { temperature: 1.2, topK: 50, seed: 5 };

describe('an expert threshold', () => {
  test('above one half keeps one of two experts, like a model that uses one', async () => {
    const topOne = randomModel({ ...config, numExpertsPerTok: 1 });
    const one = await start({ manifest: { ...manifest, config: topOne.manifest.config } });
    const two = await start();
    for (const ask of [{}, seeded]) {
      const expected = await answerTo(one, prompt, ask);
      expect((await answerTo(two, prompt, ask)).ids).not.toEqual(expected.ids);
      for (const expertThreshold of [0.51, 1]) {
        const { ids, result } = await answerTo(two, prompt, { ...ask, expertThreshold });
        expect(ids).toEqual(expected.ids);
        // All tokens except the last one are read, by every layer.
        expect(result?.experts.skipped).toBe((prompt.ids.length + 24 - 1) * layers);
      }
      expect(expected.result?.experts.skipped).toBe(0);
    }
  });

  test('fetches only the kept experts, and skips the same ones with any budget', async () => {
    const fetched = new Set<string>();
    const whole = await start({
      source: {
        ...source,
        expert: (layer, expert, signal) => {
          fetched.add(`${layer}/${expert}`);
          return source.expert(layer, expert, signal);
        },
      },
    });
    const short = { ids: said(2, 2), checkpoints: [] };
    const ask = { ...seeded, maxTokens: 3 };
    await answerTo(whole, short, { ...ask, expertThreshold: 1 });
    // At most one for each of four tokens in each layer.
    expect(fetched.size).toBeLessThanOrEqual(4 * layers);
    const few = fetched.size;
    await answerTo(whole, short, ask);
    expect(fetched.size).toBeGreaterThan(few);

    const asks = [
      { ...seeded, expertThreshold: 0.4 },
      { expertThreshold: 0.45, maxTokens: 8 },
    ];
    const prompts = [prompt, { ids: said(3, 600), checkpoints: [] }];
    const answers = async (engine: Engine) => {
      const all = [];
      for (const [i, ask] of asks.entries()) {
        const { ids, result } = await answerTo(engine, prompts[i]!, ask);
        all.push({ ids, skipped: result!.experts.skipped });
      }
      return all;
    };
    const expected = await answers(whole);
    for (const { skipped } of expected) expect(skipped).toBeGreaterThan(0);
    for (const pages of [12, 3, 2]) {
      expect(await answers(await start({ expertBudgetBytes: pages * pageBytes }))).toEqual(expected);
    }
  });

  test('continues only tokens that were read with the same threshold', async () => {
    const engine = await start();
    const fresh = await start({ prefixCacheBytes: 0 });
    const next = { ids: [...said(1, 300), ...said(2, 40)], checkpoints: [] };
    const first = { ids: said(1, 300), checkpoints: [] };
    for (const session of [{ session: {} }, {}]) {
      await answerTo(engine, first, { ...session, maxTokens: 1 });
      const other = await answerTo(engine, next, { ...seeded, ...session, expertThreshold: 0.4 });
      expect(other.cachedTokens).toBe(0);
      expect(other.ids).toEqual((await answerTo(fresh, next, { ...seeded, expertThreshold: 0.4 })).ids);
      const same = await answerTo(engine, next, { ...seeded, ...session });
      expect(same.cachedTokens).toBe(300);
      expect(same.ids).toEqual((await answerTo(fresh, next, seeded)).ids);
      const longer = { ids: [...next.ids, ...other.ids, ...said(4, 5)], checkpoints: [] };
      const again = await answerTo(engine, longer, { ...session, expertThreshold: 0.4 });
      expect(again.cachedTokens).toBe(next.ids.length + 23);
    }
  });

  test('is saved with a state, which continues only with the same threshold', async () => {
    const model = await loadOntoGpu({ gpu, manifest, source, contextLength: 1024 });
    const run = { sampling: resolveSampling({ temperature: 0 }), stopIds: [], limit: 1 };
    model.sequence.begin({ ...run, expertThreshold: 0.4 });
    await model.sequence.prefill(new Uint32Array(said(1, 83)));
    const snapshot = decodeSnapshot(encodeSnapshot((await saveSequence(model.sequence))!))!;
    expect(snapshot.expertThreshold).toBe(0.4);
    const restored = await restoreSequence(model.sequence, snapshot);
    expect(restored.expertThreshold).toBe(0.4);
    expect(() => restored.begin({ ...run, keepTokens: true })).toThrow('another expert threshold');
    restored.begin({ ...run, keepTokens: true, expertThreshold: 0.4 });
    // Snapshots of earlier releases have none.
    const { expertThreshold: _, ...older } = snapshot;
    expect(decodeSnapshot(encodeSnapshot(older as typeof snapshot))!.expertThreshold).toBe(0);
    restored.destroy();
    model.destroy();
  });

  test('applies on a new device, and experts skipped on the lost one still count', async () => {
    const ask = { ...seeded, expertThreshold: 0.45 };
    const expected = await answerTo(await start(), prompt, ask);
    const { engine, loseDevice } = await openRecovering({ manifest, source });
    let lost = false;
    const run = await answerTo(
      {
        async *generate(given, options) {
          const inner = engine.generate(given, options);
          for (;;) {
            const next = await inner.next();
            if (next.done) return next.value;
            if (!lost) loseDevice();
            lost = true;
            yield next.value;
          }
        },
      },
      prompt,
      ask,
    );
    expect(run.ids).toEqual(expected.ids);
    expect(run.result!.experts.skipped).toBeGreaterThanOrEqual(expected.result!.experts.skipped);
    engine.dispose();
  });
});
