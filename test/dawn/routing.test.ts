// The routing that an engine reports with its tokens equals that of single steps.

import { describe, expect, test } from 'vitest';
import { randomModel } from '../../bench/random-model.ts';
import { decodeSteps } from '../../src/engine/decode-loop.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { readRouting } from '../../src/engine/trace.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { type Ask, said } from '../support/conversation.ts';
import { openRecovering } from '../support/recovering.ts';
import { routed } from '../support/routed.ts';
import { smallConfig as config } from '../support/small-model.ts';
import { engineStarter } from '../support/started-engines.ts';

const gpu = await requestGpu();
const { manifest, source } = randomModel(config);
const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;

const start = engineStarter({ gpu, manifest, source });

const width = config.layers.length * config.numExpertsPerTok;

/** The same in single steps, read from the picks of each step. */
async function stepByStep(prompt: number[], tokens: number, options: Ask) {
  const { expertThreshold, ...params } = options;
  const model = await loadOntoGpu({ gpu, manifest, source, contextLength: 2048 });
  const { executor, sequence } = model;
  const sampling = resolveSampling({ temperature: 0, ...params });
  sequence.begin({ sampling, stopIds: [], limit: tokens + 1, expertThreshold });
  const rows = { ids: [] as number[], experts: [] as number[], weights: [] as number[] };
  let { status } = await sequence.prefill(Uint32Array.from(prompt), { sample: true });
  for (let read = prompt.length; ; read = 1) {
    rows.ids.push(status.ring[status.generated - 1]!);
    for (let layer = 0; layer < config.layers.length; layer++) {
      const { experts, weights } = await readRouting(gpu, executor, layer, read);
      rows.experts.push(...Uint16Array.from(experts.slice(-config.numExpertsPerTok)));
      rows.weights.push(...weights.slice(-config.numExpertsPerTok));
    }
    if (rows.ids.length === tokens) break;
    status = await decodeSteps(sequence, status.generated, 1);
  }
  model.destroy();
  return rows;
}

describe('the routing of an answer', () => {
  test.each<Ask>([{ temperature: 1.2, topK: 50, seed: 5 }, { expertThreshold: 0.4 }])(
    'is that of single steps, whatever is in flight and whatever faults: %j',
    async (ask) => {
      const prompt = said(1, 83);
      const tokens = 150;
      const expected = await stepByStep(prompt, tokens, ask);
      const skipped = expected.experts.filter((expert) => expert === 65535).length;
      if (ask.expertThreshold) expect(skipped).toBeGreaterThan(0);
      else expect(skipped).toBe(0);
      for (const budget of [{ expertBudgetBytes: undefined }, { expertBudgetBytes: 3 * pageBytes }]) {
        const engine = await start(budget);
        for (let i = 0; i < 2; i++) {
          const { traffic, faults, ...rows } = await routed(engine, prompt, {
            ...ask,
            maxTokens: tokens,
            width,
          });
          expect(rows).toEqual(expected);
          expect(faults).toHaveLength(traffic.faults);
          expect(faults).toEqual(faults.toSorted((a, b) => a - b));
          expect(faults.every((token) => token < tokens)).toBe(true);
          if (budget.expertBudgetBytes) expect(faults.some((token) => token > 0)).toBe(true);
        }
      }
    },
  );

  test('continues on a new device', async () => {
    const ask = { temperature: 1.2, topK: 50, seed: 5, width };
    const { traffic: _, faults: __, ...expected } = await routed(await start(), said(1, 83), ask);
    const { engine, loseDevice } = await openRecovering({ manifest, source });
    let batches = 0;
    const rows = await routed(engine, said(1, 83), {
      ...ask,
      onBatch: () => {
        batches += 1;
        if (batches === 3) loseDevice();
      },
    });
    expect(rows.ids).toEqual(expected.ids);
    expect(rows.experts).toEqual(expected.experts);
    // The answer so far was read instead of decoded, which sums in another order.
    rows.weights.forEach((weight, i) => {
      expect(Math.abs(weight - expected.weights[i]!)).toBeLessThan(2e-3);
    });
    engine.dispose();
  });
});
