// The files of one model. It hands out verified bytes and keeps none; what a shard means is the caller's affair. What is
// asked for comes first: experts that are fetched ahead of need give way to it, and join it where they are the same.

import { assert, PocketM1Error } from '../errors.ts';
import { type Arrival, beingFetched, bring, type FetchSource } from './arrival.ts';
import { Gate } from './gate.ts';
import { type LoadedManifest, loadManifest, modelUrl } from './load-manifest.ts';
import type { CoreShard, ExpertShard, Manifest, ManifestFile } from './manifest.ts';
import { PartialDownload, type RangeSupport } from './partial-download.ts';
import { type ExpertSink, type PrefetchProgress, prefetch } from './prefetch.ts';
import { type LoadProgress, ProgressMeter } from './progress.ts';
import { roomProblem } from './room.ts';
import { SharedTasks } from './shared-tasks.ts';
import type { ShardStore } from './store.ts';

/** One file has come. */
export interface FetchEvent {
  file: string;
  /** Layer and number of a routed expert; null for every other file. */
  layer: number | null;
  expert: number | null;
  source: FetchSource;
  bytes: number;
  /** From the request to the verified bytes; storing them goes on behind it. */
  ms: number;
  /** True when nobody had asked for it yet. */
  background: boolean;
}

/** What has come from where since the source was created. */
export type FetchStats = Record<FetchSource, { files: number; bytes: number }>;

export interface ShardSourceOptions {
  /** Address of the shard folder; give an absolute one in a worker. */
  baseUrl: string;
  store: ShardStore;
  /** Passed to `fetch`: headers, credentials … */
  fetchOptions?: RequestInit | undefined;
  /** See `DownloadOptions`. */
  tries?: number | undefined;
  stallMs?: number | undefined;
  /** Aborts loading the manifest. */
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** Something is not as it should be, yet loading goes on. */
  onWarning?: ((warning: PocketM1Error) => void) | undefined;
  onFetch?: ((event: FetchEvent) => void) | undefined;
}

export interface PrefetchOptions {
  /** Most experts on their way at a time. Default 4: an HTTP/1.1 server grants six, and two stay free for what is needed now. */
  connections?: number | undefined;
  /** Offered each expert as it comes; what it wants is read for it even when it is stored already. */
  sink?: ExpertSink | undefined;
  onProgress?: ((progress: PrefetchProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** A core shard with its bytes, which are a safetensors file. */
export interface LoadedShard {
  shard: CoreShard;
  content: ArrayBuffer;
}

const PARALLEL_DOWNLOADS = 4;

/** So long after the last demand the background goes on: faults come in bursts, and each pause costs connections. */
const QUIET_MS = 100;

/** Loads the manifest and returns the source of the model's files. */
export async function createShardSource(options: ShardSourceOptions): Promise<ShardSource> {
  const url = modelUrl(options.baseUrl);
  return new ShardSource(url, await loadManifest({ ...options, url }), options);
}

export class ShardSource {
  /** Address of the shard folder, with a slash at its end. */
  readonly url: string;
  readonly manifest: Manifest;
  /** True when the server could not be reached and the manifest came from storage. */
  readonly offline: boolean;
  /** What was asked for, and where it was found. */
  readonly stats: FetchStats = noFetches();
  /** What came ahead of need. */
  readonly backgroundStats: FetchStats = noFetches();
  readonly #options: ShardSourceOptions;
  readonly #commit: () => Promise<void>;
  readonly #files: Map<string, ManifestFile>;
  readonly #core: CoreShard[];
  readonly #experts = new Map<string, ExpertShard>();
  readonly #inFlight = new SharedTasks<Arrival>();
  /** Held by whoever asks for something now. */
  readonly #gate = new Gate();
  /** Background downloads by hash; aborting one lets it through the gate. */
  readonly #promotions = new Map<string, AbortController>();
  /** What the first broken download has taught about the server. */
  readonly #server: RangeSupport = { ignoresRanges: false };
  readonly #disposal = new AbortController();
  /** What is being written to storage, with nobody waiting for it. None of them rejects. */
  readonly #writes = new Set<Promise<unknown>>();
  readonly #coreProgress: ProgressMeter;
  readonly #expertProgress: ProgressMeter;

  /** @internal */
  constructor(
    url: string,
    { manifest, offline, noted, commit }: LoadedManifest,
    options: ShardSourceOptions,
  ) {
    this.url = url;
    this.manifest = manifest;
    this.offline = offline;
    this.#options = options;
    this.#commit = commit;
    this.#files = new Map(manifest.files.map((file) => [file.file, file]));
    this.#core = manifest.shards.filter((shard) => shard.role === 'core');
    const { onProgress = () => {}, onWarning = () => {} } = options;
    this.#coreProgress = new ProgressMeter('core', onProgress);
    this.#expertProgress = new ProgressMeter('experts', onProgress);
    for (const shard of this.#core) this.#coreProgress.expect(shard.file, shard.bytes);
    for (const shard of manifest.shards) {
      if (shard.role !== 'expert') continue;
      this.#experts.set(`${shard.layer}/${shard.expert}`, shard);
      this.#expertProgress.expect(shard.file, shard.bytes);
    }
    this.#track(noted);
    if (!offline) this.#track(roomProblem(options.store, manifest).then((told) => told && onWarning(told)));
  }

  /** Text of a configuration or tokenizer file; undefined when the manifest does not name it. */
  async file(name: string, signal?: AbortSignal): Promise<string | undefined> {
    const file = this.#files.get(name);
    if (file === undefined) return undefined;
    this.#coreProgress.expect(file.file, file.bytes);
    return new TextDecoder().decode(await this.#demand(file, this.#coreProgress, signal));
  }

  /**
   * The core shards in manifest order, a few of them on their way at a time. Ending the iteration early, or aborting,
   * ends the downloads; what has come stays stored.
   */
  async *coreShards(signal?: AbortSignal): AsyncGenerator<LoadedShard, void, undefined> {
    const stop = new AbortController();
    const signals = signal ? [signal, stop.signal] : [stop.signal];
    const either = AbortSignal.any(signals);
    const pending: Promise<ArrayBuffer>[] = [];
    try {
      for (const [i, shard] of this.#core.entries()) {
        signal?.throwIfAborted();
        for (const next of this.#core.slice(i + pending.length, i + PARALLEL_DOWNLOADS)) {
          const content = this.#demand(next, this.#coreProgress, either);
          // A failure is thrown when its turn comes; the earlier ones come first.
          content.catch(() => {});
          pending.push(content);
        }
        const content = await pending.shift();
        assert(content, 'no core shard is pending');
        yield { shard, content };
      }
      this.#track(this.settled().then(this.#commit));
    } finally {
      stop.abort();
    }
  }

  /**
   * One routed expert's safetensors file. Callers that ask for it at the same time get the same buffer, so it is to be
   * read only, never transferred.
   */
  async expert(layer: number, expert: number, signal?: AbortSignal): Promise<ArrayBuffer> {
    const shard = this.#experts.get(`${layer}/${expert}`);
    assert(shard, `the manifest has no expert ${expert} of layer ${layer}`);
    return this.#demand(shard, this.#expertProgress, signal, shard);
  }

  /**
   * Brings every expert into storage ahead of need, and then what else of the model is not there; resolves when all is.
   * It pauses while something is asked for, and takes that up first if it is on its way here.
   *
   * Throws a `DownloadError` when the connection fails, at once; when all others have come, what is wrong with single
   * experts ('http-status', 'integrity' …), or 'storage' when they cannot be kept; the signal's reason.
   */
  async prefetch(options: PrefetchOptions = {}): Promise<void> {
    const { connections = 4, sink, onProgress = () => {}, signal } = options;
    const { store } = this.#options;
    // Other tabs may have stored or deleted some since this one last looked.
    await store.shards();
    const either = signal ? AbortSignal.any([signal, this.#disposal.signal]) : this.#disposal.signal;
    await prefetch({
      manifest: this.manifest,
      connections,
      bring: (shard, ownSignal, patient) => this.#ahead(shard, ownSignal, { place: shard, sink, patient }),
      onProgress,
      signal: either,
    });
    // Loading leaves out files that it has no use for, and what it fetched may have been deleted since.
    for (const file of [...this.manifest.files, ...this.#core]) {
      this.#coreProgress.expect(file.file, file.bytes);
      await this.#ahead(file, either, { patient: true });
    }
  }

  /** Pauses what comes ahead of need until the returned function is called. */
  holdBackground(): () => void {
    return this.#gate.hold();
  }

  /** Resolves when everything that has come so far is stored, or could not be. */
  async settled(): Promise<void> {
    await Promise.all([...this.#writes]);
  }

  /** Ends every download; their callers see an `AbortError`. */
  dispose(): void {
    const reason = new DOMException('the shard source was disposed', 'AbortError');
    this.#disposal.abort(reason);
    this.#inFlight.abortAll(reason);
  }

  async #demand(
    file: ManifestFile,
    progress: ProgressMeter,
    signal: AbortSignal | undefined,
    place?: ExpertShard,
  ): Promise<ArrayBuffer> {
    const start = performance.now();
    const release = this.#gate.hold();
    try {
      this.#promotions.get(file.sha256)?.abort();
      const shared = this.#inFlight.has(file.sha256);
      const arrival = await this.#inFlight.run(file.sha256, signal, (ownSignal) =>
        this.#bring(file, progress, ownSignal, { priority: 'high' }),
      );
      const source = shared ? 'memory' : arrival.source;
      this.#count(file, progress, { source, ms: performance.now() - start, background: false }, place);
      return arrival.content;
    } finally {
      setTimeout(release, QUIET_MS);
    }
  }

  /** Brings one file ahead of need: an expert, if it has a place. */
  async #ahead(
    file: ManifestFile,
    signal: AbortSignal,
    { place, sink, patient }: { place?: ExpertShard; sink?: ExpertSink | undefined; patient: boolean },
  ): Promise<'here' | 'elsewhere'> {
    const { sha256 } = file;
    const { store } = this.#options;
    const progress = place ? this.#expertProgress : this.#coreProgress;
    await this.#gate.opened(signal);
    const wanted = place && sink?.wants(place.layer, place.expert);
    if (!wanted) {
      if (await store.isListed(sha256)) {
        progress.receive(file.file, file.bytes, true);
        return 'here';
      }
      if (!store.writable) throw notKept(file);
    }
    if (!patient && !store.inMemory(sha256) && (await beingFetched(store)).has(sha256)) return 'elsewhere';
    const start = performance.now();
    const shared = this.#inFlight.has(sha256);
    const arrival = await this.#inFlight.run(sha256, signal, (ownSignal) =>
      this.#givingWay(file, progress, ownSignal),
    );
    if (!shared) {
      const { source } = arrival;
      this.#count(file, progress, { source, ms: performance.now() - start, background: true }, place);
    }
    if (wanted) await sink?.place(place.layer, place.expert, arrival.content);
    // Waiting for the write bounds what is in memory.
    if (!(await arrival.stored) && !wanted) throw notKept(file);
    return 'here';
  }

  /**
   * Downloads while nothing is asked for. When something is, the connection is given up, unless what has come over it
   * would be lost; the rest comes later. Being asked for itself lets it through.
   */
  async #givingWay(file: ManifestFile, progress: ProgressMeter, signal: AbortSignal): Promise<Arrival> {
    const partial = new PartialDownload(file.bytes, this.#server);
    const promotion = new AbortController();
    const promoted = promotion.signal;
    this.#promotions.set(file.sha256, promotion);
    try {
      for (;;) {
        await this.#gate.opened(AbortSignal.any([signal, promoted])).catch(() => signal.throwIfAborted());
        const suspension = new AbortController();
        const giveWay = (): void => {
          if (!promoted.aborted && partial.resumable) suspension.abort();
        };
        const stopListening = this.#gate.onHold(giveWay);
        if (this.#gate.held) giveWay();
        try {
          const either = AbortSignal.any([signal, suspension.signal]);
          return await this.#bring(file, progress, either, { priority: 'low' }, partial);
        } catch (error) {
          if (signal.aborted || !suspension.signal.aborted) throw error;
        } finally {
          stopListening();
        }
      }
    } finally {
      this.#promotions.delete(file.sha256);
    }
  }

  async #bring(
    file: ManifestFile,
    progress: ProgressMeter,
    signal: AbortSignal,
    fetchOptions: RequestInit,
    partial?: PartialDownload,
  ): Promise<Arrival> {
    const { store, tries, stallMs } = this.#options;
    const arrival = await bring({
      store,
      baseUrl: this.url,
      file,
      signal,
      keepInMemory: progress === this.#expertProgress,
      partial,
      onBytes: (received) => progress.receive(file.file, received, false),
      fetchOptions: { ...fetchOptions, ...this.#options.fetchOptions },
      tries,
      stallMs,
    });
    this.#track(arrival.stored);
    return arrival;
  }

  #count(
    { file, bytes }: ManifestFile,
    progress: ProgressMeter,
    how: Pick<FetchEvent, 'source' | 'ms' | 'background'>,
    place: ExpertShard | undefined,
  ): void {
    const stats = (how.background ? this.backgroundStats : this.stats)[how.source];
    stats.files += 1;
    stats.bytes += bytes;
    progress.receive(file, bytes, true);
    const { layer = null, expert = null } = place ?? {};
    this.#options.onFetch?.({ file, layer, expert, bytes, ...how });
  }

  #track(write: Promise<unknown>): void {
    this.#writes.add(write);
    void write.finally(() => this.#writes.delete(write));
  }
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
