import { expect, it } from 'vitest';
import { median, medianInterval } from '../../bench/statistics.ts';

it('finds the interval of a median from ranks', () => {
  const values = Array.from({ length: 100 }, (_, i) => 99 - i);
  expect(medianInterval(values)).toEqual([40, 59]);
  expect(medianInterval([3, 1, 2])).toEqual([1, 3]);
  expect(medianInterval([7])).toEqual([7, 7]);
});

it('covers the true median as often as it says', () => {
  // Logistic values by a small generator of its own, so that the test is the same every time.
  let state = 1;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  let covered = 0;
  for (let trial = 0; trial < 2000; trial++) {
    const values = Array.from({ length: 40 }, () => {
      const u = uniform();
      return Math.log(u / (1 - u));
    });
    const [low, high] = medianInterval(values);
    expect(low).toBeLessThanOrEqual(median(values));
    covered += Number(low <= 0 && high >= 0);
  }
  expect(covered / 2000).toBeGreaterThan(0.93);
  expect(covered / 2000).toBeLessThan(0.99);
});
