// Counts the files and bytes that were fetched from each source.

import type { FetchSource } from '../contract/load.ts';

/** Files and bytes fetched from each source. A pack that is downloaded for one expert counts whole. */
export type FetchStats = Record<FetchSource, { files: number; bytes: number }>;

export function noFetches(): FetchStats {
  return {
    network: { files: 0, bytes: 0 },
    folder: { files: 0, bytes: 0 },
    indexeddb: { files: 0, bytes: 0 },
    memory: { files: 0, bytes: 0 },
  };
}
