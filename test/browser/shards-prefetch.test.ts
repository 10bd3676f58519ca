// Prefetched experts, and how prefetching yields to demanded experts.

import { expect, test } from 'vitest';
import type { FetchEvent, PrefetchProgress } from '../../src/contract/load.ts';
import type { Manifest } from '../../src/shards/manifest.ts';
import { listModels } from '../../src/shards/stored-models.ts';
import { createStore, failureOf, openSource, runInTab, Site } from '../support/shard-site.ts';

const file = (layer: number, expert: number) => `experts/0${layer}-0${expert}.safetensors`;
const ALL = [0, 1].flatMap((layer) => [0, 1, 2].map((expert) => file(layer, expert)));

/** The requested experts, in order. */
async function asked(site: Site): Promise<string[]> {
  return (await site.log()).map((request) => request.file).filter((name) => name.startsWith('experts/'));
}

async function pending(site: Site): Promise<string[]> {
  return (await site.log()).filter(({ answer }) => answer === 'pending').map((request) => request.file);
}

/** Defaults of the site, unless the site's manifest overrides them. */
async function addToManifest(site: Site, more: Partial<Manifest>): Promise<void> {
  const body = JSON.stringify({ ...(await site.manifest()), ...more });
  await site.fail('manifest.json', { kind: 'body', body });
}

function expertBytes(manifest: Manifest): number {
  return manifest.shards.reduce((sum, { role, bytes }) => sum + (role === 'expert' ? bytes : 0), 0);
}

test('every expert is stored, layer by layer, and reported as it arrives; then the rest', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  const events: FetchEvent[] = [];
  const progress: PrefetchProgress[] = [];
  const source = await openSource(site, { store, onFetch: (event) => events.push(event) });
  await source.prefetch({ connections: 1, onProgress: (step) => progress.push(step) });

  expect(await asked(site)).toEqual(ALL);
  const totalBytes = expertBytes(source.manifest);
  expect(progress.map(({ experts }) => experts)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(progress.at(-1)).toEqual({ experts: 6, totalExperts: 6, bytes: totalBytes, totalBytes });
  const { files, shards } = source.manifest;
  expect(events.map((event) => event.file).sort()).toEqual(
    [...files, ...shards].map((one) => one.file).sort(),
  );
  expect(events.every(({ background, source: from }) => background && from === 'network')).toBe(true);
  expect(source.backgroundStats.network.files).toBe(events.length);
  expect(source.stats.network.files).toBe(0);
  const [model] = await listModels(store);
  expect(model!.storedBytes).toBe(model!.totalBytes);

  // Nothing is left to fetch, now or in the next visit.
  await source.prefetch();
  await (await openSource(site)).prefetch();
  expect(await asked(site)).toEqual(ALL);
  await source.expert(1, 1);
  expect(source.stats.indexeddb.files).toBe(1);
  expect(warnings).toEqual([]);
});

test('the experts that every conversation opens with are fetched after the core, also while prefetching is paused', async () => {
  const site = new Site();
  const opening = [[1, 2], [0]];
  await addToManifest(site, { opening });
  const events: FetchEvent[] = [];
  const source = await openSource(site, { onFetch: (event) => events.push(event) });
  const bringing = source.fetchPrefixExperts();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await asked(site)).toEqual([]);

  await site.fail(file(0, 2), { kind: 'slow' }, 1);
  const release = source.pauseBackground();
  for await (const _ of source.coreShards());
  await expect.poll(() => pending(site)).toEqual([file(0, 2)]);
  await Promise.all([source.expert(0, 2), source.expert(1, 1), bringing]);
  release();
  expect((await asked(site)).toSorted()).toEqual([file(0, 1), file(0, 2), file(1, 0), file(1, 1)]);
  const early = events.filter(({ background }) => background).map((event) => event.file);
  expect(early.toSorted()).toEqual([file(0, 1), file(0, 2), file(1, 0)]);

  // The next visit reads it from storage.
  const next = await openSource(site);
  const again = next.fetchPrefixExperts();
  for await (const _ of next.coreShards());
  await again;
  expect(await asked(site)).toHaveLength(4);
});

test('disposing ends the prefetch of opening experts', async () => {
  const site = new Site();
  await addToManifest(site, { opening: [[1, 2], [0]] });
  await site.fail(file(0, 1), { kind: 'stall' });
  const source = await openSource(site);
  const failing = failureOf(source.fetchPrefixExperts());
  for await (const _ of source.coreShards());
  await expect.poll(() => pending(site)).toEqual([file(0, 1)]);
  source.dispose();
  expect((await failing).name).toBe('AbortError');
  await expect.poll(() => pending(site)).toEqual([]);
});

test('the most popular experts are fetched first', async () => {
  const site = new Site();
  const popularity = [
    [0.1, 0.6, 0.3],
    [0.2, 0.1, 0.7],
  ];
  await addToManifest(site, { popularity });
  await (await openSource(site)).prefetch({ connections: 1 });
  expect(await asked(site)).toEqual([file(1, 2), file(0, 1), file(0, 2), file(1, 0), file(0, 0), file(1, 1)]);
});

test('at most four are fetched at a time', async () => {
  const site = new Site();
  const source = await openSource(site);
  await site.fail('*', { kind: 'stall' });
  const controller = new AbortController();
  const failing = failureOf(source.prefetch({ signal: controller.signal }));
  await expect.poll(async () => (await pending(site)).length).toBe(4);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await asked(site)).toHaveLength(4);
  controller.abort();
  expect((await failing).name).toBe('AbortError');
  await expect.poll(() => pending(site)).toEqual([]);
});

test('aborting leaves only complete experts', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const source = await openSource(site, { store });
  await site.fail(file(0, 2), { kind: 'stall' }, 1);
  const controller = new AbortController();
  const failing = failureOf(source.prefetch({ connections: 1, signal: controller.signal }));
  await expect.poll(() => pending(site)).toEqual([file(0, 2)]);
  controller.abort();
  await failing;
  const wholeOnes = source.manifest.shards.filter((shard) => ALL.slice(0, 2).includes(shard.file));
  const expected = wholeOnes.reduce((sum, { bytes }) => sum + bytes, 0);
  expect((await listModels(store))[0]!.storedBytes).toBe(expected);
  await source.prefetch();
  const [model] = await listModels(store);
  expect(model!.storedBytes).toBe(model!.totalBytes);
});

test('a demand suspends prefetches, which resume later where they stopped', async () => {
  const site = new Site();
  const source = await openSource(site);
  for (const cut of [file(1, 0), file(1, 1)]) await site.fail(cut, { kind: 'stall' }, 1);
  await source.expert(0, 0);
  await source.expert(0, 1);
  const prefetching = source.prefetch({ connections: 2 });
  await expect.poll(async () => (await pending(site)).sort()).toEqual([file(1, 0), file(1, 1)]);
  await new Promise((resolve) => setTimeout(resolve, 150));

  await source.expert(1, 2);
  const log = (await site.log()).filter((request) => ALL.includes(request.file));
  expect(log.find((request) => request.file === file(1, 2))).toMatchObject({ answer: 'complete' });
  for (const cut of [file(1, 0), file(1, 1)]) {
    expect(log.find((request) => request.file === cut)).toMatchObject({ fault: 'stall', answer: 'cut' });
  }
  await prefetching;
  const resumed = (await site.log()).filter(({ from }) => from > 0);
  expect(resumed.map((request) => request.file).sort()).toEqual([file(1, 0), file(1, 1)]);
  expect(source.stats.network.files).toBe(3);
  expect(await asked(site)).toHaveLength(ALL.length + 2);
});

test('from a server without ranges one transfer is lost; later ones may finish', async () => {
  const site = new Site();
  const source = await openSource(site);
  await site.control({ ranges: 'none' });
  await site.fail(file(0, 0), { kind: 'stall' }, 1);
  await site.fail(file(0, 1), { kind: 'slow' });
  const prefetching = source.prefetch({ connections: 1 });
  for (const begun of [file(0, 0), file(0, 1)]) {
    await expect.poll(() => pending(site)).toEqual([begun]);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await source.expert(1, 2);
  }
  await prefetching;
  const answers = async (name: string) =>
    (await site.log()).filter((request) => request.file === name).map(({ answer }) => answer);
  expect(await answers(file(0, 0))).toEqual(['cut', 'complete']);
  expect(await answers(file(0, 1))).toEqual(['complete']);
});

test('a demand for an expert that is being prefetched joins that download, which then ignores pauses', async () => {
  const site = new Site();
  const sources: string[] = [];
  const source = await openSource(site, { onFetch: ({ source: from }) => sources.push(from) });
  await site.fail(file(0, 0), { kind: 'stall' }, 1);
  await site.fail(file(1, 2), { kind: 'stall' }, 1);
  const stop = new AbortController();
  const prefetching = failureOf(source.prefetch({ connections: 1, signal: stop.signal }));
  await expect.poll(() => pending(site)).toEqual([file(0, 0)]);
  await new Promise((resolve) => setTimeout(resolve, 150));

  // This one pauses prefetching as long as it stalls.
  const stalled = new AbortController();
  const stalling = failureOf(source.expert(1, 2, stalled.signal));
  await expect.poll(() => pending(site)).toEqual([file(1, 2)]);
  const content = await source.expert(0, 0);
  expect(content.byteLength).toBe(2048);
  const requests = (await site.log()).filter((request) => request.file === file(0, 0));
  expect(requests).toMatchObject([
    { from: 0, answer: 'cut' },
    { from: expect.any(Number), answer: 'complete' },
  ]);
  expect(requests[1]!.from).toBeGreaterThan(0);
  expect(sources).toContain('memory');
  stalled.abort();
  stop.abort();
  await Promise.all([stalling, prefetching]);
});

test('it waits while it is paused, and continues when it is resumed', async () => {
  const site = new Site();
  const source = await openSource(site);
  const release = source.pauseBackground();
  const again = source.pauseBackground();
  const prefetching = source.prefetch();
  await new Promise((resolve) => setTimeout(resolve, 200));
  release();
  release();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await asked(site)).toEqual([]);
  again();
  await prefetching;
  expect((await asked(site)).sort()).toEqual(ALL);
});

test('an expert that is missing on the server is reported after all others were fetched', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const source = await openSource(site, { store });
  await site.fail(file(0, 1), { kind: 'status', status: 404 });
  const error = await failureOf(source.prefetch());
  expect(error).toMatchObject({ code: 'http-status', details: { status: 404 } });
  const missing = source.manifest.shards.find((shard) => shard.file === file(0, 1))!;
  const [model] = await listModels(store);
  expect(model!.storedBytes).toBe(expertBytes(source.manifest) - missing.bytes);
});

test('an unreachable server ends it at once', async () => {
  const site = new Site();
  const source = await openSource(site, { tries: 1 });
  await site.fail('*', { kind: 'refuse' });
  expect((await failureOf(source.prefetch({ connections: 2 }))).code).toBe('network');
  // The browser itself retries.
  expect(new Set(await asked(site)).size).toBeLessThanOrEqual(2);
});

test('two tabs share the work, and one takes over the rest when the other closes', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const source = await openSource(site, { store });
  await source.settled();
  await site.fail('*', { kind: 'stall' });
  const stop = new AbortController();
  const stalling = failureOf(source.prefetch({ signal: stop.signal }));
  await expect.poll(async () => (await pending(site)).length).toBe(4);
  const begun = await pending(site);
  await site.heal();
  const otherTab = runInTab(site, { prefetch: true });
  // It fetches what this tab has not started, then waits.
  await expect.poll(async () => (await asked(site)).length).toBe(ALL.length);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await asked(site)).sort()).toEqual(ALL);
  stop.abort();
  await stalling;
  const { files, shards } = source.manifest;
  expect((await otherTab).backgroundStats.network.files).toBe(files.length + shards.length);
  // The browser's HTTP cache may split a request that follows an aborted one.
  expect(new Set((await asked(site)).slice(ALL.length))).toEqual(new Set(begun));
});

test('a consumer of experts gets them as they arrive, also stored ones', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const source = await openSource(site, { store });
  await source.expert(0, 0);
  const placed: string[] = [];
  await source.prefetch({
    connections: 1,
    sink: {
      wants: (layer) => layer === 0,
      place: (layer, expert, content) => void placed.push(`${file(layer, expert)} ${content.byteLength}`),
    },
  });
  expect(placed).toEqual([`${file(0, 0)} 2048`, `${file(0, 1)} 6144`, `${file(0, 2)} 10240`]);
  expect((await asked(site)).sort()).toEqual(ALL);
});

test('without storage only experts with a consumer are fetched, and a warning is given', async () => {
  const site = new Site();
  const original = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
  Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true });
  try {
    const { store } = createStore(site);
    const source = await openSource(site, { store });
    const placed: number[] = [];
    const sink = {
      wants: (layer: number) => layer === 1,
      place: (_: number, expert: number) => void placed.push(expert),
    };
    expect((await failureOf(source.prefetch({ sink }))).code).toBe('storage');
    expect(placed.sort()).toEqual([0, 1, 2]);
    expect((await asked(site)).sort()).toEqual([file(1, 0), file(1, 1), file(1, 2)]);
  } finally {
    Object.defineProperty(globalThis, 'indexedDB', original);
  }
});
