// Fetches one file from memory, else from IndexedDB, else from the network. One tab at a time downloads a file; other tabs
// wait for it and then read the file from storage. An expert in a pack comes with the pack's other experts, and each of them
// is stored by itself.

import type { FetchSource } from '../contract/load.ts';
import { lockName } from '../storage/locks.ts';
import type { ShardInMemory, ShardStore } from '../storage/shard-store.ts';
import { download } from './download.ts';
import type { Host } from './host.ts';
import type { ManifestFile, Pack } from './manifest.ts';
import type { PartialDownload } from './partial-download.ts';

export interface FetchedFile {
  source: FetchSource;
  /** What was read or downloaded: the file, or its pack. */
  from: ManifestFile;
  /** By hash: the file, and what else the pack has if it was downloaded. */
  contents: ReadonlyMap<string, ShardInMemory>;
}

export interface FetchFileOptions {
  store: ShardStore;
  /** Address of the shard folder. */
  baseUrl: string;
  file: ManifestFile;
  /** What to download in place of the file. Default: the file. */
  pack?: Pack | undefined;
  signal: AbortSignal;
  /** Keeps the content in memory if it cannot be stored, for later requests. */
  keepInMemory: boolean;
  host: Host;
  partial?: PartialDownload | undefined;
  onBytes: (received: number) => void;
  fetchOptions?: RequestInit | undefined;
  tries?: number | undefined;
  stallMs?: number | undefined;
}

/** While more bytes than this wait to be written, `fetchFile` returns only after the write, to bound memory. */
const MAX_UNWRITTEN_BYTES = 96 * 2 ** 20;

export async function fetchFile(options: FetchFileOptions): Promise<FetchedFile> {
  const { store, file, pack = file, signal } = options;
  const { sha256 } = file;
  const inMemory = store.inMemory(sha256);
  if (inMemory) return alone(file, inMemory, 'memory');
  if (await store.isListed(sha256)) {
    const found = await readStored(options);
    if (found) return found;
  }
  signal.throwIfAborted();
  // Without storage or locks, tabs cannot share a download.
  if (!store.writable || !globalThis.navigator?.locks) return fetchAndStore(options);
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockName(store.name, pack.sha256), { signal }, async () => {
        // Another tab may have stored it while this one waited for its turn.
        const fetched = (await readStored(options)) ?? (await fetchAndStore(options));
        resolve(fetched);
        // The next tab that gets the lock should find the file stored.
        await allStored(fetched);
      })
      .catch(reject);
  });
}

async function readStored({ store, file, signal }: FetchFileOptions): Promise<FetchedFile | undefined> {
  const content = await store.readShard(file.sha256, file.bytes);
  signal.throwIfAborted();
  return content && alone(file, { content, stored: Promise.resolve(true) }, 'indexeddb');
}

async function fetchAndStore(options: FetchFileOptions): Promise<FetchedFile> {
  const { store, baseUrl, file, pack } = options;
  const from = pack ?? file;
  const { sha256, bytes } = from;
  const content = await download(baseUrl + from.file, { ...options, sha256, bytes });
  const contents = pack
    ? await storeExperts(options, pack, content)
    : new Map([[sha256, storeShard(options, file, content)]]);
  const fetched: FetchedFile = { source: options.host.source, from, contents };
  if (store.writingBytes > MAX_UNWRITTEN_BYTES) await allStored(fetched);
  return fetched;
}

/** Stores the experts of a pack that are not stored yet. */
async function storeExperts(
  options: FetchFileOptions,
  { experts }: Pack,
  content: ArrayBuffer,
): Promise<Map<string, ShardInMemory>> {
  const { store } = options;
  const contents = new Map<string, ShardInMemory>();
  for (const expert of experts) {
    const { sha256, offset, bytes } = expert;
    const part = content.slice(offset, offset + bytes);
    if (sha256 !== options.file.sha256 && (await store.isListed(sha256))) {
      contents.set(sha256, { content: part, stored: Promise.resolve(true) });
      continue;
    }
    const canLock = store.writable;
    const written = storeShard(options, expert, part);
    contents.set(sha256, written);
    // Deleting a model in another tab spares what is locked, and the pack's lock does not name its experts. Locks are rejected
    // where storage is.
    if (canLock)
      void globalThis.navigator?.locks?.request(lockName(store.name, sha256), () => written.stored);
  }
  return contents;
}

function storeShard(
  { store, baseUrl, keepInMemory }: FetchFileOptions,
  { sha256, bytes }: ManifestFile,
  content: ArrayBuffer,
): ShardInMemory {
  return { content, stored: store.writeShard({ sha256, bytes, model: baseUrl }, content, keepInMemory) };
}

function alone(file: ManifestFile, content: ShardInMemory, source: FetchSource): FetchedFile {
  return { source, from: file, contents: new Map([[file.sha256, content]]) };
}

/** Resolves when the write of each content has succeeded or failed. */
export async function allStored({ contents }: FetchedFile): Promise<void> {
  await Promise.all([...contents.values()].map(({ stored }) => stored));
}
