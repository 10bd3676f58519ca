// npm run golden -- DIR… [--quant f32|f16|q8|q4] [--kv f32|f16] [--chunk TOKENS] [--tolerance LOGITS]
//
// Converts every golden fixture under the given folders, runs it in headless Chromium through the engine's own parts
// and prints how far its answers are from the recorded ones. With f32 weights, and keys and values in f32, a deviation
// fails; otherwise it is only reported. A fixture is a folder with config.json, weights and golden.safetensors.

import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { chromiumArgs, requireChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quant: { type: 'string', default: 'f32' },
    kv: { type: 'string', default: 'f32' },
    chunk: { type: 'string', default: '512' },
    tolerance: { type: 'string', default: '2e-3' },
  },
});
if (positionals.length === 0) {
  console.error('golden: name at least one folder of fixtures, such as test/fixtures');
  process.exit(2);
}
if (values.kv !== 'f32' && values.kv !== 'f16') {
  console.error(`golden: --kv is ${values.kv}, expected f32 or f16`);
  process.exit(2);
}

const fixtures = (await Promise.all(positionals.map((folder) => findFixtures(resolve(folder))))).flat();
if (fixtures.length === 0) {
  console.error(`golden: no fixture (config.json and golden.safetensors) under ${positionals.join(', ')}`);
  process.exit(2);
}

const work = await mkdtemp(join(tmpdir(), 'pocket-m1-golden-'));
const folders = new Map();
const server = await createServer({
  root,
  logLevel: 'warn',
  server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
  plugins: [
    { name: 'golden-files', configureServer: ({ middlewares }) => void middlewares.use(serveFixture) },
  ],
});
let browser;
let failed = 0;
try {
  const { convert } = await server.ssrLoadModule('/src/cli/convert.ts');
  await server.listen();
  const { port } = server.httpServer.address();
  browser = await chromium.launch({ executablePath: requireChromium(), args: chromiumArgs });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${port}/test/golden/index.html`);
  await page.waitForFunction(() => globalThis.evaluateGolden !== undefined);

  const width = Math.max(8, ...fixtures.map((fixture) => basename(fixture).length));
  console.log(
    `${'fixture'.padEnd(width)}  logit error  KL (nats)  state error        router       greedy  faults    time  result`,
  );
  for (const [i, fixture] of fixtures.entries()) {
    const shards = join(work, String(i));
    folders.set(String(i), { fixture, shards });
    const name = basename(fixture).padEnd(width);
    try {
      await convert(fixture, shards, { quant: values.quant });
      const given = [String(i), Number(values.chunk), values.kv];
      const report = await page.evaluate(
        ([id, chunk, kv]) => globalThis.evaluateGolden(id, chunk, kv),
        given,
      );
      const exact = report.router.same === report.router.of && report.greedy.same === report.greedy.of;
      const passed = exact && report.logitError <= Number(values.tolerance);
      const judged = values.quant === 'f32' && values.kv === 'f32';
      if (judged && !passed) failed += 1;
      console.log(
        [
          name,
          report.logitError.toExponential(2).padStart(11),
          report.divergence.toExponential(2).padStart(9),
          report.stateError.toExponential(2).padStart(11),
          `${report.router.same}/${report.router.of}`.padStart(12),
          `${report.greedy.same}/${report.greedy.of}`.padStart(11),
          String(report.faults).padStart(6),
          `${(report.milliseconds / 1000).toFixed(1)} s`.padStart(6),
          judged ? (passed ? 'pass' : 'FAIL') : 'reported',
        ].join('  '),
      );
    } catch (error) {
      failed += 1;
      console.log(`${name}  ${error.message.split('\n')[0]}  FAIL`);
    }
    await rm(shards, { recursive: true, force: true });
  }
  console.log(
    `adapter: ${await page.evaluate(() => globalThis.adapterName())}, weights ${values.quant}, keys and values ${values.kv}`,
  );
} finally {
  await browser?.close();
  await server.close();
  await rm(work, { recursive: true, force: true });
}
if (failed > 0) console.error(`golden: ${failed} of ${fixtures.length} fixtures failed`);
process.exit(failed > 0 ? 1 : 0);

async function findFixtures(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  if (['config.json', 'golden.safetensors'].every((name) => entries.some((entry) => entry.name === name))) {
    return [folder];
  }
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => findFixtures(join(folder, entry.name)));
  return (await Promise.all(below)).flat();
}

// /golden-files/<id>/golden.safetensors and /golden-files/<id>/shards/<file>
function serveFixture(request, response, next) {
  const match = /^\/golden-files\/(\d+)\/(golden\.safetensors|shards\/([\w./-]+))$/.exec(request.url ?? '');
  const folder = match && folders.get(match[1]);
  if (!folder) return next();
  const file = match[3] ? join(folder.shards, match[3]) : join(folder.fixture, match[2]);
  if (!existsSync(file)) {
    response.statusCode = 404;
    return response.end();
  }
  response.setHeader(
    'Content-Type',
    file.endsWith('.json') ? 'application/json' : 'application/octet-stream',
  );
  createReadStream(file).pipe(response);
}
