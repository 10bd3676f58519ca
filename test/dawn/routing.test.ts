// The routing that an engine reports with its tokens: that of the golden fixtures, and that of single steps.

import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { randomModel } from '../../bench/random-model.ts';
import { convert } from '../../src/cli/convert.ts';
import type { Routing } from '../../src/contract/generate.ts';
import { decodeSteps } from '../../src/engine/decode-loop.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { readRouting } from '../../src/engine/trace.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { parseSafetensors } from '../../src/shards/safetensors.ts';
import { createEngine, type EngineOptions } from '../../src/startup/create-engine.ts';
import { folderSource } from '../../src/startup/folder-source.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { type Ask, said } from '../support/conversation.ts';
import { openRecovering } from '../support/recovering.ts';
import { smallConfig as config } from '../support/small-model.ts';

const gpu = await requestGpu();
const { manifest, source } = randomModel(config);
const pageBytes = modelLayout(config, manifest.quantization).expertPage.bytes;
const fixtures = new URL('../fixtures/', import.meta.url).pathname;
const work = mkdtempSync(join(tmpdir(), 'pocket-m1-routing-'));
const engines: Engine[] = [];

async function start(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await createEngine({ gpu, manifest, source, ...options });
  engines.push(engine);
  return engine;
}

afterAll(async () => {
  for (const engine of engines) engine.dispose();
  await rm(work, { recursive: true });
});

async function bytes(file: string): Promise<ArrayBuffer> {
  const content = await readFile(file);
  return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
}

/** Answers with the routing of all tokens. Each batch must have as many rows as tokens. */
async function routed(
  engine: Pick<Engine, 'generate'>,
  prompt: number[],
  { width, onBatch, ...ask }: Ask & { width: number },
) {
  const { maxTokens = 40, expertThreshold, ...params } = ask;
  const experts: number[] = [];
  const weights: number[] = [];
  let batch: Routing | undefined;
  const run = engine.generate(prompt, {
    sampling: resolveSampling({ temperature: 0, ...params }),
    maxTokens,
    stopIds: [],
    expertThreshold,
    onRouting: (routing) => {
      batch = routing;
    },
  });
  const ids: number[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done) return { ids, experts, weights, traffic: next.value.experts };
    expect(batch!.experts).toHaveLength(next.value.length * width);
    expect(batch!.weights).toHaveLength(next.value.length * width);
    ids.push(...next.value);
    experts.push(...batch!.experts);
    weights.push(...batch!.weights);
    onBatch?.(next.value);
  }
}

const width = config.layers.length * config.numExpertsPerTok;

/** The same, a step at a time, read from the picks of each step. */
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
  test.each(['hybrid-8', 'prenorm-experts-32', 'lightning-shared', 'hybrid-16-heads-6'])(
    'has the recorded experts of %s, with all experts and with a few',
    { timeout: 300_000 },
    async (name) => {
      const manifest = await convert(join(fixtures, name), join(work, name), { quant: 'f32' });
      const source = folderSource(manifest, (file) => bytes(join(work, name, file)));
      const file = await bytes(join(fixtures, name, 'golden.safetensors'));
      const { dataOffset, tensors } = parseSafetensors(file, { file: 'golden.safetensors' });
      const integers = (tensor: string): number[] => {
        const { begin, end } = tensors.get(tensor)!;
        return [...new Int32Array(file.slice(dataOffset + begin, dataOffset + end))];
      };
      const length = Number(
        /^n(\d+)\./.exec([...tensors.keys()].find((key) => key.endsWith('input_ids'))!)![1],
      );
      const [prompt, greedy] = [integers(`n${length}.input_ids`), integers(`n${length}.greedy_ids`)];
      const { layers, numExpertsPerTok: k } = manifest.config;
      const [read, decoded] = [integers(`n${length}.router_ids`), integers(`n${length}.greedy_router_ids`)];
      const steps = greedy.length - 1;
      // The first token comes from reading the prompt's last token, each other one from reading the one before it.
      const expected = greedy.flatMap((_, i) =>
        layers.flatMap((_, l) =>
          i === 0
            ? read.slice((l * length + length - 1) * k, (l * length + length) * k)
            : decoded.slice((l * steps + i - 1) * k, (l * steps + i) * k),
        ),
      );
      const page = modelLayout(manifest.config, manifest.quantization).expertPage.bytes;
      const least = k + (manifest.config.sharedExpert ? layers.length : 0);
      for (const budget of [{}, { expertBudgetBytes: (least + 1) * page }]) {
        const engine = await start({ manifest, source, kvCache: 'f32', ...budget });
        const ask = { maxTokens: greedy.length, width: layers.length * k };
        const { ids, experts, traffic } = await routed(engine, prompt, ask);
        expect(ids).toEqual(greedy);
        expect(experts).toEqual(expected);
        expect(traffic.faults).toBeGreaterThan(0);
      }
    },
  );

  test.each<Ask>([{ temperature: 1.2, topK: 50, seed: 5 }, { expertThreshold: 0.4 }])(
    'is that of single steps, whatever is in flight and whatever faults: %j',
    async (ask) => {
      const prompt = said(1, 83);
      const tokens = 150;
      const expected = await stepByStep(prompt, tokens, ask);
      const skipped = expected.experts.filter((expert) => expert === 65535).length;
      if (ask.expertThreshold) expect(skipped).toBeGreaterThan(0);
      else expect(skipped).toBe(0);
      for (const budget of [{}, { expertBudgetBytes: 3 * pageBytes }]) {
        const engine = await start(budget);
        for (let i = 0; i < 2; i++) {
          const { traffic: _, ...rows } = await routed(engine, prompt, { ...ask, maxTokens: tokens, width });
          expect(rows).toEqual(expected);
        }
      }
    },
  );

  test('goes on where it was on a new device', async () => {
    const ask = { temperature: 1.2, topK: 50, seed: 5, width };
    const { traffic: _, ...expected } = await routed(await start(), said(1, 83), ask);
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
