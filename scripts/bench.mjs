// npm run bench -- [options]: measures, checks its results, prints one table and writes JSON. --help lists the options;
// bench/README.md explains what is measured and what the JSON means.

import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { openSite } from './bench-site.mjs';
import { chromiumArgs, requireChromium } from './chromium.mjs';
import { openProjectModules, root } from './project-modules.mjs';

const bundled = join(root, 'demo/public/models/m1-nano');

const modules = await openProjectModules();
const work = await mkdtemp(join(tmpdir(), 'pocket-m1-bench-'));
try {
  process.exitCode = await main();
} catch (error) {
  progress('');
  console.error(`bench: ${sentence(error)}`);
  process.exitCode = 1;
} finally {
  await modules.close();
  await rm(work, { recursive: true, force: true });
}
process.exit();

async function main() {
  const { help, parseCommandLine } = await modules.load('/bench/command-line.ts');
  const args = parseCommandLine(process.argv.slice(2), bundled);
  if (args.help) {
    console.log(help);
    return 0;
  }
  const { long, runs } = args;
  const model = args.compare ? await withFiles(args.model) : args.model;
  const folder = model.folder && resolve(model.folder);
  if (folder && !existsSync(join(folder, 'manifest.json'))) {
    throw new Error(
      `--model is "${model.folder}", expected nano, m, l, xl, granite-1b-shape, olmoe-7b-shape or a folder with a manifest.json.`,
    );
  }
  if (args.compare) checkComparable(model, folder);
  if (args.firstVisit) return visitFirst(folder, args);
  if (args.paging) return comparePaging(folder, args);
  if (args.answerOptions) return compareAnswerOptions(folder, args);
  if (args.architecture) return compareArchitecture(folder, args);
  if (args.chat) return compareChat(folder, args);
  if (args.longPrompt) return readLongPrompt(folder, args);
  if (args.structured) return measureStructured(folder, args);
  if (args.against !== undefined) return compareCheckouts(folder, args);
  if (args.resume) return compareResume(folder, args);
  const options = {
    model,
    long,
    contexts: args.contexts,
    prompts: args.prompts,
    runs,
    decodeTokens: args.tokens ?? null,
    stepsPerSubmit: args.steps,
  };
  const before = loadavg()[0];
  const started = performance.now();
  const measured = args.node ? await inNode(options, folder) : await inChromium(options, folder, args.starts);
  const { runtime, result, starts } = measured;
  const cores = cpus();
  const load = [before, loadavg()[0]];
  const seconds = Math.round((performance.now() - started) / 1000);
  const host = { runtime, cpu: cores[0]?.model ?? 'unknown CPU', cores: cores.length, load, seconds };
  progress('');
  const { resultLines } = await modules.load('/bench/table.ts');
  console.log(resultLines(host, result, starts).join('\n'));

  const given = { ...options, ...(folder && { model: { folder: relative(process.cwd(), folder) } }) };
  const file = { schema: 1, date: new Date().toISOString(), host, options: given, ...result, starts };
  const write = async (peers) => {
    if (args.json) await writeFile(args.json, `${JSON.stringify({ ...file, peers }, null, 1)}\n`);
  };
  await write(null);
  if (args.compare) {
    const { lines, ...peers } = await compare(folder, result, options);
    progress('');
    console.log(`\n${lines.join('\n')}`);
    await write(peers);
  }
  return result.long?.failed ? 1 : 0;
}

/** Writes a shape that a peer supports into files; returns any other model as it is. */
async function withFiles(model) {
  if (model.size !== 'granite-1b-shape') return model;
  const { writeRandomFolder } = await import('../bench/peers/random-folder.mjs');
  const { releasedConfig } = await modules.load('/bench/released-shapes.ts');
  const folder = join(work, model.size);
  progress('writing the weights');
  await writeRandomFolder(folder, { name: model.size, config: releasedConfig(model.size) });
  return { folder };
}

/** Checks the options before anything is measured. */
function checkComparable(model, folder) {
  if (!folder) {
    throw new Error(`--compare needs a shard folder, but "${model.size}" has random weights.`);
  }
  if (!existsSync(join(root, 'bench/peers/node_modules'))) {
    throw new Error('--compare needs the other libraries: run "npm ci --prefix bench/peers" first.');
  }
}

async function inNode(options, folder) {
  const { runBench } = await modules.load('/bench/run.ts');
  const result = await runBench(await openDawn(), options, readsFrom(folder), progress);
  return { runtime: 'Dawn in Node', result, starts: null };
}

async function openDawn() {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const { requestGpu } = await modules.load('/src/gpu/device.ts');
  // Dawn ends the process when its entry object is collected.
  globalThis.dawn = create([]);
  return requestGpu({ gpu: globalThis.dawn });
}

function readsFrom(folder) {
  return async (file) => {
    const { buffer, byteOffset, byteLength } = await readFile(join(folder, file));
    return buffer.slice(byteOffset, byteOffset + byteLength);
  };
}

async function inChromium(options, folder, starts) {
  const site = await openSite({ pages: ['index.html', 'start.html'], outDir: join(work, 'pages'), folder });
  try {
    const times = folder && starts > 0 ? await timeStarts(`${site.url}/start.html`, starts) : null;
    const { runtime, result } = await withPage(`${site.url}/index.html`, (page) =>
      page.evaluate((given) => globalThis.runBench(given), options),
    );
    return { runtime, result, starts: times };
  } finally {
    await site.close();
  }
}

async function visitFirst(folder, { starts, json }) {
  if (!folder) throw new Error('--first-visit needs a shard folder, not random weights.');
  const { firstVisits } = await import('./first-visit.mjs');
  const { visitLines } = await modules.load('/bench/visit-table.ts');
  const visits = await firstVisits({ folder, work, runs: starts, progress });
  progress('');
  console.log(visitLines(visits).join('\n'));
  if (json) {
    const file = { schema: 1, date: new Date().toISOString(), firstVisit: visits };
    await writeFile(json, `${JSON.stringify(file, null, 1)}\n`);
  }
  return 0;
}

async function comparePaging(folder, { model, runs, tokens, steps, node, json }) {
  const { measurePaging, pagingLines } = await modules.load('/bench/paging.ts');
  const options = { model, runs, tokens: tokens ?? 256, stepsPerSubmit: steps };
  const paging = node
    ? await measurePaging(await openDawn(), options, readsFrom(folder))
    : await inPage(folder, (page) => page.evaluate((given) => globalThis.runPaging(given), options));
  await report(pagingLines(paging), json, { paging });
  return 0;
}

async function compareAnswerOptions(folder, { model, runs, tokens, node, json }) {
  const { measureAnswerOptions, answerOptionLines } = await modules.load('/bench/answer-options.ts');
  const options = { model, runs, tokens: tokens ?? 256 };
  const answerOptions = node
    ? await measureAnswerOptions(await openDawn(), options, readsFrom(folder))
    : await inPage(folder, (page) => page.evaluate((given) => globalThis.runAnswerOptions(given), options));
  await report(answerOptionLines(answerOptions), json, { answerOptions });
  return 0;
}

async function compareArchitecture(folder, { model, contexts, runs, tokens, steps, node, json }) {
  const { measureArchitecture, architectureLines } = await modules.load('/bench/architecture.ts');
  const options = { model, contexts, runs, tokens: tokens ?? 64, stepsPerSubmit: steps };
  const architecture = node
    ? await measureArchitecture(await openDawn(), options, readsFrom(folder), progress)
    : await inPage(folder, (page) => page.evaluate((given) => globalThis.runArchitecture(given), options));
  await report(architectureLines(architecture), json, { architecture });
  return 0;
}

async function compareChat(folder, { model, runs, node, json, compare: withPeer }) {
  if (!folder) throw new Error('--chat needs a shard folder, not random weights.');
  const { measureChat, chatLines, peerChatLines } = await modules.load('/bench/chat.ts');
  const options = { model, runs };
  const chat = node
    ? await measureChat(await openDawn(), options, readsFrom(folder), progress)
    : await inPage(folder, (page) => page.evaluate((given) => globalThis.runChat(given), options));
  const { prompts, ...figures } = chat;
  const { chatWithWllama } = await import('../bench/peers/chat.mjs');
  const wllama = withPeer
    ? await chatWithWllama({ modelFolder: folder, prompts, runs, onProgress: progress })
    : null;
  const lines = [...chatLines(chat), ...(wllama ? ['', ...peerChatLines(wllama)] : [])];
  await report(lines, json, { chat: figures, wllama });
  return 0;
}

async function readLongPrompt(folder, { model, longPrompt: tokens, json }) {
  const { measureLongPrompt, longPromptLines } = await modules.load('/bench/long-prompt.ts');
  const { openModel } = await modules.load('/bench/bench-model.ts');
  const { chat: words } = await openModel({ folder: bundled }, readsFrom(bundled));
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const resizable = countResizable();
  const memory = (collected) => {
    if (collected) collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers + resizable();
  };
  const figures = await measureLongPrompt(
    await openDawn(),
    { model, words, tokens },
    readsFrom(folder ?? bundled),
    memory,
    progress,
  );
  await report(longPromptLines(figures), json, { longPrompt: figures });
  return 0;
}

async function measureStructured(folder, { model, runs, json }) {
  if (!folder) throw new Error('--structured needs a shard folder, not random weights.');
  const bench = await modules.load('/bench/structured.ts');
  const schemaFolder = join(root, 'test/fixtures/schemas');
  const schemas = (await readdir(schemaFolder)).map(async (file) => ({
    name: file.replace(/\.json$/, ''),
    schema: JSON.parse(await readFile(join(schemaFolder, file), 'utf8')),
  }));
  const zipped = await readFile(join(root, 'test/fixtures/text/tokenizer.json.gz'));
  const inputs = {
    schemas: await Promise.all(schemas),
    largeTokenizer: JSON.parse(gunzipSync(zipped).toString()),
  };
  const figures = await bench.measureStructured(
    await openDawn(),
    { model, runs },
    inputs,
    readsFrom(folder),
    progress,
  );
  await report(bench.structuredLines(figures), json, { structured: figures });
  return 0;
}

async function compareCheckouts(folder, { model, against, pairs, tokens, json }) {
  const { againstLines } = await modules.load('/bench/against.ts');
  const { openModel } = await modules.load('/bench/bench-model.ts');
  const { measureAgainst } = await import('./bench-against.mjs');
  const choice = folder ? { folder } : model;
  const options = { folder: against, model: choice, pairs, tokens: tokens ?? 64 };
  const opened = await openModel(choice, readsFrom(folder));
  const figures = await measureAgainst(options, opened, modules.load, progress);
  await report(againstLines(figures), json, { against: figures });
  return 0;
}

/** Returns a function that adds up the bytes of resizable array buffers, which process.memoryUsage does not count. */
function countResizable() {
  const made = new Set();
  globalThis.ArrayBuffer = new Proxy(ArrayBuffer, {
    construct(target, args, newTarget) {
      const buffer = Reflect.construct(target, args, newTarget);
      if (buffer.resizable) made.add(new WeakRef(buffer));
      return buffer;
    },
  });
  return () => {
    let bytes = 0;
    for (const reference of made) {
      const buffer = reference.deref();
      if (buffer) bytes += buffer.byteLength;
      else made.delete(reference);
    }
    return bytes;
  };
}

async function compareResume(folder, { runs, resumeTokens, json }) {
  if (!folder) throw new Error('--resume needs a shard folder, not random weights.');
  const { resumeConversation } = await import('./resume.mjs');
  const { resumeLines } = await modules.load('/bench/resume-table.ts');
  const resume = await resumeConversation({ folder, work, tokens: resumeTokens, runs, progress });
  await report(resumeLines(resume), json, { resume });
  return 0;
}

/** The result of `measure` in the benchmark's page. */
async function inPage(folder, measure) {
  const site = await openSite({ pages: ['index.html'], outDir: join(work, 'pages'), folder });
  try {
    return (await withPage(`${site.url}/index.html`, measure)).result;
  } finally {
    await site.close();
  }
}

async function report(lines, json, figures) {
  progress('');
  console.log(lines.join('\n'));
  if (!json) return;
  const file = { schema: 1, date: new Date().toISOString(), ...figures };
  await writeFile(json, `${JSON.stringify(file, null, 1)}\n`);
}

async function withPage(url, work) {
  const { chromium } = await import('playwright');
  const browser = await chromium.launch({ executablePath: requireChromium(), args: chromiumArgs });
  try {
    const page = await browser.newPage();
    page.on('console', (message) => message.type() === 'info' && progress(message.text()));
    page.on('crash', () => console.error('bench: the page crashed'));
    await page.goto(url);
    await page.waitForFunction(() => globalThis.runBench !== undefined);
    return { runtime: `Chromium ${browser.version()}`, result: await work(page) };
  } finally {
    await browser.close();
  }
}

/** Each run has a new browser with a new profile, so that nothing is cached, and then reloads the page with everything stored. */
async function timeStarts(url, count) {
  const { chromium } = await import('playwright');
  const times = { cold: [], warm: [] };
  for (let i = 0; i < count; i++) {
    progress(`start ${i + 1} of ${count}`);
    const profile = join(work, `profile-${i}`);
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: requireChromium(),
      args: chromiumArgs,
    });
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      const start = async () => {
        await page.waitForFunction(() => globalThis.start !== undefined);
        return page.evaluate(() => globalThis.start());
      };
      await page.goto(url);
      times.cold.push(await start());
      await page.reload();
      times.warm.push(await start());
    } finally {
      await context.close();
    }
  }
  return times;
}

/** Measures the peers one after the other on this machine, always in Chromium. */
async function compare(folder, { reference, figures }, { prompts, decodeTokens, runs }) {
  const { comparePeers, formatRows } = await import('../bench/peers/compare.mjs');
  const { peerRatios, ratioLines } = await modules.load('/bench/ratios.ts');
  const { prompt, promptText: text, answer } = reference;
  const rows = await comparePeers({
    modelFolder: folder,
    prompts,
    decodeTokens: decodeTokens ?? 64,
    runs,
    reference: { prompt, text, continuation: answer.slice(0, 32) },
    onProgress: (what) => progress(`peers: ${what}`),
  });
  const ratios = peerRatios(figures, rows);
  return { rows, ratios, lines: [...formatRows(rows), ...ratioLines(ratios)] };
}

/** An error's message without the prefixes that the page and this script add. */
function sentence({ message }) {
  const lines = message.split('\n').filter((line) => !/^\s+at /.test(line));
  return lines
    .join('\n')
    .replace(/^(page\.evaluate: |\w*Error: |\w: |bench: )+/, '')
    .trim();
}

function progress(what) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`);
}
