// A full disk. In a separate file, because the quota applies to the whole origin, and because Chromium caches the available
// space for up to 30 seconds.

import { expect, onTestFinished, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { deleteModel, listModels } from '../../src/shards/stored-models.ts';
import {
  createStore,
  failureOf,
  loadEverything,
  openSource,
  randomShard,
  Site,
} from '../support/shard-site.ts';

const session = cdp();

function setQuota(bytes?: number): Promise<unknown> {
  const limit = bytes === undefined ? {} : { quotaSize: bytes };
  return session.send('Storage.overrideQuotaForOrigin', { origin: location.origin, ...limit });
}

test('when storage is full, loading continues, stored files stay readable and deleting frees space', async () => {
  onTestFinished(async () => void (await setQuota()));
  const probe = new Site();
  const tooBig = await randomShard(600_000);
  const fits = async () => createStore(probe).store.writeShard(tooBig.record, tooBig.content);
  for (;;) {
    // Earlier test files may have left something behind.
    const { usage = 0 } = await navigator.storage.estimate();
    await setQuota(usage + 500_000);
    if (!(await fits())) break;
    await new Promise((resolve) => setTimeout(resolve, 31_000));
  }

  const site = new Site();
  const { store, warnings } = createStore(site);
  const { record, content } = await randomShard(50_000);
  expect(await store.writeShard(record, content)).toBe(true);

  const source = await openSource(site, { store });
  await loadEverything(source);
  expect(source.stats.network.files).toBe(source.manifest.shards.length + 1);
  // Shards that did not fit are kept in memory, and prefetching has nothing to do.
  const before = await site.shardRequests();
  await source.expert(1, 2);
  expect(source.stats.memory.files).toBe(1);
  expect((await failureOf(source.prefetch())).code).toBe('storage');
  // Loading them onto the GPU would not help either, because the next visit does not find them there.
  let placed = 0;
  const sink = { wants: () => true, place: () => void placed++ };
  expect((await failureOf(source.prefetch({ sink }))).code).toBe('storage');
  expect(placed).toBe(source.manifest.shards.filter(({ role }) => role === 'expert').length);
  expect(await site.shardRequests()).toEqual(before);
  expect(warnings.map(({ code }) => code)).toEqual(['storage']);
  expect(warnings[0]!.message).toContain('QuotaExceededError');
  expect(warnings[0]!.message).toContain('delete stored models');
  expect((await store.readShard(record.sha256, record.bytes))?.byteLength).toBe(50_000);

  // The next attempt uses space that another program freed; its warning has been given before.
  await setQuota();
  await deleteModel(createStore(probe).store, probe.url);
  await source.prefetch();
  expect((await listModels(store))[0]).toMatchObject({ storedFiles: source.manifest.shards.length + 1 });
  // The experts were in memory; the core was not.
  const expertsOf = (requests: Record<string, number>) =>
    Object.entries(requests).filter(([file]) => file.startsWith('experts/'));
  expect(expertsOf(await site.shardRequests())).toEqual(expertsOf(before));
  expect(warnings).toHaveLength(1);
  await deleteModel(store, site.url);
  expect(store.writable).toBe(true);
  await loadEverything(await openSource(site, { store }));
  const again = await openSource(site, { store });
  await loadEverything(again);
  expect(again.stats.network.files).toBe(0);
}, 120_000);
