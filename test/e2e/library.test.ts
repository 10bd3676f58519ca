// The built library in a page without a bundler, under a strict content security policy, against the bundled model.

import { type Browser, type Page, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Model, Progress } from '../../src/index.ts';
import { chromium } from '../support/chromium.ts';
import { type DemoServer, startDemoServer } from '../support/demo-server.ts';

declare global {
  /** Globals of the pages of this test. */
  var pocketM1: typeof import('../../src/index.ts');
  var model: Model;
}

/** The parts of an error that are sent from the page; only 'message' if loading succeeded but should have failed. */
interface Failure {
  code?: string;
  name: string;
  message: string;
}

const modelUrl = '/models/m1-nano/';
const folder = 'models/m1-nano';

let server: DemoServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startDemoServer(), playwright.launch(chromium)]);
});

afterAll(() => Promise.all([server.close(), browser.close()]));

async function openPage(): Promise<void> {
  page = await (await browser.newContext()).newPage();
  await page.goto(`${server.url}blank.html`);
  await page.waitForFunction(() => globalThis.pocketM1 !== undefined);
}

describe('a model', () => {
  let progress: Progress[];

  beforeAll(async () => {
    await openPage();
    progress = await page.evaluate(async (url) => {
      const told: Progress[] = [];
      globalThis.model = await pocketM1.loadModel(url, {
        contextLength: 256,
        prefetch: false,
        onProgress: (step) => told.push(step),
      });
      return told;
    }, modelUrl);
  });

  afterAll(() => page.context().close());

  it('is loaded in phases, by bytes, and progress never decreases', () => {
    const phases = ['manifest', 'download', 'compile', 'ready'];
    const order = progress.map(({ phase }) => phases.indexOf(phase));
    const fractions = progress.map(({ fraction }) => fraction);
    expect(order).toEqual(order.toSorted());
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toMatchObject({ phase: 'ready', fraction: 1 });
    expect(progress.at(-1)!.totalBytes).toBeGreaterThan(1e6);
  });

  it('describes itself', async () => {
    const { name, layers, contextLength } = await page.evaluate(() => ({
      name: model.name,
      layers: model.config.layers.length,
      contextLength: model.contextLength,
    }));
    expect([name, layers, contextLength]).toEqual(['m1-nano', 8, 256]);
  });

  it('answers, and reports usage', async () => {
    const { text, thinking, usage, timings, finishReason, experts } = await page.evaluate(
      () => model.generate('What is 48 + 75?', { temperature: 0 }).result,
    );
    expect(text).toContain('123');
    expect(thinking).toContain('8+5=13');
    expect(finishReason).toBe('stop');
    expect(experts.fetched).toBeGreaterThan(8);
    expect(experts).toMatchObject({ storedBytes: 0, networkBytes: expect.any(Number) });
    expect(experts.networkBytes).toBeGreaterThan(0);
    expect(usage.completionTokens).toBeGreaterThan(usage.thinkingTokens);
    expect(usage.thinkingTokens).toBeGreaterThan(0);
    expect(timings.decodeTokensPerSecond).toBeGreaterThan(0);
    expect(timings.timeToFirstTokenMs).toBeGreaterThanOrEqual(timings.prefillMs);
  });

  it('is free again after a loop is left, and gives the same answer as before', async () => {
    const texts = await page.evaluate(async () => {
      const question = 'What is the capital of France?';
      const first = await model.generate(question, { temperature: 0 }).result;
      for await (const _ of model.generate('Tell me a story.', { temperature: 0 })) break;
      return [first.text, (await model.generate(question, { temperature: 0 }).result).text];
    });
    expect(texts[0]).toContain('Paris');
    expect(texts[1]).toBe(texts[0]);
  });

  it('is free again after a generation is aborted', async () => {
    const [name, text] = await page.evaluate(async () => {
      const controller = new AbortController();
      const run = model.generate('Tell me a story.', { signal: controller.signal });
      await run[Symbol.asyncIterator]().next();
      controller.abort();
      const reason = await run.result.catch((error: Error) => error);
      return [
        'name' in reason ? reason.name : '',
        (await model.generate('Hi', { temperature: 0 }).result).text,
      ];
    });
    expect(name).toBe('AbortError');
    expect(text).not.toBe('');
  });

  it('answers simultaneous questions one after the other', async () => {
    const texts = await page.evaluate(async () => {
      const questions = ['What is the capital of France?', 'What is the capital of Italy?'];
      const runs = questions.map((question) => model.generate(question, { temperature: 0 }).result);
      return (await Promise.all(runs)).map(({ text }) => text);
    });
    expect(texts[0]).toContain('Paris');
    expect(texts[1]).toContain('Rome');
  });

  it('ends at maxTokens, and before a stop string', async () => {
    const [short, stopped] = await page.evaluate(async () => [
      await model.generate('Tell me a story.', { temperature: 0, maxTokens: 3 }).result,
      await model.generate('What is the capital of France?', { temperature: 0, stop: ' Paris' }).result,
    ]);
    expect(short).toMatchObject({ finishReason: 'length', usage: { completionTokens: 3 } });
    expect(stopped).toMatchObject({ finishReason: 'stop', text: 'The capital of France is' });
  });

  it('rejects a prompt longer than its context, and options out of range', async () => {
    const failures = await page.evaluate(async () => {
      const failureOf = (run: { result: Promise<unknown> }) =>
        run.result.then(
          () => '',
          ({ code, message }: Failure) => `${code}: ${message}`,
        );
      return [
        await failureOf(model.generate('again '.repeat(300))),
        await failureOf(model.generate('Hi', { temperature: -1 })),
        await failureOf(model.generate([])),
      ];
    });
    expect(failures[0]).toMatch(/^context-exceeded: .*256/);
    expect(failures[1]).toMatch(/^invalid-argument: .*temperature/);
    expect(failures[2]).toMatch(/^invalid-argument: .*messages/);
  });

  it('counts the tokens of a prompt like an answer, also beyond its context', async () => {
    const { counted, promptTokens, long, code } = await page.evaluate(async () => {
      const tools = [{ name: 'add', description: 'Adds.' }];
      const { usage } = await model.generate('What is 4 + 5?', { tools, maxTokens: 1 }).result;
      return {
        counted: await model.countTokens('What is 4 + 5?', { tools }),
        promptTokens: usage.promptTokens,
        long: await model.countTokens('again '.repeat(300)),
        code: await model
          .countTokens([{ role: 'tool', name: 'add', content: '' }, { role: 'system' } as never])
          .then(
            () => '',
            ({ code }: Failure) => code,
          ),
      };
    });
    expect(counted).toBe(promptTokens);
    expect(long).toBeGreaterThan(300);
    expect(code).toBe('invalid-argument');
  });

  it('obeys a schema and a pattern of the Prompt API', async () => {
    const [json, pattern] = await page.evaluate<string[]>(`(async () => {
      const { createLanguageModel } = await import('/lib/prompt-api.js');
      const LanguageModel = createLanguageModel(model);
      const session = await LanguageModel.create({ samplingMode: 'most-predictable' });
      const schema = { type: 'object', properties: { sum: { type: 'integer' } }, required: ['sum'] };
      const json = await session.prompt('What is 17 + 25?', { responseConstraint: schema });
      const other = await session.clone();
      session.destroy();
      return [json, await other.prompt('What is 48 + 75?', { responseConstraint: /[0-9]{3}[.!]{2}/ })];
    })()`);
    expect(JSON.parse(json!)).toEqual({ sum: expect.any(Number) });
    expect(pattern).toMatch(/^[0-9]{3}[.!]{2}$/);
  });

  it('can be fetched completely, and then verified', async () => {
    const { last, steps, listed, verified, status } = await page.evaluate(async (url) => {
      const { storage } = pocketM1;
      const told: { experts: number; totalExperts: number }[] = [];
      await model.prefetchAll({ onProgress: (step) => told.push(step) });
      await model.prefetchAll();
      const [first] = await storage.list();
      return {
        last: told.at(-1),
        steps: told.length,
        listed: first!,
        verified: await storage.verify(url),
        status: await storage.status(),
      };
    }, modelUrl);
    expect(last).toMatchObject({ experts: 256, totalExperts: 256 });
    expect(steps).toBe(256);
    expect(listed.storedBytes).toBe(listed.totalBytes);
    expect(verified).toMatchObject({ damaged: [], missing: [] });
    expect(verified.sound).toBeGreaterThan(256);
    expect(status).toMatchObject({ storedBytes: listed.totalBytes, persisted: expect.any(Boolean) });
    expect(status.availableBytes).toBeGreaterThan(0);
    // An aborted answer may have cut a request, which was then repeated.
    expect(new Set(server.requests.filter((path) => path.includes('/experts/'))).size).toBe(256);
  });

  it('stops waiting for all experts when that is aborted, and reports what it cannot verify', async () => {
    const [name, verifying] = await page.evaluate(async () => {
      const reasonOf = (promise: Promise<unknown>) =>
        promise.then(
          () => '',
          (error: Failure) => (error instanceof DOMException ? error.name : error.code),
        );
      return [
        await reasonOf(model.prefetchAll({ signal: AbortSignal.abort() })),
        await reasonOf(pocketM1.storage.verify('/models/no-such-model/')),
      ];
    });
    expect(name).toBe('AbortError');
    expect(verifying).toBe('storage');
  });

  it('can be listed, and deleted, while it is open', async () => {
    const [before, freed, after] = await page.evaluate(async (url) => {
      const { storage } = pocketM1;
      return [await storage.list(), await storage.delete(url), await storage.list()] as const;
    }, modelUrl);
    expect(before).toMatchObject([{ name: 'm1-nano', url: `${server.url}${folder}/` }]);
    expect(before[0]!.storedBytes).toBe(freed);
    expect(freed).toBeGreaterThan(1e6);
    expect(after).toEqual([]);
  });

  it('is gone when it is disposed', async () => {
    const codes = await page.evaluate(async () => {
      const codeOf = (error: { code: string }) => error.code;
      const running = model.generate('Tell me a story.').result.catch(codeOf);
      await model.dispose();
      await model.dispose();
      return [await running, await model.generate('Hi').result.catch(codeOf)];
    });
    expect(codes).toEqual(['disposed', 'disposed']);
  });
});
