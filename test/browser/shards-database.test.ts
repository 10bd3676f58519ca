import { get, set } from 'idb-keyval';
import { expect, onTestFinished, test } from 'vitest';
import { Database } from '../../src/shards/database.ts';

// Chromium tells of a full disk when a transaction ends, other browsers when a request is made.
test('a write whose request fails says why', async () => {
  const name = `database ${crypto.randomUUID()}`;
  const database = new Database(name, 'values');
  await database.run((store) => set('key', 'before', store));
  const { put } = IDBObjectStore.prototype;
  onTestFinished(async () => {
    IDBObjectStore.prototype.put = put;
    await database.close();
    indexedDB.deleteDatabase(name);
  });
  // Refused, because the key is there.
  IDBObjectStore.prototype.put = function (value, key) {
    return this.add(value, key);
  };
  const writing = database.run((store) => set('key', 'after', store));
  await expect(writing).rejects.toMatchObject({ name: 'ConstraintError' });
  expect(await database.run((store) => get('key', store))).toBe('before');
});
