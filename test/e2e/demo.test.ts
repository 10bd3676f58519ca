// The built demo in a real browser: what a visitor sees, and the server's requests.

import { type Browser, type Page, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, chromiumWithoutGpu, patienceMs } from '../support/chromium.ts';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';
import { allStored } from '../support/stored-files.ts';

let server: DemoServer;
let browser: Browser;
let page: Page;
/** The browser's complaints: errors, failed requests, violations of the content security policy. */
let complaints: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startDemoServer(), playwright.launch(chromium)]);
});

afterAll(() => Promise.all([server.close(), browser.close()]));

/**
 * A page with a new profile, so nothing is stored. Prefetching is off, so that only demanded files are fetched; offline.test.ts
 * tests prefetching.
 */
async function openPage(from: Browser): Promise<{ page: Page; complaints: string[] }> {
  server.requests.length = 0;
  server.faults.clear();
  const context = await from.newContext();
  await context.addInitScript(() => localStorage.setItem('pocket-m1 demo keep-all', 'false'));
  const opened = await context.newPage();
  opened.setDefaultTimeout(patienceMs);
  const heard: string[] = [];
  opened.on('pageerror', (error) => heard.push(error.message));
  opened.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text());
  });
  opened.on('response', (response) => {
    if (response.status() >= 400) heard.push(`${response.status()} ${response.url()}`);
  });
  return { page: opened, complaints: heard };
}

const suggestion = (text: string) => page.locator('#suggestions').getByRole('button', { name: text });
const stop = () => page.getByRole('button', { name: 'Stop' });
const newChat = () => page.getByRole('button', { name: 'New chat' });
const answers = () => page.getByRole('article', { name: 'Answer' });

async function openDemo(): Promise<void> {
  await page.goto(server.url);
  await suggestion('What is 48 + 75?').waitFor();
}

/** Asks; the answer is then being written, or complete already. */
async function ask(question: string): Promise<void> {
  await page.getByLabel('Message').fill(question);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('#question').inputValue()).toBe('');
}

async function answered(): Promise<string> {
  await stop().waitFor({ state: 'hidden' });
  return (await answers().last().locator('.text').textContent()) ?? '';
}

const shards = () => server.requests.filter((path) => path.endsWith('.safetensors'));
const expertShards = () => shards().filter((path) => path.includes('/experts/'));

/** Opens a page for the tests of one `describe`, each of which continues where the one before it ended. */
function usePage(): void {
  beforeAll(async () => {
    ({ page, complaints } = await openPage(browser));
  });
  afterAll(() => page.context().close());
}

describe('a visit', () => {
  usePage();

  it('answers, fetches each expert when it is first needed, and none again after a reload', async () => {
    await openDemo();
    expect(shards().length).toBeGreaterThan(0);
    expect(expertShards()).toEqual([]);

    await suggestion('What is 48 + 75?').click();
    const first = await answered();
    expect(first).toContain('123');
    const fetched = expertShards();
    expect(fetched.length).toBeGreaterThan(8);
    expect(new Set(fetched).size).toBe(fetched.length);
    await expect.poll(() => page.locator('#experts-count').textContent()).toBe(`${fetched.length} of 256`);
    expect(await page.locator('#expert-grid .network').count()).toBe(fetched.length);

    await allStored(page, server);
    server.requests.length = 0;
    await page.addInitScript(keepQuestions);
    await page.reload();
    // The conversation is kept.
    await expect.poll(() => answers().count()).toBe(1);
    await newChat().click();
    await suggestion('What is 48 + 75?').click();
    expect(await answered()).toBe(first);
    expect(shards()).toEqual([]);
    expect(await page.locator('#expert-grid .stored').count()).toBe(fetched.length);
    expect(complaints).toEqual([]);
  });

  it('a new chat started during an answer does not contain it', async () => {
    await newChat().click();
    await ask('Tell me a story about a cat.');
    await page.locator('.text > *').first().waitFor();
    await newChat().click();
    await stop().waitFor({ state: 'hidden' });
    await suggestion('What is 48 + 75?').click();
    expect(await answered()).toContain('123');
    expect(await answers().count()).toBe(1);
    const asked = JSON.parse((await page.locator('html').getAttribute('data-asked'))!);
    expect(asked).toEqual([{ role: 'user', content: 'What is 48 + 75?', specialTokens: 'text' }]);
    expect(complaints).toEqual([]);
  });

  it('a model whose worker has ended is loaded again, and the conversation continues', async () => {
    const [worker] = page.workers();
    // From inside, after the reply to this, because the evaluation would never finish otherwise.
    await worker!.evaluate('void setTimeout(() => close())');
    await page.getByLabel('Message').fill('What is 6 + 7?');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Load the model again' }).click();
    expect(await page.getByLabel('Message').inputValue()).toBe('What is 6 + 7?');
    const send = page.getByRole('button', { name: 'Send' });
    await expect.poll(() => send.isEnabled(), { timeout: patienceMs }).toBe(true);
    await send.click();
    await stop().waitFor();
    expect(await answered()).toContain('13');
    expect(await page.locator('.turn.user').first().textContent()).toContain('What is 48 + 75?');
    expect(await page.getByRole('button', { name: 'Load the model again' }).count()).toBe(0);
  });

  it('works with the keyboard: new chat, ask, stop, new chat, ask again', async () => {
    await newChat().press('Enter');
    expect(await answers().count()).toBe(0);
    await ask('Tell me a story about a cat.');
    await page.locator('.thinking, .text > *').first().waitFor();
    await page.keyboard.press('Escape');
    await answered();
    expect(await answers().first().textContent()).toContain('stopped');

    await newChat().press('Enter');
    expect(await answers().count()).toBe(0);
    await suggestion('What is 9135 * 2468?').press('Enter');
    expect(await answered()).toContain(String(9135 * 2468));
    expect(complaints).toEqual([]);
  });
});

/** Stores the last request to the worker in an attribute of the page. */
function keepQuestions(): void {
  const { postMessage } = Worker.prototype;
  type Call = { path?: string[]; argumentList: [unknown, { value: { messages: unknown } }] };
  Object.assign(Worker.prototype, {
    postMessage(this: Worker, call: Call, transfer: Transferable[]) {
      if (call.path?.join('.') === 'sessions.generate') {
        document.documentElement.dataset.asked = JSON.stringify(call.argumentList[1].value.messages);
      }
      postMessage.call(this, call, { transfer });
    },
  });
}

describe('when something is wrong', () => {
  usePage();

  it('the page gives the reason, and can try again', async () => {
    server.faults.set('models/m1-nano/manifest.json', 404);
    await page.goto(server.url);
    expect(await page.getByRole('alert').textContent()).toContain('404');
    server.faults.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await suggestion('What is 48 + 75?').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('an expert that cannot be fetched ends the answer, not the chat', async () => {
    const { shards: listed } = (await (await fetch(`${server.url}models/m1-nano/manifest.json`)).json()) as {
      shards: { file: string; role: string }[];
    };
    for (const { file, role } of listed) {
      if (role === 'expert') server.faults.set(`models/m1-nano/${file}`, 404);
    }
    await suggestion('What is 48 + 75?').click();
    expect(await page.getByRole('alert').textContent()).toContain('404');
    server.faults.clear();
    await ask('What is 48 + 75?');
    expect(await answered()).toContain('123');
  });

  it('a browser without WebGPU gets a message', async () => {
    const other = await playwright.launch(chromiumWithoutGpu);
    try {
      const { page: poorPage } = await openPage(other);
      await poorPage.goto(server.url);
      expect(await poorPage.getByRole('alert').textContent()).toContain('WebGPU');
      // The manifest is requested while the browser looks for a GPU; larger files are not.
      const files = server.requests.filter((path) => path.startsWith('models/'));
      expect(files.filter((path) => !path.endsWith('/manifest.json'))).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
