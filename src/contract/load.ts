// The options of loading and prefetching a model, and the events that they report.

import type { PocketM1Error } from '../errors.ts';

/** How to load a model. null means absent; unknown options are rejected. */
export interface LoadOptions {
  /** Called with the progress of loading, about 20 times a second during the download. The last call has phase 'ready'. */
  onProgress?: ((progress: Progress) => void) | null | undefined;
  /**
   * Called for problems that do not stop the model: 'storage' (full or not available), 'network' (opened from storage),
   * 'device-lost' (replaced), 'device-unsupported' (slower, but correct), or the error of an expert that could not be
   * prefetched. Default: `console.warn`.
   */
  onWarning?: ((warning: PocketM1Error) => void) | null | undefined;
  /** Called for every fetched file: while the model loads, and later for experts. */
  onShard?: ((shard: FetchEvent) => void) | null | undefined;
  /** Aborts loading; `loadModel` then rejects with the signal's reason. Later aborts do nothing. */
  signal?: AbortSignal | null | undefined;
  /**
   * Maximum number of tokens in a prompt and its answer together. GPU memory of softmax layers grows with the tokens in use.
   * Default 32,768, or the model's limit if that is less.
   */
  contextLength?: number | null | undefined;
  /**
   * Storage format of the keys and values of softmax layers: 'f16', or 'f32', which is exact but takes twice the memory, and
   * twice the time in long contexts. Default 'f16'.
   */
  kvCache?: 'f16' | 'f32' | null | undefined;
  /**
   * GPU memory for experts, in bytes. If they do not all fit, the least recently used ones are evicted and fetched again from
   * storage when needed; every budget gives the same tokens. Default: all experts, up to the largest buffer of the GPU.
   */
  expertBudgetBytes?: number | null | undefined;
  /**
   * GPU memory for prefix reuse, in bytes: the tokens that a prompt shares with an earlier one are not read again. Checkpoints
   * count, and all conversations except the one used last; the least recently used are evicted first. 0 turns reuse off.
   * Default 64 MB, or the keys and values of 8,192 tokens if that is more.
   */
  prefixCacheBytes?: number | null | undefined;
  /**
   * GPU memory, in bytes, for the states of sessions. All but the one used last count; the least recently used are evicted first,
   * and read again from their messages when they go on. 0: every prompt of a session is read whole. Default 256 MB.
   */
  sessionStateBytes?: number | null | undefined;
  /**
   * Whether experts are fetched into storage before an answer needs them, the most popular first: true, only between answers
   * ('idle'), or false. Prefetching pauses until the first token of an answer, and whenever an answer needs an expert. Unless
   * false, the experts that every conversation begins with are fetched while the model loads. Default: true, or false if the
   * user has asked to save data.
   */
  prefetch?: PrefetchMode | null | undefined;
  /**
   * Whether to ask the browser, once per page when the model is ready, not to delete stored files when the disk gets full.
   * Some browsers ask the user. Default true; see `storage.persist`.
   */
  persist?: boolean | null | undefined;
  /** Options of every request for a file of the model, as in `fetch`. Default: no headers, cookies to the page's origin only. */
  fetchOptions?: FetchOptions | null | undefined;
  /**
   * A model folder on this device that the user has chosen: what `showDirectoryPicker` has returned, or the files of an
   * `<input type="file" webkitdirectory>`. Its files are read in place of requests to the address, which then only names the
   * model in storage. A file that the folder lacks fails with 'http-status', and one that may not be read with 'network'.
   */
  folder?: FileSystemDirectoryHandle | Iterable<File> | null | undefined;
  /**
   * A worker running `pocket-m1/worker`, for applications whose bundler does not find it. Pass a new one with every call: the
   * model owns it, and terminates it when loading fails or the model is disposed, but not when an argument is rejected.
   * Default: `worker.js` beside the library's own file.
   */
  worker?: Worker | null | undefined;
}

/** The progress of loading. The phases have this order, and the fraction never decreases. */
export interface Progress {
  /** Reading the manifest, fetching tokenizer and core shards, compiling shaders, done. */
  phase: 'manifest' | 'download' | 'compile' | 'ready';
  /** From 0 to 1, by bytes. */
  fraction: number;
  /** Bytes fetched so far, from the network or from storage. */
  loadedBytes: number;
  /**
   * Bytes to fetch before `loadModel` resolves: tokenizer and core shards. The first answer also needs the experts that it
   * picks; `onShard` reports each of them.
   */
  totalBytes: number;
}

/** The fields of `RequestInit` that can be sent to a worker and are useful for files. */
export interface FetchOptions {
  /** By name. A server of another origin has to allow them (CORS). */
  headers?: Record<string, string>;
  /** Whether cookies are sent to another origin. */
  credentials?: RequestCredentials;
}

/** Always, only between answers ('idle'), or not at all. */
export type PrefetchMode = boolean | 'idle';

/** One fetched file, or one expert of a file of several (a pack), which each have their own place in storage. */
export interface FetchEvent {
  /** Its path in the model's folder; the manifest's name for an expert of a pack that was not downloaded for it. */
  file: string;
  /** Layer of a routed expert, of a pack that of the expert it was downloaded for; null for every other file. */
  layer: number | null;
  /** Number of a routed expert in its layer; null for every other file. */
  expert: number | null;
  /** Where the file was fetched from. */
  source: FetchSource;
  /** Size of the file. */
  bytes: number;
  /** From the request to the verified bytes, without storing them. */
  ms: number;
  /** Whether it was prefetched rather than demanded. */
  background: boolean;
}

/**
 * Where a file was fetched from: 'folder' is that of the option, and 'memory' means that it was being downloaded, or that storage
 * had no room for it.
 */
export type FetchSource = 'network' | 'folder' | 'indexeddb' | 'memory';

/** How to wait until every expert is stored. */
export interface PrefetchAllOptions {
  /** Called after each stored expert. */
  onProgress?: ((progress: PrefetchProgress) => void) | null | undefined;
  /** Stops waiting, and the downloads unless prefetching is on. Fetched experts stay stored. */
  signal?: AbortSignal | null | undefined;
}

/** How many experts are stored. */
export interface PrefetchProgress {
  /** Stored experts. */
  experts: number;
  /** All experts of the model. */
  totalExperts: number;
  /** Bytes of the stored experts. */
  bytes: number;
  /** Bytes of all experts of the model. */
  totalBytes: number;
}
