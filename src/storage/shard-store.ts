// Stores shards and manifests in IndexedDB. The key of a shard is its SHA-256, so models and revisions share shards, an update
// fetches only changed shards, and a stored shard is never stale. Manifests list the shards of a model;
// shards/stored-models.ts uses them for listing and deleting models.
//
// Storage is optional, so nothing here throws: a failed read is a miss, a failed write changes nothing, and the first failure
// is reported as a warning.

import { del, delMany, entries, get, keys, set } from 'idb-keyval';
import { PocketM1Error } from '../errors.ts';
import { Database } from './database.ts';
import { beingFetched } from './locks.ts';
import { MEMORY_SHARD_BYTES, MemoryShards } from './memory-shards.ts';
import { type ModelRecord, parseModelRecord, parseShardRecord, type ShardRecord } from './records.ts';
import { sha256Hex } from './sha256.ts';

/** A verified shard in memory. */
export interface ShardInMemory {
  content: ArrayBuffer;
  /** Resolves to whether storing it succeeded. Never rejects. */
  stored: Promise<boolean>;
}

export interface ShardStoreOptions {
  /** Prefix of the database names. Default 'pocket-m1'. */
  name?: string | undefined;
  /** Maximum bytes of shards kept in memory once storage is full or has failed. Default 128 MiB. */
  memoryBytes?: number | undefined;
  /** Called once when storage is full or fails; loading continues without storage. */
  onWarning?: ((warning: PocketM1Error) => void) | undefined;
}

const SHARD = 'shard:';
const MODEL = 'model:';

export class ShardStore {
  readonly name: string;
  readonly #shards: Database;
  readonly #metadata: Database;
  readonly #onWarning: ((warning: PocketM1Error) => void) | undefined;
  readonly #memory: MemoryShards;
  /** Shards that are being stored. */
  readonly #writing = new Map<string, ShardInMemory>();
  /**
   * A cache of the records, filled at the first call. It may be out of date, because other tabs store and delete shards too;
   * readers check what they read, and look up a missing record.
   */
  #records: Promise<Map<string, ShardRecord>> | undefined;
  #state: 'usable' | 'full' | 'failed' = 'usable';
  /** Whether `onWarning` has been called. */
  #warned = false;

  constructor({ name = 'pocket-m1', memoryBytes = MEMORY_SHARD_BYTES, onWarning }: ShardStoreOptions = {}) {
    this.name = name;
    this.#shards = new Database(`${name}-shards`, 'shards');
    this.#metadata = new Database(`${name}-metadata`, 'metadata');
    this.#memory = new MemoryShards(memoryBytes);
    this.#onWarning = onWarning;
  }

  /** Whether a shard can be stored now. */
  get writable(): boolean {
    return this.#state === 'usable';
  }

  /** A shard in memory, because it is being stored or storage had no room for it. */
  inMemory(sha256: string): ShardInMemory | undefined {
    const kept = this.#memory.get(sha256);
    return this.#writing.get(sha256) ?? (kept && { content: kept, stored: Promise.resolve(false) });
  }

  /** Bytes of the shards that are being stored. */
  get writingBytes(): number {
    let bytes = 0;
    for (const { content } of this.#writing.values()) bytes += content.byteLength;
    return bytes;
  }

  /** Whether the cache has a record of the shard. Fast, but wrong if another tab has stored or deleted it since. */
  async isListed(sha256: string): Promise<boolean> {
    return (await this.#cachedRecords()).has(sha256);
  }

  /** Whether the shard has a record now. */
  async hasShard(sha256: string, bytes: number): Promise<boolean> {
    const record = await this.#record(sha256);
    return record?.bytes === bytes;
  }

  /**
   * The shard's bytes; undefined when they are absent, incomplete or have another hash. Damaged ones are deleted, so that they
   * are fetched and stored again.
   */
  async readShard(sha256: string, bytes: number): Promise<ArrayBuffer | undefined> {
    const record = (await this.#cachedRecords()).get(sha256) ?? (await this.#record(sha256));
    if (record?.bytes !== bytes) return undefined;
    const content = await this.#attempt('read a shard', () =>
      this.#shards.run((store) => get<unknown>(sha256, store)).catch(missingIfNotReadable),
    );
    const whole = content instanceof ArrayBuffer && content.byteLength === bytes;
    if (whole && (await sha256Hex(content)) === sha256) return content;
    if (this.#state !== 'failed') await this.#forget(sha256);
    return undefined;
  }

  /**
   * Stores a verified shard. Resolves to false when that fails, and with `keepInMemory` keeps the shard in memory then. The
   * record is written last, so a page that ends in between leaves no record, and its bytes are ignored.
   */
  writeShard(record: ShardRecord, content: ArrayBuffer, keepInMemory = false): Promise<boolean> {
    const stored = this.#store(record, content, keepInMemory);
    this.#writing.set(record.sha256, { content, stored });
    return stored;
  }

  /** Every shard that has a record, by hash. After full storage, the next write tries again. */
  async shards(): Promise<Map<string, ShardRecord>> {
    if (this.#state === 'full') this.#state = 'usable';
    this.#records = this.#readRecords();
    return new Map(await this.#records);
  }

  /** Deletes shards, and also bytes that incomplete writes have left. */
  async deleteShards(hashes: string[]): Promise<void> {
    const known = await this.#cachedRecords();
    for (const sha256 of hashes) known.delete(sha256);
    await this.#attempt('delete shards', async () => {
      await this.#metadata.run((store) =>
        delMany(
          hashes.map((sha256) => SHARD + sha256),
          store,
        ),
      );
      // In this order, so that a shard that another tab stores meanwhile is either still locked or already recorded.
      const stored = await this.#shards.run((store) => keys<string>(store));
      const writing = new Set([...(await beingFetched(this.name)), ...this.#writing.keys()]);
      const recorded = new Set(await this.#metadata.run((store) => keys<string>(store)));
      const orphans = stored.filter((sha256) => !recorded.has(SHARD + sha256) && !writing.has(sha256));
      await this.#shards.run((store) => delMany(orphans, store));
    });
    if (this.#state === 'full') this.#state = 'usable';
  }

  readModel(url: string): Promise<ModelRecord | undefined> {
    return this.#attempt('read a manifest', async () =>
      parseModelRecord(await this.#metadata.run((store) => get<unknown>(MODEL + url, store))),
    );
  }

  async writeModel(record: ModelRecord): Promise<void> {
    await this.#write('store a manifest', () =>
      this.#metadata.run((store) => set(MODEL + record.url, record, store)),
    );
  }

  async models(): Promise<ModelRecord[]> {
    return (await this.#entries(MODEL, parseModelRecord, ({ url }) => url)) ?? [];
  }

  /** Deletes the model's record, but not its shards. */
  async deleteModel(url: string): Promise<void> {
    await this.#attempt('delete a manifest', () => this.#metadata.run((store) => del(MODEL + url, store)));
  }

  /** Closes the connections. The next call opens new ones. */
  async close(): Promise<void> {
    await Promise.all([this.#shards.close(), this.#metadata.close()]);
  }

  async #store(record: ShardRecord, content: ArrayBuffer, keepInMemory: boolean): Promise<boolean> {
    const { sha256 } = record;
    const stored = await this.#write('store a shard', async () => {
      await this.#shards.run((store) => set(sha256, content, store));
      await this.#metadata.run((store) => set(SHARD + sha256, record, store));
      return true;
    });
    this.#writing.delete(sha256);
    if (stored) {
      (await this.#cachedRecords()).set(sha256, record);
      this.#memory.delete(sha256);
    } else if (keepInMemory) this.#memory.add(sha256, content);
    return stored ?? false;
  }

  #cachedRecords(): Promise<Map<string, ShardRecord>> {
    this.#records ??= this.#readRecords();
    return this.#records;
  }

  async #readRecords(): Promise<Map<string, ShardRecord>> {
    const records = (await this.#entries(SHARD, parseShardRecord, ({ sha256 }) => sha256)) ?? [];
    return new Map(records.map((record) => [record.sha256, record]));
  }

  async #record(sha256: string): Promise<ShardRecord | undefined> {
    const record = await this.#attempt('read a record', async () =>
      parseShardRecord(await this.#metadata.run((store) => get<unknown>(SHARD + sha256, store))),
    );
    const known = await this.#cachedRecords();
    if (record) known.set(sha256, record);
    else known.delete(sha256);
    return record;
  }

  async #forget(sha256: string): Promise<void> {
    (await this.#cachedRecords()).delete(sha256);
    await this.#attempt('delete a damaged shard', async () => {
      await this.#metadata.run((store) => del(SHARD + sha256, store));
      await this.#shards.run((store) => del(sha256, store));
    });
  }

  /** The records with a key prefix; a record with another key than its own is ignored. */
  #entries<T>(
    prefix: string,
    parse: (value: unknown) => T | undefined,
    nameOf: (record: T) => string,
  ): Promise<T[] | undefined> {
    return this.#attempt('list its records', async () => {
      const all = await this.#metadata.run((store) => entries<IDBValidKey, unknown>(store));
      return all.flatMap(([key, value]) => {
        const record = parse(value);
        return record && key === prefix + nameOf(record) ? [record] : [];
      });
    });
  }

  async #write<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    return this.#state === 'usable' ? this.#attempt(what, work) : undefined;
  }

  /** Runs `work`. Resolves to undefined when storage fails or has failed before. */
  async #attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#state === 'failed') return undefined;
    try {
      return await work();
    } catch (error) {
      // Several operations may fail together; only the first failure causes a warning.
      const warned = this.#warned;
      this.#warned = true;
      const full = error instanceof Error && error.name === 'QuotaExceededError';
      this.#state = full ? 'full' : 'failed';
      if (!warned) this.#onWarning?.(storageError(what, error, this.#state));
      return undefined;
    }
  }
}

/** Ignores a NotReadableError, which means that the browser lost the file of this one value. */
function missingIfNotReadable(error: unknown): undefined {
  if (!(error instanceof Error && error.name === 'NotReadableError')) throw error;
}

function storageError(what: string, cause: unknown, state: 'full' | 'failed'): PocketM1Error {
  const actual = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const advice =
    state === 'full'
      ? 'The model works, but files that do not fit are downloaded again next time: free disk space or delete stored models.'
      : 'The model works, but is downloaded again next time: check that the browser may store data for this site.';
  return new PocketM1Error('storage', `IndexedDB could not ${what} (${actual}). ${advice}`, {
    details: { expected: `to ${what}`, actual },
    cause,
  });
}
