// Decides when a file is fetched. A demanded file is fetched at once; prefetching pauses meanwhile, and a demand for a file
// that is being prefetched joins that download, also if both are experts of one pack. fetch-file.ts decides where a file is
// fetched from.

import type { FetchEvent, FetchSource } from '../contract/load.ts';
import { PocketM1Error } from '../errors.ts';
import { beingFetched } from '../storage/locks.ts';
import type { ShardInMemory, ShardStore } from '../storage/shard-store.ts';
import { allStored, type FetchedFile, fetchFile } from './fetch-file.ts';
import { type FetchStats, noFetches } from './fetch-stats.ts';
import { Gate } from './gate.ts';
import type { Host } from './host.ts';
import { expertOf, type ManifestFile, type Pack } from './manifest.ts';
import { PartialDownload } from './partial-download.ts';
import type { ExpertSink } from './prefetch.ts';
import { type LoadProgress, ModelProgress } from './progress.ts';
import { SharedTasks } from './shared-tasks.ts';

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

type Fetch = Pick<FetchedFile, 'source' | 'from'>;

/** Prefetching resumes this long after the last demand, because faults come in bursts and each pause costs connections. */
const QUIET_MS = 100;

export class FetchScheduler {
  /** Demanded files. */
  readonly stats: FetchStats = noFetches();
  /** Prefetched files. */
  readonly backgroundStats: FetchStats = noFetches();
  readonly #url: string;
  readonly #packs: ReadonlyMap<string, Pack>;
  readonly #options: FetchSchedulerOptions;
  /** By the hash of what is read or downloaded. */
  readonly #inFlight = new SharedTasks<FetchedFile>();
  /** Paused while a demanded file is fetched. */
  readonly #gate = new Gate();
  /** Prefetches by hash; aborting a controller ends the pauses of that prefetch. */
  readonly #promotions = new Map<string, AbortController>();
  /** Writes to storage that no caller awaits. None of them rejects. */
  readonly #writes = new Set<Promise<unknown>>();
  readonly #progress: ModelProgress;

  /** `url` is the address of the shard folder, with a slash at its end. */
  constructor(url: string, packs: ReadonlyMap<string, Pack>, options: FetchSchedulerOptions) {
    this.#url = url;
    this.#packs = packs;
    this.#options = options;
    this.#progress = new ModelProgress(options.onProgress);
  }

  /** Adds a file to the total of the progress. */
  expect(file: ManifestFile): void {
    this.#progress.expect(file);
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
    const promote = (sha256: string): void => this.#promotions.get(sha256)?.abort();
    promote(file.sha256);
    promote(this.#download(file).sha256);
    const release = this.#gate.pause();
    try {
      const fetched = await this.#share(file, signal, promote, (ownSignal) =>
        this.#fetch(file, ownSignal, { priority: 'high' }),
      );
      this.#count(file, { ...fetched, ms: performance.now() - start, background: false });
      onFetched?.(fetched.source, fetched.from.bytes);
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
        this.#progress.complete(file);
        return 'here';
      }
      if (!store.writable) throw notStored(file);
    }
    const locked = this.#download(file).sha256;
    if (!patient && !store.inMemory(sha256) && (await beingFetched(store.name)).has(locked))
      return 'elsewhere';
    const start = performance.now();
    const fetched = await this.#share(
      file,
      signal,
      () => {},
      (ownSignal, key) => this.#fetchBetweenDemands(file, key, ownSignal),
    );
    if (!fetched.joined) this.#count(file, { ...fetched, ms: performance.now() - start, background: true });
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
    const key = this.#download(file).sha256;
    if (this.#inFlight.has(key)) return;
    const start = performance.now();
    const fetched = await this.#inFlight.run(key, signal, (ownSignal) =>
      this.#fetch(file, ownSignal, { priority: 'low' }),
    );
    this.#count(file, { ...fetched, ms: performance.now() - start, background: true });
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

  /** What has to be downloaded for a file: its pack, or the file itself. */
  #download(file: ManifestFile): ManifestFile {
    return this.#packOf(file) ?? file;
  }

  #packOf(file: ManifestFile): Pack | undefined {
    const pack = expertOf(file)?.pack;
    return pack === undefined ? undefined : this.#packs.get(pack);
  }

  /**
   * Runs `start` for a file, or joins what already reads it or downloads its pack. `onKey` is called with the task's hash
   * just before.
   */
  async #share(
    file: ManifestFile,
    signal: AbortSignal | undefined,
    onKey: (sha256: string) => void,
    start: (signal: AbortSignal, sha256: string) => Promise<FetchedFile>,
  ): Promise<Fetch & ShardInMemory & { joined: boolean }> {
    const { store } = this.#options;
    const { sha256 } = file;
    const pack = this.#packOf(file);
    for (;;) {
      const here = !pack || store.inMemory(sha256) !== undefined || (await store.isListed(sha256));
      const key = here ? sha256 : pack.sha256;
      onKey(key);
      const joined = this.#inFlight.has(key);
      const fetched = await this.#inFlight.run(key, signal, (ownSignal) => start(ownSignal, key));
      const content = fetched.contents.get(sha256);
      // A task for the pack may have found another expert in storage, because another tab had stored it meanwhile.
      if (!content) continue;
      return { ...content, ...(joined ? { from: file, source: 'memory' } : fetched), joined };
    }
  }

  /**
   * Downloads a file while no other file is demanded. A demand for another file aborts the request, unless the bytes received
   * so far would be lost; the download resumes later. A demand for this file ends its pauses.
   */
  async #fetchBetweenDemands(file: ManifestFile, key: string, signal: AbortSignal): Promise<FetchedFile> {
    const partial = new PartialDownload(this.#download(file).bytes, this.#options.host.ranges);
    const promotion = new AbortController();
    const promoted = promotion.signal;
    this.#promotions.set(key, promotion);
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
      if (this.#promotions.get(key) === promotion) this.#promotions.delete(key);
    }
  }

  async #fetch(
    file: ManifestFile,
    signal: AbortSignal,
    fetchOptions: RequestInit,
    partial?: PartialDownload,
  ): Promise<FetchedFile> {
    const { store, host, tries, stallMs } = this.#options;
    const pack = this.#packOf(file);
    const fetched = await fetchFile({
      store,
      baseUrl: this.#url,
      file,
      pack,
      signal,
      keepInMemory: expertOf(file) !== undefined,
      host,
      partial,
      onBytes: (received) => this.#progress.receive(file, pack, received),
      fetchOptions: { ...fetchOptions, ...this.#options.fetchOptions },
      tries,
      stallMs,
    });
    this.track(allStored(fetched));
    return fetched;
  }

  async #storeAgain({ sha256, bytes }: ManifestFile, content: ArrayBuffer): Promise<boolean> {
    const { store } = this.#options;
    return store.writable && store.writeShard({ sha256, bytes, model: this.#url }, content, true);
  }

  #count(
    file: ManifestFile,
    { from, source, ms, background }: Fetch & Pick<FetchEvent, 'ms' | 'background'>,
  ): void {
    const { bytes } = from;
    const count = (background ? this.backgroundStats : this.stats)[source];
    count.files += 1;
    count.bytes += bytes;
    this.#progress.complete(file);
    const { layer = null, expert = null } = expertOf(file) ?? {};
    this.#options.onFetch?.({ file: from.file, layer, expert, bytes, source, ms, background });
  }
}

function notStored({ file }: ManifestFile): PocketM1Error {
  return new PocketM1Error(
    'storage',
    `${file} cannot be stored on this device: free disk space, or delete stored models, and try again.`,
    { details: { file } },
  );
}
