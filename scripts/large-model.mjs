// npm run large-model -- SHAPE [--budget MB] [--tokens N] [--folder DIR] [--keep]
//
// Runs random weights of a released model's exact shape (granite-1b-shape, olmoe-7b-shape) through every step of a user's
// model, in Dawn: writes a checkpoint, converts it, loads the shards with the experts under a budget of GPU memory, and decodes
// tokens. Prints time, memory and bytes of each step, and removes all files, also when it is interrupted. With --keep it
// leaves complete files, the checkpoint or the shards, and the next run continues from them. Needs disk space for the
// checkpoint in bf16 and the shards.

import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openProjectModules } from './project-modules.mjs';

const { load, close } = await openProjectModules();
let work;
/** Whether the files are kept. */
let keep = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    if (work && !keep) rmSync(work, { recursive: true, force: true });
    process.exit(130);
  });
}
try {
  await main();
} catch (error) {
  console.error(`large-model: ${error.message}`);
  process.exitCode = 1;
} finally {
  if (work && !keep) await rm(work, { recursive: true, force: true });
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
      keep: { type: 'boolean', default: false },
    },
  });
  const { releasedShapes } = await load('/bench/released-shapes.ts');
  const [shape] = positionals;
  const hf = releasedShapes[shape];
  if (!hf) throw new Error(`name a shape: ${Object.keys(releasedShapes).join(', ')}.`);
  const budgetBytes = Number(values.budget) * 1e6;
  const tokens = Number(values.tokens);
  keep = values.keep;
  work = keep
    ? join(values.folder, `pocket-m1-${shape}`)
    : await mkdtemp(join(values.folder, 'pocket-m1-large-'));
  const shards = join(work, 'shards');
  await mkdir(work, { recursive: true });
  if (!existsSync(join(shards, 'manifest.json'))) await makeShards(hf, shards);

  const { readManifest } = await load('/src/cli/inspect.ts');
  const { folderFiles } = await load('/src/shards/manifest.ts');
  const manifest = await readManifest(shards);
  const files = folderFiles(manifest);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  say(`${gigabytes(bytes)} in ${files.length} files (q4, embedding and head q8)`);
  await generate(manifest, shards, budgetBytes, tokens);
}

async function makeShards(hf, shards) {
  const checkpoint = join(work, 'checkpoint');
  // Left by an interrupted run.
  for (const name of await readdir(work)) {
    if (name !== 'checkpoint') await rm(join(work, name), { recursive: true });
  }
  if (!existsSync(join(checkpoint, 'model.safetensors.index.json'))) {
    const { writeRandomCheckpoint } = await load('/bench/random-checkpoint.ts');
    const bytes = await step('checkpoint', () => writeRandomCheckpoint(checkpoint, hf));
    say(`${gigabytes(bytes)} in bf16`);
  }
  const { convert } = await load('/src/cli/convert.ts');
  await step('convert', () => convert(checkpoint, shards));
  await rm(checkpoint, { recursive: true });
}

async function generate(manifest, shards, budgetBytes, tokens) {
  const { openNodeGpu } = await load('/src/cli/node-gpu.ts');
  const { folderSource } = await load('/src/startup/folder-source.ts');
  const { readBytes, readPackedShard } = await load('/src/cli/file-bytes.ts');
  const { createEngine } = await load('/src/startup/create-engine.ts');
  const { resolveSampling } = await load('/src/engine/sampling.ts');
  const gpu = await openNodeGpu();
  const source = folderSource(
    manifest,
    (file) => readBytes(join(shards, file)),
    (shard) => readPackedShard(shards, shard),
  );
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
