// Many times the same: nothing adds up, neither in the page nor on the GPU.

import { execFileSync } from 'node:child_process';
import type { CDPSession, Page } from 'playwright';
import { expect, it } from 'vitest';
import { greedy, question } from './question.ts';
import { countBuffers, openSite, undisturbed, useBrowser } from './tab.ts';

const browser = useBrowser();

const KB = 2 ** 10;
const MB = 2 ** 20;

/** Bytes of JavaScript objects in the page that are in use. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Memory of the process that holds every GPU buffer; on a software adapter, all of it. */
async function gpuProcessBytes(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const { id } = processInfo.find(({ type }) => type === 'GPU')!;
  return 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', `${id}`], { encoding: 'utf8' }));
}

it('a hundred models, loaded and disposed of one after the other, leave nothing behind', async () => {
  const { server, tab } = await openSite();
  const session = await browser().newBrowserCDPSession();
  const cycle = (times: number): Promise<void> =>
    tab.page.evaluate(
      async ([url, count]) => {
        for (let i = 0; i < count; i++) {
          await openModel(url, { contextLength: 256 });
          await model.dispose();
        }
      },
      [server.modelUrl, times] as const,
    );
  await cycle(10);
  const before = { heap: await heapBytes(tab.page), gpu: await gpuProcessBytes(session) };
  await cycle(90);
  await expect.poll(() => tab.page.workers()).toEqual([]);
  // A page keeps about 2.5 KB of each model that it has had.
  expect((await heapBytes(tab.page)) - before.heap).toBeLessThan(90 * 4 * KB);
  // Each model has more than 1 MB of buffers; what the last ones were compiling comes and goes.
  await expect.poll(() => gpuProcessBytes(session)).toBeLessThan(before.gpu + 45 * MB);
  await tab.load();
  expect((await tab.ask()).text).toBe(undisturbed.greedy);
}, 900_000);

it('a hundred loads that fail leave nothing behind', async () => {
  const { server, tab } = await openSite();
  const cycle = async (times: number): Promise<void> => {
    const codes = await tab.page.evaluate(
      async ([url, count]) => {
        const ends = new Set<string | undefined>();
        for (let i = 0; i < count; i++) {
          const outcome = await attempt(openModel(url, { contextLength: 0 }));
          ends.add('failure' in outcome ? outcome.failure.code : undefined);
        }
        return [...ends];
      },
      [server.modelUrl, times] as const,
    );
    expect(codes).toEqual(['invalid-argument']);
  };
  await cycle(10);
  const before = await heapBytes(tab.page);
  await cycle(90);
  await expect.poll(() => tab.page.workers()).toEqual([]);
  expect((await heapBytes(tab.page)) - before).toBeLessThan(300 * KB);
  await tab.load();
  expect((await tab.ask()).text).toBe(undisturbed.greedy);
}, 300_000);

it('a hundred answers of one model, whole and left, create no buffers', async () => {
  const { tab } = await openSite();
  await tab.loadInstrumented();
  const cycle = (times: number): Promise<void> =>
    tab.page.evaluate(
      async ([text, options, count]) => {
        for (let i = 0; i < count; i++) {
          await ask(text, { ...options, maxTokens: 4 });
          for await (const _ of model.generate(text, options)) break;
        }
      },
      [question, greedy, times] as const,
    );
  await cycle(10);
  const before = { heap: await heapBytes(tab.page), buffers: await countBuffers(tab) };
  await cycle(40);
  const after = { heap: await heapBytes(tab.page), buffers: await countBuffers(tab) };
  expect(before.buffers).toBeGreaterThan(10);
  expect(after.buffers).toBe(before.buffers);
  expect(after.heap - before.heap).toBeLessThan(200 * KB);
  expect((await tab.ask()).text).toBe(undisturbed.greedy);
});
