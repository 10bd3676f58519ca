import { expect, test } from 'vitest';
import {
  againstLines,
  againstRow,
  pairsOfRounds,
  type Stretch,
  type Turn,
  turnOrder,
} from '../../bench/against.ts';

const stretch = (ms: number, cpuMs: number): Stretch => ({ ms, cpuMs });

/** `there` is a tenth slower by time and a quarter by CPU time. */
const turns = (count: number): Turn[] =>
  Array.from({ length: count }, (_, i) => ({
    here: stretch(100 + i, 200 + i),
    there: stretch(1.1 * (100 + i), 1.25 * (200 + i)),
    control: stretch(100 + i, 200 + i),
  }));

test('the ratios say how much faster this checkout is, by time and by CPU time', () => {
  const row = againstRow('greedy', [turns(5), turns(7)], 11);
  expect(row.time.there.median).toBeCloseTo(1.1);
  expect(row.time.there.interval[1]).toBeCloseTo(1.1);
  expect(row.cpuTime.there.median).toBeCloseTo(1.25);
  expect(row.time.control).toEqual({ median: 1, interval: [1, 1] });
  // Ten tokens after the first, in 102.5 ms and 202.5 ms of CPU.
  expect(row.tokensPerSecond.here).toBeCloseTo(10_000 / 102.5, 1);
  expect(row.cpuMsPerToken.there).toBeCloseTo((1.25 * 202.5) / 10);
});

test('a slow process widens the interval, though its pairs agree with each other', () => {
  const slow = turns(20).map((turn) => ({ ...turn, here: stretch(1.1 * turn.here.ms, turn.here.cpuMs) }));
  const [low, high] = againstRow('greedy', [turns(20), slow, turns(20)], 64).time.control.interval;
  expect(low).toBeCloseTo(1 / 1.1);
  expect(high).toBeCloseTo(1);
});

test('rounds have as many pairs each as possible', () => {
  expect(pairsOfRounds(1)).toEqual([1]);
  expect(pairsOfRounds(10)).toEqual([10]);
  expect(pairsOfRounds(25)).toEqual([8, 8, 9]);
});

test('turns are in all orders, deterministically', () => {
  const [order, again] = [turnOrder(), turnOrder()];
  const orders = Array.from({ length: 60 }, () => order().join());
  expect(new Set(orders).size).toBe(6);
  expect(orders.map(() => again().join())).toEqual(orders);
});

test('the table names the adapter, both checkouts and each figure', () => {
  const lines = againstLines({
    adapter: 'lavapipe',
    model: 'm1-nano',
    folder: '../before',
    pairs: 12,
    rounds: 2,
    tokens: 64,
    rows: [againstRow('greedy', [turns(5), turns(7)], 64)],
    waitingCpuShare: 0.0012,
  }).join('\n');
  expect(lines).toContain('m1-nano on lavapipe');
  expect(lines).toContain('that of ../before');
  expect(lines).toMatch(/by time +1\.100 \[1\.100–1\.100\] +against itself 1\.000 \[1\.000–1\.000\]/);
  expect(lines).toMatch(/by CPU time +1\.250/);
  expect(lines).toContain('0.12 % of a core');
});
