// The built demo in Firefox, with its own WebGPU in a worker and its own information about the adapter.

import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firefoxEnded, launchFirefox, requireFirefox } from '../../scripts/firefox.mjs';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';
import { isPresent } from '../support/script.ts';

/** Where only Mesa's adapter is installed, LLVM compiles every kernel before the first answer. */
const WAIT_MS = 240_000;

describe.skipIf(!isPresent(requireFirefox))('the demo in Firefox', { timeout: 2 * WAIT_MS }, () => {
  let server: DemoServer;
  let browser: Browser;
  let ended: Promise<never>;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startDemoServer(), launchFirefox()]);
    ended = firefoxEnded(browser);
    page = await browser.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    // Only the experts that the answer needs are fetched.
    await page.evaluateOnNewDocument(() => {
      // A new tab's blank page has no storage.
      if (location.protocol === 'http:') localStorage.setItem('pocket-m1 demo keep-all', 'false');
    });
  });

  afterAll(() => Promise.all([server?.close(), browser?.close().catch(() => {})]));

  /** A panic of naga ends the whole browser, and nothing else would report it. */
  const orEnded = <T>(work: Promise<T>): Promise<T> => Promise.race([work, ended]);

  test('answers a question', async () => {
    await orEnded(page.goto(server.url));
    const asked = page.waitForFunction(
      () => {
        const buttons = [...document.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
        const suggestion = buttons.find(({ innerText }) => innerText.includes('What is 48 + 75?'));
        suggestion?.click();
        return suggestion !== undefined;
      },
      { timeout: WAIT_MS },
    );
    await orEnded(asked);
    const answered = page.waitForFunction(
      () =>
        document.getElementById('stop')?.hidden && document.querySelector('article.model .text')?.textContent,
      { timeout: WAIT_MS },
    );
    await orEnded(answered);
    const answer = await orEnded(page.$eval('article.model .text', ({ textContent }) => textContent));
    expect(answer).toContain('123');
    expect(complaints).toEqual([]);
  });
});
