// The files of one model: returns verified bytes, without interpreting or keeping them.

import type { FetchSource, PrefetchProgress } from '../contract/load.ts';
import { assert, type PocketM1Error } from '../errors.ts';
import { quotaProblem } from '../storage/quota.ts';
import type { ShardStore } from '../storage/shard-store.ts';
import { FetchScheduler, type FetchSchedulerOptions } from './fetch-scheduler.ts';
import type { FetchStats } from './fetch-stats.ts';
import type { ModelFolder } from './folder-fetch.ts';
import { Host } from './host.ts';
import { type LoadedManifest, loadManifest, modelUrl } from './load-manifest.ts';
import { type CoreShard, type ExpertShard, type Manifest, type ManifestFile, packsOf } from './manifest.ts';
import { type ExpertSink, prefetch } from './prefetch.ts';

export type { FetchStats } from './fetch-stats.ts';

export interface ShardSourceOptions extends Omit<FetchSchedulerOptions, 'host'> {
  /** Address of the shard folder; must be absolute in a worker. */
  baseUrl: string;
  /** Where the files are read in place of requests to the address. */
  folder?: ModelFolder | undefined;
  /** Aborts loading the manifest. */
  signal?: AbortSignal | undefined;
  /** Called for problems that do not stop loading. */
  onWarning?: ((warning: PocketM1Error) => void) | undefined;
}

export interface PrefetchOptions {
  /** Maximum number of concurrent downloads. Default 4: of a browser's six connections to an HTTP/1.1 server, two stay free for demands. */
  connections?: number | undefined;
  /** Receives the experts that it wants, including those that are already stored. */
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

/** Of a browser's six connections to an HTTP/1.1 server, one stays free for demands. */
const PREFIX_CONNECTIONS = 5;

/** Loads the manifest and returns the source of the model's files. */
export async function createShardSource(options: ShardSourceOptions): Promise<ShardSource> {
  const url = modelUrl(options.baseUrl);
  const host = new Host(url, options.folder);
  try {
    return new ShardSource(url, await loadManifest({ ...options, url, host }), { ...options, host });
  } catch (error) {
    host.line.close();
    throw error;
  }
}

export class ShardSource {
  /** Address of the shard folder, with a trailing slash. */
  readonly url: string;
  readonly manifest: Manifest;
  /** Whether this is the stored manifest; see `LoadedManifest`. */
  readonly offline: boolean;
  /** Demanded files. */
  readonly stats: FetchStats;
  /** Prefetched files. */
  readonly backgroundStats: FetchStats;
  readonly #host: Host;
  readonly #store: ShardStore;
  readonly #storeIfAbsent: () => Promise<void>;
  readonly #replaceStored: () => Promise<void>;
  readonly #scheduler: FetchScheduler;
  readonly #files: Map<string, ManifestFile>;
  readonly #core: CoreShard[];
  readonly #experts = new Map<string, ExpertShard>();
  readonly #disposal = new AbortController();
  readonly #coreFetched = Promise.withResolvers<void>();

  /** @internal */
  constructor(
    url: string,
    { manifest, offline, firstStore, storeIfAbsent, replaceStored }: LoadedManifest,
    options: ShardSourceOptions & { host: Host },
  ) {
    this.url = url;
    this.manifest = manifest;
    this.offline = offline;
    this.#host = options.host;
    this.#store = options.store;
    this.#storeIfAbsent = storeIfAbsent;
    this.#replaceStored = replaceStored;
    this.#scheduler = new FetchScheduler(url, packsOf(manifest), options);
    this.stats = this.#scheduler.stats;
    this.backgroundStats = this.#scheduler.backgroundStats;
    this.#files = new Map(manifest.files.map((file) => [file.file, file]));
    this.#core = manifest.shards.filter((shard) => shard.role === 'core');
    for (const shard of manifest.shards) {
      this.#scheduler.expect(shard);
      if (shard.role === 'expert') this.#experts.set(`${shard.layer}/${shard.expert}`, shard);
    }
    this.#scheduler.track(firstStore);
    if (offline) return;
    const { store, onWarning } = options;
    const { name, files, shards } = manifest;
    const problem = quotaProblem(store, { name, files: [...files, ...shards] });
    this.#scheduler.track(problem.then((warning) => warning && onWarning?.(warning)));
  }

  /** Text of a configuration or tokenizer file; undefined when the manifest does not list it. */
  async file(name: string, signal?: AbortSignal): Promise<string | undefined> {
    const file = this.#files.get(name);
    if (file === undefined) return undefined;
    return new TextDecoder().decode(await this.#scheduler.demand(file, signal));
  }

  /**
   * The core shards in manifest order, downloaded a few at a time. Ending the iteration early, or aborting, aborts the
   * downloads; shards that were fetched stay stored.
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
          const content = this.#scheduler.demand(next, either);
          // Errors are thrown below, in the order of the shards.
          content.catch(() => {});
          pending.push(content);
        }
        const content = await pending.shift();
        assert(content, 'no core shard is pending.');
        yield { shard, content };
      }
      this.#coreFetched.resolve();
      this.#scheduler.track(this.settled().then(this.#replaceStored));
    } finally {
      stop.abort();
    }
  }

  /**
   * Fetches one routed expert's safetensors file. Concurrent callers get the same buffer, which must not be changed or
   * transferred. `onFetched` is called for each of them.
   */
  async expert(
    layer: number,
    expert: number,
    signal?: AbortSignal,
    onFetched?: (source: FetchSource, bytes: number) => void,
  ): Promise<ArrayBuffer> {
    return this.#scheduler.demand(this.#expertShard(layer, expert), signal, onFetched);
  }

  /**
   * Fetches the experts that the prefix of every conversation picks, layer by layer, after the core shards, because the
   * network would be idle while kernels compile. Demands do not pause it: an answer needs these experts before its first
   * token, unless it begins with a system message or tools. Resolves when they are fetched; storing them may take longer.
   * @throws The errors of `expert`, and the signal's reason. A later demand for the same expert fails in the same way.
   */
  async fetchPrefixExperts(signal?: AbortSignal): Promise<void> {
    const either = signal ? AbortSignal.any([signal, this.#disposal.signal]) : this.#disposal.signal;
    await this.#coreFetched.promise;
    const queue = (this.manifest.opening ?? []).flatMap((experts, layer) =>
      experts.map((expert) => this.#expertShard(layer, expert)),
    );
    const work = async (): Promise<void> => {
      for (let shard = queue.shift(); shard; shard = queue.shift()) {
        either.throwIfAborted();
        await this.#scheduler.fetchEarly(shard, either);
      }
    };
    await Promise.all(Array.from({ length: PREFIX_CONNECTIONS }, work));
  }

  /**
   * Fetches every expert and then all other missing files into storage; resolves when all are stored. Pauses while another
   * file is demanded.
   * @throws DownloadError at once when the connection fails. Failures of single experts (`http-status`, `integrity` …, or
   * `storage` when they cannot be stored) are thrown when all others are stored.
   * @throws The signal's reason.
   */
  async prefetch(options: PrefetchOptions = {}): Promise<void> {
    const { connections = 4, sink, onProgress = () => {}, signal } = options;
    // Other tabs may have stored or deleted shards since the records were last read.
    await this.#store.shards();
    // If the model was deleted meanwhile, shards stored from now on would belong to no listed model.
    await this.#storeIfAbsent();
    const either = signal ? AbortSignal.any([signal, this.#disposal.signal]) : this.#disposal.signal;
    await prefetch({
      manifest: this.manifest,
      connections,
      prefetchExpert: (shard, ownSignal, patient) =>
        this.#scheduler.prefetch(shard, ownSignal, { sink, patient }),
      onProgress,
      signal: either,
    });
    // Loading skips files that it does not use, and other tabs may have deleted files since.
    for (const file of [...this.manifest.files, ...this.#core]) {
      await this.#scheduler.prefetch(file, either, { patient: true });
    }
    await this.#storeIfAbsent();
  }

  /** Whether a routed expert is stored on this device, as far as this tab knows. */
  async isStored(layer: number, expert: number): Promise<boolean> {
    return this.#store.isListed(this.#expertShard(layer, expert).sha256);
  }

  /** Pauses prefetching until the returned function is called. */
  pauseBackground(): () => void {
    return this.#scheduler.pause();
  }

  /** Resolves when the write of every file fetched so far has succeeded or failed. */
  async settled(): Promise<void> {
    await this.#scheduler.settled();
  }

  /** Aborts every download; their callers reject with an `AbortError`. */
  dispose(): void {
    const reason = new DOMException('The shard source was disposed.', 'AbortError');
    this.#disposal.abort(reason);
    this.#coreFetched.promise.catch(() => {});
    this.#coreFetched.reject(reason);
    this.#scheduler.abortAll(reason);
    this.#host.line.close();
  }

  #expertShard(layer: number, expert: number): ExpertShard {
    const shard = this.#experts.get(`${layer}/${expert}`);
    assert(shard, `the manifest has no expert ${expert} of layer ${layer}.`);
    return shard;
  }
}
