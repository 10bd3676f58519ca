// Loads a model: starts a worker, tells it what to load, and passes on what it reports.

import { transfer } from 'comlink';
import { PocketM1Error, UnsupportedDeviceError } from '../errors.ts';
import type { FetchEvent } from '../shards/source.ts';
import type { PrefetchMode } from '../worker/prefetching.ts';
import type { FetchOptions, HostEvent, Progress } from '../worker/protocol.ts';
import { fromWireError } from '../worker/wire-error.ts';
import { resolveAddress } from './address.ts';
import { Connection } from './connection.ts';
import { Model } from './model.ts';
import { persistOnce } from './storage.ts';

export interface LoadOptions {
  /** Told how far loading is, about 20 times a second while bytes come. The last call has phase 'ready'. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /**
   * Told what is not as it should be although the model works: 'storage' (full, or not to be had), 'network' (opened from
   * storage), 'device-lost' (replaced), 'device-unsupported' (slower, still right), or why an expert cannot be fetched
   * ahead. Default: `console.warn`.
   */
  onWarning?: ((warning: PocketM1Error) => void) | undefined;
  /** Told of every file that has come, and from where: before the model is ready, and for experts also later. */
  onShard?: ((shard: FetchEvent) => void) | undefined;
  /** Aborts loading; `loadModel` then rejects with the signal's reason. Later aborts do nothing. */
  signal?: AbortSignal | undefined;
  /**
   * Tokens a prompt and its answer may have together; the softmax layers' GPU memory grows with those that are used.
   * Default 32,768, or what the model holds if that is less.
   */
  contextLength?: number | undefined;
  /**
   * How the keys and values of softmax layers are stored: as 16-bit floats, or with 'f32' exactly as they are computed,
   * which takes twice the memory and time for long contexts. Default 'f16'.
   */
  kvCache?: 'f16' | 'f32' | undefined;
  /**
   * GPU memory for experts, in bytes. When they do not all fit, those used longest ago give way and come back from
   * storage; every budget gives the same tokens. Default: all of them, up to the largest buffer the GPU offers.
   */
  expertBudgetBytes?: number | undefined;
  /**
   * Whether experts are fetched into storage before an answer needs them, the most popular first: true, between answers
   * only ('idle'), or false. An answer never waits for it: it pauses until the first token, and whenever an answer needs
   * an expert itself. Unless false, what a conversation begins with comes while the model loads. Default: true, or false where the user asks to save data.
   */
  prefetch?: PrefetchMode | undefined;
  /**
   * Whether to ask the browser, once a page and when the model is ready, to keep what is stored even when the disk gets
   * full. Some browsers ask the user. Default true; see `storage.persist`.
   */
  persist?: boolean | undefined;
  /** What goes with every request for a file of the model, as in `fetch`. Default: nothing, and cookies to the page's own origin. */
  fetchOptions?: FetchOptions | undefined;
  /**
   * A worker running `pocket-m1/worker`, for applications whose bundler does not find it by itself. The model takes it
   * over, and ends it when loading fails or the model is disposed, but not when an argument is refused at once. Default:
   * `worker.js` beside the library's own file.
   */
  worker?: Worker | undefined;
}

/** A worker's script may have a slow line to come over; then the worker tells at once that it lives. */
const MOST_SILENCE_MS = 60_000;

/**
 * Loads a model from its shard folder and resolves when it can answer.
 *
 * Fetches the manifest, the tokenizer and the core shards; experts follow as they are needed, or ahead of need (`prefetch`).
 * Everything fetched is verified and kept in IndexedDB, so that a second load needs no network.
 *
 * Rejects with a `PocketM1Error`: an `UnsupportedDeviceError` without a usable GPU, a `DownloadError` or
 * `IntegrityError` when a file cannot be had, 'tokenizer' or 'template' when the tokenizer files are not usable,
 * 'invalid-argument', 'out-of-memory', 'device-lost', 'worker-crashed', 'internal'. After a failure nothing is left behind: loading may be tried again.
 *
 * @param url - Address of the folder with manifest.json; a relative one is resolved against the page.
 * @example
 * const m1 = await loadModel('/models/m1-nano/', { onProgress: ({ fraction }) => { bar.value = fraction; } });
 * const { text } = await m1.generate('What is the capital of France?').result;
 * await m1.dispose();
 */
export async function loadModel(url: string | URL, options: LoadOptions = {}): Promise<Model> {
  const { onProgress, onWarning = console.warn, onShard, signal, persist = true } = options;
  const { contextLength, kvCache, expertBudgetBytes, prefetch, fetchOptions } = options;
  signal?.throwIfAborted();
  requireWorkers();
  const address = resolveAddress(url);
  checkHeaders(fetchOptions);
  const connection = new Connection(options.worker ?? startWorker());
  const abort = (): void => connection.close(signal?.reason);
  signal?.addEventListener('abort', abort);
  const alive = connection.expectLife(MOST_SILENCE_MS);
  try {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<HostEvent>) => {
      alive();
      if (data.type === 'progress') onProgress?.(data.progress);
      else if (data.type === 'shard') onShard?.(data.shard);
      else if (data.type === 'alive') connection.watch(data.lock);
      else onWarning(fromWireError(data.warning) as PocketM1Error); // never an abort
    };
    connection.onClose(() => port1.close());
    const info = await connection.call((host) =>
      host.load(
        address,
        { contextLength, kvCache, expertBudgetBytes, prefetch, fetchOptions },
        transfer(port2, [port2]),
      ),
    );
    // Only pages may ask, workers may not. Nothing depends on the answer.
    if (persist) void persistOnce();
    return new Model(connection, info);
  } catch (error) {
    connection.close(error);
    throw error;
  } finally {
    alive();
    signal?.removeEventListener('abort', abort);
  }
}

function requireWorkers(): void {
  if (typeof Worker === 'undefined') {
    throw new UnsupportedDeviceError('loadModel needs a browser: there are no workers here.', {
      code: 'webgpu-unavailable',
    });
  }
}

function checkHeaders({ headers }: FetchOptions = {}): void {
  try {
    new Headers(headers);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new PocketM1Error('invalid-argument', `fetchOptions.headers cannot be sent: ${reason}`, { cause });
  }
}

function startWorker(): Worker {
  try {
    return new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
  } catch (cause) {
    throw new PocketM1Error(
      'worker-crashed',
      `The worker could not be started (${cause}); serve the library from the page's own origin, or pass \`worker\`.`,
      { cause },
    );
  }
}
