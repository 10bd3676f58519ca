// When the worker prefetches experts.

import { expect, onTestFinished, test } from 'vitest';
import type { PrefetchMode, PrefetchProgress } from '../../src/contract/load.ts';
import { PocketM1Error } from '../../src/errors.ts';
import { Prefetching } from '../../src/worker/prefetching.ts';
import type { LoggedRequest } from '../support/shard-server.ts';
import { failureOf, openSource, Site } from '../support/shard-site.ts';

const EXPERTS = 6;

/** The requested experts, or how their answers ended. */
async function expertsIn(site: Site, answer?: LoggedRequest['answer']): Promise<Set<string>> {
  const log = (await site.log()).filter(({ file }) => file.startsWith('experts/'));
  return new Set(log.filter((request) => !answer || request.answer === answer).map(({ file }) => file));
}

async function prepare(mode: PrefetchMode) {
  const site = new Site();
  const source = await openSource(site, { tries: 1 });
  const warnings: PocketM1Error[] = [];
  const prefetching = new Prefetching({ source, mode, onWarning: (warning) => warnings.push(warning) });
  onTestFinished(() => {
    prefetching.mode = false;
  });
  const asked = async () => (await expertsIn(site)).size;
  const isQuiet = async () => {
    const before = await asked();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return (await asked()) === before;
  };
  return { site, prefetching, warnings, asked, isQuiet };
}

/** An answer of two parts, each sent on request. */
function answerOf(): { parts: AsyncGenerator<number, string, undefined>; give: (() => void)[] } {
  const turns = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  async function* parts(): AsyncGenerator<number, string, undefined> {
    for (const [i, { promise }] of turns.entries()) {
      await promise;
      yield i;
    }
    return 'done';
  }
  return { parts: parts(), give: turns.map(({ resolve }) => resolve) };
}

test('prefetching starts soon after the model is ready', async () => {
  const { asked } = await prepare(true);
  await expect.poll(asked).toBe(EXPERTS);
});

test("nothing is prefetched before an answer's first part, and the answer is passed on unchanged", async () => {
  const { prefetching, asked, isQuiet } = await prepare(true);
  const { parts, give } = answerOf();
  const answer = prefetching.around(parts);
  const first = answer.next();
  expect(await isQuiet()).toBe(true);
  expect(await asked()).toBe(0);
  give[0]!();
  expect(await first).toEqual({ value: 0, done: false });
  await expect.poll(asked).toBe(EXPERTS);
  give[1]!();
  expect(await answer.next()).toEqual({ value: 1, done: false });
  expect(await answer.next()).toEqual({ value: 'done', done: true });
});

test("with 'idle' nothing is prefetched until an answer has ended or was left", async () => {
  const { prefetching, asked, isQuiet } = await prepare('idle');
  const { parts, give } = answerOf();
  const answer = prefetching.around(parts);
  give[0]!();
  await answer.next();
  expect(await isQuiet()).toBe(true);
  expect(await asked()).toBe(0);
  give[1]!();
  await answer.next();
  await answer.return('left');
  await expect.poll(asked).toBe(EXPERTS);
});

test('nothing is prefetched while it is off', async () => {
  const { prefetching, asked, isQuiet } = await prepare(false);
  expect(await isQuiet()).toBe(true);
  expect(await asked()).toBe(0);
  prefetching.mode = true;
  await expect.poll(asked).toBe(EXPERTS);
});

test('it can be stopped and started again', async () => {
  const { site, prefetching } = await prepare(false);
  await site.fail('*', { kind: 'stall' });
  prefetching.mode = true;
  const answers = async () => (await site.log()).map(({ answer }) => answer);
  await expect.poll(async () => (await answers()).includes('pending')).toBe(true);
  prefetching.mode = false;
  await expect.poll(async () => (await answers()).includes('pending')).toBe(false);
  await site.heal();
  prefetching.mode = true;
  await expect.poll(async () => (await expertsIn(site, 'complete')).size).toBe(EXPERTS);
});

test('several callers can wait for all experts, and nothing else is fetched afterwards', async () => {
  const { prefetching, asked } = await prepare(false);
  const steps: PrefetchProgress[] = [];
  const { signal } = new AbortController();
  await Promise.all([prefetching.all((step) => steps.push(step), signal), prefetching.all(() => {}, signal)]);
  expect(await asked()).toBe(EXPERTS);
  expect(steps.at(-1)).toMatchObject({ experts: EXPERTS, totalExperts: EXPERTS });
  expect(steps.at(-1)!.bytes).toBe(steps.at(-1)!.totalBytes);
});

test('a caller that stops waiting does not disturb the others, and the last one ends the fetch', async () => {
  const { site, prefetching } = await prepare(false);
  await site.fail('*', { kind: 'stall' });
  const [one, two] = [new AbortController(), new AbortController()];
  const failing = [one, two].map(({ signal }) => failureOf(prefetching.all(() => {}, signal)));
  const pending = async () => (await site.log()).filter(({ answer }) => answer === 'pending').length;
  await expect.poll(pending).toBe(4);
  one.abort();
  expect((await failing[0]!).name).toBe('AbortError');
  // A server notices a cut connection after a moment.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await pending()).toBe(4);
  two.abort();
  expect((await failing[1]!).name).toBe('AbortError');
  await expect.poll(pending).toBe(0);
});

test("a new caller gets the current state, and not an earlier caller's progress", async () => {
  const { prefetching } = await prepare(false);
  const first = new AbortController();
  await failureOf(prefetching.all(({ experts }) => experts === 3 && first.abort(), first.signal));
  const told: number[] = [];
  await prefetching.all(({ experts }) => told.push(experts), new AbortController().signal);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(EXPERTS);
});

test('an unknown mode is rejected, and downloads nothing', async () => {
  const { prefetching, isQuiet } = await prepare(false);
  for (const mode of ['off', null, undefined, 1]) {
    expect(() => {
      prefetching.mode = mode as never;
    }).toThrow("expected true, false or 'idle'");
  }
  expect(await isQuiet()).toBe(true);
});

test('an expert that cannot be fetched is reported to waiting callers, or else as one warning', async () => {
  const { site, prefetching, warnings, asked } = await prepare(false);
  await site.fail('experts/00-01.safetensors', { kind: 'status', status: 404 });
  const { signal } = new AbortController();
  const error = await failureOf(prefetching.all(() => {}, signal));
  expect(error).toBeInstanceOf(PocketM1Error);
  expect(error.code).toBe('http-status');
  expect(warnings).toEqual([]);
  prefetching.mode = true;
  await expect.poll(() => warnings.map(({ code }) => code)).toEqual(['http-status']);
  expect(await asked()).toBe(EXPERTS);
});

test('a lost connection is not a warning', async () => {
  const { site, warnings, asked, isQuiet } = await prepare(true);
  await site.fail('*', { kind: 'refuse' });
  await expect.poll(asked).toBeGreaterThan(0);
  // Pending requests fail first.
  await expect.poll(isQuiet, { timeout: 5000 }).toBe(true);
  expect(warnings).toEqual([]);
});
