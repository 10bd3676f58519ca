// The effects of loadModel's options, observed from outside.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { throttled } from './behaviours.ts';
import { lightning, openSharedSite, type Site, type Tab, unwrap, useBrowser } from './tab.ts';

useBrowser(lightning);

// Each test continues with the page of the one before.
let site: Site;

beforeAll(async () => {
  site = await openSharedSite();
});

afterAll(() => site.close());

function isWhole({ page }: Tab): Promise<boolean> {
  return page.evaluate(async () => {
    const [stored] = await pocketM1.storage.list();
    return stored !== undefined && stored.storedFiles === stored.totalFiles;
  });
}

/** Empties storage, so that the next load fetches. */
async function forget({ server, tab }: Site): Promise<void> {
  await tab.dispose();
  await tab.page.evaluate((url) => pocketM1.storage.delete(url), server.modelUrl);
  server.requests.length = 0;
}

describe('a page that loads a model three times', () => {
  /** How often the browser was asked for persistent storage. */
  const timesAsked = async ({ page }: Tab): Promise<number> => {
    await sleep(100);
    return page.evaluate(() => timesAskedToPersist);
  };

  beforeAll(() =>
    site.tab.page.evaluate(() => {
      globalThis.timesAskedToPersist = 0;
      StorageManager.prototype.persisted = async () => false;
      StorageManager.prototype.persist = async () => {
        timesAskedToPersist += 1;
        return false;
      };
    }),
  );

  it('prefetches experts by default, and does not ask the browser for persistent storage if that is off', async () => {
    const { tab } = site;
    await tab.load({ prefetch: undefined, persist: false });
    await expect.poll(() => isWhole(tab)).toBe(true);
    expect(await timesAsked(tab)).toBe(0);
  });

  it('asks the browser by default, prefetches once prefetching is turned on, and stops once it is off', async () => {
    await forget(site);
    const { server, tab } = site;
    const fetched = (): number => Object.keys(server.shardRequests()).length;
    // Slow enough to be turned off during prefetching.
    server.misbehave(/^experts/, throttled(100_000));
    await tab.load({ persist: undefined });
    expect(await timesAsked(tab)).toBe(1);
    const refused = await tab.page.evaluate(() => attempt(model.setPrefetch('later' as 'idle')));
    expect(refused).toMatchObject({
      failure: { code: 'invalid-argument', message: expect.stringContaining('later') },
    });
    await tab.page.evaluate(() => model.setPrefetch(true));
    await expect.poll(fetched).toBeGreaterThan(1);
    await tab.page.evaluate(() => model.setPrefetch(false));
    const before = fetched();
    await sleep(500);
    // Some requests may have been in flight.
    expect(fetched() - before).toBeLessThan(8);
    expect(fetched()).toBeLessThan(1 + lightning.experts);
    server.heal();
    await tab.page.evaluate(() => model.setPrefetch(true));
    await expect.poll(() => isWhole(tab)).toBe(true);
  });

  it('does not ask the browser again, and prefetches nothing if the user asks to save data', async () => {
    await forget(site);
    const { server, tab } = site;
    unwrap(
      await tab.page.evaluate(async (url) => {
        globalThis.worker = await startWorker();
        worker.postMessage('save-data');
        return attempt(openModel(url, { prefetch: undefined, persist: undefined, worker }));
      }, server.modelUrl),
    );
    await sleep(1000);
    expect(Object.keys(server.shardRequests())).toHaveLength(1);
    expect(await timesAsked(tab)).toBe(1);
  });
});

it.each([
  [{ kvCache: 'f8' as 'f16' }, 'kvCache'],
  [{ contextLength: 0 }, 'contextLength'],
  [{ prefetch: 'off' as 'idle' }, 'prefetch'],
  [{ contextLength: '4096' as unknown as number }, 'contextLength'],
  [{ expertBudgetBytes: 1 }, 'expertBudgetBytes'],
])('%j is rejected by name', async (options, name) => {
  const { tab } = site;
  await expect(tab.load(options)).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringContaining(name),
  });
});

declare global {
  var timesAskedToPersist: number;
}
