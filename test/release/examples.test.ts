// The examples, type-checked and run in a real Chromium, with the package as published on npm and the bundled model.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, type Page, chromium as playwright } from 'playwright';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { adapterEnvironment, preferredAdapter } from '../../scripts/engines/adapters.mjs';
import { chromiumWithoutChecks, chromiumWithoutGpu } from '../support/chromium.ts';
import { folder as modelFolder, type ServerProcess, startServer } from '../support/serve-process.ts';

const root = resolve('examples');
const configFile = join(root, 'vite.config.ts');
const folders = readdirSync(root).filter((name) => /^\d\d-/.test(name));
const pages = folders.filter((name) => name !== '09-chrome-extension');
const scratch = mkdtempSync(join(tmpdir(), 'pocket-m1-examples-'));
const site = join(scratch, 'site');
const extension = join(scratch, 'extension');
/** The packed package, installed in place of the link to the repository. */
const alias = { 'pocket-m1': resolve('test/release/node_modules/pocket-m1') };

/** Less than a test's time limit. */
const patienceMs = 100_000;

let remote: ServerProcess;
let server: PreviewServer;
let context: BrowserContext;

beforeAll(async () => {
  await build({
    root,
    configFile,
    logLevel: 'error',
    resolve: { alias },
    build: {
      outDir: site,
      rolldownOptions: { input: pages.map((name) => join(root, name, 'index.html')) },
    },
  });
  remote = await startServer(adapterEnvironment(preferredAdapter('dawn')));
  // Read by vite.config.ts.
  process.env.SERVER = new URL(remote.url).origin;
  server = await preview({
    root,
    configFile,
    logLevel: 'error',
    build: { outDir: site },
    preview: { port: 0 },
  });
  // One context, so that the model is downloaded once.
  context = await (await playwright.launch(chromiumWithoutChecks)).newContext();
});

afterAll(async () => {
  await Promise.all([context?.browser()?.close(), server?.close(), remote?.stop()]);
  rmSync(scratch, { recursive: true });
});

async function open(name: string, where = context): Promise<Page> {
  const page = await where.newPage();
  onTestFinished(() => page.close());
  page.on('pageerror', ({ message }) => complaints.set(page, message));
  await page.goto(`${server.resolvedUrls!.local[0]}${name}/`);
  return page;
}

/** The first error of each page. */
const complaints = new WeakMap<Page, string>();

/** Waits until the form can be filled in. */
async function ask(page: Page, question: string): Promise<void> {
  await page.fill('input', question, { timeout: patienceMs });
  await page.click('[type=submit]');
}

async function waitFor(page: Page, selector: string, text: RegExp): Promise<void> {
  const shown = async () => complaints.get(page) ?? (await page.textContent(selector));
  await expect.poll(shown, { timeout: patienceMs }).toMatch(text);
}

it('are all tested', () => {
  expect(folders.map((name) => name.slice(0, 2))).toEqual(Array.from({ length: 9 }, (_, i) => `0${i + 1}`));
  const list = readFileSync(join(root, 'README.md'), 'utf8');
  expect(folders.filter((name) => !list.includes(`| [${name}](${name}/main.ts`))).toEqual([]);
  const links = readFileSync(join(root, 'index.html'), 'utf8');
  expect(pages.filter((name) => !links.includes(`href="/${name}/"`))).toEqual([]);
});

it('type-check', () => {
  expect(() => execFileSync('npx', ['tsc', '-p', root], { encoding: 'utf8' })).not.toThrow();
});

it.each([
  ['01-hello', /42/],
  ['04-json', /^Number 2: Paris$/],
  ['06-openai', /42/],
])('%s answers', async (name, answer) => {
  await waitFor(await open(name), 'output', answer);
});

it('02-chat streams, stops and continues', async () => {
  const page = await open('02-chat');
  await ask(page, 'Tell me a long story about a fox.');
  await waitFor(page, 'li:nth-child(2)', /\w/);
  await page.click('text=Stop');
  await waitFor(page, 'li:nth-child(2)', /\w.* \(stopped\)$/);
  await ask(page, 'What is 17 + 25?');
  await page.waitForSelector('fieldset:enabled', { timeout: patienceMs });
  expect(await page.textContent('li:nth-child(4)')).toMatch(/^(?!.*(stopped|Error)).*\w/);
});

it('03-tools switches a light', async () => {
  const page = await open('03-tools');
  await ask(page, 'Turn the light in the bedroom on.');
  await waitFor(page, 'pre', /^kitchen: on\nbedroom: on$/);
  const lines = await page.locator('li').allTextContents();
  expect(lines.slice(0, 2)).toEqual(['set_light({"room":"bedroom","on":true})', 'set_light: ok']);
});

it('05-sessions survives a reload, and rewinds', async () => {
  const page = await open('05-sessions');
  await ask(page, 'What is the capital of France?');
  await waitFor(page, 'ol', /Paris/);
  await page.reload();
  await waitFor(page, 'ol', /^user: What is the capital of France\?assistant: .*Paris/);
  await ask(page, 'And of Italy?');
  await waitFor(page, 'output', /^[1-9]\d* of \d+ tokens/);
  expect(await page.locator('li').count()).toBe(4);
  await page.click('text=Undo');
  await expect.poll(() => page.locator('li').count()).toBe(2);
});

it('07-ai-sdk-react answers', async () => {
  const page = await open('07-ai-sdk-react');
  await ask(page, 'What is 17 + 25?');
  await waitFor(page, 'p:nth-of-type(2)', /^assistant: .*42/);
});

it('08-remote-fallback asks the server if there is no WebGPU', async () => {
  await waitFor(await open('08-remote-fallback'), 'output', /42.*\(computed here\)/);
  const browser = await playwright.launch(chromiumWithoutGpu);
  onTestFinished(() => browser.close());
  const page = await open('08-remote-fallback', await browser.newContext());
  await waitFor(page, 'output', /42.*\(from the server\)/);
});

it('09-chrome-extension answers in the page of its side panel', async () => {
  await build({
    root: join(root, '09-chrome-extension'),
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    build: { outDir: extension },
  });
  const model = join(extension, 'models/m1-nano');
  rmSync(model, { recursive: true, force: true });
  execFileSync('node', ['dist/cli.js', 'add-model', modelFolder, model]);
  const loaded = await playwright.launchPersistentContext(join(scratch, 'profile'), {
    ...chromiumWithoutChecks,
    args: [
      ...chromiumWithoutChecks.args,
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
    ],
    ignoreDefaultArgs: ['--disable-extensions'],
  });
  onTestFinished(() => loaded.close());
  const worker = loaded.serviceWorkers()[0] ?? (await loaded.waitForEvent('serviceworker'));
  const page = await loaded.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  // A side panel opens only on a user's click, so its page is opened in a tab.
  const panel = await worker.evaluate<{ path: string }>('chrome.sidePanel.getOptions({})');
  await page.goto(new URL(panel.path, worker.url()).href);
  await ask(page, 'What is 17 + 25?');
  await waitFor(page, 'output', /42/);
  expect(requests.filter((url) => !url.startsWith('chrome-extension://'))).toEqual([]);
  const behavior = await worker.evaluate('chrome.sidePanel.getPanelBehavior()');
  expect(behavior).toEqual({ openPanelOnActionClick: true });
});
