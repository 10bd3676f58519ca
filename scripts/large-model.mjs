// npm run large-model -- SHAPE [--budget MB] [--tokens N] [--folder DIR]
//
// Takes random weights of a released model's exact shape (granite-1b-shape, olmoe-7b-shape) through everything a user's
// model goes through, in Dawn: a checkpoint is written and converted, the shards are loaded with the experts under a budget
// of GPU memory, and tokens are decoded. Prints time, memory and bytes of each step, and removes all files. Needs disk
// space for the checkpoint in bf16 and the shards.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openProjectModules } from './project-modules.mjs';

const { load, close } = await openProjectModules();
let work;
try {
  await main();
} catch (error) {
  console.error(`large-model: ${error.message}`);
  process.exitCode = 1;
} finally {
  if (work) await rm(work, { recursive: true, force: true });
  await close();
}
process.exit();

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      budget: { type: 'string', default: '512' },
      tokens: { type: 'string', default: '32' },
      folder: { type: 'string', default: tmpdir() },
    },
  });
  const { releasedShapes } = await load('/bench/released-shapes.ts');
  const hf = releasedShapes[positionals[0]];
  if (!hf) throw new Error(`name a shape: ${Object.keys(releasedShapes).join(', ')}.`);
  const budgetBytes = Number(values.budget) * 1e6;
  const tokens = Number(values.tokens);
  work = await mkdtemp(join(values.folder, 'pocket-m1-large-'));
  const checkpoint = join(work, 'checkpoint');
  const shards = join(work, 'shards');

  const { writeRandomCheckpoint } = await load('/bench/random-checkpoint.ts');
  const checkpointBytes = await step('checkpoint', () => writeRandomCheckpoint(checkpoint, hf));
  say(`${gigabytes(checkpointBytes)} in bf16`);

  const { convert } = await load('/src/cli/convert.ts');
  const manifest = await step('convert', () => convert(checkpoint, shards));
  const bytes = manifest.shards.reduce((sum, shard) => sum + shard.bytes, 0);
  say(`${gigabytes(bytes)} in ${manifest.shards.length} shards (q4, embedding and head q8)`);
  await rm(checkpoint, { recursive: true });

  await generate(manifest, shards, budgetBytes, tokens);
}

async function generate(manifest, shards, budgetBytes, tokens) {
  const { openNodeGpu } = await load('/src/cli/node-gpu.ts');
  const { folderSource } = await load('/src/startup/folder-source.ts');
  const { createEngine } = await load('/src/startup/create-engine.ts');
  const { resolveSampling } = await load('/src/engine/sampling.ts');
  const gpu = await openNodeGpu();
  const source = folderSource(manifest, async (file) => {
    const { buffer, byteOffset, byteLength } = await readFile(join(shards, file));
    return buffer.slice(byteOffset, byteOffset + byteLength);
  });
  let expertBytes = 0;
  const counting = {
    ...source,
    expert: async (...which) => {
      const content = await source.expert(...which);
      expertBytes += content.byteLength;
      return content;
    },
  };
  const options = { gpu, manifest, source: counting, contextLength: 1024, expertBudgetBytes: budgetBytes };
  const engine = await step('load', () => createEngine(options));
  say(`experts in at most ${gigabytes(budgetBytes)} of GPU memory, on ${gpu.name}`);
  const prompt = Array.from({ length: 16 }, (_, i) => (i * 7919 + 11) % manifest.config.vocabSize);
  const sampling = resolveSampling({ temperature: 1, seed: 1 });
  const { result, ids } = await step('generate', async () => {
    const run = engine.generate(prompt, { sampling, maxTokens: tokens, stopIds: [] });
    const ids = [];
    for (;;) {
      const next = await run.next();
      if (next.done) return { result: next.value, ids };
      ids.push(...next.value);
    }
  });
  const { decodeMs, prefillMs, experts } = result;
  say(
    `${ids.length} tokens, ${new Set(ids).size} different; the prompt of ${prompt.length} took ${seconds(prefillMs)}, ` +
      `a token ${seconds(decodeMs / (ids.length - 1))}; ${experts.faults} faults, ${experts.evictions} evictions, ` +
      `${gigabytes(expertBytes)} of experts read`,
  );
  engine.dispose();
  gpu.device.destroy();
}

async function step(name, action) {
  const started = performance.now();
  const result = await action();
  const rss = process.memoryUsage().rss;
  console.log(
    `${name.padEnd(10)} ${seconds(performance.now() - started).padStart(9)}, process ${gigabytes(rss)}`,
  );
  return result;
}

function say(text) {
  console.log(`           ${text}`);
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`;
}

function gigabytes(bytes) {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
