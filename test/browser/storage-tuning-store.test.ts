import { describe, expect, test } from 'vitest';
import { createTuningStore } from '../../src/storage/tuning-store.ts';

const freshName = (): string => `test-${crypto.randomUUID()}`;

describe('tuning store', () => {
  test('stores a verdict for later visits', async () => {
    const name = freshName();
    const store = createTuningStore(name);
    expect(await store.get('adapter')).toBeUndefined();
    await store.set('adapter', 'lanes');
    await store.set('other', 'teams');
    expect(await createTuningStore(name).get('adapter')).toBe('lanes');
  });

  test('a database that does not open is a miss, and its writes are ignored', async () => {
    const name = freshName();
    // An open connection that never closes, and a pending deletion, block all others.
    const holding = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(`${name}-tuning`);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const deleted = new Promise((resolve) => {
      indexedDB.deleteDatabase(`${name}-tuning`).onsuccess = resolve;
    });
    const store = createTuningStore(name);
    await store.set('adapter', 'lanes');
    expect(await store.get('adapter')).toBeUndefined();
    holding.close();
    await deleted;
  });
});
