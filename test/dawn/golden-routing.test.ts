// The routing that an engine reports with its tokens equals the golden fixtures'.

import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { convert } from '../../src/cli/convert.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { modelLayout } from '../../src/model/layout.ts';
import { parseSafetensors } from '../../src/shards/safetensors.ts';
import { createEngine } from '../../src/startup/create-engine.ts';
import { folderSource } from '../../src/startup/folder-source.ts';
import { routed } from '../support/routed.ts';

const gpu = await requestGpu();
const fixtures = new URL('../fixtures/', import.meta.url).pathname;
const work = mkdtempSync(join(tmpdir(), 'pocket-m1-routing-'));

afterAll(() => rm(work, { recursive: true }));

async function bytes(file: string): Promise<ArrayBuffer> {
  const content = await readFile(file);
  return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
}

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
    // The first token is computed by reading the prompt's last token, each other one by reading the one before it.
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
      const engine = await createEngine({ gpu, manifest, source, kvCache: 'f32', ...budget });
      const ask = { maxTokens: greedy.length, width: layers.length * k };
      const { ids, experts, traffic } = await routed(engine, prompt, ask);
      expect(ids).toEqual(greedy);
      expect(experts).toEqual(expected);
      expect(traffic.faults).toBeGreaterThan(0);
      engine.dispose();
    }
  },
);
