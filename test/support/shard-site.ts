// The browser's side of shard-server.ts: one site per test, and a store of its own.

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
  /** Names the site, the store's databases and whatever else a test should have to itself. */
  readonly name = `test-${crypto.randomUUID()}`;
  readonly #server = inject('shardServer').url;
  readonly url = `${this.#server}${this.name}/`;
  /** The same site at another origin, which is another than the server's. */
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

  /** How often each shard was asked for; a manifest is asked for anew by every source. */
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

/** A store in databases named after the site, with the warnings it gave. */
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

/** What a page that has just been loaded opens: nothing in memory, everything else in storage. */
export async function openSource(
  site: Site,
  options: Partial<ShardSourceOptions> = {},
): Promise<ShardSource> {
  return createShardSource({ baseUrl: site.url, store: createStore(site).store, ...options });
}

/** Loads the core, the tokenizer and every expert, as a page would that wants the whole model. */
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

/** What a second tab says when it has loaded a site's model. */
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

/** A shard of no model's, to write into a store by hand. */
export async function randomShard(bytes: number): Promise<{ record: ShardRecord; content: ArrayBuffer }> {
  const content = new Uint8Array(bytes);
  // One call gives at most 65 536 bytes.
  for (let i = 0; i < bytes; i += 65_536) crypto.getRandomValues(content.subarray(i, i + 65_536));
  return {
    record: { sha256: await sha256Hex(content), bytes, model: 'https://host/m1/' },
    content: content.buffer,
  };
}

/** Opens a database as devtools would: behind the library's back. */
export function openDatabase(name: string): Promise<IDBDatabase> {
  return promised(indexedDB.open(name));
}

export function deleteDatabase(name: string): Promise<unknown> {
  return promised(indexedDB.deleteDatabase(name));
}

/** Changes the one object store of a database behind the library's back. */
export async function tamper<T>(name: string, change: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase(name);
  try {
    const storeName = database.objectStoreNames[0]!;
    return await promised(change(database.transaction(storeName, 'readwrite').objectStore(storeName)));
  } finally {
    database.close();
  }
}

/** The error a promise is rejected with. */
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
