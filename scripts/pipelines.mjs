// npm run pipelines -- [--in chromium|dawn|deno|firefox] [--adapter swiftshader|lavapipe|default] [--timeout SECONDS]
//
// Creates a pipeline of every kernel module that any configuration of the library uses: model shapes, weight formats, formats
// of keys and values, kinds of adapters and their features, and ways to split a product. Prints one line per kernel; modules
// that need a feature which the adapter lacks are counted, not compiled. The default is Deno, whose compiler is naga, on
// lavapipe, which has f16. A kernel that takes longer than --timeout (120) fails.
//
// Exit code: 0 when all compile without a message, 1 when one does not, 2 when the call was invalid.

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adaptersOf, drivers } from './engines/adapters.mjs';
import { readCommandLine } from './engines/command-line.mjs';
import { openEngine } from './engines/index.mjs';
import { startSite } from './engines/site.mjs';

const options = readCommandLine(
  'pipelines',
  { timeout: { default: '120', above: 0 } },
  { folders: false, engine: 'deno' },
);
const withF16 = existsSync(drivers.lavapipe) && adaptersOf[options.in].includes('lavapipe');
const adapter = options.adapter ?? (withF16 ? 'lavapipe' : undefined);
const site = await startSite();
const work = await mkdtemp(join(tmpdir(), 'pocket-m1-pipelines-'));
let engine;
let exitCode = 0;
const total = { compiled: 0, failed: 0, withoutF16: 0, withoutSubgroups: 0 };
try {
  const { everyModel, kernelModules } = await site.load('/test/support/kernel-modules.ts');
  site.offer('modules', work);
  const modules = await kernelModules(await everyModel());
  const { adapterName } = await openNow();
  for (const label of new Set(modules.map((module) => module.label))) {
    await compileKernel(
      label,
      modules.filter((module) => module.label === label),
    );
  }
  const { compiled, failed, withoutF16, withoutSubgroups } = total;
  console.log(`${compiled} compiled, ${failed} failed`);
  console.log(`not tried, because the adapter lacks them: ${withoutSubgroups} subgroups, ${withoutF16} f16`);
  console.log(`adapter: ${adapterName}, in ${options.in}`);
  exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  console.error(`pipelines: ${error.message}`);
  exitCode = 2;
} finally {
  await engine?.close();
  await site.close();
  await rm(work, { recursive: true, force: true });
}
process.exit(exitCode);

async function openNow() {
  engine ??= await openEngine(options.in, { site, adapter });
  return engine;
}

async function compileKernel(label, modules) {
  const file = `${label}.json`;
  await writeFile(join(work, file), JSON.stringify(modules));
  const started = performance.now();
  let said;
  try {
    await openNow();
    const report = await engine.call('compile', [`modules/${file}`], options.timeout * 1000);
    const { compiled, failures, withoutF16, withoutSubgroups } = report;
    total.compiled += compiled;
    total.failed += failures.length;
    total.withoutF16 += withoutF16;
    total.withoutSubgroups += withoutSubgroups;
    said = `${compiled} of ${compiled + failures.length}`;
    if (failures.length > 0) said += `  FAIL  ${failures[0]}`;
  } catch (error) {
    total.failed += modules.length;
    said = `FAIL  ${error.message}`;
    await engine?.close();
    engine = undefined;
  }
  console.log(`${label.padEnd(22)} ${seconds(started).padStart(6)}  ${said}`);
}

function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
