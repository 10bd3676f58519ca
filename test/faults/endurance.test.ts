// Repetitions: nothing accumulates, neither in the page nor on the GPU.

import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright';
import { expect, it } from 'vitest';
import { greedy, question } from './question.ts';
import { countBuffers, hybrid, openSite, useBrowser } from './tab.ts';

const browser = useBrowser();
const { undisturbed } = hybrid;

const KB = 2 ** 10;
const MB = 2 ** 20;

/** Bytes of live JavaScript objects in the page. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Classes of expensive objects: workers, their ports, listeners, and the library's own. */
const heldClasses = ['Worker', 'MessagePort', 'AbortController', 'pocketM1.Model', 'pocketM1.Run'] as const;

/** How many objects of these classes are reachable in the page. */
async function heldObjects(page: Page): Promise<Record<(typeof heldClasses)[number], number>> {
  const session = await page.context().newCDPSession(page);
  const counts: Partial<Record<(typeof heldClasses)[number], number>> = {};
  for (const name of heldClasses) {
    const { result } = await session.send('Runtime.evaluate', { expression: `${name}.prototype` });
    // Collects garbage first.
    const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId! });
    const { result: length } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId!,
      functionDeclaration: 'function () { return this.length; }',
    });
    counts[name] = length.value;
  }
  await session.detach();
  return counts as Record<(typeof heldClasses)[number], number>;
}

function expectNothingHeld(grown: Readonly<Record<string, number>>): void {
  for (const name of heldClasses)
    expect(grown[name], `${name} objects left by a round`).toBeLessThanOrEqual(0);
}

/**
 * Memory of the process that holds every GPU buffer; on a software adapter, all of it. The minimum within two seconds, because
 * a compiler that is still running has memory of its own.
 */
async function gpuProcessBytes(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const { id } = processInfo.find(({ type }) => type === 'GPU')!;
  const readings: number[] = [];
  for (let i = 0; i < 10; i++) {
    readings.push(1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', `${id}`], { encoding: 'utf8' })));
    await sleep(200);
  }
  return Math.min(...readings);
}

/**
 * How much each measurement grows over a round of cycles: the minimum of three rounds, because garbage varies, while a leak
 * grows in every round.
 */
async function growth<Name extends string>(
  cyclesPerRound: number,
  cycle: (times: number) => Promise<void>,
  measure: () => Promise<Record<Name, number>>,
): Promise<Record<Name, number>> {
  // Caches fill up first.
  await cycle(5);
  const grown: Record<Name, number>[] = [];
  let before = await measure();
  for (let round = 0; round < 3; round++) {
    await cycle(cyclesPerRound);
    const after = await measure();
    grown.push(mapValues(after, (value, name) => value - before[name]));
    before = after;
  }
  return mapValues(before, (_, name) => Math.min(...grown.map((each) => each[name])));
}

function mapValues<Name extends string>(
  record: Record<Name, number>,
  change: (value: number, name: Name) => number,
): Record<Name, number> {
  const entries = Object.entries(record) as [Name, number][];
  return Object.fromEntries(entries.map(([name, value]) => [name, change(value, name)])) as typeof record;
}

it('models, loaded and disposed of one after the other, leave nothing behind', async () => {
  const { server, tab } = await openSite();
  const session = await browser().newBrowserCDPSession();
  const cycle = async (times: number): Promise<void> => {
    await tab.page.evaluate(
      async ([url, count]) => {
        for (let i = 0; i < count; i++) {
          await openModel(url, { contextLength: 256 });
          await model.dispose();
        }
      },
      [server.modelUrl, times] as const,
    );
    await expect.poll(() => tab.page.workers()).toEqual([]);
  };
  const grown = await growth(4, cycle, async () => ({
    ...(await heldObjects(tab.page)),
    heap: await heapBytes(tab.page),
    gpu: await gpuProcessBytes(session),
  }));
  expectNothingHeld(grown);
  expect(grown.heap).toBeLessThan(4 * KB);
  // Each model has more than 1 MB of buffers.
  expect(grown.gpu).toBeLessThan(3 * MB);
  await tab.load();
  expect((await tab.ask()).text).toBe(undisturbed.greedy);
});

it('loads that fail leave nothing behind', async () => {
  const { server, tab } = await openSite();
  const cycle = async (times: number): Promise<void> => {
    const codes = await tab.page.evaluate(
      async ([url, count]) => {
        const ends = new Set<string | undefined>();
        for (let i = 0; i < count; i++) {
          // The page rejects the first one, the worker the second.
          for (const refused of [openModel(url, { contextLength: 0 }), openModel(`${url}nowhere/`)]) {
            const outcome = await attempt(refused);
            ends.add('failure' in outcome ? outcome.failure.code : undefined);
          }
        }
        return [...ends];
      },
      [server.modelUrl, times] as const,
    );
    expect(codes).toEqual(['invalid-argument', 'http-status']);
    await expect.poll(() => tab.page.workers()).toEqual([]);
  };
  const grown = await growth(8, cycle, async () => ({
    ...(await heldObjects(tab.page)),
    heap: await heapBytes(tab.page),
  }));
  expectNothingHeld(grown);
  expect(grown.heap).toBeLessThan(8 * KB);
  await tab.load();
  expect((await tab.ask()).text).toBe(undisturbed.greedy);
});

it('answers of one model, whole and left, create no buffers', async () => {
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
  await cycle(1);
  const buffers = await countBuffers(tab);
  expect(buffers).toBeGreaterThan(10);
  const grown = await growth(8, cycle, async () => ({
    ...(await heldObjects(tab.page)),
    heap: await heapBytes(tab.page),
  }));
  expect(await countBuffers(tab)).toBe(buffers);
  expectNothingHeld(grown);
  expect(grown.heap).toBeLessThan(8 * KB);
  expect((await tab.ask()).text).toBe(undisturbed.greedy);
});
