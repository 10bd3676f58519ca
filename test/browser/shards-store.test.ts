// What is kept in IndexedDB, for which model, and what happens where IndexedDB refuses.

import { expect, test } from 'vitest';
import { deleteModel, listModels, storedBytes } from '../../src/shards/storage.ts';
import {
  createStore,
  databaseNames,
  deleteDatabase,
  loadEverything,
  openDatabase,
  openSource,
  randomShard,
  Site,
  tamper,
} from '../support/shard-site.ts';

test('a shard is read back by a store that knows nothing yet', async () => {
  const site = new Site();
  const { content, record } = await randomShard(300_000);
  await createStore(site).store.writeShard(record, content);
  const read = await createStore(site).store.readShard(record.sha256, record.bytes);
  expect(new Uint8Array(read!)).toEqual(new Uint8Array(content));
  expect(await createStore(site).store.readShard(record.sha256, record.bytes - 1)).toBeUndefined();
});

test('a write torn between bytes and record reads as absent, and is cleared away with the next deletion', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const { content, record } = await randomShard(1000);
  await store.writeShard(record, content);
  await tamper(`${site.name}-metadata`, (metadata) => metadata.delete(`shard:${record.sha256}`));
  expect(await store.readShard(record.sha256, record.bytes)).toBeUndefined();
  await store.deleteShards([]);
  expect(await tamper(`${site.name}-shards`, (shards) => shards.count())).toBe(0);
});

test('models are listed with what is stored of them, and deleted with all their bytes', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const source = await openSource(site, { store });
  await source.expert(0, 0);
  expect(await listModels(store)).toEqual([
    {
      url: site.url,
      name: 'random-bytes',
      revision: source.manifest.revision,
      storedBytes: 2048,
      totalBytes: [...source.manifest.files, ...source.manifest.shards].reduce(
        (sum, { bytes }) => sum + bytes,
        0,
      ),
    },
  ]);
  await loadEverything(source);
  const [model] = await listModels(store);
  expect(model!.storedBytes).toBe(model!.totalBytes);
  expect(await storedBytes(store)).toBe(model!.totalBytes);
  expect(await deleteModel(store, site.url)).toBe(model!.totalBytes);
  expect(await listModels(store)).toEqual([]);
  for (const name of databaseNames(site)) expect(await tamper(name, (all) => all.count())).toBe(0);
  expect(await deleteModel(store, site.url)).toBe(0);
});

test('models at two addresses share equal shards, and deleting one leaves the other whole', async () => {
  const site = new Site();
  const mirror = new Site();
  await mirror.control({ revision: 2 });
  const { store } = createStore(site);
  await loadEverything(await openSource(site, { store }));
  await loadEverything(await openSource(mirror, { store }));
  // The two shards that differ, and nothing else.
  expect(Object.keys(await mirror.shardRequests()).sort()).toEqual([
    'core-01.safetensors',
    'experts/00-01.safetensors',
  ]);
  const before = await storedBytes(store);
  const freed = await deleteModel(store, site.url);
  expect(freed).toBeGreaterThan(0);
  expect(await storedBytes(store)).toBe(before - freed);
  const again = await openSource(mirror, { store });
  await loadEverything(again);
  expect(again.stats.network.files).toBe(0);
});

test('an update fetches what changed, and drops the former revision once its core is here', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const former = await openSource(site, { store });
  await loadEverything(former);
  await site.control({ revision: 2 });
  await site.fail('core-01.safetensors', { kind: 'status', status: 404 });
  const interrupted = await openSource(site, { store });
  await expect(loadEverything(interrupted)).rejects.toMatchObject({ code: 'http-status' });

  // Until then, the former revision is the one that opens offline.
  await site.control({ heal: true, faults: [{ file: '*', fault: { kind: 'refuse' } }] });
  const offline = await openSource(site, { store });
  expect(offline.manifest.revision).toBe(former.manifest.revision);
  await loadEverything(offline);

  await site.heal();
  const updated = await openSource(site, { store });
  await loadEverything(updated);
  expect(updated.manifest.revision).not.toBe(former.manifest.revision);
  expect(updated.stats.network.files).toBe(2);
  expect(await listModels(store)).toMatchObject([{ url: site.url, revision: updated.manifest.revision }]);
  const [model] = await listModels(store);
  expect(await storedBytes(store)).toBe(model!.totalBytes);
});

test('without IndexedDB everything loads from the network, with one warning', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  const original = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
  Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true });
  try {
    await loadEverything(await openSource(site, { store }));
    expect(await listModels(store)).toEqual([]);
  } finally {
    Object.defineProperty(globalThis, 'indexedDB', original);
  }
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatchObject({ code: 'storage' });
  expect(warnings[0]!.message).toContain('the model works');
});

test('a database that cannot hold shards counts as no storage', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  // Made by someone else: it exists, but lacks the object store.
  for (const name of databaseNames(site)) (await openDatabase(name)).close();
  await loadEverything(await openSource(site, { store }));
  expect(warnings.map(({ code }) => code)).toEqual(['storage']);
});

test('a database whose opening hangs counts as no storage', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  // A connection that does not give way blocks the deletion, and that blocks everyone who opens after it.
  const blocking = await Promise.all(databaseNames(site).map(openDatabase));
  const deleting = databaseNames(site).map(deleteDatabase);
  try {
    await loadEverything(await openSource(site, { store }));
  } finally {
    for (const database of blocking) database.close();
  }
  await Promise.all(deleting);
  expect(warnings.map(({ code }) => code)).toEqual(['storage']);
  expect(warnings[0]!.details.actual).toContain('did not open within');
});
