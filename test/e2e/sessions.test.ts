// Sessions of the built library with the bundled model: saved in one tab, continued in another.

import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GenerateOptions, GenerationResult, Model, Session } from '../../src/index.ts';
import { chromium } from '../support/chromium.ts';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';

declare global {
  /** Globals of the pages of this test. */
  var pocketM1: typeof import('../../src/index.ts');
  var model: Model;
  var session: Session;
}

const modelUrl = '/models/m1-nano/';
const seeded: GenerateOptions = { temperature: 0.8, seed: 7, maxTokens: 24 };
const next = 'And how many letters has the word engine?';

let server: DemoServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startDemoServer(), playwright.launch(chromium)]);
  context = await browser.newContext();
  page = await openPage();
});

afterAll(() => Promise.all([server.close(), browser.close()]));

async function openPage(): Promise<Page> {
  const opened = await context.newPage();
  await opened.goto(`${server.url}blank.html`);
  await opened.waitForFunction(() => globalThis.pocketM1 !== undefined);
  return opened;
}

const load = (tab: Page): Promise<void> =>
  tab.evaluate(async (url) => {
    globalThis.model = await pocketM1.loadModel(url, { contextLength: 2048, prefetch: false });
  }, modelUrl);

type Answer = Pick<GenerationResult, 'text' | 'thinking' | 'usage'>;

let expected: Answer;

it('continues in another tab as in its own, and reads nothing again', async () => {
  await load(page);
  expected = await page.evaluate(
    async ([question, options]) => {
      globalThis.session = model.createSession({
        system: 'You are a patient teacher, who explains each step of what is asked.',
        name: 'talk',
        metadata: { topic: 'words' },
        ...options,
      });
      await session.generate('How many letters has the word lightning?').result;
      await session.generate('Which of them occur twice?').result;
      const fork = await session.fork();
      const { text, thinking, usage } = await fork.generate(question).result;
      await fork.dispose();
      return { text, thinking, usage };
    },
    [next, seeded] as const,
  );
  const other = await openPage();
  await load(other);
  const { answer, length, metadata, tokens } = await other.evaluate(async (question) => {
    globalThis.session = await model.sessions.open('talk');
    const { length } = session.messages;
    const { metadata } = session;
    const { text, thinking, usage } = await session.generate(question).result;
    const { tokens } = await session.contextUsage();
    return { answer: { text, thinking, usage }, length, metadata, tokens };
  }, next);
  expect([length, metadata]).toEqual([5, { topic: 'words' }]);
  expect(answer).toEqual(expected);
  // The last answer, as the template renders it, and the question.
  expect(answer.usage.promptTokens - answer.usage.cachedTokens).toBeLessThan(24 + 32 + 32);
  expect(tokens).toBeGreaterThan(answer.usage.promptTokens);
  await other.evaluate(() => model.dispose());
});

it('that another tab has saved since is not overwritten', async () => {
  const failure = await page.evaluate(() =>
    session.save().then(
      () => undefined,
      ({ code, details }) => ({ code, details }),
    ),
  );
  expect(failure).toMatchObject({ code: 'storage', details: { conflict: true, name: 'talk' } });
});

it('is listed, counted, renamed and deleted without a model', async () => {
  const empty = await openPage();
  const { listed, stored, renamed, left } = await empty.evaluate(async () => {
    const { sessions, storage } = pocketM1;
    const [first] = await sessions.list();
    const [model] = await storage.list();
    await sessions.rename('talk', 'old talk');
    const renamed = (await sessions.list()).map(({ name }) => name);
    await sessions.delete('old talk');
    return { listed: first!, stored: model!, renamed, left: (await sessions.list()).length };
  });
  expect(listed).toMatchObject({
    name: 'talk',
    messages: 7,
    metadata: { topic: 'words' },
    model: stored.url,
  });
  expect(listed.bytes).toBeGreaterThan(2 * 458_752);
  expect(stored.sessionBytes).toBe(listed.bytes);
  expect(Date.now() - listed.updatedAt).toBeLessThan(3_600_000);
  expect([renamed, left]).toEqual([['old talk'], 0]);
});

it('continues from a file, with or without its state', async () => {
  const answers = await page.evaluate(async (question) => {
    const file = await session.export();
    const answered: Answer[] = [];
    for (const trusted of [true, false]) {
      const imported = await model.importSession(file, { trusted });
      const { text, thinking, usage } = await imported.generate(question).result;
      answered.push({ text, thinking, usage });
      await imported.dispose();
    }
    return answered;
  }, next);
  expect(answers[0]).toEqual(expected);
  // Read again, except what the session itself still has.
  expect(answers[1]!.usage.promptTokens).toBe(expected.usage.promptTokens);
});

it('rewinds, and answers from there', async () => {
  const [again, cached] = await page.evaluate(async (question) => {
    await session.rewind(5);
    const { text, thinking, usage } = await session.generate(question).result;
    return [{ text, thinking }, usage.cachedTokens] as const;
  }, next);
  expect(again).toEqual({ text: expected.text, thinking: expected.thinking });
  expect(cached).toBe(expected.usage.cachedTokens);
  await page.evaluate(() => model.dispose());
});
