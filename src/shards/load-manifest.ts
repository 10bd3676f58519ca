// Opens a model's manifest: from the server, or from storage while the server cannot be reached or something else answers
// in its place.

import { DownloadError, IntegrityError, PocketM1Error } from '../errors.ts';
import type { ModelRecord } from '../storage/records.ts';
import type { ShardStore } from '../storage/shard-store.ts';
import { download, mayPass } from './download.ts';
import type { Host } from './host.ts';
import { MANIFEST_FILE, type Manifest, parseManifest } from './manifest.ts';
import { manifestOf, replaceModel } from './stored-models.ts';

export interface LoadManifestOptions {
  /** Address of the shard folder, as `modelUrl` returns it. */
  url: string;
  store: ShardStore;
  host?: Host | undefined;
  signal?: AbortSignal | undefined;
  fetchOptions?: RequestInit | undefined;
  onWarning?: ((warning: PocketM1Error) => void) | undefined;
}

export interface LoadedManifest {
  manifest: Manifest;
  /** True when the server could not be reached, or something else answered, and the stored manifest is used. */
  offline: boolean;
  /** Settles when a model that was not stored before has its manifest stored. Never rejects. */
  firstStore: Promise<void>;
  /** Stores this manifest if none is stored, because the model may have been deleted meanwhile. Never rejects. */
  storeIfAbsent(): Promise<void>;
  /**
   * Makes this manifest the stored one, and deletes shards that only the former revision needed. To be called when the
   * core shards are here: until then an interrupted update leaves the former revision to be opened offline.
   */
  replaceStored(): Promise<void>;
}

/** Address of a shard folder: absolute, with a slash at its end. Relative ones are resolved as `fetch` would. */
export function modelUrl(baseUrl: string): string {
  const url = new URL(baseUrl, globalThis.location?.href);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  url.hash = '';
  url.search = '';
  return url.href;
}

export async function loadManifest(options: LoadManifestOptions): Promise<LoadedManifest> {
  const { url, store, onWarning } = options;
  const record = await store.readModel(url);
  const former = record && manifestOf(record);
  let text: string;
  let manifest: Manifest;
  try {
    text = await fetchManifest(options, former !== undefined);
    manifest = parseManifest(parseJson(url, text));
  } catch (error) {
    if (former === undefined || !storedIsBetter(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    onWarning?.(
      new PocketM1Error(
        'network',
        `The stored model is opened, because the server's manifest cannot be had: ${reason}`,
        {
          details: { url, ...(error instanceof PocketM1Error && { reason: error.code }) },
          cause: error,
        },
      ),
    );
    return {
      manifest: former,
      offline: true,
      firstStore: Promise.resolve(),
      storeIfAbsent: () => storeIfAbsent(store, record!),
      replaceStored: async () => {},
    };
  }
  const update: ModelRecord = { url, manifest: text };
  const changed = former !== undefined && record?.manifest !== text;
  return {
    manifest,
    offline: false,
    firstStore: former === undefined ? store.writeModel(update) : Promise.resolve(),
    storeIfAbsent: () => storeIfAbsent(store, update),
    replaceStored: async () => {
      if (changed) await replaceModel(store, update);
    },
  };
}

/**
 * Whether a failure says nothing of the model: no answer, or one that a captive portal, a service worker's offline page or
 * a login stands behind. A status such as 404 is the server's own word.
 */
export function storedIsBetter(error: unknown): boolean {
  if (error instanceof IntegrityError || mayPass(error)) return true;
  if (!(error instanceof DownloadError)) return false;
  const { status } = error.details;
  return error.code === 'unexpected-content' || status === 401 || status === 403 || status === 407;
}

async function storeIfAbsent(store: ShardStore, model: ModelRecord): Promise<void> {
  if (!(await store.readModel(model.url))) await store.writeModel(model);
}

async function fetchManifest(options: LoadManifestOptions, hasFormer: boolean): Promise<string> {
  const content = await download(options.url + MANIFEST_FILE, {
    signal: options.signal,
    host: options.host,
    // 'no-cache' asks the server whether the cached manifest still holds.
    fetchOptions: { ...options.fetchOptions, cache: 'no-cache' },
    // With a stored manifest at hand a dead network should not delay the start.
    ...(hasFormer ? { tries: 1, stallMs: 5_000, refusedMs: 0 } : { tries: 3 }),
  });
  return new TextDecoder().decode(content);
}

function parseJson(url: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new IntegrityError(
      'manifest-invalid',
      `${url}${MANIFEST_FILE} is not JSON (${(cause as Error).message}); convert or deploy the model again`,
      { details: { url: url + MANIFEST_FILE, expected: 'JSON', actual: text.slice(0, 80) }, cause },
    );
  }
}
