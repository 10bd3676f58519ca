// The demo as it is published, in a browser, for scripts that look at it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumArgs, hardwareArgs, requireChromium } from './chromium.mjs';
import { configFile, root } from './project-modules.mjs';

/**
 * Builds and serves the demo, starts a browser, calls `use` with the browser and the address, and ends everything.
 * `hardware`: on the machine's own adapter instead of a software adapter.
 */
export async function withDemo({ hardware }, use) {
  const outDir = await mkdtemp(join(tmpdir(), 'demo-site-'));
  const common = { root: join(root, 'demo'), configFile, mode: 'demo', logLevel: 'warn' };
  await build({ ...common, build: { outDir, emptyOutDir: true } });
  const [site, browser] = await Promise.all([
    preview({ ...common, build: { outDir }, preview: { port: 0, host: 'localhost' } }),
    chromium.launch({ executablePath: requireChromium(), args: hardware ? hardwareArgs : chromiumArgs }),
  ]);
  try {
    await use(browser, site.resolvedUrls.local[0]);
  } finally {
    await browser.close();
    site.httpServer.closeAllConnections();
    await site.close();
    await rm(outDir, { recursive: true });
  }
}

/** Opens the demo in a profile of its own and waits until the model is ready. Only experts that answers need are fetched. */
export async function openDemo(browser, url, options) {
  const context = await browser.newContext(options);
  await context.addInitScript(() => localStorage.setItem('pocket-m1 demo keep-all', 'false'));
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(url);
  await page.locator('#suggestions').waitFor();
  return page;
}

/** Asks and waits for the end of the answer. Returns its note. */
export async function ask(page, question) {
  const notes = await page.locator('.footnote').count();
  await page.getByLabel('Message', { exact: true }).fill(question);
  await page.locator('#send:enabled').waitFor();
  await page.keyboard.press('Enter');
  return page.locator('.footnote').nth(notes).textContent();
}

export async function openGlass(page) {
  await page.locator('[aria-controls="glass"]').click();
  await page.locator('.glass-head').waitFor();
}

export async function closeGlass(page) {
  await page.locator('.glass-head button').click();
  await page.locator('.glass-head').waitFor({ state: 'detached' });
}
