// Loads a model: starts a worker, sends it the options, and passes on its events.

import { transfer } from 'comlink';
import type { LoadOptions } from '../contract/load.ts';
import { type PocketM1Error, UnsupportedDeviceError } from '../errors.ts';
import type { HostEvent } from '../worker/protocol.ts';
import { RELEASE } from '../worker/release.ts';
import { fromWireError } from '../worker/wire-error.ts';
import { resolveAddress } from './address.ts';
import { Connection } from './connection.ts';
import { readLoadOptions } from './load-options.ts';
import { Model } from './model.ts';
import { startWorker, takeWorker } from './model-worker.ts';
import { persistOnce } from './storage.ts';

/** How long a worker may take to answer, because its script may be slow to download. */
const MAX_SILENCE_MS = 60_000;

/**
 * Loads a model from its shard folder and resolves when it can answer.
 *
 * Fetches the manifest, the tokenizer and the core shards; experts are fetched on demand, or before (`prefetch`). All files are
 * verified and stored in IndexedDB, so that a second load needs no network.
 *
 * Rejects with a `PocketM1Error`: an `UnsupportedDeviceError` without a usable GPU, a `DownloadError` or `IntegrityError` when
 * a file cannot be fetched, 'tokenizer' or 'template' when the tokenizer files are not usable, 'invalid-argument',
 * 'out-of-memory', 'device-lost', 'worker-crashed', 'internal'. A failure frees everything, so that loading can be tried again.
 *
 * @param url - Address of the folder with manifest.json; a relative one is resolved against the page.
 * @example
 * const m1 = await loadModel('/models/m1-nano/', { onProgress: ({ fraction }) => { bar.value = fraction; } });
 * const { text } = await m1.generate('What is the capital of France?').result;
 * await m1.dispose();
 */
export async function loadModel(url: string | URL, options: LoadOptions = {}): Promise<Model> {
  const { onProgress, onWarning, onShard, signal, persist, worker, ...request } = readLoadOptions(options);
  signal?.throwIfAborted();
  requireSecureBrowser();
  const address = resolveAddress(url);
  const connection = new Connection(worker === undefined ? startWorker() : takeWorker(worker));
  const abort = (): void => connection.close(signal?.reason);
  signal?.addEventListener('abort', abort);
  const alive = connection.expectLife(MAX_SILENCE_MS);
  try {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<HostEvent>) => {
      if (data.type === 'progress') onProgress?.(data.progress);
      else if (data.type === 'shard') onShard?.(data.shard);
      else if (data.type === 'alive') connection.watch(data.lock);
      else onWarning(fromWireError(data.warning) as PocketM1Error); // never an abort
    };
    connection.onClose(() => port1.close());
    await connection.requireSameRelease();
    alive();
    const info = await connection.call((host) =>
      host.load(address, { release: RELEASE, ...request }, transfer(port2, [port2])),
    );
    // On the page, because workers cannot ask. Nothing depends on the answer.
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

function requireSecureBrowser(): void {
  if (typeof Worker === 'undefined') {
    throw new UnsupportedDeviceError('loadModel needs a browser, but there are no workers here.', {
      code: 'webgpu-unavailable',
    });
  }
  if (globalThis.isSecureContext) return;
  throw new UnsupportedDeviceError(
    `WebGPU is not available here, because browsers offer it only to secure pages, and ${globalThis.origin} (or a page that embeds it) is not secure: serve it over https or from localhost.`,
    {
      code: 'webgpu-unavailable',
      details: { expected: 'https or localhost', actual: globalThis.origin },
    },
  );
}
