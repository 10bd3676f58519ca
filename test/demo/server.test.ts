// A server that answers: where there is no WebGPU it is the only engine, and a reload loses nothing of its answer.

import type { CDPSession } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drivers } from '../../scripts/engines/adapters.mjs';
import { chromiumWithoutGpu, patienceMs } from '../support/chromium.ts';
import { type ServerProcess, startServer } from '../support/serve-process.ts';
import { Visitor } from './visitor.ts';

let visitor: Visitor;
let server: ServerProcess;
let network: CDPSession | undefined;

beforeAll(async () => {
  const env = { VK_DRIVER_FILES: drivers.swiftshader!, DAWN_FEATURES: 'disable_robustness' };
  [visitor, server] = await Promise.all([
    Visitor.arrive({ options: chromiumWithoutGpu }),
    startServer(env, ['--cors', '*']),
  ]);
});

afterAll(() => Promise.all([visitor.leave(), server.stop()]));

const story = 'Tell me a story about a cat.';
const lastText = (): Promise<string | null> => visitor.answers().last().locator('.text').textContent();

/** Bytes a second; on the slow line, an answer is not complete before the test has done something to it. */
const [slow, fast] = [4000, -1];
async function useLine(downloadThroughput: number): Promise<void> {
  network ??= await visitor.context.newCDPSession(visitor.page);
  const line = { offline: false, latency: 0, downloadThroughput, uploadThroughput: -1 };
  await network.send('Network.emulateNetworkConditions', line);
}

it('without WebGPU, the page offers a server, and chats with it alone', async () => {
  const { page } = visitor;
  await page.getByRole('alert').waitFor();
  await visitor.button('Use a server').press('Enter');
  await expect
    .poll(() => visitor.field('Who answers').evaluate((select) => select === document.activeElement))
    .toBe(true);
  await visitor.field('Who answers').selectOption('The server');
  await visitor.field('Address').last().fill(server.url);
  await visitor.field('Name of its model').fill('m1-nano');
  await visitor.button('Close').click();
  await page.getByText('answers, because there is no model on this device.').waitFor();
  expect(await visitor.button('Look into the engine').count()).toBe(0);
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toContain(
    'A conversation with your server',
  );
  expect(await page.getByText('on your own GPU').isVisible()).toBe(false);
  expect(await visitor.violations()).toEqual([]);
  await visitor.ask('What is 48 + 75?');
  expect(await visitor.answered()).toContain('123');
  await visitor.ask('What is 12 + 24?');
  expect(await visitor.answered()).toContain('36');
});

it('its conversations are there after a reload, and branch', async () => {
  const { page } = visitor;
  await page.reload();
  await expect.poll(() => visitor.questions().count()).toBe(2);
  await page.locator('#new-chat:enabled').waitFor();
  await visitor.answers().last().getByRole('button', { name: 'Answer again' }).click();
  await page.getByText('2 of 2').waitFor();
  expect(await visitor.answered()).toContain('36');
  expect(await visitor.violations()).toEqual([]);
});

it('a reload while the storage does not answer keeps the place, and opens the conversation later', async () => {
  const { page } = visitor;
  const address = page.url();
  await page.evaluate(() => sessionStorage.setItem('fault', 'storage'));
  await page.addInitScript(failToOpenDatabases);
  await page.reload();
  // The page tries by itself when it knows who answers, and says once what failed.
  await page.locator('#subtitle', { hasText: 'm1-nano, at ' }).waitFor();
  await page.locator('#log').getByRole('alert').getByText('IndexedDB could not').waitFor();
  await page.waitForTimeout(500);
  expect(await page.locator('#log').getByRole('alert').count()).toBe(1);
  expect(page.url()).toBe(address);
  await page.evaluate(() => sessionStorage.removeItem('fault'));
  await page.locator('#log').getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => visitor.questions().count()).toBe(2);
  expect(page.url()).toBe(address);
  expect(await page.locator('#log').getByRole('alert').count()).toBe(0);
  await expect.poll(() => visitor.list().count()).toBe(1);
  await visitor.ask('What is 6 + 7?');
  expect(await visitor.answered()).toContain('13');
});

it('a reload in the middle of its answer keeps the question and what there is, which goes on', async () => {
  const { page } = visitor;
  await useLine(slow);
  await visitor.button('New chat').click();
  await visitor.ask(story);
  await visitor.answers().last().locator('.text > *').first().waitFor();
  await expect.poll(() => page.evaluate(hasHalfAnswer, story), { timeout: patienceMs }).toBe(true);
  await page.reload();
  await visitor.button('Go on').waitFor();
  await useLine(fast);
  expect(await visitor.questions().allTextContents()).toEqual([`You: ${story}`]);
  const kept = (await lastText()) ?? '';
  expect(kept.length).toBeGreaterThan(0);
  await visitor.button('Go on').click();
  await page.locator('#stop').waitFor();
  const whole = await visitor.answered();
  expect(whole.startsWith(kept.trimEnd())).toBe(true);
  expect(whole.length).toBeGreaterThan(kept.length);
  await page.reload();
  await expect.poll(lastText).toBe(whole);
  expect(await visitor.answers().count()).toBe(1);
});

it('the end of an answer stays in view while it grows, unless one scrolls up', async () => {
  const { page } = visitor;
  await useLine(slow);
  // So small that the first story of a conversation is higher than what is seen of it.
  await page.setViewportSize({ width: 390, height: 320 });
  await visitor.button('New chat').click();
  const log = page.locator('#log');
  const height = () => log.evaluate((element) => element.scrollHeight);
  const below = () =>
    log.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
  await visitor.ask(story);
  const first = await height();
  // Some lines of it.
  await expect.poll(height, { timeout: patienceMs }).toBeGreaterThan(first + 100);
  await expect.poll(below).toBeLessThan(40);
  await log.hover();
  await page.mouse.wheel(0, -5000);
  const then = await height();
  await expect.poll(height, { timeout: patienceMs }).toBeGreaterThan(then);
  expect(await below()).toBeGreaterThan(100);
  await useLine(fast);
  await visitor.answered();
  await log.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await visitor.ask(story);
  await visitor.answered();
  // With its figures and its buttons.
  await visitor.answers().last().getByRole('button', { name: 'Answer again' }).waitFor();
  await expect.poll(below).toBeLessThan(40);
  await page.setViewportSize({ width: 1280, height: 800 });
});

it('its answer is stopped, and a server that is gone is an error, after which one can ask again', async () => {
  const { page } = visitor;
  await page.locator('#new-chat:enabled').waitFor();
  await visitor.button('New chat').click();
  await useLine(slow);
  await visitor.ask(story);
  await visitor.answers().last().locator('.text > *').first().waitFor();
  await page.keyboard.press('Escape');
  await visitor.answered();
  await visitor.button('Go on').waitFor();
  await useLine(fast);
  await page.route('**/chat/completions', (route) => route.abort());
  await page.getByLabel('Message', { exact: true }).fill('What is 6 + 7?');
  await page.keyboard.press('Enter');
  await page.locator('#log').getByRole('alert').waitFor();
  await page.unroute('**/chat/completions');
  await expect.poll(() => page.getByLabel('Message', { exact: true }).inputValue()).toBe('What is 6 + 7?');
  await page.keyboard.press('Enter');
  await page.locator('#stop').waitFor();
  expect(await visitor.answered()).toContain('13');
  expect(await visitor.questions().count()).toBe(2);
});

/** As long as this tab's session storage says so. */
function failToOpenDatabases(): void {
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = (...given) => {
    if (sessionStorage.getItem('fault') === null) return open(...given);
    throw new DOMException('Internal error.', 'UnknownError');
  };
}

/** Whether a half-written answer to the question that began a conversation is stored. */
async function hasHalfAnswer(question: string): Promise<boolean> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('pocket-m1-sessions');
    opening.onsuccess = () => resolve(opening.result);
  });
  const reading = database.transaction('sessions').objectStore('sessions').getAll();
  return new Promise((resolve) => {
    reading.onsuccess = () =>
      resolve(
        reading.result.some(({ metadata }) => {
          const [asked, answer] = metadata?.unfinished?.messages ?? [];
          return asked?.content === question && answer?.content.length > 0;
        }),
      );
    database.close();
  });
}
