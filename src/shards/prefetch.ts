// Prefetches a model's experts, a few at a time and the most popular ones first. fetch-scheduler.ts fetches each expert and
// pauses for demands.

import type { PrefetchProgress } from '../contract/load.ts';
import { PocketM1Error } from '../errors.ts';
import { isTemporary } from './download.ts';
import type { ExpertShard, Manifest } from './manifest.ts';

/** Receives prefetched experts, such as the GPU while it has free pages. */
export interface ExpertSink {
  /** Whether `place` would use this expert now. */
  wants(layer: number, expert: number): boolean;
  /** Receives an expert. `content` is a safetensors file and must not be changed; the next expert waits for the promise. */
  place(layer: number, expert: number, content: ArrayBuffer): void | Promise<void>;
}

/** Resolves to 'here' when the expert is stored, or 'elsewhere' when another tab is fetching it and `patient` is false. */
export type PrefetchExpert = (
  shard: ExpertShard,
  signal: AbortSignal,
  patient: boolean,
) => Promise<'here' | 'elsewhere'>;

export interface PrefetchRun {
  manifest: Manifest;
  connections: number;
  prefetchExpert: PrefetchExpert;
  onProgress: (progress: PrefetchProgress) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Every routed expert: by its share of picks if that is known, then by layer. Those of a pack are together, in the place of the
 * most popular one, because one download has them all.
 */
export function prefetchOrder({ shards, popularity }: Manifest): ExpertShard[][] {
  const experts = shards.filter((shard) => shard.role === 'expert');
  const share = ({ layer, expert }: ExpertShard): number => popularity?.[layer]?.[expert] ?? 0;
  experts.sort((a, b) => share(b) - share(a) || a.layer - b.layer || a.expert - b.expert);
  const byFile = new Map<string, ExpertShard[]>();
  for (const expert of experts) {
    const file = expert.pack ?? expert.file;
    const others = byFile.get(file);
    if (others) others.push(expert);
    else byFile.set(file, [expert]);
  }
  return [...byFile.values()];
}

/**
 * Resolves when every expert is stored. A temporary failure ends the run at once; a final one, such as a missing file, is
 * thrown when all other experts are stored.
 */
export async function prefetch({
  manifest,
  connections,
  prefetchExpert,
  onProgress,
  signal,
}: PrefetchRun): Promise<void> {
  const queue = prefetchOrder(manifest);
  const all = queue.flat();
  const elsewhere: ExpertShard[][] = [];
  const failures: unknown[] = [];
  const progress = {
    experts: 0,
    totalExperts: all.length,
    bytes: 0,
    totalBytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;

  const fetchFile = async (experts: ExpertShard[], patient: boolean): Promise<void> => {
    for (const shard of experts) {
      either.throwIfAborted();
      try {
        if ((await prefetchExpert(shard, either, patient)) === 'elsewhere') {
          elsewhere.push([shard]);
          continue;
        }
      } catch (error) {
        if (either.aborted || !isFinal(error)) throw error;
        failures.push(error);
        if (error.code === 'storage') continue;
        // The download of a pack would fail again for its other experts.
        return;
      }
      progress.experts += 1;
      progress.bytes += shard.bytes;
      onProgress({ ...progress });
    }
  };
  const work = async (patient: boolean): Promise<void> => {
    try {
      for (let experts = queue.shift(); experts; experts = queue.shift()) await fetchFile(experts, patient);
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  };
  const round = (patient: boolean): Promise<unknown> =>
    Promise.all(Array.from({ length: connections }, () => work(patient)));
  await round(false);
  // By now other tabs have stored these, or have stopped fetching them.
  queue.push(...elsewhere);
  await round(true);
  if (failures.length > 0) throw failures[0];
}

/** Whether trying again would fail in the same way, but other files may succeed. */
function isFinal(error: unknown): error is PocketM1Error {
  return error instanceof PocketM1Error && !isTemporary(error);
}
