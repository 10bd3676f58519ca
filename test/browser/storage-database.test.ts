import { get, set } from 'idb-keyval';
import { expect, onTestFinished, test } from 'vitest';
import { Database } from '../../src/storage/database.ts';

/** Creates a database without the library, with these stores and one value in each; it stays open. */
function makeDatabase(name: string, version: number | undefined, stores: string[]): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store).put(`kept in ${store}`, 'key');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function useDatabase(): { name: string; open: () => Database } {
  const name = `database ${crypto.randomUUID()}`;
  const opened: Database[] = [];
  onTestFinished(async () => {
    await Promise.all(opened.map((database) => database.close()));
    indexedDB.deleteDatabase(name);
  });
  const open = () => {
    const database = new Database(name, 'values', 2);
    opened.push(database);
    return database;
  };
  return { name, open };
}

const foreign: [what: string, version: number | undefined, stores: string[]][] = [
  ['that is empty', undefined, []],
  ['of a later version that is empty', 7, []],
  ['of a later version with the values in it', 7, ['values']],
  ['with the store of another release', 3, ['shelves']],
];
test.each(foreign)('a database %s is used, and nothing in it is lost', async (_, version, stores) => {
  const { name, open } = useDatabase();
  (await makeDatabase(name, version, stores)).close();
  const database = open();
  await database.run((store) => set('new', 'value', store));
  expect(await open().run((store) => get('new', store))).toBe('value');
  await database.close();
  const found = await makeDatabase(name, undefined, []);
  onTestFinished(() => found.close());
  for (const store of stores) {
    const request = found.transaction(store).objectStore(store).get('key');
    await new Promise((resolve) => request.addEventListener('success', resolve));
    expect(request.result).toBe(`kept in ${store}`);
  }
});

test('tabs that repair an empty database at the same time all use it afterwards', async () => {
  const { name, open } = useDatabase();
  (await makeDatabase(name, undefined, [])).close();
  const tabs = [open(), open(), open(), open()];
  await Promise.all(tabs.map((tab, i) => tab.run((store) => set(i, `by ${i}`, store))));
  for (const [i] of tabs.entries()) expect(await tabs[0]!.run((store) => get(i, store))).toBe(`by ${i}`);
});

test('an empty database that another page holds open is repaired once that page closes it', async () => {
  const { name, open } = useDatabase();
  const held = await makeDatabase(name, undefined, []);
  setTimeout(() => held.close(), 300);
  const database = open();
  await database.run((store) => set('key', 'value', store));
  expect(await database.run((store) => get('key', store))).toBe('value');
});

test('a blocked upgrade of a database fails with advice', async () => {
  const { name, open } = useDatabase();
  const held = await makeDatabase(name, undefined, []);
  onTestFinished(() => held.close());
  await expect(open().run((store) => get('key', store))).rejects.toMatchObject({
    name: 'TimeoutError',
    message: expect.stringContaining('close other tabs of this site, which block it'),
  });
});

// Chromium reports a full disk at the end of a transaction, other browsers at a request.
test('a write whose request fails reports the reason', async () => {
  const database = useDatabase().open();
  await database.run((store) => set('key', 'before', store));
  const { put } = IDBObjectStore.prototype;
  onTestFinished(() => {
    IDBObjectStore.prototype.put = put;
  });
  // Rejected, because the key exists.
  IDBObjectStore.prototype.put = function (value, key) {
    return this.add(value, key);
  };
  const writing = database.run((store) => set('key', 'after', store));
  await expect(writing).rejects.toMatchObject({ name: 'ConstraintError' });
  expect(await database.run((store) => get('key', store))).toBe('before');
});
