// A line that is slow, and none at all.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { text, throttled } from './behaviours.ts';
import type { FaultServer } from './server.ts';
import { EXPERTS, openSite, type Tab, undisturbed, useBrowser } from './tab.ts';

useBrowser();

/** Stops the server for good; the worker's scripts have come by then. */
async function stopServer({ page }: Tab, server: FaultServer): Promise<void> {
  await page.evaluate(async () => {
    globalThis.worker = await startWorker();
  });
  await server.close();
}

it('at 1 Mbit/s a question is answered with what it needs, and the rest follows', async () => {
  const { server, tab } = await openSite();
  server.misbehave(/./, throttled(125_000));
  await tab.load({ prefetch: true });
  const { text, experts } = await tab.ask();
  expect(text).toBe(undisturbed.greedy);
  await tab.page.evaluate(() => model.prefetchAll());
  // What was on its way ahead of need was not asked for twice.
  const requests = Object.values(server.shardRequests());
  expect(requests).toHaveLength(1 + EXPERTS);
  expect(Math.max(...requests)).toBe(1);
  expect(experts.fetched).toBeGreaterThan(0);
});

it('what a conversation begins with comes while the model loads, unless nothing is to come ahead of need', async () => {
  const { server, tab } = await openSite();
  const manifest = JSON.parse(await readFile(join(inject('faults').modelFolder, 'manifest.json'), 'utf8'));
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
  expect(experts().slice(0, 2).sort()).toEqual(['experts/07-06.safetensors', 'experts/07-07.safetensors']);
  expect((await tab.ask()).text).toBe(undisturbed.greedy);
  expect(Math.max(...Object.values(server.shardRequests()))).toBe(1);
});

it('without a server loading fails with advice when nothing is stored', async () => {
  const { server, tab } = await openSite();
  await stopServer(tab, server);
  const outcome = await tab.page.evaluate((url) => attempt(openModel(url, { worker })), server.modelUrl);
  expect(outcome).toMatchObject({
    failure: { code: 'network', message: expect.stringContaining('check the address, the connection') },
  });
});

it('without a server the model answers from storage when all is stored', async () => {
  const { server, tab } = await openSite();
  await tab.load();
  await tab.page.evaluate(() => model.prefetchAll());
  await tab.dispose();
  await stopServer(tab, server);
  await tab.page.evaluate((url) => openModel(url, { worker }), server.modelUrl);
  expect(await tab.page.evaluate(() => model.offline)).toBe(true);
  const { text, experts } = await tab.ask();
  expect(text).toBe(undisturbed.greedy);
  expect(experts.networkBytes).toBe(0);
  expect(await tab.warnings()).toEqual(['network']);
});
