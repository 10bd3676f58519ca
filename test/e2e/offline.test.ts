// The built demo as an app: installable, at work without a server, and updated when its user says so.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromium, patienceMs } from '../support/chromium.ts';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';

const scratch = mkdtempSync(join(tmpdir(), 'pocket-m1-offline-'));

let server: DemoServer;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await playwright.launch(chromium);
});

afterAll(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
});

// A profile and an address of its own for each test.
beforeEach(async () => {
  [server, context] = await Promise.all([startDemoServer(), browser.newContext()]);
  context.setDefaultTimeout(patienceMs);
});

afterEach(() => Promise.all([server.close(), context.close()]));

/** Puts another build where the server was: storage and service workers belong to its address. */
async function deploy(build: string): Promise<void> {
  await server.close();
  server = await startDemoServer({}, { port: Number(new URL(server.url).port), build });
}

async function openDemo(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.url);
  await suggestion(page, 'What is 48 + 75?').waitFor();
  return page;
}

const suggestion = (page: Page, text: string) => page.getByRole('button', { name: text });
const stop = (page: Page) => page.getByRole('button', { name: 'Stop' });
const reload = (page: Page) => page.getByRole('button', { name: 'Reload' });

async function ask(page: Page, question: string): Promise<string> {
  await page.getByLabel('Message').fill(question);
  await page.keyboard.press('Enter');
  await stop(page).waitFor();
  return answered(page);
}

async function answered(page: Page): Promise<string> {
  await stop(page).waitFor({ state: 'hidden' });
  const answers = page.getByRole('article', { name: 'Answer' });
  return (await answers.last().locator('.text').textContent()) ?? '';
}

describe('without a server', () => {
  it('answers everything once all is stored', async () => {
    const first = await openDemo();
    await first.getByText('Works offline').waitFor();
    expect(await first.locator('#experts-count').textContent()).toBe('256 of 256');
    const answer = await ask(first, 'What is 48 + 75?');
    expect(answer).toContain('123');
    await first.close();
    await server.close();

    const page = await openDemo();
    await page.getByText('Works offline').waitFor();
    expect(await page.locator('#connection').textContent()).toBe('Offline');
    expect(await ask(page, 'What is 48 + 75?')).toBe(answer);
    expect(await ask(page, 'What is the capital of France?')).toContain('Paris');
  });

  it('answers what it has answered before, and says what it misses for the rest', async () => {
    await context.addInitScript(() => localStorage.setItem('pocket-m1 demo keep-all', 'false'));
    const page = await openDemo();
    const answer = await ask(page, 'What is the capital of France?');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await server.close();

    // Through an address that was never visited: the page is the same, whatever follows the question mark.
    await page.goto(`${server.url}?model=./models/m1-nano/`);
    await suggestion(page, 'What is 48 + 75?').waitFor();
    await page.locator('#works-offline', { hasText: /^\d.* of 33\.4 MB stored$/ }).waitFor();
    expect(await ask(page, 'What is the capital of France?')).toBe(answer);
    await page.getByRole('button', { name: 'New chat' }).click();
    await ask(page, 'Tell me a story about a cat.');
    expect(await page.getByRole('alert').textContent()).toContain('got no answer');
  });

  it('stores no more of what was deleted than is needed again', async () => {
    const page = await openDemo();
    await page.getByText('Works offline').waitFor();
    await page.getByText('What is this? And settings').click();
    await page.getByRole('button', { name: 'Delete what is stored' }).click();
    await page.locator('#storage-note').getByText('Deleted 33.4 MB.').waitFor();
    expect(await page.locator('#stored-bytes').textContent()).toBe('0 KB');
    expect(await page.locator('#works-offline').textContent()).toBe('Nothing stored yet');
    expect(await page.getByLabel('Store all experts').isChecked()).toBe(false);

    await page.reload();
    await suggestion(page, 'What is 48 + 75?').waitFor();
    expect(await page.locator('#experts-count').textContent()).toBe('0 of 256');
  });
});

describe('as an app', () => {
  it('can be installed', async () => {
    // Private windows, which all other tests run in, install nothing.
    const installing = await playwright.launchPersistentContext(join(scratch, 'profile'), chromium);
    try {
      const page = await installing.newPage();
      page.setDefaultTimeout(patienceMs);
      await page.goto(server.url);
      const { installabilityErrors } = await (await installing.newCDPSession(page)).send(
        'Page.getInstallabilityErrors',
      );
      expect(installabilityErrors).toEqual([]);
      await page.getByRole('button', { name: 'Install' }).waitFor();
    } finally {
      await installing.close();
    }
  });
});

describe('a new version', () => {
  const nextBuild = join(scratch, 'next');

  beforeAll(async () => {
    await promisify(execFile)('node', ['test/support/build-next-demo.mjs', nextBuild], {
      env: { ...process.env, NODE_ENV: 'production' },
    });
  });

  it('waits until it is accepted, and leaves other tabs alone', async () => {
    const page = await openDemo();
    await page.getByText('Works offline').waitFor();
    await deploy(nextBuild);

    const other = await openDemo();
    await suggestion(other, 'capital of France').waitFor();
    await reload(page).waitFor();
    await reload(other).waitFor();

    await page.bringToFront();
    await page.getByLabel('Message').fill('Tell me a story about a cat.');
    await page.keyboard.press('Enter');
    await stop(page).waitFor();
    expect(await reload(page).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await stop(page).waitFor({ state: 'hidden' });

    await reload(page).click();
    await suggestion(page, 'capital of Norway').waitFor();
    expect(await reload(page).count()).toBe(0);
    const cached = await page.evaluate(async () => {
      const caches = await Promise.all(
        (await globalThis.caches.keys()).map((name) => globalThis.caches.open(name)),
      );
      const requests = await Promise.all(caches.map((cache) => cache.keys()));
      return requests.flat().map(({ url }) => url);
    });
    expect(cached.filter((url) => /\/assets\/index-.*\.js$/.test(url))).toEqual([
      await page.locator('script[type=module]').evaluate((script: HTMLScriptElement) => script.src),
    ]);

    expect(await ask(other, 'What is 48 + 75?')).toContain('123');
    await reload(other).click();
    await suggestion(other, 'capital of Norway').waitFor();
  });
});
