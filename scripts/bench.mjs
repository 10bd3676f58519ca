// npm run bench -- [--node] [--model nano|m|l|xl] [--contexts 0,1024,…] [--prompts 32,…] [--runs N] [--json FILE]
//
// Measures in headless Chromium, or with --node in Dawn on the machine's own Vulkan driver (VK_DRIVER_FILES picks one),
// prints one table and, with --json, writes everything. The fields are described where they are filled in: bench/*.ts.

import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { chromiumArgs, requireChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    node: { type: 'boolean', default: false },
    model: { type: 'string', default: 'nano' },
    contexts: { type: 'string', default: '0,1024,16384,65536' },
    prompts: { type: 'string', default: '32,128,512,2048' },
    runs: { type: 'string', default: '5' },
    tokens: { type: 'string', default: '64' },
    steps: { type: 'string', default: '8' },
    json: { type: 'string' },
  },
});
const list = (text) => text.split(',').filter(Boolean).map(Number);
const options = {
  size: values.model,
  contexts: list(values.contexts),
  prompts: list(values.prompts),
  runs: Number(values.runs),
  decodeTokens: Number(values.tokens),
  stepsPerSubmit: Number(values.steps),
};
if (!['nano', 'm', 'l', 'xl'].includes(options.size)) {
  console.error(`bench: --model is ${options.size}, expected nano, m, l or xl`);
  process.exit(2);
}

const server = await createServer({
  root,
  logLevel: 'warn',
  server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
});
const progress = (what) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${what}`);
try {
  const result = values.node ? await inNode() : await inChromium();
  progress('');
  print(result);
  if (values.json) await writeFile(values.json, `${JSON.stringify(result, null, 1)}\n`);
} finally {
  await server.close();
}
process.exit(0);

async function inNode() {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const { requestGpu } = await server.ssrLoadModule('/src/gpu/device.ts');
  const { runBench } = await server.ssrLoadModule('/bench/run.ts');
  // Dawn dies with its entry object: it must stay reachable.
  globalThis.dawn = create([]);
  const gpu = await requestGpu({ gpu: globalThis.dawn });
  return { host: 'Dawn in Node', cpu: cpus()[0]?.model, ...(await runBench(gpu, options, progress)) };
}

async function inChromium() {
  const { chromium } = await import('playwright');
  await server.listen();
  const browser = await chromium.launch({ executablePath: requireChromium(), args: chromiumArgs });
  try {
    const page = await browser.newPage();
    page.on('console', (message) => progress(message.text()));
    await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/bench/index.html`);
    await page.waitForFunction(() => globalThis.runBench !== undefined);
    const result = await page.evaluate((given) => globalThis.runBench(given), options);
    return { host: `Chromium ${browser.version()}`, cpu: cpus()[0]?.model, ...result };
  } finally {
    await browser.close();
  }
}

function print({ host, cpu, adapter, figures, size, model }) {
  const range = ({ median, min, max }, digits = 1) =>
    `${median.toFixed(digits)} [${min.toFixed(digits)}-${max.toFixed(digits)}]`;
  const row = (label, value) => console.log(`${label.padEnd(34)} ${value}`);
  row('host', `${host}, ${cpus().length} × ${cpu}`);
  row('adapter', `${adapter.name} (${adapter.features.join(', ') || 'no optional features'})`);
  row('empty dispatch, µs', range(figures.emptyDispatchUs, 2));
  row('submit and read back, µs', range(figures.roundTripUs, 0));
  row('copy, GB/s', range(figures.copyGBs));
  row('read, GB/s', range(figures.readGBs));
  row('fma in registers, GFLOP/s', range(figures.fmaGflops));
  row('model', `${size}, random weights`);
  row('load, ms', model.loadMs.toFixed(0));
  row('first token of 15, ms', range(model.timeToFirstTokenMs));
  for (const { tokens, tokensPerSecond } of model.prefill)
    row(`prefill ${tokens}, tokens/s`, range(tokensPerSecond, 0));
  for (const { context, tokensPerSecond } of model.decode)
    row(`decode at ${context}, tokens/s`, range(tokensPerSecond));
  row('GPU buffers, MB', (model.gpuBytes / 1e6).toFixed(1));
  row('buffers kept by 99 generations', model.buffersKept);
  row('dispatches a token', model.dispatchesPerToken);
  const { submits, writeBuffers, buffers, bindGroups, pipelines } = model.perToken;
  row('submits a token', submits.toFixed(3));
  row(
    'created or written a token',
    `${writeBuffers + buffers + bindGroups + pipelines} (writeBuffer ${writeBuffers}, buffers ${buffers}, bind groups ${bindGroups}, pipelines ${pipelines})`,
  );
  row('CPU a token, ms', range(model.cpuMsPerToken, 3));
  const total = model.kernels.reduce((sum, { perToken, us }) => sum + perToken * us.median, 0);
  for (const { kernel, perToken, us } of model.kernels) {
    row(
      `  ${kernel} × ${perToken}, µs`,
      `${range(us)}  ${((100 * perToken * us.median) / total).toFixed(0)} % of the step`,
    );
  }
}
