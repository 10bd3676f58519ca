// Prefetches a model's experts, a few at a time and the most popular ones first. How one expert is fetched, and paused for
// those that are needed now, is decided in fetch-scheduler.ts.

import type { PrefetchProgress } from '../contract/load.ts';
import { PocketM1Error } from '../errors.ts';
import { mayPass } from './download.ts';
import type { ExpertShard, Manifest } from './manifest.ts';

/** Receives prefetched experts, such as the GPU while it has free pages. */
export interface ExpertSink {
  /** Whether `place` would take this expert now. */
  wants(layer: number, expert: number): boolean;
  /** Receives one. The content is a safetensors file, not to be written to; the next expert follows when this one is placed. */
  place(layer: number, expert: number, content: ArrayBuffer): void | Promise<void>;
}

/** 'here' when the expert is stored, 'elsewhere' when another tab is fetching it and `patient` is false. */
export type FetchAhead = (
  shard: ExpertShard,
  signal: AbortSignal,
  patient: boolean,
) => Promise<'here' | 'elsewhere'>;

export interface PrefetchRun {
  manifest: Manifest;
  connections: number;
  fetchAhead: FetchAhead;
  onProgress: (progress: PrefetchProgress) => void;
  signal?: AbortSignal | undefined;
}

/** Every routed expert: by its share of picks where that is known, else layer by layer. */
export function prefetchOrder({ shards, popularity }: Manifest): ExpertShard[] {
  const experts = shards.filter((shard) => shard.role === 'expert');
  const share = ({ layer, expert }: ExpertShard): number => popularity?.[layer]?.[expert] ?? 0;
  return experts.sort((a, b) => share(b) - share(a) || a.layer - b.layer || a.expert - b.expert);
}

/**
 * Resolves when every expert is stored. A failure that may pass ends the run; one that will not, such as a missing file,
 * is thrown when all others are stored.
 */
export async function prefetch({
  manifest,
  connections,
  fetchAhead,
  onProgress,
  signal,
}: PrefetchRun): Promise<void> {
  const queue = prefetchOrder(manifest);
  const elsewhere: ExpertShard[] = [];
  const failures: unknown[] = [];
  const progress = {
    experts: 0,
    totalExperts: queue.length,
    bytes: 0,
    totalBytes: queue.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;

  const work = async (patient: boolean): Promise<void> => {
    for (let shard = queue.shift(); shard; shard = queue.shift()) {
      either.throwIfAborted();
      try {
        if ((await fetchAhead(shard, either, patient)) === 'elsewhere') {
          elsewhere.push(shard);
          continue;
        }
        progress.experts += 1;
        progress.bytes += shard.bytes;
        onProgress({ ...progress });
      } catch (error) {
        if (either.aborted || !isFinal(error)) {
          stop.abort(error);
          throw error;
        }
        failures.push(error);
      }
    }
  };
  const round = (patient: boolean): Promise<unknown> =>
    Promise.all(Array.from({ length: connections }, () => work(patient)));
  await round(false);
  // Those that other tabs were fetching are stored by now, or were abandoned.
  queue.push(...elsewhere);
  await round(true);
  if (failures.length > 0) throw failures[0];
}

/** Whether a failure would only be repeated, and says nothing about the other files. */
function isFinal(error: unknown): boolean {
  return error instanceof PocketM1Error && !mayPass(error);
}
