// The built demo as an app: installable, usable without a server, and updated with the user's consent.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumWithoutChecks, patienceMs } from '../support/chromium.ts';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';
import { allStored } from '../support/stored-files.ts';

const scratch = mkdtempSync(join(tmpdir(), 'pocket-m1-offline-'));

let server: DemoServer;
let browser: Browser;
/** The profile of one visitor; each test continues where the one before it ended. */
let context: BrowserContext;
/** The visitor's page. */
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startDemoServer(), playwright.launch(chromiumWithoutChecks)]);
  context = await browser.newContext();
  context.setDefaultTimeout(patienceMs);
});

afterAll(async () => {
  await Promise.all([server.close(), browser.close()]);
  rmSync(scratch, { recursive: true, force: true });
});

/** Serves a build at the same address, by default the same build, because storage and service workers belong to the address. */
async function deploy(build?: string): Promise<void> {
  await server.close();
  server = await startDemoServer({}, { port: Number(new URL(server.url).port), ...(build && { build }) });
}

async function openDemo(): Promise<Page> {
  const opened = await context.newPage();
  await opened.goto(server.url);
  await suggestion(opened, 'What is 48 + 75?').waitFor();
  return opened;
}

const suggestion = (page: Page, text: string) =>
  page.locator('#suggestions').getByRole('button', { name: text });
const stop = (page: Page) => page.getByRole('button', { name: 'Stop' });
const reload = (page: Page) => page.getByRole('button', { name: 'Reload' });
const newChat = (page: Page) => page.getByRole('button', { name: 'New chat' }).click();

async function ask(page: Page, question: string): Promise<string> {
  await page.getByLabel('Message').fill(question);
  await page.keyboard.press('Enter');
  // The answer is being written, or complete already.
  await expect.poll(() => page.locator('#question').inputValue()).toBe('');
  return answered(page);
}

async function answered(page: Page): Promise<string> {
  await stop(page).waitFor({ state: 'hidden' });
  const answers = page.getByRole('article', { name: 'Answer' });
  return (await answers.last().locator('.text').textContent()) ?? '';
}

describe('as an app', () => {
  it('can be installed', async () => {
    // Private windows, in which all other tests run, cannot install apps.
    const installing = await playwright.launchPersistentContext(
      join(scratch, 'profile'),
      chromiumWithoutChecks,
    );
    // The installed app is the page, which also works without a model.
    server.faults.set('models/m1-nano/manifest.json', 404);
    try {
      const installable = await installing.newPage();
      installable.setDefaultTimeout(patienceMs);
      await installable.goto(server.url);
      const { installabilityErrors } = await (await installing.newCDPSession(installable)).send(
        'Page.getInstallabilityErrors',
      );
      expect(installabilityErrors).toEqual([]);
      await installable.getByRole('button', { name: 'Install' }).waitFor();
    } finally {
      server.faults.clear();
      await installing.close();
    }
  });
});

describe('without a server', () => {
  /** The answer to 'What is the capital of France?'. */
  let answer: string;

  it('repeats an earlier answer, and names the missing files for others', async () => {
    page = await context.newPage();
    await page.goto(`${server.url}blank.html`);
    await page.evaluate(() => localStorage.setItem('pocket-m1 demo keep-all', 'false'));
    await page.goto(server.url);
    await suggestion(page, 'What is 48 + 75?').waitFor();
    answer = await ask(page, 'What is the capital of France?');
    expect(answer).toContain('Paris');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await allStored(page, server);
    await server.close();

    // At an address that was never visited: the page is the same for any query.
    await page.goto(`${server.url}?model=./models/m1-nano/`);
    await suggestion(page, 'What is 48 + 75?').waitFor();
    await page.locator('#works-offline', { hasText: /^\d.* of 33\.4 MB stored$/ }).waitFor();
    expect(await page.locator('#connection').textContent()).toBe('Offline');
    expect(await ask(page, 'What is the capital of France?')).toBe(answer);
    await page.getByRole('button', { name: 'New chat' }).click();
    await ask(page, 'Tell me a story about a cat.');
    expect(await page.getByRole('alert').textContent()).toContain('got no answer');
  });

  it('answers everything once all is stored', async () => {
    await deploy();
    await page.getByText('What is this? And storage').click();
    await page.getByLabel('Store all experts').check();
    await page.getByText('Works offline').waitFor();
    expect(await page.locator('#connection').textContent()).toBe('Online');
    expect(await page.locator('#experts-count').textContent()).toBe('256 of 256');
    await page.close();
    await server.close();

    page = await openDemo();
    await page.getByText('Works offline').waitFor();
    expect(await page.locator('#connection').textContent()).toBe('Offline');
    expect(await ask(page, 'What is the capital of France?')).toBe(answer);
    expect(await ask(page, 'What is 48 + 75?')).toContain('123');
  });
});

describe('a new version', () => {
  const nextBuild = join(scratch, 'next');
  /** The visitor's second tab. */
  let other: Page;

  beforeAll(async () => {
    await promisify(execFile)('node', ['test/support/build-next-demo.mjs', nextBuild], {
      env: { ...process.env, NODE_ENV: 'production' },
    });
  });

  it('waits until the user accepts it', async () => {
    await deploy(nextBuild);
    other = await openDemo();
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
    expect(await reload(page).isEnabled()).toBe(true);
  });

  it('stores deleted files again only on demand', async () => {
    await page.getByText('What is this? And storage').click();
    await page.getByRole('button', { name: 'Delete what is stored' }).click();
    await page.locator('#storage-note').getByText('Deleted 33.4 MB.').waitFor();
    expect(await page.locator('#stored-bytes').textContent()).toBe('0 KB');
    expect(await page.locator('#works-offline').textContent()).toBe('Nothing stored yet');
    expect(await page.getByLabel('Store all experts').isChecked()).toBe(false);

    await reload(page).click();
    // The conversation is kept; only a new one has suggestions.
    await newChat(page);
    await suggestion(page, 'capital of Norway').waitFor();
    expect(await page.locator('#experts-count').textContent()).toBe('0 of 256');
  });

  it('replaces the old one, and does not disturb other tabs', async () => {
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
    await newChat(other);
    await suggestion(other, 'capital of Norway').waitFor();
  });
});
