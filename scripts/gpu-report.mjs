// npm run gpu-report -- [prepare|restore|rehearse|measure|table] [options]: measures a machine with a real GPU that has
// nothing but a Vulkan driver. --help lists the options; bench/README.md describes the report.

import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { build } from 'vite';
import { configFile, openProjectModules, root } from './project-modules.mjs';

const work = join(root, '.gpu-report');
const aside = { root, folder: join(work, 'aside') };
/** The fixture whose answers are compared on the machine. */
const fixture = 'test/fixtures/hybrid-8';
/** Mesa's CPU driver, the default of rehearsals; VK_DRIVER_FILES overrides it. */
const lavapipe = '/usr/share/vulkan/icd.d/lvp_icd.json';

const modules = await openProjectModules();
const load = (file) => modules.load(`/bench/gpu-report/${file}.ts`);
const { foldersToMove, moveAside, requireNothingAside, restoreAside } = await load('aside');
let moved = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    if (moved) restoreAside(aside);
    process.exit(130);
  });
}
try {
  process.exitCode = await main();
} catch (error) {
  if (moved) restoreAside(aside);
  console.error(`gpu-report: ${error.message}`);
  process.exitCode = 1;
} finally {
  await modules.close();
}
process.exit();

async function main() {
  const { parsePrepareLine, prepareHelp } = await load('prepare-line');
  const args = parsePrepareLine(process.argv.slice(2));
  if (args.help) {
    console.log(prepareHelp);
    return 0;
  }
  switch (args.verb) {
    case 'prepare':
      return prepare(args);
    case 'restore':
      return restore();
    case 'rehearse':
      return rehearse(args);
    case 'measure':
      return measure(args);
    case 'table':
      return table(args.file);
  }
}

async function prepare({ wait, options }) {
  const { pack, command } = await makeReady(options);
  console.log(`
Carry this ignored path: ${pack}
Run this in the root of the copy (${command.length} characters):

${command}

It writes gpu-report.json to $OUT and prints it as Markdown.`);
  if (!wait) {
    // The folders stay aside after this process ends.
    moved = false;
    console.log('Then bring back what was moved aside: npm run gpu-report -- restore');
    return 0;
  }
  console.log('Press Enter when the copy is made, and everything moved aside comes back.');
  await new Promise((resolve) => process.stdin.once('data', resolve).once('end', resolve));
  return restore();
}

/** Packs, moves folders aside, prints the sizes, and throws if they are too large. */
async function makeReady(options) {
  const { makePack } = await load('pack');
  const { remoteCommand } = await load('remote-command');
  const { checkTravel, listTravel, travelLines } = await load('travel');
  requireNothingAside(aside);
  const pack = relative(root, await makePack({ root, work, bundle, onProgress: progress }));
  const command = remoteCommand(pack, ['--fixture', fixture, ...options]);
  moved = true;
  moveAside(aside, foldersToMove(root, fixture));
  const travel = listTravel(root, [pack]);
  console.log(travelLines(travel).join('\n'));
  checkTravel(travel);
  return { pack, command, files: [...travel.tree, ...travel.carried] };
}

function restore() {
  const restored = restoreAside(aside);
  moved = false;
  console.log(restored.length > 0 ? `Back in place: ${restored.join(', ')}` : 'Nothing was aside.');
  return 0;
}

/** Simulates the machine: a copy of the files that travel, no Node, no environment variables; only the driver is software. */
async function rehearse({ into, options }) {
  const machine = into ? resolve(into) : mkdtempSync(join(tmpdir(), 'gpu-report-machine-'));
  const copy = join(machine, 'copy');
  const out = join(machine, 'out');
  if (existsSync(copy)) throw new Error(`${copy} is there already: name a new folder with --into.`);
  const { command, files } = await makeReady(['--rehearse', ...options]);
  for (const { path } of files) cpSync(join(root, path), join(copy, path), { verbatimSymlinks: true });
  restore();
  mkdirSync(out, { recursive: true });
  const env = {
    PATH: programsWithoutNode(join(machine, 'bin')),
    HOME: process.env.HOME, // drivers cache compiled shaders there
    OUT: out,
    VK_DRIVER_FILES: process.env.VK_DRIVER_FILES ?? lavapipe,
  };
  console.log(`\nRunning the command in ${copy}\n`);
  const started = performance.now();
  const code = await finished(
    spawn('bash', ['-c', command], { cwd: copy, env, stdio: ['ignore', 'inherit', 'inherit'] }),
  );
  const bytes = statSync(join(out, 'gpu-report.json')).size;
  console.log(
    `\n${Math.round((performance.now() - started) / 1000)} s, ${bytes} bytes of JSON: ${join(out, 'gpu-report.json')}`,
  );
  return code;
}

/** A folder with this machine's programs except those of JavaScript. */
function programsWithoutNode(folder) {
  mkdirSync(folder);
  for (const from of ['/usr/bin', '/bin', '/usr/sbin', '/sbin']) {
    for (const name of existsSync(from) ? readdirSync(from) : []) {
      const taken = /^(node|nodejs|npm|npx|corepack|deno|bun)$/.test(name) || existsSync(join(folder, name));
      if (!taken) symlinkSync(join(from, name), join(folder, name));
    }
  }
  return folder;
}

async function measure({ options }) {
  const { buildReport } = await load('pack');
  const folder = join(work, 'report');
  await buildReport({ root, bundle }, folder);
  const report = [join(folder, 'gpu-report.mjs'), '--fixture', join(root, fixture), ...options];
  return finished(spawn(process.execPath, report, { stdio: 'inherit' }));
}

async function table(file) {
  const { parseReport } = await load('report');
  const { reportMarkdown } = await load('markdown');
  console.log(reportMarkdown(parseReport(readFileSync(file, 'utf8'), file)));
  return 0;
}

/** Bundles the report into one file that needs only Node, and Dawn beside it. */
function bundle(outDir) {
  return build({
    root,
    configFile,
    mode: 'gpu-report',
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      ssr: join(root, 'bench/gpu-report/main.ts'),
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'gpu-report.mjs' } },
    },
  });
}

function finished(child) {
  return new Promise((resolve, reject) =>
    child.once('error', reject).once('close', (code) => resolve(code ?? 1)),
  );
}

function progress(what) {
  console.error(what);
}
