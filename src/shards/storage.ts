// What of which model is stored on this device, and how to be rid of it. Membership is read off the stored manifests,
// so there is no reference count that could go wrong.

import { type Manifest, parseManifest } from './manifest.ts';
import type { ModelRecord, ShardStore } from './store.ts';

/** A model of which something is stored. */
export interface StoredModel {
  /** Address of its shard folder. */
  url: string;
  name: string;
  revision: string;
  /** Bytes of its files on this device. A shard shared with another model counts for both. */
  storedBytes: number;
  /** Bytes of all its files. */
  totalBytes: number;
}

/** The models that can be opened without the network, as far as their shards have been fetched. */
export async function listModels(store: ShardStore): Promise<StoredModel[]> {
  const [models, stored] = await Promise.all([store.models(), store.shards()]);
  return models.flatMap((record) => {
    const manifest = manifestOf(record);
    if (!manifest) return [];
    const files = [...manifest.files, ...manifest.shards];
    const sum = (some: typeof files) => some.reduce((bytes, file) => bytes + file.bytes, 0);
    return {
      url: record.url,
      name: manifest.name,
      revision: manifest.revision,
      storedBytes: sum(files.filter(({ sha256 }) => stored.has(sha256))),
      totalBytes: sum(files),
    };
  });
}

/** Bytes of all stored shards, each counted once. */
export async function storedBytes(store: ShardStore): Promise<number> {
  let bytes = 0;
  for (const record of (await store.shards()).values()) bytes += record.bytes;
  return bytes;
}

/**
 * Deletes a model and those of its shards that no other stored model needs. Returns the bytes freed: zero when nothing
 * was stored. A page that has the model open goes on, and downloads what it still needs.
 */
export async function deleteModel(store: ShardStore, url: string): Promise<number> {
  const record = await store.readModel(url);
  await store.deleteModel(url);
  return deleteUnneeded(store, url, record);
}

/** Replaces the stored manifest of a model and deletes the shards that only the former one needed. */
export async function replaceModel(store: ShardStore, record: ModelRecord): Promise<void> {
  const former = await store.readModel(record.url);
  await store.writeModel(record);
  await deleteUnneeded(store, record.url, former);
}

/** Deletes the shards fetched for `url` or named by its former manifest that no stored manifest names. */
async function deleteUnneeded(
  store: ShardStore,
  url: string,
  former: ModelRecord | undefined,
): Promise<number> {
  const [models, stored] = await Promise.all([store.models(), store.shards()]);
  const needed = new Set(models.flatMap(hashesOf));
  const formerly = new Set(former ? hashesOf(former) : []);
  const unneeded = [...stored.values()].filter(
    ({ sha256, model }) => (model === url || formerly.has(sha256)) && !needed.has(sha256),
  );
  await store.deleteShards(unneeded.map(({ sha256 }) => sha256));
  return unneeded.reduce((bytes, record) => bytes + record.bytes, 0);
}

function hashesOf(record: ModelRecord): string[] {
  const manifest = manifestOf(record);
  return manifest ? [...manifest.files, ...manifest.shards].map(({ sha256 }) => sha256) : [];
}

/** Undefined when the record was written by a release whose format this one does not read. */
export function manifestOf(record: ModelRecord): Manifest | undefined {
  try {
    return parseManifest(JSON.parse(record.manifest));
  } catch {
    return undefined;
  }
}
