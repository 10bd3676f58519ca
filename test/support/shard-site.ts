// The browser's side of shard-server.ts: one site and one store per test.

import { inject, onTestFinished } from 'vitest';
import type { PocketM1Error } from '../../src/errors.ts';
import { type Manifest, parseManifest } from '../../src/shards/manifest.ts';
import {
  createShardSource,
  type FetchStats,
  type ShardSource,
  type ShardSourceOptions,
} from '../../src/shards/source.ts';
import type { ShardRecord } from '../../src/storage/records.ts';
import { sha256Hex } from '../../src/storage/sha256.ts';
import { ShardStore } from '../../src/storage/shard-store.ts';
import type { Fault, LoggedRequest, SiteControl } from './shard-server.ts';
import type { TabTask } from './shard-tab.ts';

export class Site {
  /** Names the site, the store's databases and other resources of the test. */
  readonly name = `test-${crypto.randomUUID()}`;
  readonly #server = inject('shardServer').url;
  readonly url = `${this.#server}${this.name}/`;
  /** The same site at another origin than the server's. */
  readonly otherOrigin = this.url.replace('127.0.0.1', 'localhost');

  control(change: SiteControl): Promise<LoggedRequest[]> {
    return this.#control({ method: 'POST', body: JSON.stringify(change) });
  }

  fail(file: string, fault: Fault, times?: number): Promise<LoggedRequest[]> {
    return this.control({ faults: [{ file, fault, ...(times === undefined ? {} : { times }) }] });
  }

  heal(): Promise<LoggedRequest[]> {
    return this.control({ heal: true });
  }

  log(): Promise<LoggedRequest[]> {
    return this.#control({});
  }

  /** Number of requests per shard; the manifest is requested again by every source. */
  async shardRequests(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { file } of await this.log()) {
      if (file !== 'manifest.json') counts[file] = (counts[file] ?? 0) + 1;
    }
    return counts;
  }

  async manifest(): Promise<Manifest> {
    return parseManifest(await (await fetch(`${this.url}manifest.json`)).json());
  }

  async #control(init: RequestInit): Promise<LoggedRequest[]> {
    const response = await fetch(`${this.#server}control/${this.name}`, { cache: 'no-store', ...init });
    return (await response.json()) as LoggedRequest[];
  }
}

/** A store in databases named after the site, with its warnings. */
export function createStore(site: Site): { store: ShardStore; warnings: PocketM1Error[] } {
  const warnings: PocketM1Error[] = [];
  onTestFinished(async () => {
    await Promise.all(databaseNames(site).map(deleteDatabase));
  });
  return { store: new ShardStore({ name: site.name, onWarning: (w) => warnings.push(w) }), warnings };
}

export function databaseNames(site: Site): string[] {
  return [`${site.name}-shards`, `${site.name}-metadata`];
}

/** The store of a newly loaded page: nothing in memory, everything else in storage. */
export async function openSource(
  site: Site,
  options: Partial<ShardSourceOptions> = {},
): Promise<ShardSource> {
  return createShardSource({ baseUrl: site.url, store: createStore(site).store, ...options });
}

/** Loads the core, the tokenizer and every expert, like a page that needs the whole model. */
export async function loadEverything(source: ShardSource): Promise<void> {
  await source.file('tokenizer.json');
  for await (const { shard, content } of source.coreShards()) expectBytes(content, shard.bytes);
  for (const shard of source.manifest.shards) {
    if (shard.role === 'expert') expectBytes(await source.expert(shard.layer, shard.expert), shard.bytes);
  }
  await source.settled();
}

/** A second tab, as far as storage and locks can tell. */
export function openTab(): Worker {
  return new Worker(new URL('./shard-tab.ts', import.meta.url), { type: 'module' });
}

/** The message of a second tab after loading a site's model. */
export async function runInTab(
  site: Site,
  task: Partial<TabTask> = {},
): Promise<{ stats: FetchStats; backgroundStats: FetchStats; coreBytes: number }> {
  const tab = openTab();
  try {
    return await new Promise((resolve, reject) => {
      tab.onmessage = ({ data }) => resolve(data);
      tab.onerror = (event) => reject(new Error(event.message));
      tab.postMessage({ url: site.url, name: site.name, ...task });
    });
  } finally {
    tab.terminate();
  }
}

/** A shard of no model, to be stored manually. */
export async function randomShard(bytes: number): Promise<{ record: ShardRecord; content: ArrayBuffer }> {
  const content = new Uint8Array(bytes);
  // One call returns at most 65,536 bytes.
  for (let i = 0; i < bytes; i += 65_536) crypto.getRandomValues(content.subarray(i, i + 65_536));
  return {
    record: { sha256: await sha256Hex(content), bytes, model: 'https://host/m1/' },
    content: content.buffer,
  };
}

/** Opens a database without the library, like devtools. */
export function openDatabase(name: string): Promise<IDBDatabase> {
  return promised(indexedDB.open(name));
}

export function deleteDatabase(name: string): Promise<unknown> {
  return promised(indexedDB.deleteDatabase(name));
}

/** Changes the one object store of a database without the library. */
export async function tamper<T>(name: string, change: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase(name);
  try {
    const storeName = database.objectStoreNames[0]!;
    return await promised(change(database.transaction(storeName, 'readwrite').objectStore(storeName)));
  } finally {
    database.close();
  }
}

/** The error with which a promise rejects. */
export async function failureOf(promise: Promise<unknown>): Promise<PocketM1Error> {
  return promise.then(
    () => {
      throw new Error('expected a failure');
    },
    (error: PocketM1Error) => error,
  );
}

function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function expectBytes(content: ArrayBuffer, bytes: number): void {
  if (content.byteLength !== bytes) throw new Error(`got ${content.byteLength} bytes, expected ${bytes}`);
}
