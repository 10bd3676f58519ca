// What is kept in IndexedDB, for which model, and what happens where IndexedDB refuses.

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
  expect(await createStore(site).store.readShard(record.sha256, record.bytes)).toBeUndefined();
  await store.deleteShards([]);
  expect(await tamper(`${site.name}-shards`, (shards) => shards.count())).toBe(0);
});

test('what another tab is storing right now is not swept with what was torn', async () => {
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

test('a model that is deleted while it is open is whole, and listed, once everything has come again', async () => {
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

test('models are listed with what is stored of them, and deleted with all their bytes', async () => {
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
  expect(warnings[0]!.message).toContain('The model works');
});

test('a database that lacks its object store gets it, and stores the model', async () => {
  const site = new Site();
  const { store, warnings } = createStore(site);
  // Made by someone else: it exists, and is empty.
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

test('verifying finds what is damaged, deletes it, and names what is missing', async () => {
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
  // What Chromium does when the file behind a value is gone; nothing else makes it do so on purpose.
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

test('a record that makes no sense is no record', async () => {
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

test('calls that meet a lost connection at the same time all go on over a new one', async () => {
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

test('who asks for a shard does not wait until it is written', async () => {
  const site = new Site();
  const { store } = createStore(site);
  const sources: string[] = [];
  const source = await openSource(site, { store, onFetch: (event) => sources.push(event.source) });
  await source.settled();
  // A transaction that someone keeps alive lets no one else write.
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
