// The source of a model's files against a real server and a real IndexedDB.

import { expect, inject, test } from 'vitest';
import type { FetchEvent } from '../../src/contract/load.ts';
import type { PocketM1Error } from '../../src/errors.ts';
import type { LoadProgress } from '../../src/shards/progress.ts';
import { createShardSource } from '../../src/shards/source.ts';
import { listModels } from '../../src/shards/stored-models.ts';
import type { Fault, SiteControl } from '../support/shard-server.ts';
import {
  createStore,
  databaseNames,
  deleteDatabase,
  failureOf,
  loadEverything,
  openSource,
  openTab,
  runInTab,
  Site,
  tamper,
} from '../support/shard-site.ts';

test('a first load fetches each file once, in manifest order, and reports it', async () => {
  const site = new Site();
  const events: FetchEvent[] = [];
  const progress: LoadProgress[] = [];
  const source = await openSource(site, {
    onFetch: (e) => events.push(e),
    onProgress: (p) => progress.push(p),
  });
  expect(JSON.parse((await source.file('tokenizer.json'))!)).toHaveProperty('model.vocab.hello', 0);
  expect(await source.file('generation_config.json')).toBeUndefined();
  const core = source.manifest.shards.filter(({ role }) => role === 'core');
  expect(core.length).toBeGreaterThan(5);
  const order: string[] = [];
  for await (const { shard, content } of source.coreShards()) {
    order.push(shard.file);
    expect(content.byteLength).toBe(shard.bytes);
  }
  expect(order).toEqual(core.map(({ file }) => file));
  expect(Object.values(await site.shardRequests())).toEqual(core.map(() => 1).concat(1));

  const fractions = progress.map(({ fraction }) => fraction);
  expect(progress.every(({ part }) => part === 'core')).toBe(true);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(progress.at(-1)).toMatchObject({ fraction: 1, loadedBytes: progress.at(-1)!.totalBytes });

  const content = await source.expert(1, 2);
  expect(events.at(-1)).toMatchObject({
    file: 'experts/01-02.safetensors',
    layer: 1,
    expert: 2,
    source: 'network',
    bytes: content.byteLength,
  });
  expect(events.at(-1)!.ms).toBeGreaterThan(0);
  expect(events).toHaveLength(core.length + 2);
  expect(source.stats.network.files).toBe(core.length + 2);
  expect(progress.at(-1)).toMatchObject({ part: 'experts', loadedBytes: content.byteLength });
});

test('at most four core shards are fetched at a time', async () => {
  const site = new Site();
  const source = await openSource(site);
  await site.fail('*', { kind: 'stall' });
  const controller = new AbortController();
  const failing = failureOf(source.coreShards(controller.signal).next());
  await expect.poll(async () => Object.keys(await site.shardRequests()).length).toBe(4);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(Object.keys(await site.shardRequests())).toHaveLength(4);
  controller.abort();
  expect((await failing).name).toBe('AbortError');
});

test('a second load reads only storage', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  await loadEverything(await openSource(site, { store }));
  const before = await site.shardRequests();
  const source = await openSource(site);
  await loadEverything(source);
  expect(await site.shardRequests()).toEqual(before);
  expect(source.offline).toBe(false);
  expect(source.stats.network.files).toBe(0);
  expect(source.stats.indexeddb.files).toBe(source.manifest.shards.length + 1);
  expect(warnings).toEqual([]);
});

test('a stored model opens while the server is down, with a warning', async () => {
  const site = new Site();
  await loadEverything(await openSource(site));
  await site.fail('*', { kind: 'refuse' });
  const warnings: PocketM1Error[] = [];
  const source = await openSource(site, { onWarning: (w) => warnings.push(w) });
  await loadEverything(source);
  expect(source.offline).toBe(true);
  expect(source.stats.network.files).toBe(0);
  expect(warnings.map(({ code }) => code)).toEqual(['network']);
});

test('a model that will not fit causes a warning before it is fetched, and stored files count', async () => {
  const site = new Site();
  const room = { quota: 1_000_000, usage: 100_000 };
  const { estimate } = StorageManager.prototype;
  // Chromium reports a quota of 10 GiB on any disk; Firefox and Safari report the actual one.
  StorageManager.prototype.estimate = async () => room;
  try {
    const warnings: PocketM1Error[] = [];
    const options = { onWarning: (warning: PocketM1Error) => warnings.push(warning) };
    const source = await openSource(site, options);
    await source.settled();
    const { files, shards } = source.manifest;
    const expected = [...files, ...shards].reduce((sum, { bytes }) => sum + bytes, 0);
    expect(warnings.map(({ code, details }) => [code, details])).toEqual([
      ['storage', { expected, available: 900_000 }],
    ]);
    expect(await site.shardRequests()).toEqual({});
    await loadEverything(source);
    await (await openSource(site, options)).settled();
    room.quota = 2_000_000;
    await (await openSource(new Site(), options)).settled();
    expect(warnings).toHaveLength(1);
  } finally {
    StorageManager.prototype.estimate = estimate;
  }
});

test('a model that was never loaded does not open from a port where nothing listens', async () => {
  const site = new Site();
  const baseUrl = `${inject('shardServer').deadUrl}${site.name}`;
  const error = await failureOf(createShardSource({ baseUrl, store: createStore(site).store }));
  expect(error.code).toBe('network');
  expect(error.details.url).toBe(`${baseUrl}/manifest.json`);
});

const strange: [name: string, fault: Fault, code: string, message: RegExp][] = [
  ['no JSON', { kind: 'body', body: '{"format": "pocket' }, 'manifest-invalid', /is not JSON/],
  ['JSON of another kind', { kind: 'body', body: '{"login":true}' }, 'manifest-invalid', /format is missing/],
  ['a page', { kind: 'html' }, 'unexpected-content', /HTML page/],
  [
    'a page that is not called one',
    { kind: 'body', body: '\n <!doctype html>' },
    'unexpected-content',
    /HTML/,
  ],
  ['status 401', { kind: 'status', status: 401 }, 'http-status', /fetchOptions/],
  ['status 403', { kind: 'status', status: 403 }, 'http-status', /fetchOptions/],
  ['status 511', { kind: 'status', status: 511 }, 'http-status', /sign in to the network/],
  ['a refusal', { kind: 'status', status: 429, retryAfter: '61' }, 'http-status', /try again later/],
];
for (const [name, fault, code, message] of strange) {
  test(`${name} in place of the manifest opens the stored model with a warning, or is an error`, async () => {
    const site = new Site();
    const warnings: PocketM1Error[] = [];
    await site.fail('manifest.json', fault);
    const error = await failureOf(openSource(site));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    await site.heal();
    const { store } = createStore(site);
    await loadEverything(await openSource(site, { store }));
    const before = await site.shardRequests();

    await site.fail('manifest.json', fault);
    const source = await openSource(site, { store, onWarning: (warning) => warnings.push(warning) });
    expect(source.offline).toBe(true);
    await loadEverything(source);
    expect(await site.shardRequests()).toEqual(before);
    expect(warnings).toMatchObject([{ code: 'network', details: { url: site.url, reason: code } }]);
    expect(warnings[0]!.message).toMatch(message);
  });
}

test('a manifest that is gone from the server is an error, also when the model is stored', async () => {
  const site = new Site();
  await loadEverything(await openSource(site));
  await site.fail('manifest.json', { kind: 'status', status: 404 });
  expect(await failureOf(openSource(site))).toMatchObject({ code: 'http-status', details: { status: 404 } });
});

test('a model whose files all have the type text/html, or another one, loads', async () => {
  for (const contentType of ['text/html', 'text/plain; charset=utf-8', 'image/png']) {
    const site = new Site();
    await site.control({ contentType });
    await loadEverything(await openSource(site));
  }
});

for (const ranges of ['simple', 'closed'] as const) {
  test(`shards that are redirected to another origin resume there as far as its CORS headers allow (${ranges})`, async () => {
    const site = new Site();
    const cdn = new Site();
    await cdn.control({ ranges });
    await site.control({ redirectTo: cdn.otherOrigin });
    const source = await openSource(site);
    for (const expert of [0, 1, 2]) {
      const file = `experts/01-0${expert}.safetensors`;
      await cdn.fail(file, { kind: 'reset' }, 1);
      expect((await source.expert(1, expert)).byteLength).toBe(18_432 + 4_096 * expert);
      const [first, second, ...more] = (await cdn.log()).filter((request) => request.file === file);
      expect([first!.from, second!.from, more.length]).toEqual([
        0,
        first!.from + (9_216 + 2_048 * expert),
        0,
      ]);
    }
  });
}

const limits: [name: string, limit: NonNullable<SiteControl['limit']>][] = [
  ['429', { perSecond: 12, burst: 4, status: 429 }],
  ['503', { perSecond: 12, burst: 4, status: 503 }],
  ['429 and Retry-After', { perSecond: 12, burst: 4, status: 429, retryAfter: '1' }],
];
for (const [name, limit] of limits) {
  test(`a host that answers ${name} above a rate gets slower requests, and everything arrives`, async () => {
    const site = new Site();
    const { store } = createStore(site);
    const source = await openSource(site, { store });
    await source.settled();
    await site.control({ limit });
    const experts = source.manifest.shards.filter((shard) => shard.role === 'expert');
    await Promise.all(experts.map(({ layer, expert }) => source.expert(layer, expert)));
    await source.prefetch();
    const [model] = await listModels(store);
    expect(model!.storedBytes).toBe(model!.totalBytes);
    const log = await site.log();
    const refused = log.filter(({ fault }) => fault === 'refused').length;
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(model!.totalFiles);
  });
}

test('a Retry-After with a date is respected', async () => {
  const site = new Site();
  const source = await openSource(site);
  const retryAfter = new Date(Date.now() + 2_000).toUTCString();
  await site.fail('experts/00-00.safetensors', { kind: 'status', status: 503, retryAfter }, 1);
  const others = source.expert(0, 0).then(() => source.expert(0, 1));
  await others;
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(retryAfter));
  expect(await site.shardRequests()).toEqual({
    'experts/00-00.safetensors': 2,
    'experts/00-01.safetensors': 1,
  });
});

test('a request that waits for a free connection does not count as a silent server', async () => {
  const site = new Site();
  const source = await openSource(site, { tries: 1, stallMs: 700 });
  await site.fail('*', { kind: 'slow' });
  const { files, shards } = source.manifest;
  expect(files.length + shards.length).toBeGreaterThan(12);
  const core = loadEverything(source);
  const experts = shards.filter((shard) => shard.role === 'expert');
  await Promise.all([core, ...experts.map(({ layer, expert }) => source.expert(layer, expert))]);
});

test('a failure in the middle of the core keeps the fetched files, and the next load fetches the rest', async () => {
  const site = new Site();
  await site.fail('core-05.safetensors', { kind: 'status', status: 404 });
  const error = await failureOf(loadEverything(await openSource(site)));
  expect(error).toMatchObject({ code: 'http-status', details: { status: 404 } });
  await site.heal();
  const source = await openSource(site);
  await loadEverything(source);
  const requests = await site.shardRequests();
  expect(requests['core-05.safetensors']).toBe(2);
  for (const file of ['core-00', 'core-01', 'core-02', 'core-03', 'core-04']) {
    expect(requests[`${file}.safetensors`]).toBe(1);
  }
});

test('an expert that arrives with wrong bytes is not stored', async () => {
  const site = new Site();
  const source = await openSource(site);
  await site.fail('experts/00-00.safetensors', { kind: 'corrupt' });
  expect((await failureOf(source.expert(0, 0))).code).toBe('integrity');
  await site.heal();
  const sources: string[] = [];
  const next = await openSource(site, { onFetch: (e) => sources.push(e.source) });
  await next.expert(0, 0);
  await next.settled();
  await next.expert(0, 0);
  expect(sources).toEqual(['network', 'indexeddb']);
});

test('callers of the same expert share one download, and one that aborts does not disturb the others', async () => {
  const site = new Site();
  const sources: string[] = [];
  const source = await openSource(site, { onFetch: (e) => sources.push(e.source) });
  await site.fail('experts/01-02.safetensors', { kind: 'slow' });
  const impatient = new AbortController();
  const first = failureOf(source.expert(1, 2, impatient.signal));
  const second = source.expert(1, 2);
  const third = source.expert(1, 2);
  await expect.poll(() => site.shardRequests()).toEqual({ 'experts/01-02.safetensors': 1 });
  impatient.abort();
  expect((await first).name).toBe('AbortError');
  expect(await second).toBe(await third);
  expect(sources).toEqual(['memory', 'memory']);
  expect(await site.shardRequests()).toEqual({ 'experts/01-02.safetensors': 1 });
});

test('when every caller has aborted, the request ends and the next caller starts a new one', async () => {
  const site = new Site();
  const source = await openSource(site);
  const file = 'experts/01-02.safetensors';
  await site.fail(file, { kind: 'stall' }, 1);
  const controller = new AbortController();
  const both = [source.expert(1, 2, controller.signal), source.expert(1, 2, controller.signal)].map(
    failureOf,
  );
  await expect.poll(() => site.shardRequests()).toEqual({ [file]: 1 });
  controller.abort();
  await expect
    .poll(async () => (await site.log()).at(-1))
    .toMatchObject({ file, fault: 'stall', answer: 'cut' });
  expect((await Promise.all(both)).map(({ name }) => name)).toEqual(['AbortError', 'AbortError']);
  expect((await source.expert(1, 2)).byteLength).toBeGreaterThan(0);
  expect(await site.shardRequests()).toEqual({ [file]: 2 });
});

test('leaving the core early ends its downloads; a later load completes', async () => {
  const site = new Site();
  const source = await openSource(site);
  const stalled = ['core-01.safetensors', 'core-02.safetensors', 'core-03.safetensors'];
  await site.control({ faults: stalled.map((file) => ({ file, fault: { kind: 'stall' } })) });
  for await (const { shard } of source.coreShards()) {
    expect(shard.file).toBe('core-00.safetensors');
    await expect
      .poll(async () => (await site.log()).filter(({ answer }) => answer === 'pending').length)
      .toBe(3);
    break;
  }
  await expect.poll(async () => (await site.log()).filter(({ answer }) => answer === 'cut').length).toBe(3);
  await site.heal();
  await loadEverything(await openSource(site));
  expect((await site.shardRequests())['core-00.safetensors']).toBe(1);
});

test('disposing a source aborts its downloads', async () => {
  const site = new Site();
  const source = await openSource(site);
  await site.fail('*', { kind: 'stall' });
  const failing = failureOf(source.expert(0, 0));
  await expect.poll(async () => Object.keys(await site.shardRequests()).length).toBe(1);
  source.dispose();
  expect((await failing).name).toBe('AbortError');
  await expect.poll(async () => (await site.log()).at(-1)?.answer).toBe('cut');
});

test('two tabs that load at once request each shard only once', async () => {
  const site = new Site();
  createStore(site);
  await site.fail('*', { kind: 'slow' });
  const [one, two] = await Promise.all([runInTab(site), runInTab(site)]);
  const requests = await site.shardRequests();
  expect(new Set(Object.values(requests))).toEqual(new Set([1]));
  expect(one.coreBytes).toBe(two.coreBytes);
  const files = Object.keys(requests).length;
  expect(one.stats.network.files + two.stats.network.files).toBe(files);
  expect(one.stats.indexeddb.files + two.stats.indexeddb.files).toBe(files);
});

test('if a tab crashes during a download, the other one downloads the shard', async () => {
  const site = new Site();
  createStore(site);
  await site.fail('core-00.safetensors', { kind: 'stall' }, 1);
  const tab = openTab();
  tab.postMessage({ url: site.url, name: site.name });
  await expect.poll(async () => (await site.shardRequests())['core-00.safetensors']).toBe(1);
  const loading = loadEverything(await openSource(site));
  tab.terminate();
  await loading;
  // The browser's HTTP cache may split a request that follows an aborted one.
  const requests = (await site.log()).filter(({ file }) => file === 'core-00.safetensors');
  expect(requests[0]!.answer).toBe('cut');
  expect(requests.length).toBeGreaterThan(1);
  expect(requests.at(-1)!.answer).toBe('complete');
});

const tamperings: [name: string, tamper: (site: Site, sha256: string) => Promise<unknown>][] = [
  [
    'whose record was deleted',
    (site, sha256) => tamper(`${site.name}-metadata`, (store) => store.delete(`shard:${sha256}`)),
  ],
  [
    'whose bytes were deleted',
    (site, sha256) => tamper(`${site.name}-shards`, (store) => store.delete(sha256)),
  ],
  [
    'that is shorter than its record says',
    (site, sha256) => tamper(`${site.name}-shards`, (store) => store.put(new ArrayBuffer(7), sha256)),
  ],
  [
    'of the same length with other bytes',
    (site, sha256) => tamper(`${site.name}-shards`, (store) => store.put(new ArrayBuffer(2048), sha256)),
  ],
  [
    'that is no buffer',
    (site, sha256) => tamper(`${site.name}-shards`, (store) => store.put('2048 bytes', sha256)),
  ],
];
for (const [name, change] of tamperings) {
  test(`a stored shard ${name} is fetched and stored again`, async () => {
    const site = new Site();
    const source = await openSource(site);
    await source.expert(0, 0);
    await source.settled();
    const { sha256, bytes } = source.manifest.shards.find(
      ({ file }) => file === 'experts/00-00.safetensors',
    )!;
    expect(bytes).toBe(2048);
    await change(site, sha256);
    const sources: string[] = [];
    const next = await openSource(site, { onFetch: (e) => sources.push(e.source) });
    await next.expert(0, 0);
    await next.settled();
    await next.expert(0, 0);
    expect(sources).toEqual(['network', 'indexeddb']);
  });
}

test('databases deleted under an open source are created again', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  const sources: string[] = [];
  const source = await openSource(site, { store, onFetch: (e) => sources.push(e.source) });
  await source.expert(0, 0);
  await source.settled();
  // Resolves only because open connections close.
  await Promise.all(databaseNames(site).map(deleteDatabase));
  await source.expert(0, 0);
  await source.settled();
  await source.expert(0, 0);
  expect(sources).toEqual(['network', 'network', 'indexeddb']);
  expect(warnings).toEqual([]);
});
