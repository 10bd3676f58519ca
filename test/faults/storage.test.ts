// Storage that is full, or changed, cleared or locked by other programs.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { brief } from './question.ts';
import { CORE_FILES, lightning, openSharedSite, openSite, type Site, type Tab, useBrowser } from './tab.ts';

useBrowser(lightning);
const { undisturbed } = lightning;

const SHARDS = 'pocket-m1-shards';
const METADATA = 'pocket-m1-metadata';

/** Changes the one object store of a database, as another program might. */
async function tamper(
  { page }: Tab,
  database: string,
  change: 'delete' | 'corrupt' | 'cut' | 'replace',
  prefix = '',
): Promise<void> {
  await page.evaluate(
    async ([name, what, start]) => {
      const promised = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const opened = await promised(indexedDB.open(name));
      const store = opened
        .transaction(opened.objectStoreNames[0]!, 'readwrite')
        .objectStore(opened.objectStoreNames[0]!);
      for (const key of (await promised(store.getAllKeys())).filter((key) => `${key}`.startsWith(start))) {
        if (what === 'delete') await promised(store.delete(key));
        if (what === 'replace') await promised(store.put('no bytes at all', key));
        if (what === 'delete' || what === 'replace') continue;
        const bytes = new Uint8Array(await promised<ArrayBuffer>(store.get(key)));
        bytes[bytes.length >> 1]! ^= 1;
        await promised(store.put(what === 'cut' ? bytes.slice(0, -7).buffer : bytes.buffer, key));
      }
      opened.close();
    },
    [database, change, prefix] as const,
  );
}

const changes: [string, string, Parameters<typeof tamper>[2], string][] = [
  ['bytes are deleted', SHARDS, 'delete', ''],
  ['bytes are changed', SHARDS, 'corrupt', ''],
  ['bytes are missing at the end', SHARDS, 'cut', ''],
  ['something else takes the place of bytes', SHARDS, 'replace', ''],
  ['records of shards are deleted', METADATA, 'delete', 'shard:'],
];

describe('a stored file', () => {
  let site: Site;
  /** Files of the core, and experts of the answer. */
  let files: number;

  beforeAll(async () => {
    site = await openSharedSite();
    const { tab } = site;
    await tab.load();
    files = CORE_FILES + (await tab.ask(brief)).experts.fetched;
    await vi.waitFor(async () => expect(await tab.storedFiles()).toBe(files), 20_000);
  });

  afterAll(() => site.close());

  it.each(changes)('when %s, is fetched again once, and stored again', async (...row) => {
    const [, database, change, prefix] = row;
    const { server, tab } = site;
    await tab.dispose();
    server.requests.length = 0;
    await tamper(tab, database, change, prefix);
    await tab.load();
    const { text, experts } = await tab.ask(brief);
    expect(text).toBe(undisturbed.brief);
    expect(experts.storedBytes).toBe(0);
    const requests = Object.values(server.shardRequests());
    expect(requests).toHaveLength(experts.fetched + 1);
    expect(Math.max(...requests)).toBe(1);
    expect(await tab.warnings()).toEqual([]);
    await expect.poll(() => tab.storedFiles()).toBe(files);
  });

  it('without faults, is read instead of the server', async () => {
    const { server, tab } = site;
    await tab.dispose();
    server.requests.length = 0;
    await tab.load({ expertBudgetBytes: 200_000 });
    const { text, experts } = await tab.ask(brief);
    expect(text).toBe(undisturbed.brief);
    expect(experts.networkBytes).toBe(0);
    expect(server.shardRequests()).toEqual({});
  });

  it('when the browser deletes it and closes the connections, is fetched again on demand', async () => {
    const { server, tab } = site;
    const session = await tab.page.context().newCDPSession(tab.page);
    const { origin } = new URL(server.url);
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    const { text, experts } = await tab.ask(brief);
    expect(text).toBe(undisturbed.brief);
    expect(experts.networkBytes).toBeGreaterThan(0);
    expect(await tab.warnings()).toEqual([]);
  });
});

it('when IndexedDB does not open, the model works with a warning that it is not stored', async () => {
  const { server, context, tab } = await openSite();
  const holder = await context.newPage();
  await holder.goto(server.url);
  // A page that ignores `versionchange` blocks the deletion of the database, and with it everyone who opens it later.
  await holder.evaluate(async (name) => {
    const opening = indexedDB.open(name, 1);
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const deletion = indexedDB.deleteDatabase(name);
    await new Promise((resolve) => {
      deletion.onblocked = resolve;
    });
  }, METADATA);
  const deleting = tab.page.evaluate(
    (url) => pocketM1.storage.delete(url).catch(({ code }: { code: string }) => code),
    server.modelUrl,
  );
  await tab.load();
  expect(await deleting).toBe('storage');
  expect(await tab.warnings()).toEqual(['storage']);
  expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
  expect(await tab.warnings()).toEqual(['storage']);
});

it('when IndexedDB is of another version and empty, it is repaired and stores the model', async () => {
  const { tab } = await openSite();
  await tab.page.evaluate(async (name) => {
    const opening = indexedDB.open(name, 7);
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    opening.result.close();
  }, SHARDS);
  await tab.load();
  const { text, experts } = await tab.ask(brief);
  expect(text).toBe(undisturbed.brief);
  expect(await tab.warnings()).toEqual([]);
  await expect.poll(() => tab.storedFiles()).toBe(CORE_FILES + experts.fetched);
});

it('when the disk is full, the model works with a warning, and is stored once there is space', async () => {
  const { server, context, tab } = await openSite();
  const session = await context.newCDPSession(tab.page);
  const { origin } = new URL(server.url);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 150_000 });
  await tab.load();
  const full = await tab.ask(brief);
  expect(full.text).toBe(undisturbed.brief);
  expect(new Set(await tab.warnings())).toEqual(new Set(['storage']));
  await tab.dispose();

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await tab.load();
  expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
  await expect.poll(() => tab.storedFiles()).toBe(CORE_FILES + full.experts.fetched);
});
