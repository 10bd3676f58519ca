import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Line } from '../../src/shards/line.ts';

const realImmediate = setImmediate;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a silent connection ends every request on it, each after its own time', () => {
  const line = new Line();
  const [short, long] = [line.watch(1_000), line.watch(3_000)];
  vi.advanceTimersByTime(999);
  expect(short.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(short.signal.reason).toMatchObject({ name: 'TimeoutError' });
  expect(long.signal.aborted).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(long.signal.aborted).toBe(true);
});

test('bytes of any request keep all of them alive', () => {
  const line = new Line();
  const waiting = line.watch(1_000);
  for (let i = 0; i < 100; i++) {
    vi.advanceTimersByTime(900);
    line.bytesArrived();
  }
  expect(waiting.signal.aborted).toBe(false);
  vi.advanceTimersByTime(999);
  expect(waiting.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(waiting.signal.aborted).toBe(true);
});

test('silence before a request does not count for it', () => {
  const line = new Line();
  line.bytesArrived();
  vi.advanceTimersByTime(60_000);
  const watchdog = line.watch(1_000);
  vi.advanceTimersByTime(999);
  expect(watchdog.signal.aborted).toBe(false);
});

test('a watchdog that was stopped never aborts', () => {
  const watchdog = new Line().watch(1_000);
  watchdog.stop();
  vi.advanceTimersByTime(10_000);
  expect(watchdog.signal.aborted).toBe(false);
});

test('bytes that another tab receives over the same connection count, those over another one do not', async () => {
  const [one, two, other] = [new Line('https://host'), new Line('https://host'), new Line('https://else')];
  try {
    const arrival = arrivalOn('https://host');
    const watchdogs = [one.watch(1_000), other.watch(1_000)] as const;
    const aborted = () => watchdogs.map(({ signal }) => signal.aborted);
    vi.advanceTimersByTime(400);
    two.bytesArrived();
    await arrival;
    vi.advanceTimersByTime(600);
    expect(aborted()).toEqual([false, true]);
    vi.advanceTimersByTime(399);
    expect(aborted()).toEqual([false, true]);
    vi.advanceTimersByTime(1);
    expect(aborted()).toEqual([true, true]);
  } finally {
    for (const line of [one, two, other]) line.close();
  }
});

/** Resolves when the next message to the lines of this name has reached them. */
async function arrivalOn(name: string): Promise<void> {
  const channel = new BroadcastChannel(`pocket-m1 line ${name}`);
  await new Promise((resolve) => {
    channel.onmessage = resolve;
  });
  // All channels of a thread receive it in the same turn of the event loop.
  await new Promise((resolve) => realImmediate(resolve));
  channel.close();
}
