// Figures as medians with their spread: these machines are shared, and a single time says little.

export interface Spread {
  median: number;
  min: number;
  max: number;
  /** How many samples it is of. */
  samples: number;
}

export interface SampleOptions {
  /** Samples wanted. */
  runs: number;
  /** Milliseconds after which fewer will do … Default 5000. */
  budgetMs?: number;
  /** … but not fewer than these. Default 3, or `runs`. */
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
 * Where the median of what was sampled lies, 95 times in 100, whatever its distribution: between two of the sorted values.
 * Fewer than six samples tell nothing, and give their whole range.
 */
export function medianInterval(values: readonly number[]): [low: number, high: number] {
  const sorted = [...values].sort((a, b) => a - b);
  const { length } = sorted;
  // The number of values below the median is binomial (n, 1/2).
  const rank = Math.max(0, Math.floor(length / 2 - 0.98 * Math.sqrt(length)));
  return [sorted[rank]!, sorted[length - 1 - rank]!];
}

/** The same figures in another unit, or turned around: times become rates. */
export function mapSpread({ median, min, max, samples }: Spread, change: (value: number) => number): Spread {
  const ends = [change(min), change(max)];
  return { median: change(median), min: Math.min(...ends), max: Math.max(...ends), samples };
}

/** What takes this long needs no warming up. */
const longMs = 2000;

/** Measures over and over; the first time only warms up, unless it takes long. */
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
