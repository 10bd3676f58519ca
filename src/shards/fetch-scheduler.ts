// Decides when a file is fetched. A demanded file is fetched at once; prefetching pauses meanwhile, and a demand for a file
// that is being prefetched joins that download. Where a file comes from is decided in fetch-file.ts.

import type { FetchEvent, FetchSource } from '../contract/load.ts';
import { PocketM1Error } from '../errors.ts';
import { beingFetched } from '../storage/locks.ts';
import type { ShardStore } from '../storage/shard-store.ts';
import { type FetchedFile, fetchFile } from './fetch-file.ts';
import { Gate } from './gate.ts';
import type { Host } from './host.ts';
import type { ExpertShard, ManifestFile, Shard } from './manifest.ts';
import { PartialDownload } from './partial-download.ts';
import type { ExpertSink } from './prefetch.ts';
import { type LoadProgress, ProgressMeter } from './progress.ts';
import { SharedTasks } from './shared-tasks.ts';

/** How much was fetched from where since the source was created. */
export type FetchStats = Record<FetchSource, { files: number; bytes: number }>;

export interface FetchSchedulerOptions {
  store: ShardStore;
  host: Host;
  /** Passed to `fetch`: headers, credentials … */
  fetchOptions?: RequestInit | undefined;
  /** See `DownloadOptions`. */
  tries?: number | undefined;
  stallMs?: number | undefined;
  onProgress?: ((progress: LoadProgress) => void) | undefined;
  onFetch?: ((event: FetchEvent) => void) | undefined;
}

/** Prefetching resumes this long after the last demand, because faults come in bursts and each pause costs connections. */
const QUIET_MS = 100;

export class FetchScheduler {
  /** What was demanded, and where it was found. */
  readonly stats: FetchStats = noFetches();
  /** What was prefetched. */
  readonly backgroundStats: FetchStats = noFetches();
  readonly #url: string;
  readonly #options: FetchSchedulerOptions;
  readonly #inFlight = new SharedTasks<FetchedFile>();
  /** Paused while a demand is under way. */
  readonly #gate = new Gate();
  /** Prefetches by hash; aborting a promotion ends the pauses of that prefetch. */
  readonly #promotions = new Map<string, AbortController>();
  /** Writes to storage that nobody waits for. None of them rejects. */
  readonly #writes = new Set<Promise<unknown>>();
  readonly #coreProgress: ProgressMeter;
  readonly #expertProgress: ProgressMeter;

  /** `url` is the address of the shard folder, with a slash at its end. */
  constructor(url: string, options: FetchSchedulerOptions) {
    this.#url = url;
    this.#options = options;
    const { onProgress = () => {} } = options;
    this.#coreProgress = new ProgressMeter('core', onProgress);
    this.#expertProgress = new ProgressMeter('experts', onProgress);
  }

  /** Announces a file, which then counts in the progress. */
  expect(file: ManifestFile): void {
    this.#progressOf(file).expect(file.file, file.bytes);
  }

  /** Fetches a file that is needed now. Callers that ask for it at the same time get the same buffer, and each is counted. */
  async demand(
    file: ManifestFile,
    signal: AbortSignal | undefined,
    onFetched?: (source: FetchSource, bytes: number) => void,
  ): Promise<ArrayBuffer> {
    this.expect(file);
    const start = performance.now();
    // Before the pause, so that the file's own prefetch is not interrupted by it.
    this.#promotions.get(file.sha256)?.abort();
    const release = this.#gate.pause();
    try {
      const shared = this.#inFlight.has(file.sha256);
      const fetched = await this.#inFlight.run(file.sha256, signal, (ownSignal) =>
        this.#fetch(file, ownSignal, { priority: 'high' }),
      );
      const source = shared ? 'memory' : fetched.source;
      this.#count(file, { source, ms: performance.now() - start, background: false });
      onFetched?.(source, file.bytes);
      return fetched.content;
    } finally {
      setTimeout(release, QUIET_MS);
    }
  }

  /**
   * Prefetches a file into storage, and passes an expert that `sink` wants to it as well. 'elsewhere' when another tab
   * is fetching it and `patient` is false.
   */
  async ahead(
    file: ManifestFile,
    signal: AbortSignal,
    { sink, patient }: { sink?: ExpertSink | undefined; patient: boolean },
  ): Promise<'here' | 'elsewhere'> {
    this.expect(file);
    const { sha256 } = file;
    const { store } = this.#options;
    await this.#gate.opened(signal);
    const place = expertOf(file);
    const wanted = place && sink?.wants(place.layer, place.expert);
    if (!wanted) {
      if (await store.isListed(sha256)) {
        this.#progressOf(file).receive(file.file, file.bytes, true);
        return 'here';
      }
      if (!store.writable) throw notKept(file);
    }
    if (!patient && !store.inMemory(sha256) && (await beingFetched(store.name)).has(sha256))
      return 'elsewhere';
    const start = performance.now();
    const shared = this.#inFlight.has(sha256);
    const fetched = await this.#inFlight.run(sha256, signal, (ownSignal) =>
      this.#fetchInPauses(file, ownSignal),
    );
    if (!shared) {
      const { source } = fetched;
      this.#count(file, { source, ms: performance.now() - start, background: true });
    }
    if (wanted) await sink?.place(place.layer, place.expert, fetched.content);
    // Waiting for the write bounds memory. Storage that was full may have room by now.
    const stored = (await fetched.stored) || (await this.#storeAgain(file, fetched.content));
    if (!stored) throw notKept(file);
    return 'here';
  }

  /**
   * Fetches into storage a file that will be asked for soon, unless it is stored, being fetched or cannot be stored. It is
   * never paused, but has a low priority in the browser's queue.
   */
  async early(file: ManifestFile, signal: AbortSignal): Promise<void> {
    this.expect(file);
    const { sha256 } = file;
    const { store } = this.#options;
    if (!store.writable || store.inMemory(sha256) || (await store.isListed(sha256))) return;
    if (this.#inFlight.has(sha256)) return;
    const start = performance.now();
    const { source } = await this.#inFlight.run(sha256, signal, (ownSignal) =>
      this.#fetch(file, ownSignal, { priority: 'low' }),
    );
    this.#count(file, { source, ms: performance.now() - start, background: true });
  }

  /** Pauses prefetching until the returned function is called. */
  pause(): () => void {
    return this.#gate.pause();
  }

  /** Counts `write`, which must not reject, among what `settled` waits for. */
  track(write: Promise<unknown>): void {
    this.#writes.add(write);
    void write.finally(() => this.#writes.delete(write));
  }

  /** Resolves when every file fetched so far is stored, or failed to be. */
  async settled(): Promise<void> {
    await Promise.all([...this.#writes]);
  }

  /** Ends every download; their callers see `reason`. */
  abortAll(reason: unknown): void {
    this.#inFlight.abortAll(reason);
  }

  /**
   * Downloads while nothing is demanded. A demand for another file aborts the request, unless the bytes received so far
   * would be lost; the download is resumed later. A demand for this file ends its pauses.
   */
  async #fetchInPauses(file: ManifestFile, signal: AbortSignal): Promise<FetchedFile> {
    const partial = new PartialDownload(file.bytes, this.#options.host.ranges);
    const promotion = new AbortController();
    const promoted = promotion.signal;
    this.#promotions.set(file.sha256, promotion);
    try {
      for (;;) {
        await this.#gate.opened(AbortSignal.any([signal, promoted])).catch(() => signal.throwIfAborted());
        const suspension = new AbortController();
        const suspend = (): void => {
          if (!promoted.aborted && partial.resumable) suspension.abort();
        };
        // After all files that are demanded together have had their pauses ended.
        const stopListening = this.#gate.onPause(() => queueMicrotask(suspend));
        if (this.#gate.paused) suspend();
        try {
          const either = AbortSignal.any([signal, suspension.signal]);
          return await this.#fetch(file, either, { priority: 'low' }, partial);
        } catch (error) {
          if (signal.aborted || !suspension.signal.aborted) throw error;
        } finally {
          stopListening();
        }
      }
    } finally {
      // An aborted prefetch may end after the next one of the same file has begun.
      if (this.#promotions.get(file.sha256) === promotion) this.#promotions.delete(file.sha256);
    }
  }

  async #fetch(
    file: ManifestFile,
    signal: AbortSignal,
    fetchOptions: RequestInit,
    partial?: PartialDownload,
  ): Promise<FetchedFile> {
    const { store, host, tries, stallMs } = this.#options;
    const progress = this.#progressOf(file);
    const fetched = await fetchFile({
      store,
      baseUrl: this.#url,
      file,
      signal,
      keepInMemory: expertOf(file) !== undefined,
      host,
      partial,
      onBytes: (received) => progress.receive(file.file, received, false),
      fetchOptions: { ...fetchOptions, ...this.#options.fetchOptions },
      tries,
      stallMs,
    });
    this.track(fetched.stored);
    return fetched;
  }

  async #storeAgain({ sha256, bytes }: ManifestFile, content: ArrayBuffer): Promise<boolean> {
    const { store } = this.#options;
    return store.writable && store.writeShard({ sha256, bytes, model: this.#url }, content, true);
  }

  #count(file: ManifestFile, how: Pick<FetchEvent, 'source' | 'ms' | 'background'>): void {
    const { bytes } = file;
    const count = (how.background ? this.backgroundStats : this.stats)[how.source];
    count.files += 1;
    count.bytes += bytes;
    this.#progressOf(file).receive(file.file, bytes, true);
    const { layer = null, expert = null } = expertOf(file) ?? {};
    this.#options.onFetch?.({ file: file.file, layer, expert, bytes, ...how });
  }

  #progressOf(file: ManifestFile): ProgressMeter {
    return expertOf(file) ? this.#expertProgress : this.#coreProgress;
  }
}

function expertOf(file: ManifestFile | Shard): ExpertShard | undefined {
  return 'role' in file && file.role === 'expert' ? file : undefined;
}

function noFetches(): FetchStats {
  return {
    network: { files: 0, bytes: 0 },
    indexeddb: { files: 0, bytes: 0 },
    memory: { files: 0, bytes: 0 },
  };
}

function notKept({ file }: ManifestFile): PocketM1Error {
  return new PocketM1Error(
    'storage',
    `${file} cannot be kept on this device: free disk space, or delete stored models, and fetch again`,
    { details: { file } },
  );
}
