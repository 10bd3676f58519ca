// Figures as medians with their range, because single times on shared machines are unreliable.

import { createRandom } from '../training/evaluate/random.ts';

export interface Spread {
  median: number;
  min: number;
  max: number;
  /** Number of samples. */
  samples: number;
}

export interface SampleOptions {
  /** Requested number of samples. */
  runs: number;
  /** Milliseconds after which fewer samples suffice. Default: 5000. */
  budgetMs?: number;
  /** Minimum number of samples. Default: 3, or `runs`. */
  least?: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function spread(values: readonly number[]): Spread {
  return {
    median: median(values),
    min: Math.min(...values),
    max: Math.max(...values),
    samples: values.length,
  };
}

/**
 * The 95 % confidence interval of the median, for any distribution: two of the sorted values. With fewer than six samples, it
 * is their whole range.
 */
export function medianInterval(values: readonly number[]): [low: number, high: number] {
  const sorted = [...values].sort((a, b) => a - b);
  const { length } = sorted;
  // The number of values below the median is binomial (n, 1/2).
  const rank = Math.max(0, Math.floor(length / 2 - 0.98 * Math.sqrt(length)));
  return [sorted[rank]!, sorted[length - 1 - rank]!];
}

/**
 * The 95 % confidence interval of the median of all values when groups of them may differ as a whole: a bootstrap that draws
 * groups, and then values of each. Deterministic.
 */
export function clusterInterval(
  groups: readonly (readonly number[])[],
  draws = 2000,
): [low: number, high: number] {
  const { below } = createRandom(1);
  const draw = <T>(items: readonly T[]): T[] => items.map(() => items[below(items.length)]!);
  const medians = Array.from({ length: draws }, () => median(draw(groups).flatMap(draw)));
  medians.sort((a, b) => a - b);
  const rank = Math.floor(draws / 40);
  return [medians[rank]!, medians[draws - 1 - rank]!];
}

/** The same figures in another unit, or inverted: times become rates. */
export function mapSpread({ median, min, max, samples }: Spread, change: (value: number) => number): Spread {
  const ends = [change(min), change(max)];
  return { median: change(median), min: Math.min(...ends), max: Math.max(...ends), samples };
}

/** A measurement that takes this long needs no warm-up. */
const longMs = 2000;

/** Measures several times; the first time only warms up, unless it takes long. */
export async function sample(measure: () => Promise<number>, options: SampleOptions): Promise<Spread> {
  const { runs, budgetMs = 5000, least = Math.min(3, runs) } = options;
  let started = performance.now();
  const first = await measure();
  const values = performance.now() - started >= longMs ? [first] : [];
  if (values.length === 0) started = performance.now();
  while (values.length < runs && (values.length < least || performance.now() - started < budgetMs)) {
    values.push(await measure());
  }
  return spread(values);
}
