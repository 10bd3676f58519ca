// Fetches one file from memory, else from IndexedDB, else from the network. One tab at a time downloads a file; other tabs
// wait for it and then read the file from storage.

import type { FetchSource } from '../contract/load.ts';
import { lockName } from '../storage/locks.ts';
import type { ShardInMemory, ShardStore } from '../storage/shard-store.ts';
import { download } from './download.ts';
import type { Host } from './host.ts';
import type { ManifestFile } from './manifest.ts';
import type { PartialDownload } from './partial-download.ts';

export interface FetchedFile extends ShardInMemory {
  source: FetchSource;
}

export interface FetchFileOptions {
  store: ShardStore;
  /** Address of the shard folder. */
  baseUrl: string;
  file: ManifestFile;
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
  const { store, file, signal } = options;
  const { sha256 } = file;
  const inMemory = store.inMemory(sha256);
  if (inMemory) return { ...inMemory, source: 'memory' };
  if (await store.isListed(sha256)) {
    const found = await readStored(options);
    if (found) return found;
  }
  signal.throwIfAborted();
  // Without storage or locks, tabs cannot share a download.
  if (!store.writable || !globalThis.navigator?.locks) return fetchAndStore(options);
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockName(store.name, sha256), { signal }, async () => {
        // Another tab may have stored it while this one waited for its turn.
        const fetched = (await readStored(options)) ?? (await fetchAndStore(options));
        resolve(fetched);
        // The next tab that gets the lock should find the file stored.
        await fetched.stored;
      })
      .catch(reject);
  });
}

async function readStored({ store, file, signal }: FetchFileOptions): Promise<FetchedFile | undefined> {
  const content = await store.readShard(file.sha256, file.bytes);
  signal.throwIfAborted();
  return content && { content, source: 'indexeddb', stored: Promise.resolve(true) };
}

async function fetchAndStore(options: FetchFileOptions): Promise<FetchedFile> {
  const { store, baseUrl, file, keepInMemory } = options;
  const { sha256, bytes } = file;
  const content = await download(baseUrl + file.file, { ...options, sha256, bytes });
  const stored = store.writeShard({ sha256, bytes, model: baseUrl }, content, keepInMemory);
  if (store.writingBytes > MAX_UNWRITTEN_BYTES) await stored;
  return { content, source: 'network', stored };
}
