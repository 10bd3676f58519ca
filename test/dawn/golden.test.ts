import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { convert } from '../../src/cli/convert.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { folderSource } from '../../src/startup/folder-source.ts';
import { evaluateGolden } from '../golden/evaluate.ts';
import { fixturesFolder, goldenFixtures } from '../support/golden-fixtures.ts';

/**
 * With these, every kind of layer runs. Chromium, Deno and Firefox run all fixtures; Mesa compiles the kernels of one for half a
 * minute.
 */
const chosen = [
  'hybrid-8',
  'lightning-shared',
  'm2-60-top8',
  'granite-moe-shared-8-top3',
  'qwen3-moe-5-top2-dense',
];

const work = mkdtempSync(join(tmpdir(), 'pocket-m1-golden-'));
const gpu = await requestGpu();

afterAll(() => rm(work, { recursive: true }));

async function bytes(file: string): Promise<ArrayBuffer> {
  const content = await readFile(file);
  return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
}

describe(`golden fixtures on ${gpu.name}`, () => {
  test('are all there', () => expect(goldenFixtures).toHaveLength(12));

  // Chunks of 100 tokens end at other positions than the recorded answers' blocks of 256.
  test.each(chosen)(
    '%s: logits, routing and greedy tokens are the answers',
    { timeout: 300_000 },
    async (name) => {
      const shards = join(work, name);
      const manifest = await convert(join(fixturesFolder, name), shards, { quant: 'f32' });
      const source = folderSource(manifest, (file) => bytes(join(shards, file)));
      const golden = await bytes(join(fixturesFolder, name, 'golden.safetensors'));
      const report = await evaluateGolden(gpu, manifest, source, golden, 100, 'f32');
      expect(report.logitError).toBeLessThan(2e-3);
      expect(report.stateError).toBeLessThan(1e-4);
      expect(report.router.same).toBe(report.router.of);
      expect(report.greedy.same).toBe(report.greedy.of);
      expect(report.restored).toEqual({ same: 6, of: 6 });
      expect(report.faults).toBeGreaterThan(0);
    },
  );
});
