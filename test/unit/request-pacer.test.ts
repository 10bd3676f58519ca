// How fast requests are sent, tested with simulated hosts and a fake clock.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestPacer } from '../../src/shards/request-pacer.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Whether the host accepts a request, given the number of requests in progress. */
type Accepts = (open: number) => boolean;

const RTT_MS = 10;

/** Requests `files` files over 4 connections, each again until it is accepted; returns the time. */
async function fetchAll(
  files: number,
  accepts: Accepts,
  { answerMs = 20, retryAfterMs = null as number | null } = {},
) {
  const pacer = new RequestPacer();
  const start = performance.now();
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  let open = 0;
  let refused = 0;
  let left = files;
  const fetchOne = async () => {
    for (let tries = 0; ; tries++) {
      const admission = await pacer.admit(undefined, tries > 0);
      await wait(RTT_MS);
      if (accepts(open)) {
        admission.accepted();
        open += 1;
        await wait(answerMs);
        open -= 1;
        admission.end();
        return;
      }
      refused += 1;
      admission.refused(retryAfterMs);
      admission.end();
    }
  };
  const connection = async () => {
    while (left > 0) {
      left -= 1;
      await fetchOne();
    }
  };
  const done = Promise.all([connection(), connection(), connection(), connection()]);
  let seconds = 0;
  void done.then(() => {
    seconds = (performance.now() - start) / 1000;
  });
  await vi.runAllTimersAsync();
  await done;
  return { seconds, refused };
}

/** A host that accepts `burst` requests at once, and `perSecond` more each second. */
function rateLimit(perSecond: number, burst: number): Accepts {
  let tokens = burst;
  let at = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    at = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

test('a host that accepts everything gets requests without a pause', async () => {
  const { seconds, refused } = await fetchAll(100, () => true);
  expect(refused).toBe(0);
  expect(seconds).toBeCloseTo((25 * (RTT_MS + 20)) / 1000);
});

const rates: [perSecond: number, burst: number, files: number][] = [
  [100, 10, 400],
  [20, 5, 200],
  [5, 1, 60],
  [1, 3, 20],
  [0.2, 4, 12],
];
test.each(rates)(
  'a host of %d requests a second, %d at once, is asked about as fast as it takes',
  async (rate, burst, files) => {
    const { seconds, refused } = await fetchAll(files, rateLimit(rate, burst));
    const fastest = (files - burst) / rate;
    expect(seconds).toBeGreaterThanOrEqual(fastest);
    expect(seconds).toBeLessThan(1.8 * fastest + 2);
    // Hosts slower than one request per second reject several before the interval is right.
    expect(refused).toBeLessThan(rate < 1 ? 4 * files : files);
  },
);

test('a host that answers few requests at a time gets few at a time', async () => {
  const { seconds, refused } = await fetchAll(40, (open) => open < 2, { answerMs: 500 });
  expect(seconds).toBeLessThan(2 * 40 * 0.25);
  expect(refused).toBeLessThan(20);
});

test("no request is sent before the host's Retry-After", async () => {
  const asked: number[] = [];
  const accepts = () => {
    asked.push(performance.now());
    return asked.length > 4;
  };
  await fetchAll(8, accepts, { retryAfterMs: 30_000 });
  const start = asked[0]!;
  expect(asked.filter((at) => at - start > RTT_MS && at - start < 30_000)).toEqual([]);
});

test('after an outage the host soon gets requests at full speed again', async () => {
  const start = performance.now();
  const { seconds } = await fetchAll(200, () => performance.now() - start > 30_000);
  expect(seconds).toBeLessThan(60);
});

test('if every third request fails at any speed, the speed stays acceptable', async () => {
  let requests = 0;
  const { seconds } = await fetchAll(100, () => ++requests % 3 !== 0);
  expect(seconds).toBeLessThan(100);
});

test('a request with priority is sent before those that wait, and one that is aborted leaves the queue', async () => {
  const pacer = new RequestPacer();
  const first = await pacer.admit(undefined);
  first.refused(1_000);
  first.end();
  const order: string[] = [];
  const stop = new AbortController();
  const gone = pacer.admit(stop.signal).catch((reason) => order.push(reason));
  const later = pacer.admit(undefined).then(() => order.push('last'));
  const sooner = pacer.admit(undefined, true).then(() => order.push('first'));
  stop.abort('aborted');
  await gone;
  await vi.runAllTimersAsync();
  // One at a time, until the host has answered.
  expect(order).toEqual(['aborted', 'first']);
  void Promise.all([later, sooner]);
});

test('a long series of rejections ends all waiting requests', async () => {
  const pacer = new RequestPacer();
  const refuse = async () => {
    const admission = await pacer.admit(undefined, true);
    admission.refused(null);
    admission.end();
  };
  let waits = 0;
  for (await refuse(); !pacer.refusesFor(60_000); waits++) {
    await Promise.all([refuse(), vi.advanceTimersByTimeAsync(10_000)]);
  }
  expect(waits).toBe(6);
  await refuse();
  const waiting = [pacer.admit(undefined), pacer.admit(undefined)];
  pacer.rejectWaiting('enough');
  expect(await Promise.allSettled(waiting)).toMatchObject([{ reason: 'enough' }, { reason: 'enough' }]);
  // The next request gets the same time again.
  expect(pacer.refusesFor(0)).toBe(false);
});
