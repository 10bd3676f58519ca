// npm run golden -- DIR… [--in chromium|dawn|deno|firefox] [--adapter swiftshader|lavapipe|default] [--kernels cpu|gpu]
//                        [--quant f32|f16|q8|q4] [--kv f32|f16] [--chunk TOKENS] [--tolerance LOGITS] [--timeout SECONDS]
//
// Converts every golden fixture under the given folders, runs it through the engine in one implementation of WebGPU, and
// prints the differences from the recorded answers. With f32 weights, keys and values, a difference beyond the tolerance
// fails; otherwise it is only reported. A fixture is a folder with config.json, weights and golden.safetensors.
//
// Without --adapter, Chromium, Deno and Firefox run on SwiftShader, Dawn (in Node) on Mesa's lavapipe, or on the other
// of the two if only that is installed; "default" is the machine's own adapter. --kernels chooses the kernels for CPUs
// or for GPUs, independent of the adapter. A fixture that takes longer than --timeout (900) fails.
//
// Exit code: 0 when all fixtures passed, 1 when one failed, 2 when the call was invalid and nothing ran.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readCommandLine } from './engines/command-line.mjs';
import { openEngine } from './engines/index.mjs';
import { startSite } from './engines/site.mjs';
import { findFixtures } from './golden-fixtures.mjs';

const options = readCommandLine('golden', {
  kernels: { of: ['cpu', 'gpu'] },
  quant: { default: 'f32', of: ['f32', 'f16', 'q8', 'q4'] },
  kv: { default: 'f32', of: ['f32', 'f16'] },
  chunk: { default: '512', wholeAbove: 0 },
  tolerance: { default: '2e-3', above: 0 },
  timeout: { default: '900', above: 0 },
});
const site = await startSite();
const work = await mkdtemp(join(tmpdir(), 'pocket-m1-golden-'));
/** The engine, until something fails in it. */
let engine;
let failed = 0;
let fixtures = [];
try {
  fixtures = await findFixtures(options.folders, site.load);
  await openNow();
  const width = Math.max(8, ...fixtures.map((fixture) => basename(fixture).length));
  console.log(
    `${'fixture'.padEnd(width)}  logit error  KL (nats)  state error        router       greedy  restored  faults    time  result`,
  );
  let { adapterName } = engine;
  for (const [i, fixture] of fixtures.entries()) {
    const name = basename(fixture).padEnd(width);
    try {
      const report = await evaluate(fixture, `fixture-${i}`);
      ({ adapterName } = engine);
      console.log([name, ...columns(report), judge(report)].join('  '));
    } catch (error) {
      failed += 1;
      console.log(`${name}  ${error.message.split('\n')[0]}  FAIL`);
      // The next fixture gets a new engine, because the failed one may be broken.
      await engine?.close();
      engine = undefined;
    }
  }
  console.log(
    `adapter: ${adapterName}, in ${options.in}, weights ${options.quant}, keys and values ${options.kv}`,
  );
} catch (error) {
  console.error(`golden: ${error.message}`);
  process.exitCode = 2;
} finally {
  await engine?.close();
  await site.close();
  await rm(work, { recursive: true, force: true });
}
if (failed > 0) console.error(`golden: ${failed} of ${fixtures.length} fixtures failed`);
process.exit(process.exitCode ?? (failed > 0 ? 1 : 0));

async function openNow() {
  engine ??= await openEngine(options.in, { ...options, site });
}

async function evaluate(fixture, id) {
  const shards = join(work, id);
  try {
    const { convert } = await site.load('/src/cli/convert.ts');
    await convert(fixture, shards, { quant: options.quant });
    site.offer(id, fixture);
    site.offer(`${id}-shards`, shards);
    await openNow();
    const args = [id, `${id}-shards`, options.chunk, options.kv];
    return await engine.call('evaluateGolden', args, options.timeout * 1000);
  } finally {
    await rm(shards, { recursive: true, force: true });
  }
}

function judge({ router, greedy, restored, logitError }) {
  if (options.quant !== 'f32' || options.kv !== 'f32') return 'reported';
  const exact = [router, greedy, restored].every(({ same, of }) => same === of);
  if (exact && logitError <= options.tolerance) return 'pass';
  failed += 1;
  return 'FAIL';
}

function columns({ logitError, divergence, stateError, router, greedy, restored, faults, milliseconds }) {
  return [
    logitError.toExponential(2).padStart(11),
    divergence.toExponential(2).padStart(9),
    stateError.toExponential(2).padStart(11),
    `${router.same}/${router.of}`.padStart(12),
    `${greedy.same}/${greedy.of}`.padStart(11),
    `${restored.same}/${restored.of}`.padStart(8),
    String(faults).padStart(6),
    `${(milliseconds / 1000).toFixed(1)} s`.padStart(6),
  ];
}
