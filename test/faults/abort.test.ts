// Aborts at every stage: an AbortError at once, and the next try succeeds.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { held } from './behaviours.ts';
import { greedy, question } from './question.ts';
import { lightning, openSharedSite, type Site, useBrowser } from './tab.ts';

useBrowser(lightning);
const { undisturbed } = lightning;

const aborted = { failure: { name: 'AbortError' } };

// Each test continues with the page of the one before.
let site: Site;

beforeAll(async () => {
  site = await openSharedSite();
});

afterAll(() => site.close());

it('loading can be aborted in each of its phases', async () => {
  const { server, tab } = site;
  for (const stage of ['manifest', 'download', 'compile']) {
    const outcome = await tab.page.evaluate(
      ([url, phase]) => {
        const controller = new AbortController();
        const onProgress = (progress: { phase: string }): void => {
          if (progress.phase === phase) controller.abort();
        };
        return attempt(openModel(url, { signal: controller.signal, onProgress }));
      },
      [server.modelUrl, stage] as const,
    );
    expect(outcome, stage).toMatchObject(aborted);
  }
  // The next test asks, so no expert may be fetched before that.
  await tab.load();
  expect(await tab.warnings()).toEqual([]);
});

describe('an answer', () => {
  it('can be aborted while it waits for an expert', async () => {
    const { server, tab } = site;
    const experts = held();
    server.misbehave(/^experts/, experts.behaviour);
    await tab.page.evaluate(
      ([text, options]) => {
        globalThis.controller = new AbortController();
        globalThis.answering = attempt(ask(text, { ...options, signal: controller.signal }));
      },
      [question, greedy] as const,
    );
    const pending = () => server.requests.filter(({ answer }) => answer === 'pending');
    await expect.poll(() => pending().length).toBeGreaterThan(0);
    expect(
      await tab.page.evaluate(() => {
        controller.abort();
        return answering;
      }),
    ).toMatchObject(aborted);
    // None of them was fetched, and nothing waits for them.
    await expect.poll(pending).toEqual([]);
    server.heal();
    expect((await tab.ask()).text).toBe(undisturbed.greedy);
    experts.release();
  });

  it('can be aborted while it reads its prompt', async () => {
    const { tab } = site;
    const { outcome, parts } = await tab.page.evaluate(
      async ([text, options]) => {
        const controller = new AbortController();
        const run = model.generate(text.repeat(60), { ...options, signal: controller.signal });
        // Reading thousands of tokens takes seconds here, and at least tens of milliseconds anywhere.
        setTimeout(() => controller.abort(), 10);
        const ended = await attempt(run.result);
        let seen = 0;
        await attempt(
          (async () => {
            for await (const _ of run) seen += 1;
          })(),
        );
        return { outcome: ended, parts: seen };
      },
      [question, greedy] as const,
    );
    expect(outcome).toMatchObject(aborted);
    expect(parts).toBe(0);
    expect((await tab.ask()).text).toBe(undisturbed.greedy);
  });

  it('can be aborted while it is written, and while it waits for its turn', async () => {
    const { tab } = site;
    const { running, waiting, next, parts } = await tab.page.evaluate(
      async ([text, options]) => {
        const controller = new AbortController();
        const given = { ...options, signal: controller.signal };
        const run = model.generate(text, { ...given, maxTokens: 2000 });
        const queued = attempt(ask(text, given));
        const behind = attempt(ask(text, options));
        let seen = 0;
        const ended = await attempt(
          (async () => {
            for await (const _ of run) {
              seen += 1;
              if (seen === 5) controller.abort();
            }
          })(),
        );
        return { running: ended, waiting: await queued, next: await behind, parts: seen };
      },
      [question, greedy] as const,
    );
    expect([running, waiting]).toMatchObject([aborted, aborted]);
    expect(parts).toBeLessThan(1000);
    expect(next).toMatchObject({ value: { text: undisturbed.greedy } });
  });

  it('is not affected when fetching all experts is aborted', async () => {
    const { server, tab } = site;
    await tab.page.evaluate((url) => pocketM1.storage.delete(url), server.modelUrl);
    server.misbehave(/^experts/, held().behaviour);
    const requests = server.requests.length;
    await tab.page.evaluate(() => {
      globalThis.controller = new AbortController();
      globalThis.fetching = attempt(model.prefetchAll({ signal: controller.signal }));
    });
    await expect.poll(() => server.requests.length).toBeGreaterThan(requests);
    expect(
      await tab.page.evaluate(() => {
        controller.abort();
        return fetching;
      }),
    ).toMatchObject(aborted);
    server.heal();
    expect((await tab.ask()).text).toBe(undisturbed.greedy);
    expect(await tab.page.evaluate(() => attempt(model.prefetchAll()))).toEqual({ value: undefined });
  });
});

declare global {
  var controller: AbortController;
  /** Outcomes of the pending calls. */
  var answering: ReturnType<typeof attempt<{ text: string }>>;
  var fetching: ReturnType<typeof attempt<void>>;
}
