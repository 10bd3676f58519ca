// Waits until what a page has fetched of a model is stored, because a page that is left may not have stored it yet.

import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { DemoServer } from './demo-server.ts';

/** Resolves when the page's storage has every file of m1-nano that the server was asked for. */
export async function allStored(page: Page, { requests }: DemoServer): Promise<void> {
  const files = new Set(requests.filter((path) => /^models\/m1-nano\/(?!manifest\.json)/.test(path)));
  await expect.poll(() => page.evaluate(countStored)).toBe(files.size);
}

function countStored(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('pocket-m1-metadata');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const records = opening.result.transaction('metadata').objectStore('metadata');
      // ";" follows ":".
      const counting = records.count(IDBKeyRange.bound('shard:', 'shard;'));
      counting.onerror = () => reject(counting.error);
      counting.onsuccess = () => resolve(counting.result);
      opening.result.close();
    };
  });
}
