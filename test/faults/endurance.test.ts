// Many times the same: nothing adds up, neither in the page nor on the GPU.

import { execFileSync } from 'node:child_process';
import type { CDPSession, Page } from 'playwright';
import { expect, it } from 'vitest';
import { greedy, question } from './question.ts';
import { countBuffers, openSite, undisturbed, useBrowser } from './tab.ts';

const browser = useBrowser();

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

it('a hundred models that are loaded and disposed of leave nothing behind', async () => {
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
  await cycle(20);
  const before = { heap: await heapBytes(tab.page), gpu: await gpuProcessBytes(session) };
  await cycle(80);
  const after = { heap: await heapBytes(tab.page), gpu: await gpuProcessBytes(session) };
  console.log({ before, after });
  expect(tab.page.workers()).toEqual([]);
  expect(after.heap - before.heap).toBeLessThan(1 * MB);
  expect(after.gpu - before.gpu).toBeLessThan(80 * MB);
  await tab.load();
  expect((await tab.ask()).text).toBe(undisturbed.greedy);
}, 240_000);

it('a hundred answers of one model, whole and aborted, create no buffers', async () => {
  const { tab } = await openSite();
  await tab.loadInstrumented();
  await tab.ask();
  const before = { heap: await heapBytes(tab.page), buffers: await countBuffers(tab) };
  await tab.page.evaluate(
    async ([text, options]) => {
      for (let i = 0; i < 50; i++) {
        await ask(text, { ...options, maxTokens: 4 });
        for await (const _ of model.generate(text, options)) break;
      }
    },
    [question, greedy] as const,
  );
  const after = { heap: await heapBytes(tab.page), buffers: await countBuffers(tab) };
  console.log({ before, after });
  expect(after.buffers).toBe(before.buffers);
  expect(before.buffers).toBeGreaterThan(10);
  expect(after.heap - before.heap).toBeLessThan(1 * MB);
  expect((await tab.ask()).text).toBe(undisturbed.greedy);
});
