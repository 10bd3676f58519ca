// A server that answers wrongly, partly or not at all, and recovers later.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Behaviour,
  corrupt,
  html,
  refuse,
  reset,
  resetOnceRead,
  status,
  text,
  truncate,
} from './behaviours.ts';
import { brief } from './question.ts';
import type { FaultServer } from './server.ts';
import { lightning, openSharedSite, openSite, type Site, useBrowser } from './tab.ts';

useBrowser(lightning);
const { undisturbed } = lightning;

const CORE = /^core-/;
const EXPERTS = /^experts\//;

const passing: [string, Behaviour][] = [
  ['a connection that breaks', reset],
  ['a connection that is refused', refuse],
  ['status 500', status(500)],
  ['half of a file', truncate],
  ['wrong bytes', corrupt],
];

const final: [string, Behaviour, string, RegExp][] = [
  ['a server that answers nothing', refuse, 'network', /no answer/],
  ['status 404', status(404), 'http-status', /404/],
  ['a page for a shard', html, 'unexpected-content', /HTML/],
  ['wrong bytes', corrupt, 'integrity', /sha-256/],
  ['half of a file', truncate, 'truncated', /bytes/],
];

/** Number of requests minus number of shards. */
function repeated(server: FaultServer): number {
  return Object.values(server.shardRequests()).reduce((sum, requests) => sum + requests - 1, 0);
}

/** First bytes of the requests for the core shard. */
function starts(server: FaultServer): number[] {
  return server.requests.filter(({ file }) => CORE.test(file)).map(({ from }) => from);
}

it('credentials are sent with every request', async () => {
  const { server, tab } = await openSite();
  server.authorization = 'Bearer of good news';
  await expect(tab.load()).rejects.toMatchObject({ code: 'http-status', details: { status: 401 } });
  const headers = { 'no header': 'at all' };
  await expect(tab.load({ fetchOptions: { headers } })).rejects.toMatchObject({ code: 'invalid-argument' });
  await tab.load({ fetchOptions: { headers: { Authorization: server.authorization } } });
  expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
});

describe('the manifest and the tokenizer', () => {
  let site: Site;

  beforeAll(async () => {
    site = await openSharedSite();
  });

  afterAll(() => site.close());

  const rows: [string, RegExp, Behaviour, string, RegExp][] = [
    ['no answer', /manifest/, refuse, 'network', /no answer/],
    ['status 404', /manifest/, status(404), 'http-status', /404/],
    ['a page', /manifest/, html, 'unexpected-content', /HTML/],
    ['no JSON', /manifest/, text('{'), 'manifest-invalid', /not JSON/],
    ['another manifest', /manifest/, text('{"format":"x"}'), 'manifest-invalid', /format/],
    ['half a tokenizer', /^tokenizer\.json/, truncate, 'truncated', /bytes/],
    ['another tokenizer', /^tokenizer\.json/, corrupt, 'integrity', /sha-256/],
  ];

  it.each(rows)('%s: loading fails', async (_, files, behaviour, code, sentence) => {
    const { server, tab } = site;
    server.misbehave(files, behaviour);
    await expect(tab.load()).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
    server.heal();
    // Nothing wrong is stored.
    const stored = await tab.page.evaluate((url) => attempt(pocketM1.storage.verify(url)), server.modelUrl);
    if (files.test('manifest.json')) expect(stored).toMatchObject({ failure: { code: 'storage' } });
    else
      expect(stored).toMatchObject({
        value: { damaged: [], missing: expect.arrayContaining(['tokenizer.json']) },
      });
    await tab.page.evaluate((url) => pocketM1.storage.delete(url), server.modelUrl);
  });

  it('loading works when they are right', async () => {
    await site.tab.load();
    expect((await site.tab.ask(brief)).text).toBe(undisturbed.brief);
  });
});

describe('an expert, as an answer needs it', () => {
  let site: Site;

  beforeAll(async () => {
    site = await openSharedSite();
    // Too little for all experts, and no cached prompts, so that every answer fetches some.
    await site.tab.load({ expertBudgetBytes: 250_000, prefixCacheBytes: 0 });
  });

  afterAll(() => site.close());

  beforeEach(async () => {
    await site.tab.page.evaluate((url) => pocketM1.storage.delete(url), site.server.modelUrl);
    site.server.requests.length = 0;
  });

  it.each(passing)('%s: it is fetched again, without an error', async (_, behaviour) => {
    const { server, tab } = site;
    // Wrong bytes of one file twice would fail the answer.
    server.misbehaveOnce(EXPERTS, behaviour, 3);
    expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
    expect(repeated(server)).toBe(3);
    expect(await tab.warnings()).toEqual([]);
  });

  it.each(final)('%s: the answer fails, and the next one does not', async (...row) => {
    const { server, tab } = site;
    const [, behaviour, code, sentence] = row;
    server.misbehave(EXPERTS, behaviour);
    await expect(tab.ask(brief)).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
    server.heal();
    expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
  });
});

describe('the core shard', () => {
  it('is loaded from a server that fails five times, each time in another way', async () => {
    const { server, tab } = await openSite();
    for (const [, behaviour] of passing) server.misbehave(CORE, behaviour, 1);
    await tab.load();
    expect(starts(server)).toHaveLength(6);
    expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
    expect(await tab.warnings()).toEqual([]);
  });

  it('fails loading while the failure lasts, and is loaded afterwards', async () => {
    const { server, tab } = await openSite();
    const atOnce = final.filter(([, , code]) => code !== 'network' && code !== 'truncated');
    for (const [, behaviour, code, sentence] of atOnce) {
      server.misbehave(CORE, behaviour);
      await expect(tab.load()).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
      server.heal();
    }
    await tab.load();
    expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
  });

  it('resumes where it broke', async () => {
    const { server, tab } = await openSite();
    server.misbehave(
      CORE,
      resetOnceRead(() => tab.missingCoreBytes()),
      2,
    );
    await tab.load();
    const [first, second, third, ...more] = starts(server);
    expect([first, more]).toEqual([0, []]);
    expect(second).toBeGreaterThan(0);
    expect(third).toBeGreaterThan(second!);
    expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
  });

  it('restarts if the server does not support ranges', async () => {
    const { server, tab } = await openSite();
    server.ranges = false;
    server.misbehave(CORE, reset, 2);
    await tab.load();
    expect(starts(server)).toEqual([0, 0, 0]);
    expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
  });

  it('restarts if the file has another ETag by then', async () => {
    const { server, tab } = await openSite();
    const resetAndDeploy: Behaviour = (content, response) => {
      reset(content, response);
      server.version += 1;
    };
    server.misbehave(CORE, resetAndDeploy, 1);
    await tab.load();
    expect(starts(server)).toEqual([0, 0]);
    expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
  });
});
