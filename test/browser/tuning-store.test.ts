import { describe, expect, test } from 'vitest';
import { createTuningStore } from '../../src/shards/tuning-store.ts';

const freshName = (): string => `test-${crypto.randomUUID()}`;

describe('tuning store', () => {
  test('keeps a verdict for whoever opens it later', async () => {
    const name = freshName();
    const store = createTuningStore(name);
    expect(await store.get('adapter')).toBeUndefined();
    await store.set('adapter', 'lanes');
    await store.set('other', 'teams');
    expect(await createTuningStore(name).get('adapter')).toBe('lanes');
  });

  test('a database that does not open is a miss and a write that did not happen', async () => {
    const name = freshName();
    await new Promise((resolve, reject) => {
      const request = indexedDB.open(`${name}-tuning`, 2); // newer than the store knows
      request.onsuccess = () => resolve(request.result.close());
      request.onerror = () => reject(request.error);
    });
    const store = createTuningStore(name);
    await store.set('adapter', 'lanes');
    expect(await store.get('adapter')).toBeUndefined();
  });
});
