// A line that is slow, and none at all.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { text, throttled } from './behaviours.ts';
import { brief } from './question.ts';
import type { FaultServer } from './server.ts';
import { hybrid, openSharedSite, openSite, type Site, type Tab, useBrowser } from './tab.ts';

useBrowser();
const { undisturbed } = hybrid;

/** Stops the server for good; the worker's scripts have come by then. */
async function stopServer({ page }: Tab, server: FaultServer): Promise<void> {
  await page.evaluate(async () => {
    globalThis.worker = await startWorker();
  });
  await server.close();
}

describe('a model that comes over a slow line', () => {
  let site: Site;

  beforeAll(async () => {
    site = await openSharedSite();
  });

  afterAll(() => site.close());

  it('at 1 Mbit/s a question is answered with what it needs, and the rest follows', async () => {
    const { server, tab } = site;
    server.misbehave(/./, throttled(125_000));
    await tab.load({ prefetch: true });
    const { text, experts } = await tab.ask();
    expect(text).toBe(undisturbed.greedy);
    await tab.page.evaluate(() => model.prefetchAll());
    // The answer picks every expert, so no prefetch was suspended for another expert, and none is asked for twice.
    const requests = Object.values(server.shardRequests());
    expect(requests).toHaveLength(1 + hybrid.experts);
    expect(Math.max(...requests)).toBe(1);
    expect(experts.fetched).toBeGreaterThan(0);
  });

  it('without a server the model then answers from storage', async () => {
    const { server, tab } = site;
    await tab.dispose();
    await stopServer(tab, server);
    await tab.page.evaluate((url) => openModel(url, { worker }), server.modelUrl);
    expect(await tab.page.evaluate(() => model.offline)).toBe(true);
    const { text, experts } = await tab.ask();
    expect(text).toBe(undisturbed.greedy);
    expect(experts.networkBytes).toBe(0);
    expect(await tab.warnings()).toEqual(['network']);
  });
});

it('what a conversation begins with comes while the model loads, unless nothing is to come ahead of need', async () => {
  const { server, tab } = await openSite();
  const manifest = JSON.parse(await readFile(join(hybrid.folder, 'manifest.json'), 'utf8'));
  // By popularity, and by layer, these would be the last.
  const opening = manifest.config.layers.map(() => []).with(-1, [6, 7]);
  server.misbehave(/manifest/, text(JSON.stringify({ ...manifest, opening })));
  const experts = () => Object.keys(server.shardRequests()).filter((file) => file.startsWith('experts/'));
  await tab.load({ prefetch: false });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(experts()).toEqual([]);
  await tab.dispose();
  await tab.page.evaluate((url) => pocketM1.storage.delete(url), server.modelUrl);
  server.requests.length = 0;

  await tab.load({ prefetch: 'idle' });
  // The kernels may be compiled before the first of them is asked for.
  await expect.poll(() => experts().length).toBeGreaterThan(1);
  const early = experts().slice(0, 2).sort();
  expect(early).toEqual(['experts/07-06.safetensors', 'experts/07-07.safetensors']);
  expect((await tab.ask(brief)).text).toBe(undisturbed.brief);
  // Others may be asked for twice: the answer suspends what idle time had begun to prefetch.
  expect(early.map((file) => server.shardRequests()[file])).toEqual([1, 1]);
});

it('without a server loading fails with advice when nothing is stored', async () => {
  const { server, tab } = await openSite();
  await stopServer(tab, server);
  const outcome = await tab.page.evaluate((url) => attempt(openModel(url, { worker })), server.modelUrl);
  expect(outcome).toMatchObject({
    failure: { code: 'network', message: expect.stringContaining('check the address, the connection') },
  });
});
