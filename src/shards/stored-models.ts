// Lists, verifies and deletes stored models. The stored manifests say which shards belong to which model, instead of
// reference counts that could go wrong.

import type { StoredModel, VerifiedModel, VerifyOptions } from '../contract/storage.ts';
import type { ModelRecord } from '../storage/records.ts';
import type { ShardStore } from '../storage/shard-store.ts';
import { type Manifest, type ManifestFile, parseManifest } from './manifest.ts';

/** The stored models, including those of which only some files are stored. */
export async function listModels(store: ShardStore): Promise<Omit<StoredModel, 'sessionBytes'>[]> {
  const [models, stored] = await Promise.all([store.models(), store.shards()]);
  return models.flatMap((record) => {
    const manifest = manifestOf(record);
    if (!manifest) return [];
    const files = filesOf(manifest);
    const storedFiles = files.filter(({ sha256 }) => stored.has(sha256));
    const sum = (some: typeof files) => some.reduce((bytes, file) => bytes + file.bytes, 0);
    return {
      url: record.url,
      name: manifest.name,
      revision: manifest.revision,
      storedBytes: sum(storedFiles),
      totalBytes: sum(files),
      storedFiles: storedFiles.length,
      totalFiles: files.length,
    };
  });
}

/** Bytes of all stored shards, each counted once. */
export async function storedBytes(store: ShardStore): Promise<number> {
  let bytes = 0;
  for (const record of (await store.shards()).values()) bytes += record.bytes;
  return bytes;
}

/** Reads every stored file of a model and checks its hash. Undefined when the model is not stored. */
export async function verifyModel(
  store: ShardStore,
  url: string,
  { onProgress, signal }: VerifyOptions = {},
): Promise<VerifiedModel | undefined> {
  const record = await store.readModel(url);
  const manifest = record && manifestOf(record);
  if (!manifest) return undefined;
  const files = filesOf(manifest);
  const verified: VerifiedModel = { sound: 0, damaged: [], missing: [] };
  for (const [i, { file, sha256, bytes }] of files.entries()) {
    signal?.throwIfAborted();
    const stored = await store.hasShard(sha256, bytes);
    if (!stored) verified.missing.push(file);
    else if (await store.readShard(sha256, bytes)) verified.sound += 1;
    else verified.damaged.push(file);
    onProgress?.({ files: i + 1, totalFiles: files.length });
  }
  return verified;
}

/**
 * Deletes a model and the shards that no other stored model needs. Returns the bytes freed, 0 when the model was not stored.
 * A page that has the model open continues and downloads missing files again.
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
  return manifest ? filesOf(manifest).map(({ sha256 }) => sha256) : [];
}

function filesOf({ files, shards }: Manifest): ManifestFile[] {
  return [...files, ...shards];
}

/** The manifest of a record; undefined when this release cannot read its format. */
export function manifestOf(record: ModelRecord): Manifest | undefined {
  try {
    return parseManifest(JSON.parse(record.manifest));
  } catch {
    return undefined;
  }
}
