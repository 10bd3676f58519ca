// How a model is loaded and prefetched, and what is reported meanwhile.

import type { PocketM1Error } from '../errors.ts';

/** How to load a model; null means left out, and other options are refused. */
export interface LoadOptions {
  /** Told how far loading is, about 20 times a second while bytes come. The last call has phase 'ready'. */
  onProgress?: ((progress: Progress) => void) | null | undefined;
  /**
   * Told what is not as it should be although the model works: 'storage' (full, or not to be had), 'network' (opened from
   * storage), 'device-lost' (replaced), 'device-unsupported' (slower, still right), or why an expert cannot be fetched
   * ahead. Default: `console.warn`.
   */
  onWarning?: ((warning: PocketM1Error) => void) | null | undefined;
  /** Told of every file that has come, and from where: before the model is ready, and for experts also later. */
  onShard?: ((shard: FetchEvent) => void) | null | undefined;
  /** Aborts loading; `loadModel` then rejects with the signal's reason. Later aborts do nothing. */
  signal?: AbortSignal | null | undefined;
  /**
   * Tokens a prompt and its answer may have together; the softmax layers' GPU memory grows with those that are used.
   * Default 32,768, or what the model holds if that is less.
   */
  contextLength?: number | null | undefined;
  /**
   * How the keys and values of softmax layers are stored: as 16-bit floats, or with 'f32' exactly as they are computed,
   * which takes twice the memory and time for long contexts. Default 'f16'.
   */
  kvCache?: 'f16' | 'f32' | null | undefined;
  /**
   * GPU memory for experts, in bytes. When they do not all fit, those used longest ago give way and come back from
   * storage; every budget gives the same tokens. Default: all of them, up to the largest buffer the GPU offers.
   */
  expertBudgetBytes?: number | null | undefined;
  /**
   * GPU memory, in bytes, for conversations that may go on: what a prompt has in common with an earlier one is not read
   * again. Checkpoints and all conversations except the one used last count; the least recently used are evicted first. 0
   * turns it off: every prompt is read whole. Default 64 MB, or the keys and values of 8,192 tokens if that is more.
   */
  prefixCacheBytes?: number | null | undefined;
  /**
   * Whether experts are fetched into storage before an answer needs them, the most popular first: true, between answers
   * only ('idle'), or false. An answer never waits for it: it pauses until the first token, and whenever an answer needs
   * an expert itself. Unless false, what a conversation begins with comes while the model loads. Default: true, or false where the user asks to save data.
   */
  prefetch?: PrefetchMode | null | undefined;
  /**
   * Whether to ask the browser, once a page and when the model is ready, to keep what is stored even when the disk gets
   * full. Some browsers ask the user. Default true; see `storage.persist`.
   */
  persist?: boolean | null | undefined;
  /** What goes with every request for a file of the model, as in `fetch`. Default: nothing, and cookies to the page's own origin. */
  fetchOptions?: FetchOptions | null | undefined;
  /**
   * A worker running `pocket-m1/worker`, for applications whose bundler does not find it by itself. The model takes it
   * over, and ends it when loading fails or the model is disposed, but not when an argument is refused at once; so every
   * call needs a worker of its own. Default: `worker.js` beside the library's own file.
   */
  worker?: Worker | null | undefined;
}

/** How far loading is. Phases follow one another; the fraction never goes down. */
export interface Progress {
  /** Reading the manifest, fetching what every token needs, compiling shaders, done. */
  phase: 'manifest' | 'download' | 'compile' | 'ready';
  /** From 0 to 1, by bytes. */
  fraction: number;
  loadedBytes: number;
  /**
   * What must be here before `loadModel` resolves: tokenizer and core. The experts that an answer picks come after that,
   * so a first visit's first token needs more; `onShard` tells of each.
   */
  totalBytes: number;
}

/** The part of `RequestInit` that crosses to a worker and makes sense for files. */
export interface FetchOptions {
  /** By name; another origin's server has to allow them (CORS). */
  headers?: Record<string, string>;
  /** Whether cookies go to another origin. */
  credentials?: RequestCredentials;
}

/** Always, between answers only, or not at all. */
export type PrefetchMode = boolean | 'idle';

/** One file was fetched. */
export interface FetchEvent {
  /** Its path in the model's folder. */
  file: string;
  /** Layer and number of a routed expert; null for every other file. */
  layer: number | null;
  expert: number | null;
  source: FetchSource;
  bytes: number;
  /** From the request to the verified bytes; storing them is not included. */
  ms: number;
  /** True when it was prefetched, not demanded. */
  background: boolean;
}

/** Where a file came from; 'memory' means that a download of it was under way, or that storage had no room for it. */
export type FetchSource = 'network' | 'indexeddb' | 'memory';

export interface PrefetchAllOptions {
  /** Told how many experts are in storage, each time one more is. */
  onProgress?: ((progress: PrefetchProgress) => void) | null | undefined;
  /** Stops waiting; the downloads stop too, unless prefetching goes on anyway. What has come stays stored. */
  signal?: AbortSignal | null | undefined;
}

/** How many of a model's experts are stored. */
export interface PrefetchProgress {
  /** Experts that are stored, out of `totalExperts`. */
  experts: number;
  totalExperts: number;
  /** Their bytes, out of `totalBytes`. */
  bytes: number;
  totalBytes: number;
}
