// The files of one model, wherever they are nearest: in flight already, in IndexedDB, on the network. It hands out
// verified bytes and keeps none; what a shard means is the caller's affair.

import { assert, type PocketM1Error } from '../errors.ts';
import { download } from './download.ts';
import { type LoadedManifest, loadManifest, modelUrl } from './load-manifest.ts';
import type { CoreShard, ExpertShard, Manifest, ManifestFile } from './manifest.ts';
import { type LoadProgress, ProgressMeter } from './progress.ts';
import { SharedTasks } from './shared-tasks.ts';
import type { ShardStore } from './store.ts';

/** Where a file came from; 'memory' means that it was on its way to another caller. */
export type FetchSource = 'network' | 'indexeddb' | 'memory';

/** One file has come. */
export interface FetchEvent {
  file: string;
  /** Layer and number of a routed expert; null for every other file. */
  layer: number | null;
  expert: number | null;
  source: FetchSource;
  bytes: number;
  /** From the request to the verified bytes, storing them included. */
  ms: number;
}

/** What has come from where since the source was created. */
export type FetchStats = Record<FetchSource, { files: number; bytes: number }>;

export interface ShardSourceOptions {
  /** Address of the shard folder; give an absolute one in a worker. */
  baseUrl: string;
  store: ShardStore;
  /** Passed to `fetch`: headers, credentials … */
  fetchOptions?: RequestInit | undefined;
  /** Aborts loading the manifest. */
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** Something is not as it should be, yet loading goes on. */
  onWarning?: ((warning: PocketM1Error) => void) | undefined;
  onFetch?: ((event: FetchEvent) => void) | undefined;
}

/** A core shard with its bytes, which are a safetensors file. */
export interface LoadedShard {
  shard: CoreShard;
  content: ArrayBuffer;
}

const PARALLEL_DOWNLOADS = 4;

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
  readonly stats: FetchStats = {
    network: { files: 0, bytes: 0 },
    indexeddb: { files: 0, bytes: 0 },
    memory: { files: 0, bytes: 0 },
  };
  readonly #options: ShardSourceOptions;
  readonly #commit: () => Promise<void>;
  readonly #files: Map<string, ManifestFile>;
  readonly #core: CoreShard[];
  readonly #experts = new Map<string, ExpertShard>();
  readonly #inFlight = new SharedTasks<Arrival>();
  readonly #coreProgress: ProgressMeter;
  readonly #expertProgress: ProgressMeter;

  /** @internal */
  constructor(url: string, { manifest, offline, commit }: LoadedManifest, options: ShardSourceOptions) {
    this.url = url;
    this.manifest = manifest;
    this.offline = offline;
    this.#options = options;
    this.#commit = commit;
    this.#files = new Map(manifest.files.map((file) => [file.file, file]));
    this.#core = manifest.shards.filter((shard) => shard.role === 'core');
    const { onProgress = () => {} } = options;
    this.#coreProgress = new ProgressMeter('core', onProgress);
    this.#expertProgress = new ProgressMeter('experts', onProgress);
    for (const shard of this.#core) this.#coreProgress.expect(shard.file, shard.bytes);
    for (const shard of manifest.shards) {
      if (shard.role !== 'expert') continue;
      this.#experts.set(`${shard.layer}/${shard.expert}`, shard);
      this.#expertProgress.expect(shard.file, shard.bytes);
    }
  }

  /** Text of a configuration or tokenizer file; undefined when the manifest does not name it. */
  async file(name: string, signal?: AbortSignal): Promise<string | undefined> {
    const file = this.#files.get(name);
    if (file === undefined) return undefined;
    this.#coreProgress.expect(file.file, file.bytes);
    return new TextDecoder().decode(await this.#load(file, this.#coreProgress, signal));
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
          const content = this.#load(next, this.#coreProgress, either);
          // A failure is thrown when its turn comes; the earlier ones come first.
          content.catch(() => {});
          pending.push(content);
        }
        const content = await pending.shift();
        assert(content, 'no core shard is pending');
        yield { shard, content };
      }
      await this.#commit();
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
    return this.#load(shard, this.#expertProgress, signal, shard);
  }

  /** Ends every download; their callers see an `AbortError`. */
  dispose(): void {
    this.#inFlight.abortAll(new DOMException('the shard source was disposed', 'AbortError'));
  }

  async #load(
    file: ManifestFile,
    progress: ProgressMeter,
    signal: AbortSignal | undefined,
    place?: ExpertShard,
  ): Promise<ArrayBuffer> {
    const start = performance.now();
    const shared = this.#inFlight.has(file.sha256);
    const arrival = await this.#inFlight.run(file.sha256, signal, (ownSignal) =>
      this.#arrive(file, ownSignal, (received) => progress.receive(file.file, received, false)),
    );
    const source = shared ? 'memory' : arrival.source;
    this.stats[source].files += 1;
    this.stats[source].bytes += file.bytes;
    progress.receive(file.file, file.bytes, true);
    this.#options.onFetch?.({
      file: file.file,
      layer: place?.layer ?? null,
      expert: place?.expert ?? null,
      source,
      bytes: file.bytes,
      ms: performance.now() - start,
    });
    return arrival.content;
  }

  async #arrive(
    file: ManifestFile,
    signal: AbortSignal,
    onBytes: (received: number) => void,
  ): Promise<Arrival> {
    const { store, fetchOptions } = this.#options;
    const { sha256, bytes } = file;
    const stored = async (): Promise<Arrival | undefined> => {
      const content = await store.readShard(sha256, bytes);
      signal.throwIfAborted();
      return content && { content, source: 'indexeddb' };
    };
    const fetched = async (): Promise<Arrival> => {
      const content = await download(this.url + file.file, { bytes, sha256, signal, onBytes, fetchOptions });
      await store.writeShard({ sha256, bytes, model: this.url }, content);
      return { content, source: 'network' };
    };
    const found = await stored();
    if (found) return found;
    // Without storage, or where the browser has no locks, there is nothing that two tabs could share.
    if (!store.writable || !globalThis.navigator?.locks) return fetched();
    // Another tab may have stored the shard while this one waited for its turn.
    return navigator.locks.request(
      `${store.name} shard ${sha256}`,
      { signal },
      async () => (await stored()) ?? fetched(),
    );
  }
}

interface Arrival {
  content: ArrayBuffer;
  source: 'network' | 'indexeddb';
}
