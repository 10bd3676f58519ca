import { expect, it } from 'vitest';
import { clusterInterval, median, medianInterval } from '../../bench/statistics.ts';
import { createRandom } from '../../training/evaluate/random.ts';

it('finds the interval of a median from ranks', () => {
  const values = Array.from({ length: 100 }, (_, i) => 99 - i);
  expect(medianInterval(values)).toEqual([40, 59]);
  expect(medianInterval([3, 1, 2])).toEqual([1, 3]);
  expect(medianInterval([7])).toEqual([7, 7]);
});

it('covers the true median in 95 % of cases', () => {
  // Logistic values from a generator of its own, so that the test is deterministic.
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

it('also covers the true median when the values of a group deviate together', () => {
  const { below } = createRandom(7);
  // Approximately normal, with deviation 1.
  const normal = () =>
    Array.from({ length: 12 }, () => below(2 ** 20) / 2 ** 20 - 0.5).reduce((a, b) => a + b);
  let covered = 0;
  let coveredByRanks = 0;
  for (let trial = 0; trial < 50; trial++) {
    const groups = Array.from({ length: 12 }, () => {
      const shift = normal();
      return Array.from({ length: 10 }, () => shift + 0.2 * normal());
    });
    const [low, high] = clusterInterval(groups, 400);
    covered += Number(low <= 0 && high >= 0);
    const [lowest, highest] = medianInterval(groups.flat());
    coveredByRanks += Number(lowest <= 0 && highest >= 0);
  }
  expect(covered).toBeGreaterThanOrEqual(45);
  expect(coveredByRanks).toBeLessThan(covered - 10);
});
