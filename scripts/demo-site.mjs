// Opens the published form of the demo in a browser, for scripts that measure or photograph it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumArgs, hardwareArgs, requireChromium } from './chromium.mjs';
import { configFile, root } from './project-modules.mjs';

/**
 * Builds and serves the demo, starts a browser, calls `use` with the browser and the address, and closes both.
 * `hardware`: use the machine's own adapter instead of a software adapter.
 * `serve`: given the build's folder, starts a server for it in place of Vite.
 */
export async function withDemo({ hardware = false, serve }, use) {
  const outDir = await mkdtemp(join(tmpdir(), 'demo-site-'));
  const common = { root: join(root, 'demo'), configFile, mode: 'demo', logLevel: 'warn' };
  await build({ ...common, build: { outDir, emptyOutDir: true } });
  const [site, browser] = await Promise.all([
    preview({
      ...common,
      build: { outDir },
      preview: { port: 0, host: 'localhost' },
      plugins: serve && [{ name: 'serve', configurePreviewServer: serve(outDir) }],
    }),
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

/** Opens the demo in a new profile and waits until the model is ready. Only experts that answers need are fetched. */
export async function openDemo(browser, url, options) {
  const context = await browser.newContext(options);
  await context.addInitScript(() => localStorage.setItem('pocket-m1 demo keep-all', 'false'));
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(url);
  await page.locator('#suggestions').waitFor();
  return page;
}

/** Asks a question and waits for the end of the answer. Returns the note below the answer. */
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
