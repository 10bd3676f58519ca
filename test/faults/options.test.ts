// What the options of loadModel change, seen from outside.

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { EXPERTS, openSite, type Tab, unwrap, useBrowser } from './tab.ts';

useBrowser();

function isWhole({ page }: Tab): Promise<boolean> {
  return page.evaluate(async () => {
    const [stored] = await pocketM1.storage.list();
    return stored !== undefined && stored.storedFiles === stored.totalFiles;
  });
}

it('experts come ahead of need by default', async () => {
  const { tab } = await openSite();
  await tab.load({ prefetch: undefined });
  await expect.poll(() => isWhole(tab)).toBe(true);
});

it('experts come ahead of need once that is turned on, and no more once it is off', async () => {
  const { server, tab } = await openSite();
  const asked = (): number => Object.keys(server.shardRequests()).length;
  await tab.load();
  await tab.page.evaluate(() => model.setPrefetch(true));
  await expect.poll(asked).toBeGreaterThan(1);
  await tab.page.evaluate(() => model.setPrefetch(false));
  const before = asked();
  await sleep(500);
  // Some may have been on their way to the server.
  expect(asked() - before).toBeLessThan(8);
  expect(asked()).toBeLessThan(1 + EXPERTS);
  await tab.page.evaluate(() => model.setPrefetch(true));
  await expect.poll(() => isWhole(tab)).toBe(true);
});

it('where the user asks to save data, none comes that is not needed', async () => {
  const { server, tab } = await openSite();
  unwrap(
    await tab.page.evaluate(async (url) => {
      globalThis.worker = await startWorker();
      worker.postMessage('save-data');
      return attempt(openModel(url, { prefetch: undefined, worker }));
    }, server.modelUrl),
  );
  await sleep(1000);
  expect(Object.keys(server.shardRequests())).toHaveLength(1);
});

it('the browser is asked once a page to keep what is stored, and not when told not to', async () => {
  const { server, tab } = await openSite();
  const asked = await tab.page.evaluate(async (url) => {
    let times = 0;
    StorageManager.prototype.persisted = async () => false;
    StorageManager.prototype.persist = async () => {
      times += 1;
      return false;
    };
    const counts: number[] = [];
    for (const persist of [false, undefined, undefined]) {
      await openModel(url, { persist });
      await new Promise((resolve) => setTimeout(resolve, 100));
      counts.push(times);
      await model.dispose();
    }
    return counts;
  }, server.modelUrl);
  expect(asked).toEqual([0, 1, 1]);
});

it.each([
  [{ kvCache: 'f8' as 'f16' }, 'kvCache'],
  [{ contextLength: 0 }, 'contextLength'],
  [{ prefetch: 'off' as 'idle' }, 'prefetch'],
  [{ contextLength: '4096' as unknown as number }, 'contextLength'],
  [{ expertBudgetBytes: 1 }, 'expertBudgetBytes'],
])('%j is refused by its name', async (options, name) => {
  const { tab } = await openSite();
  await expect(tab.load(options)).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringContaining(name),
  });
});
