// Tabs that load simultaneously or are closed, and workers that end.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { held, throttled } from './behaviours.ts';
import { brief, greedy, question } from './question.ts';
import { CORE_FILES, lightning, openSharedSite, openSite, type Site, Tab, useBrowser } from './tab.ts';

useBrowser(lightning);
const { undisturbed, experts } = lightning;

it('two tabs that load and ask at the same time fetch every shard once', async () => {
  const { server, context, tab } = await openSite();
  const tabs = [tab, await Tab.open(context, server)];
  // Downloads take long enough to overlap.
  server.misbehave(/safetensors$/, throttled(1_000_000));
  const answers = await Promise.all(
    tabs.map(async (tab) => {
      await tab.load();
      return tab.ask();
    }),
  );
  expect(answers.map(({ text }) => text)).toEqual([undisturbed.greedy, undisturbed.greedy]);
  const requests = server.shardRequests();
  expect(Object.keys(requests)).toHaveLength(answers[0]!.experts.fetched + 1);
  expect(Math.max(...Object.values(requests))).toBe(1);
  expect(await Promise.all(tabs.map((tab) => tab.warnings()))).toEqual([[], []]);
});

it('two tabs that prefetch everything fetch every shard once', async () => {
  const { server, context, tab } = await openSite();
  const tabs = [tab, await Tab.open(context, server)];
  server.misbehave(/safetensors$/, throttled(1_000_000));
  await Promise.all(
    tabs.map(async (tab) => {
      await tab.load({ prefetch: true });
      await tab.page.evaluate(() => model.prefetchAll());
    }),
  );
  const requests = Object.values(server.shardRequests());
  expect(requests).toHaveLength(experts + 1);
  expect(Math.max(...requests)).toBe(1);
  await server.close();
  const answers = await Promise.all(tabs.map((tab) => tab.ask()));
  expect(answers.map(({ text }) => text)).toEqual([undisturbed.greedy, undisturbed.greedy]);
});

it('the next tab uses what a tab stored before it was closed during a download', async () => {
  const { server, context, tab: closing } = await openSite();
  server.misbehave(/^experts/, throttled(100_000));
  await closing.load({ prefetch: true });
  await expect.poll(() => Object.keys(server.shardRequests()).length).toBeGreaterThan(16);
  await closing.page.close();
  await expect.poll(() => server.requests.filter(({ answer }) => answer === 'pending')).toEqual([]);
  expect(server.requests.some(({ answer }) => answer === 'cut')).toBe(true);

  server.heal();
  server.requests.length = 0;
  const tab = await Tab.open(context, server);
  const stored = await tab.storedFiles();
  expect(stored).toBeGreaterThan(CORE_FILES + 8);
  await tab.load();
  await tab.page.evaluate(() => model.prefetchAll());
  const shards = server.requests.filter(({ file }) => file.endsWith('.safetensors'));
  expect(shards).toHaveLength(CORE_FILES + experts - stored);
  expect((await tab.ask()).text).toBe(undisturbed.greedy);
});

describe('one worker after another, in one page', () => {
  let site: Site;

  beforeAll(async () => {
    site = await openSharedSite();
  });

  afterAll(() => site.close());

  it('when the worker cannot be started, loading fails with advice', async () => {
    const { server, tab } = site;
    const outcome = await tab.page.evaluate(
      (url) => attempt(openModel(url, { worker: new Worker('no-such-worker.js', { type: 'module' }) })),
      server.modelUrl,
    );
    expect(outcome).toMatchObject({
      failure: { code: 'worker-crashed', message: expect.stringMatching(/could not be loaded/) },
    });
  });

  it.each(['crashes', 'is terminated'])(
    'when the worker %s while the model loads, loading fails',
    async (how) => {
      const { server, tab } = site;
      const core = held();
      server.misbehave(/^core-/, core.behaviour);
      server.requests.length = 0;
      await tab.page.evaluate(async (url) => {
        globalThis.worker = await startWorker();
        globalThis.loading = attempt(openModel(url, { worker }));
      }, server.modelUrl);
      await expect.poll(() => Object.keys(server.shardRequests())).toHaveLength(1);
      const outcome = await tab.page.evaluate((crashes) => {
        if (crashes) worker.postMessage('crash');
        else worker.terminate();
        return loading;
      }, how === 'crashes');
      expect(outcome).toMatchObject({ failure: { code: 'worker-crashed' } });
      core.release();
      server.heal();
    },
  );

  it.each(['crashes', 'is terminated'])(
    'loading works again; when the worker %s then, answers fail',
    async (how) => {
      const { tab } = site;
      await tab.loadInstrumented();
      expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
      const outcome = await tab.page.evaluate(
        async ([text, options, crashes]) => {
          worker.postMessage({ act: 'stand-still', after: 0 });
          const run = model.generate(text, options);
          const waiting = model.generate(text, options);
          await run[Symbol.asyncIterator]().next();
          if (crashes) worker.postMessage('crash');
          else worker.terminate();
          return [
            await attempt(run.result),
            await attempt(waiting.result),
            await attempt(ask(text, options)),
          ];
        },
        [question, greedy, how === 'crashes'] as const,
      );
      const failure = { failure: { code: 'worker-crashed' } };
      expect(outcome).toMatchObject([failure, failure, failure]);
    },
  );

  it('loading works once more', async () => {
    const { tab } = site;
    await tab.load();
    expect((await tab.ask()).text).toBe(undisturbed.greedy);
  });
});

it('a worker that was dead before it was handed over is not waited for', async () => {
  const { server, tab } = await openSite();
  await tab.page.clock.install();
  await tab.page.evaluate(async (url) => {
    const dead = new Worker('no-such-worker.js', { type: 'module' });
    await new Promise((resolve) => dead.addEventListener('error', resolve));
    globalThis.loading = attempt(openModel(url, { worker: dead }));
  }, server.modelUrl);
  await tab.page.clock.fastForward(60_000);
  expect(await tab.page.evaluate(() => loading)).toMatchObject({
    failure: { code: 'worker-crashed', message: expect.stringMatching(/not answered for 60 s/) },
  });
});

declare global {
  /** Outcome of a model that is loading. */
  var loading: ReturnType<typeof attempt<void>>;
}
