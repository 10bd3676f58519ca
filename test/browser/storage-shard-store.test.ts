// What is stored in IndexedDB, for which model, and what happens when IndexedDB fails.

import { expect, test } from 'vitest';
import { deleteModel, listModels, storedBytes, verifyModel } from '../../src/shards/stored-models.ts';
import { lockName } from '../../src/storage/locks.ts';
import { ShardStore } from '../../src/storage/shard-store.ts';
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

test('a shard is read back by a new store', async () => {
  const site = new Site();
  const { content, record } = await randomShard(300_000);
  await createStore(site).store.writeShard(record, content);
  const read = await createStore(site).store.readShard(record.sha256, record.bytes);
  expect(new Uint8Array(read!)).toEqual(new Uint8Array(content));
  expect(await createStore(site).store.readShard(record.sha256, record.bytes - 1)).toBeUndefined();
});

test('a write interrupted between bytes and record reads as absent, and is removed by the next deletion', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const { content, record } = await randomShard(1000);
  await store.writeShard(record, content);
  await tamper(`${site.name}-metadata`, (metadata) => metadata.delete(`shard:${record.sha256}`));
  expect(await createStore(site).store.readShard(record.sha256, record.bytes)).toBeUndefined();
  await store.deleteShards([]);
  expect(await tamper(`${site.name}-shards`, (shards) => shards.count())).toBe(0);
});

test("another tab's write in progress is not removed with interrupted ones", async () => {
  const site = new Site();
  const { store } = createStore(site);
  const { content, record } = await randomShard(1000);
  await store.writeShard(record, content);
  const metadata = `${site.name}-metadata`;
  await tamper(metadata, (all) => all.delete(`shard:${record.sha256}`));
  const other = createStore(site).store;
  await navigator.locks.request(lockName(site.name, record.sha256), () => other.deleteShards([]));
  expect(await tamper(`${site.name}-shards`, (shards) => shards.count())).toBe(1);
  await other.deleteShards([]);
  expect(await tamper(`${site.name}-shards`, (shards) => shards.count())).toBe(0);
});

test('a model that is deleted while it is open is complete, and listed, once everything is fetched again', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const source = await openSource(site, { store });
  await source.prefetch();
  await deleteModel(createStore(site).store, site.url);
  expect(await listModels(store)).toEqual([]);
  await source.prefetch();
  const [model] = await listModels(store);
  expect(model!.storedBytes).toBe(model!.totalBytes);
  await site.fail('manifest.json', { kind: 'reset' });
  expect((await openSource(site)).offline).toBe(true);
});

test('models are listed with their stored bytes, and deleted with all their bytes', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const source = await openSource(site, { store });
  await source.expert(0, 0);
  await source.settled();
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
      storedFiles: 1,
      totalFiles: source.manifest.files.length + source.manifest.shards.length,
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

test('models at two addresses share equal shards, and deleting one keeps the other complete', async () => {
  const site = new Site();
  const mirror = new Site();
  await mirror.control({ revision: 2 });
  const { store } = createStore(site);
  await loadEverything(await openSource(site, { store }));
  await loadEverything(await openSource(mirror, { store }));
  // Only the two shards that differ.
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

test('an update fetches the changed files, and deletes the earlier revision once its core is stored', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const former = await openSource(site, { store });
  await loadEverything(former);
  await site.control({ revision: 2 });
  await site.fail('core-01.safetensors', { kind: 'status', status: 404 });
  const interrupted = await openSource(site, { store });
  await expect(loadEverything(interrupted)).rejects.toMatchObject({ code: 'http-status' });

  // Until then, the earlier revision opens offline.
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
  expect(warnings[0]!.message).toContain('The model works');
});

test('a database without its object store gets it, and stores the model', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  // Created by another program, and empty.
  for (const name of databaseNames(site)) (await openDatabase(name)).close();
  const source = await openSource(site, { store });
  await source.prefetch();
  expect(warnings).toEqual([]);
  const [model] = await listModels(createStore(site).store);
  expect(model!.storedBytes).toBe(model!.totalBytes);
});

test('a database whose opening hangs counts as no storage', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  // An open connection blocks the deletion, which blocks everyone who opens the database after it.
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

test('verifying finds and deletes damaged files, and names missing ones', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const source = await openSource(site, { store });
  for (const expert of [0, 1, 2]) await source.expert(0, expert);
  await source.settled();
  const { manifest } = source;
  const shard = (file: string) => manifest.shards.find((one) => one.file === file)!;
  const [damaged, torn] = ['experts/00-00.safetensors', 'experts/00-02.safetensors'];
  await tamper(`${site.name}-shards`, (shards) => shards.put(new ArrayBuffer(2048), shard(damaged).sha256));
  await tamper(`${site.name}-shards`, (shards) => shards.delete(shard(torn).sha256));

  const steps: number[] = [];
  const verified = await verifyModel(createStore(site).store, site.url, {
    onProgress: ({ files }) => steps.push(files),
  });
  const all = manifest.files.length + manifest.shards.length;
  expect(verified).toMatchObject({ sound: 1, damaged: [damaged, torn] });
  expect(verified!.missing).toHaveLength(all - 3);
  expect(steps).toEqual(Array.from({ length: all }, (_, i) => i + 1));
  for (const name of databaseNames(site)) {
    const keys = await tamper(name, (content) => content.getAllKeys());
    expect(keys.filter((key) => String(key).endsWith(shard(damaged).sha256))).toEqual([]);
  }
  await source.expert(0, 0);
  await source.settled();
  expect(await verifyModel(store, site.url)).toMatchObject({ sound: 2, damaged: [] });
  expect(await verifyModel(store, 'https://host/never-loaded/')).toBeUndefined();
  const failing = verifyModel(store, site.url, { signal: AbortSignal.abort() });
  await expect(failing).rejects.toMatchObject({ name: 'AbortError' });
});

test('a value whose file the browser has lost is deleted and counts as absent', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  const { record, content } = await randomShard(1000);
  await store.writeShard(record, content);
  const { get } = IDBObjectStore.prototype;
  // Simulates Chromium's behavior when the file of a value is gone, which cannot be caused directly.
  IDBObjectStore.prototype.get = function (this: IDBObjectStore, key) {
    if (key === record.sha256) throw new DOMException('lost', 'NotReadableError');
    return get.call(this, key);
  };
  try {
    expect(await store.readShard(record.sha256, record.bytes)).toBeUndefined();
  } finally {
    IDBObjectStore.prototype.get = get;
  }
  expect(await store.hasShard(record.sha256, record.bytes)).toBe(false);
  expect(warnings).toEqual([]);
  await store.writeShard(record, content);
  expect((await store.readShard(record.sha256, record.bytes))?.byteLength).toBe(1000);
});

test('an invalid record is ignored', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  await (await openSource(site, { store })).settled();
  for (const [key, value] of [
    ['shard:x', null],
    ['shard:y', 7],
    ['model:z', { url: 'elsewhere' }],
    [`model:${site.url}`, { url: site.url, manifest: '{' }],
  ] as const) {
    await tamper(`${site.name}-metadata`, (metadata) => metadata.put(value, key));
  }
  await loadEverything(await openSource(site, { store: createStore(site).store }));
  expect(await listModels(store)).toHaveLength(1);
  expect(warnings).toEqual([]);
});

test('calls that find the connection lost at the same time all continue over a new one', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  const shards = await Promise.all(Array.from({ length: 8 }, () => randomShard(1000)));
  for (const { record, content } of shards) await store.writeShard(record, content);
  await Promise.all(databaseNames(site).map(deleteDatabase));
  const written = await Promise.all(shards.map(({ record, content }) => store.writeShard(record, content)));
  expect(written).toEqual(shards.map(() => true));
  const read = await Promise.all(shards.map(({ record }) => store.readShard(record.sha256, record.bytes)));
  expect(read.map((content) => content?.byteLength)).toEqual(shards.map(() => 1000));
  expect(warnings).toEqual([]);
});

test('a request for a shard does not wait until it is written', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const sources: string[] = [];
  const source = await openSource(site, { store, onFetch: (event) => sources.push(event.source) });
  await source.settled();
  // An open transaction blocks all other writes.
  await store.writeShard((await randomShard(10)).record, new ArrayBuffer(10));
  const database = await openDatabase(`${site.name}-shards`);
  const shards = database.transaction('shards', 'readwrite').objectStore('shards');
  let blocked = true;
  const keepAlive = (): void => {
    if (blocked) shards.get('nothing').onsuccess = keepAlive;
  };
  keepAlive();
  await source.expert(0, 0);
  await source.expert(0, 0);
  const { sha256 } = source.manifest.shards.find(({ file }) => file === 'experts/00-00.safetensors')!;
  expect(await createStore(site).store.hasShard(sha256, 2048)).toBe(false);
  blocked = false;
  await source.settled();
  database.close();
  await source.expert(0, 0);
  expect(sources).toEqual(['network', 'memory', 'indexeddb']);
});

test('an expert costs three transactions when it is new, and one when it is stored', async () => {
  const site = new Site();
  const source = await openSource(site);
  await source.settled();
  const { transaction } = IDBDatabase.prototype;
  let transactions = 0;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...rest) {
    transactions += 1;
    return transaction.apply(this, rest);
  };
  try {
    await source.expert(0, 0);
    await source.settled();
    expect(transactions).toBe(3);
    await source.expert(0, 0);
    expect(transactions).toBe(4);
  } finally {
    IDBDatabase.prototype.transaction = transaction;
  }
});

test('without storage the latest experts stay in memory, up to a number of bytes', async () => {
  const site = new Site();
  const original = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
  Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true });
  try {
    const store = new ShardStore({ name: site.name, memoryBytes: 30_000 });
    const source = await openSource(site, { store });
    // 2,048, 10,240 and 18,432 bytes.
    for (const [layer, expert] of [
      [0, 0],
      [0, 2],
      [0, 0],
      [1, 0],
      [0, 0],
      [0, 2],
    ] as const) {
      await source.expert(layer, expert);
    }
  } finally {
    Object.defineProperty(globalThis, 'indexedDB', original);
  }
  const requests = await site.shardRequests();
  expect(requests).toEqual({
    'experts/00-00.safetensors': 1,
    'experts/00-02.safetensors': 2,
    'experts/01-00.safetensors': 1,
  });
});
