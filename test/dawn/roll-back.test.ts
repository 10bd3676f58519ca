// Answers that are left early roll back to a state before one of their last submits.

import { describe, expect, test } from 'vitest';
import { randomModel } from '../../bench/random-model.ts';
import { decode } from '../../src/engine/decode-loop.ts';
import { maxStepsPerSubmit } from '../../src/engine/pacing.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import type { Sequence } from '../../src/engine/sequence.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { answerTo, said } from '../support/conversation.ts';
import { bytesOf } from '../support/sequence-bytes.ts';
import { smallConfig as config } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

const gpu = await requestGpu();
const { manifest, source } = randomModel(config);
const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;

const start = engineStarter({ gpu, manifest, source });

const prompt = said(1, 83);
const run = { sampling: resolveSampling({ temperature: 1.2, topK: 50, seed: 5 }), stopIds: [], limit: 500 };

describe('a sequence that rolls back', () => {
  /** Decodes until `tokens` are sampled, and then leaves the loop. */
  async function leaveAfter(sequence: Sequence, tokens: number): Promise<void> {
    await sequence.executor.prepareRollback(sequence.state);
    sequence.begin({ ...run, rollsBack: true });
    const { status } = await sequence.prefill(Uint32Array.from(prompt), { sample: true });
    for await (const { generated } of decode(sequence, status, run.limit, undefined)) {
      if (generated >= tokens) break;
    }
  }

  test.each([{}, { expertBudgetBytes: 3 * pageBytes }])(
    'has the very state that it had there: %j',
    async (budget) => {
      const options = { gpu, manifest, source, contextLength: 1024, ...budget };
      const [model, reference] = [await loadOntoGpu(options), await loadOntoGpu(options)];
      let rolledBack = 0;
      for (const [tokens, back] of [
        [1, 0],
        [3, 1],
        [30, 0],
        [30, 1],
        [120, 2],
      ] as const) {
        const { sequence } = model;
        await leaveAfter(sequence, tokens);
        const before = sequence.tokens.length;
        const position = prompt.length + tokens - 1 - back;
        const stays = sequence.intact && before <= position;
        const copy = stays ? undefined : sequence.executor.stateRing!.latest(position);
        const intact = copy !== undefined || sequence.intact;
        sequence.rollBack(position);
        const { length } = sequence.tokens;
        expect([length, sequence.intact]).toEqual([copy?.position ?? before, intact]);
        if (copy) {
          rolledBack += 1;
          expect(length).toBeLessThanOrEqual(position);
          expect(length).toBeGreaterThanOrEqual(position - 2 * maxStepsPerSubmit);
        }
        // After faults, all copies may be of later states. The next run begins anew then.
        if (!intact) continue;

        const same = reference.sequence;
        const limit = length - prompt.length + 1;
        same.begin({ ...run, limit });
        const { status } = await same.prefill(Uint32Array.from(prompt), { sample: true });
        for await (const _ of decode(same, status, limit, undefined));
        expect([...sequence.tokens]).toEqual([...same.tokens]);
        expect(await bytesOf(gpu, sequence)).toEqual(await bytesOf(gpu, same));
      }
      expect(rolledBack).toBeGreaterThan(0);
      model.destroy();
      reference.destroy();
    },
  );
});

describe('an answer that is left early', () => {
  const question = { ids: prompt, checkpoints: [80] };
  const first = { temperature: 1.2, topK: 50, seed: 5, maxTokens: 400 };

  test.each([
    ['cut', 40, 30],
    ['cut', 150, 149],
    ['aborted', 40, undefined],
  ])('is continued without reading all of it again: %s after %i tokens', async (how, cutAt, kept) => {
    for (const session of [{}, { session: {} }]) {
      const engine = await start();
      const controller = new AbortController();
      let ids: number[] = [];
      if (how === 'cut') ({ ids } = await answerTo(engine, question, { ...first, ...session, cutAt, kept }));
      else {
        const signal = controller.signal;
        const onBatch = (batch: number[]) => {
          ids.push(...batch);
          if (ids.length >= cutAt) controller.abort();
        };
        await expect(
          answerTo(engine, question, { ...first, ...session, signal, kept: 1000, onBatch }),
        ).rejects.toThrow('abort');
      }
      const answered = ids.slice(0, kept);
      const next = { ids: [...prompt, ...answered, ...said(2, 20)], checkpoints: [] };
      const { ids: given, cachedTokens } = await answerTo(engine, next, session);
      expect(cachedTokens).toBeGreaterThan(80);
      expect(cachedTokens).toBeLessThanOrEqual(prompt.length + answered.length);
      expect(cachedTokens).toBeGreaterThanOrEqual(prompt.length + answered.length - 2 * maxStepsPerSubmit);
      expect(given).toEqual((await answerTo(await start({ prefixCacheBytes: 0 }), next)).ids);
    }
  });

  test('is read again from the last checkpoint if the number of kept tokens is unknown', async () => {
    const engine = await start();
    const { ids } = await answerTo(engine, question, { ...first, cutAt: 40 });
    const next = { ids: [...prompt, ...ids.slice(0, 30), ...said(2, 20)], checkpoints: [] };
    expect((await answerTo(engine, next)).cachedTokens).toBe(80);
  });
});
