// Loads a model's manifest from the server, or from storage when the server is unreachable or another one answers in its
// place, such as a captive portal.

import { DownloadError, IntegrityError, PocketM1Error, withFullStop } from '../errors.ts';
import type { ModelRecord } from '../storage/records.ts';
import type { ShardStore } from '../storage/shard-store.ts';
import { download, isTemporary } from './download.ts';
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
  /** Whether this is the stored manifest, because the server was unreachable or another one answered in its place. */
  offline: boolean;
  /** Resolves when the manifest is stored, if none was stored before. Never rejects. */
  firstStore: Promise<void>;
  /** Stores this manifest if none is stored, because the model may have been deleted meanwhile. Never rejects. */
  storeIfAbsent(): Promise<void>;
  /**
   * Stores this manifest in place of another revision and deletes shards that only that one needed. Call it when the core
   * shards are stored, because until then only the former revision can be opened offline.
   */
  replaceStored(): Promise<void>;
}

/** The absolute address of a shard folder, with a trailing slash. Relative ones are resolved as by `fetch`. */
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
    if (former === undefined || !isUnrelatedToModel(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    onWarning?.(
      new PocketM1Error(
        'network',
        withFullStop(
          `The stored model is used, because the server's manifest could not be loaded: ${reason}`,
        ),
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
 * Whether a failure says nothing about the model: there was no response, or it may come from a captive portal, a service
 * worker's offline page or a login page. A status such as 404 is the server's own.
 */
export function isUnrelatedToModel(error: unknown): boolean {
  if (error instanceof IntegrityError || isTemporary(error)) return true;
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
    // 'no-cache' revalidates the cached manifest.
    fetchOptions: { ...options.fetchOptions, cache: 'no-cache' },
    // With a stored manifest, a dead network should not delay the start.
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
      `${url}${MANIFEST_FILE} is not JSON (${(cause as Error).message}); convert or deploy the model again.`,
      { details: { url: url + MANIFEST_FILE, expected: 'JSON', actual: text.slice(0, 80) }, cause },
    );
  }
}
