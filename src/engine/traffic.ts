// Counts the expert traffic of an answer while it runs.

import type { ExpertTraffic } from '../contract/generate.ts';
import type { FetchSource } from '../contract/load.ts';

/** Called when an expert has been fetched. */
export type OnFetched = (source: FetchSource, bytes: number) => void;

export function createTraffic(): ExpertTraffic {
  return { fetched: 0, networkBytes: 0, storedBytes: 0, memoryBytes: 0, faults: 0, evictions: 0, skipped: 0 };
}

const bytesFrom = {
  network: 'networkBytes',
  folder: 'storedBytes',
  indexeddb: 'storedBytes',
  memory: 'memoryBytes',
} as const satisfies Record<FetchSource, keyof ExpertTraffic>;

export function countFetch(traffic: ExpertTraffic, source: FetchSource, bytes: number): void {
  traffic.fetched += 1;
  traffic[bytesFrom[source]] += bytes;
}
