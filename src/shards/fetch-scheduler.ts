// Decides when a file is fetched. A demanded file is fetched at once; prefetching pauses meanwhile, and a demand for a file
// that is being prefetched joins that download. fetch-file.ts decides where a file is fetched from.

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

/** Files and bytes fetched from each source. */
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
  /** Demanded files. */
  readonly stats: FetchStats = noFetches();
  /** Prefetched files. */
  readonly backgroundStats: FetchStats = noFetches();
  readonly #url: string;
  readonly #options: FetchSchedulerOptions;
  readonly #inFlight = new SharedTasks<FetchedFile>();
  /** Paused while a demanded file is fetched. */
  readonly #gate = new Gate();
  /** Prefetches by hash; aborting a controller ends the pauses of that prefetch. */
  readonly #promotions = new Map<string, AbortController>();
  /** Writes to storage that no caller awaits. None of them rejects. */
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

  /** Adds a file to the total of the progress. */
  expect(file: ManifestFile): void {
    this.#progressOf(file).expect(file.file, file.bytes);
  }

  /** Fetches a file that is needed now. Concurrent callers share one download and its buffer; each call is counted. */
  async demand(
    file: ManifestFile,
    signal: AbortSignal | undefined,
    onFetched?: (source: FetchSource, bytes: number) => void,
  ): Promise<ArrayBuffer> {
    this.expect(file);
    const start = performance.now();
    // Before the pause, which would otherwise interrupt the file's own prefetch.
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
   * Prefetches a file into storage, and passes it to `sink` if that wants the expert. Resolves to 'elsewhere', without
   * waiting, when another tab is fetching the file and `patient` is false.
   */
  async prefetch(
    file: ManifestFile,
    signal: AbortSignal,
    { sink, patient }: { sink?: ExpertSink | undefined; patient: boolean },
  ): Promise<'here' | 'elsewhere'> {
    this.expect(file);
    const { sha256 } = file;
    const { store } = this.#options;
    await this.#gate.opened(signal);
    const expert = expertOf(file);
    const wanted = expert && sink?.wants(expert.layer, expert.expert);
    if (!wanted) {
      if (await store.isListed(sha256)) {
        this.#progressOf(file).receive(file.file, file.bytes, true);
        return 'here';
      }
      if (!store.writable) throw notStored(file);
    }
    if (!patient && !store.inMemory(sha256) && (await beingFetched(store.name)).has(sha256))
      return 'elsewhere';
    const start = performance.now();
    const shared = this.#inFlight.has(sha256);
    const fetched = await this.#inFlight.run(sha256, signal, (ownSignal) =>
      this.#fetchBetweenDemands(file, ownSignal),
    );
    if (!shared) {
      const { source } = fetched;
      this.#count(file, { source, ms: performance.now() - start, background: true });
    }
    if (wanted) await sink?.place(expert.layer, expert.expert, fetched.content);
    // Waiting for the write bounds memory. Storage that was full may have space by now.
    const stored = (await fetched.stored) || (await this.#storeAgain(file, fetched.content));
    if (!stored) throw notStored(file);
    return 'here';
  }

  /**
   * Fetches a file that will be demanded soon into storage, unless it is stored, being fetched, or cannot be stored. Demands
   * do not pause it, but it has a low priority in the browser's queue.
   */
  async fetchEarly(file: ManifestFile, signal: AbortSignal): Promise<void> {
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

  /** Makes `settled` wait for `write`, which must not reject. */
  track(write: Promise<unknown>): void {
    this.#writes.add(write);
    void write.finally(() => this.#writes.delete(write));
  }

  /** Resolves when the write of every file fetched so far has succeeded or failed. */
  async settled(): Promise<void> {
    await Promise.all([...this.#writes]);
  }

  /** Aborts every download; their callers reject with `reason`. */
  abortAll(reason: unknown): void {
    this.#inFlight.abortAll(reason);
  }

  /**
   * Downloads a file while no other file is demanded. A demand for another file aborts the request, unless the bytes received
   * so far would be lost; the download resumes later. A demand for this file ends its pauses.
   */
  async #fetchBetweenDemands(file: ManifestFile, signal: AbortSignal): Promise<FetchedFile> {
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
        // In a microtask, so that all files that are demanded together have been promoted first.
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
      // By now another prefetch of the same file may have begun.
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

function notStored({ file }: ManifestFile): PocketM1Error {
  return new PocketM1Error(
    'storage',
    `${file} cannot be stored on this device: free disk space, or delete stored models, and try again.`,
    { details: { file } },
  );
}
