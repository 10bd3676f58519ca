import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Line } from '../../src/shards/line.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a silent line ends every request on it, each after its own time', () => {
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

test('silence before a request began is not its own', () => {
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

test('bytes that another tab receives over the same line count, those over another line do not', async () => {
  vi.useRealTimers();
  const [one, two, other] = [new Line('https://host'), new Line('https://host'), new Line('https://else')];
  try {
    const watchdogs = [one.watch(1_000), other.watch(1_000)] as const;
    await new Promise((resolve) => setTimeout(resolve, 400));
    two.bytesArrived();
    await new Promise((resolve) => watchdogs[1].signal.addEventListener('abort', resolve));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(watchdogs[0].signal.aborted).toBe(false);
    await new Promise((resolve) => watchdogs[0].signal.addEventListener('abort', resolve));
  } finally {
    for (const line of [one, two, other]) line.close();
  }
});
