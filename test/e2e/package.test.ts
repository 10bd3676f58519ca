// The package as npm would publish it: in an application built by Vite, in a page without a bundler, and for TypeScript.

import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium as playwright } from 'playwright';
import { rolldown } from 'rolldown';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumWithoutChecks, patienceMs } from '../support/chromium.ts';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';

const page =
  '<!doctype html><html lang="en"><title></title><script type="module" src="./main.js"></script></html>';
const program = (library: string, options = '{ contextLength: 128 }') => `
import { loadModel } from '${library}';
const model = await loadModel('/models/m1-nano/', ${options});
const { text } = await model.generate('What is the capital of France?', { temperature: 0 }).result;
document.title = text;
`;

/** Outside the repository, so that only the package itself can be resolved. */
const scratch = mkdtempSync(join(tmpdir(), 'pocket-m1-package-'));
const installed = join(scratch, 'node_modules/pocket-m1');
let archive: string;
let server: DemoServer;
let browser: Browser;

function write(path: string, content: string): void {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  writeFileSync(join(scratch, path), content);
}

/** Builds the application in this folder with Vite's defaults. */
async function buildApp(folder: string): Promise<void> {
  write(`${folder}/index.html`, page);
  await build({
    root: join(scratch, folder),
    base: `/${folder}/`,
    configFile: false,
    logLevel: 'error',
    build: { target: 'es2023' },
  });
}

beforeAll(async () => {
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch]);
  archive = join(scratch, readdirSync(scratch).find((file) => file.endsWith('.tgz'))!);
  mkdirSync(installed, { recursive: true });
  // Without its dependencies, because browser code must not need them.
  execFileSync('tar', ['-xzf', archive, '--strip-components=1', '-C', installed], { cwd: scratch });

  write('app/main.js', program('pocket-m1'));
  await buildApp('app');
  write(
    'own-worker/main.js',
    program(
      'pocket-m1',
      "{ worker: new Worker(new URL('./model-worker.js', import.meta.url), { type: 'module' }) }",
    ),
  );
  write('own-worker/model-worker.js', "import 'pocket-m1/worker';");
  await buildApp('own-worker');
  write('plain/index.html', page);
  write('plain/main.js', program('/package/dist/index.js'));

  server = await startDemoServer({
    'app/': join(scratch, 'app/dist'),
    'own-worker/': join(scratch, 'own-worker/dist'),
    'plain/': join(scratch, 'plain'),
    'package/': installed,
  });
  browser = await playwright.launch(chromiumWithoutChecks);
});

afterAll(async () => {
  await Promise.all([server.close(), browser.close()]);
  rmSync(scratch, { recursive: true });
});

it.each(['app', 'own-worker', 'plain'])('the page of %s/ answers', async (folder) => {
  const opened = await browser.newPage();
  const complaints: string[] = [];
  opened.on('pageerror', (error) => complaints.push(error.message));
  await opened.goto(`${server.url}${folder}/index.html`);
  await expect
    .poll(async () => complaints[0] ?? (await opened.title()), { timeout: patienceMs })
    .toContain('Paris');
  await opened.close();
});

/** Strict settings and no others, with the module resolution `how`. */
const strictly = (how: string): object => ({
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: false,
  target: 'es2023',
  module: how === 'nodenext' ? 'nodenext' : 'esnext',
  moduleResolution: how,
  noUncheckedSideEffectImports: true,
  lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
  types: [],
});

it.each(['nodenext', 'bundler'])(
  'its types hold under strict settings and no others, resolved as %s does',
  (how) => {
    write(
      'types/main.ts',
      `import { type ChatModel, DownloadError, loadModel, type Message, type Part } from 'pocket-m1';
import { createOpenAIFetch } from 'pocket-m1/openai';
import { createLanguageModel } from 'pocket-m1/prompt-api';
import { connectModel } from 'pocket-m1/remote';
import 'pocket-m1/worker';
const history: Message[] = [{ role: 'user', content: 'Hi' }];
export async function answer(): Promise<string> {
  const model = await loadModel(new URL('https://example.org/m1/'), { onProgress: ({ fraction }) => fraction.toFixed() });
  try {
    for await (const part of model.generate(history, { maxTokens: 5 })) show(part);
    const fetched: Response = await createOpenAIFetch({ one: model })('http://m1/v1/models');
    if (!fetched.ok) return fetched.statusText;
    const spoken: string = await (await createLanguageModel(model).create()).prompt('Hi');
    if (spoken === '') return spoken;
    const remote: ChatModel = connectModel({ baseURL: 'https://example.org/v1', model: 'm' });
    if (remote.contextLength === 7) return (await remote.generate('Hi').result).text;
    return (await model.generate('Hi').result).text;
  } catch (error) {
    if (error instanceof DownloadError && error.code === 'http-status') return String(error.details.status);
    throw error;
  }
}
function show(part: Part): string {
  if (part.type === 'finish') return part.finishReason;
  if (part.type === 'tool-call') return part.name;
  return 'text' in part ? part.text : part.type;
}
// @ts-expect-error: a role that does not exist
history.push({ role: 'robot', content: 'Hi' });
`,
    );
    write('types/tsconfig.json', JSON.stringify({ compilerOptions: strictly(how), include: ['main.ts'] }));
    write('types/package.json', '{ "type": "module" }');
    const tsc = resolve('node_modules/typescript/bin/tsc');
    expect(() =>
      execFileSync('node', [tsc, '-p', join(scratch, 'types')], { encoding: 'utf8' }),
    ).not.toThrow();
  },
);

it('the code in the README and the documents type-checks', () => {
  const inDocs = readdirSync('docs').filter((file) => file.endsWith('.md'));
  const documents = ['README.md', ...inDocs.map((file) => `docs/${file}`)];
  const blocks = documents.flatMap((file) => {
    const found = readFileSync(file, 'utf8').matchAll(/^```(?:ts|js)\n(.*?)^```$/gms);
    return [...found].map(([, code], i) => [`${file.replace(/\W/g, '-')}-${i}.ts`, code!] as const);
  });
  expect(blocks.length).toBeGreaterThan(8);
  for (const [name, code] of blocks) write(`documents/${name}`, `${code}\nexport {};\n`);
  // Names that a block uses from earlier ones.
  write(
    'documents/before.d.ts',
    `declare const m1: import('pocket-m1').Model;
declare const loadModel: typeof import('pocket-m1').loadModel;
declare module 'openai' {
  interface Chunk { choices: { delta: { content?: string | null } }[] }
  export default class OpenAI {
    constructor(options: { baseURL: string; apiKey: string; fetch: typeof fetch; dangerouslyAllowBrowser: boolean });
    chat: { completions: { create(body: { model: string; messages: object[]; stream: true }): Promise<AsyncIterable<Chunk>> } };
  }
}
`,
  );
  write('documents/tsconfig.json', JSON.stringify({ compilerOptions: strictly('bundler'), include: ['.'] }));
  const tsc = resolve('node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync('node', [tsc, '-p', join(scratch, 'documents')], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

it('has the files that its documents link to, and is small', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  const documents = files.filter((file) => file.endsWith('.md') && dirname(file) !== 'dist');
  expect(documents).toContain(join('docs', 'guide.md'));
  const dead = documents.flatMap((file) =>
    [...readFileSync(join(installed, file), 'utf8').matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !/^https?:/.test(target) && !existsSync(join(installed, dirname(file), target)))
      .map((target) => `${file}: ${target}`),
  );
  expect(dead).toEqual([]);
  // No installed or built files of the folders beside them.
  expect(statSync(archive).size).toBeLessThan(2 ** 20);
});

it('its types use no type parameters that the library of TypeScript 5.2 lacks', () => {
  const folder = join(installed, 'dist');
  const files = readdirSync(folder).filter((file) => file.endsWith('.d.ts'));
  const types = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  expect(types).toContain('AsyncIterableIterator<Streamed | FinishPart<Result>>');
  expect(types.match(/\b(\w+Array|DataView)<ArrayBuffer\w*>|IterableIterator<\w+,.*>/g)).toBeNull();
});

it('can be imported and run in Node, as for server-side rendering', () => {
  const node = (...args: string[]): string =>
    execFileSync('node', args, { cwd: scratch, encoding: 'utf8' }).trim();
  const importing = `
    const before = Reflect.ownKeys(globalThis);
    const { loadModel } = await import('pocket-m1');
    await import('pocket-m1/openai');
    await import('pocket-m1/prompt-api');
    await import('pocket-m1/remote');
    console.log(typeof loadModel, Reflect.ownKeys(globalThis).length - before.length);
  `;
  expect(node('--input-type=module', '-e', importing)).toBe('function 0');
  const cli = join(installed, 'dist/cli.js');
  expect(node(cli, '--version')).toMatch(/^\d+\.\d+\.\d+$/);
  expect(node(cli, 'verify', resolve('demo/public/models/m1-nano'))).toMatch(/matches its manifest$/);
  expect(spawnSync('node', [cli, 'no-such-command']).status).toBe(2);
});

it.each([
  ['the page', "export { loadModel } from 'pocket-m1';", 16],
  ['the worker', "import 'pocket-m1/worker';", 148],
])('%s is small: minified and compressed, %s is at most %i KiB', async (_, code, maxKiB) => {
  write('size/entry.js', code);
  const bundle = await rolldown({ input: join(scratch, 'size/entry.js') });
  const { output } = await bundle.generate({ minify: true });
  const bytes = gzipSync(output[0].code, { level: 9 }).byteLength;
  // An empty bundle would measure nothing.
  expect(bytes).toBeGreaterThan(5 * 1024);
  expect(bytes).toBeLessThan(maxKiB * 1024);
});

it('has the same error class in every entry', () => {
  const classes = readdirSync(join(installed, 'dist'))
    .filter((file) => file.endsWith('.js') && file !== 'worker.js' && file !== 'cli.js')
    .filter((file) => /class PocketM1Error\b/.test(readFileSync(join(installed, 'dist', file), 'utf8')));
  expect(classes).toHaveLength(1);
});

it('passes publint', () => {
  const publint = resolve('node_modules/publint/src/cli.js');
  const said = execFileSync('node', [publint, 'run', installed, '--strict'], { encoding: 'utf8' });
  expect(said).toContain('All good!');
});
