// Experts that share a file on the server: layer 1 of the packed folder. Storage keeps them separately.

import { expect, onTestFinished, test, vi } from 'vitest';
import type { FetchEvent } from '../../src/contract/load.ts';
import { listModels, verifyModel } from '../../src/shards/stored-models.ts';
import { sha256Hex } from '../../src/storage/sha256.ts';
import { ShardStore } from '../../src/storage/shard-store.ts';
import {
  createStore,
  databaseNames,
  failureOf,
  loadEverything,
  openSource,
  runInTab,
  Site,
  tamper,
} from '../support/shard-site.ts';

const PACK = 'experts/01.pack';

async function packedSite(): Promise<Site> {
  const site = new Site();
  await site.control({ revision: 'packed' });
  return site;
}

async function packRequests(site: Site): Promise<number> {
  return (await site.shardRequests())[PACK] ?? 0;
}

test('one download fetches all experts of a pack, which are stored and read separately', async () => {
  const site = await packedSite();
  const { store, warnings } = createStore(site);
  const events: FetchEvent[] = [];
  const source = await openSource(site, { store, onFetch: (event) => events.push(event) });
  const shards = source.manifest.shards.filter((shard) => shard.role === 'expert' && shard.layer === 1);
  const contents = await Promise.all([2, 0].map((expert) => source.expert(1, expert)));
  expect(await Promise.all(contents.map((content) => sha256Hex(content)))).toEqual([
    shards[2]!.sha256,
    shards[0]!.sha256,
  ]);
  const packBytes = source.manifest.packs![0]!.bytes;
  expect(events).toMatchObject([
    { file: PACK, expert: 2, source: 'network', bytes: packBytes },
    { file: shards[0]!.file, expert: 0, source: 'memory', bytes: shards[0]!.bytes },
  ]);
  await source.settled();
  expect(await packRequests(site)).toBe(1);

  const next = await openSource(site, { store: createStore(site).store });
  expect((await next.expert(1, 1)).byteLength).toBe(shards[1]!.bytes);
  expect(next.stats.indexeddb).toEqual({ files: 1, bytes: shards[1]!.bytes });
  expect(await packRequests(site)).toBe(1);
  expect((await listModels(store))[0]).toMatchObject({ storedFiles: 3 });
  expect(warnings).toEqual([]);
});

test('a pack resumes, is verified as a whole, and is fetched again for an expert that storage lost', async () => {
  const site = await packedSite();
  const { store } = createStore(site);
  const source = await openSource(site, { store });
  await site.fail(PACK, { kind: 'reset' }, 1);
  await source.expert(1, 1);
  const resumed = (await site.log()).filter(({ file }) => file === PACK);
  expect(resumed.at(-1)!.from).toBeGreaterThan(0);
  await source.settled();

  const [lost, kept] = [1, 2].map(
    (expert) =>
      source.manifest.shards.find(
        (shard) => shard.role === 'expert' && shard.layer === 1 && shard.expert === expert,
      )!,
  );
  const [shards] = databaseNames(site);
  await tamper(shards!, (all) => all.put(new ArrayBuffer(lost!.bytes), lost!.sha256));
  expect((await verifyModel(store, site.url))!.damaged).toEqual([lost!.file]);
  await site.fail(PACK, { kind: 'corrupt' });
  expect((await failureOf(source.expert(1, 1))).code).toBe('integrity');
  await source.expert(1, 2);
  await site.heal();
  expect(await sha256Hex(await source.expert(1, 1))).toBe(lost!.sha256);
  await source.settled();
  expect(await store.hasShard(kept!.sha256, kept!.bytes)).toBe(true);
  expect((await verifyModel(store, site.url))!.damaged).toEqual([]);
});

test('prefetching downloads a pack once and counts its experts one by one', async () => {
  const site = await packedSite();
  const { store } = createStore(site);
  const source = await openSource(site, { store });
  const experts: number[] = [];
  const placed: string[] = [];
  await source.prefetch({
    onProgress: (step) => experts.push(step.experts),
    sink: {
      wants: (layer) => layer === 1,
      place: (layer, expert) => void placed.push(`${layer}/${expert}`),
    },
  });
  expect(experts).toEqual([1, 2, 3, 4, 5, 6]);
  expect(placed).toEqual(['1/0', '1/1', '1/2']);
  expect(await packRequests(site)).toBe(1);
  const [model] = await listModels(store);
  expect(model!.storedBytes).toBe(model!.totalBytes);
});

test('a demand for one expert joins a prefetch of its pack for another one, and ignores pauses', async () => {
  const site = await packedSite();
  const source = await openSource(site);
  for (const expert of [0, 1, 2]) await source.expert(0, expert);
  await site.fail(PACK, { kind: 'stall' }, 1);
  const prefetching = source.prefetch({ connections: 1 });
  await expect.poll(() => packRequests(site)).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 150));
  const release = source.pauseBackground();
  await expect.poll(async () => (await site.log()).at(-1)).toMatchObject({ file: PACK, answer: 'cut' });
  expect((await source.expert(1, 2)).byteLength).toBe(26_624);
  const [cut, resumed, ...more] = (await site.log()).filter(({ file }) => file === PACK);
  expect(cut).toMatchObject({ from: 0, answer: 'cut' });
  expect(resumed!.from).toBeGreaterThan(0);
  expect(more).toEqual([]);
  release();
  await prefetching;
  expect(await packRequests(site)).toBe(2);
});

test('without storage the experts of a pack stay in memory separately', async () => {
  const site = await packedSite();
  const original = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
  Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true });
  try {
    // 18,432, 22,528 and 26,624 bytes.
    const store = new ShardStore({ name: site.name, memoryBytes: 50_000 });
    const source = await openSource(site, { store });
    await source.expert(1, 0);
    await source.settled();
    await source.expert(1, 2);
    await source.expert(1, 1);
    expect(source.stats.memory.files).toBe(2);
    expect(await packRequests(site)).toBe(1);
    await source.expert(1, 0);
    expect(await packRequests(site)).toBe(2);
  } finally {
    Object.defineProperty(globalThis, 'indexedDB', original);
  }
});

test('tabs share a download of a pack', async () => {
  const site = await packedSite();
  await site.fail(PACK, { kind: 'slow' });
  await Promise.all([runInTab(site), runInTab(site)]);
  expect(await packRequests(site)).toBe(1);
});

test('experts that were stored before they were packed are not downloaded again', async () => {
  const site = new Site();
  await loadEverything(await openSource(site));
  await site.control({ revision: 'packed', version: '2' });
  const source = await openSource(site);
  expect(source.manifest.packs).toHaveLength(1);
  await loadEverything(source);
  expect(await packRequests(site)).toBe(0);
  expect(source.stats.network.files).toBe(0);
});

test('prefetching passes on all experts of a pack on a page of an opaque origin, without storage and locks', async () => {
  const site = await packedSite();
  const refusal = new DOMException('The origin is opaque.', 'SecurityError');
  const refused = [
    vi.spyOn(navigator.locks, 'request').mockRejectedValue(refusal),
    vi.spyOn(navigator.locks, 'query').mockRejectedValue(refusal),
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw refusal;
    }),
  ];
  onTestFinished(() => {
    for (const spy of refused) spy.mockRestore();
  });
  const { store, warnings } = createStore(site);
  const source = await openSource(site, { store });
  const placed: number[] = [];
  const sink = {
    wants: (layer: number) => layer === 1,
    place: (_: number, expert: number) => void placed.push(expert),
  };
  expect((await failureOf(source.prefetch({ sink }))).code).toBe('storage');
  expect(placed).toEqual([0, 1, 2]);
  expect((await source.expert(1, 2)).byteLength).toBe(26_624);
  expect(await packRequests(site)).toBe(1);
  expect(warnings).toMatchObject([{ code: 'storage' }]);
});
