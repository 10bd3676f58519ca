// What is kept on this device, in IndexedDB. A shard is stored under its SHA-256, not under its model: a shard that two
// models or two revisions share is stored once, an update fetches only what changed, and a stored shard is never stale.
// Which shards a model needs is written in its manifest; shards/stored-models.ts builds listing and deletion on that.
//
// Storage is a convenience, so nothing here throws: a failed read is a miss, a failed write changes nothing, and the first
// failure is reported as a warning.

import { del, delMany, entries, get, keys, set } from 'idb-keyval';
import { PocketM1Error } from '../errors.ts';
import { Database } from './database.ts';
import { beingFetched } from './locks.ts';
import { MemoryShards } from './memory-shards.ts';
import { type ModelRecord, parseModelRecord, parseShardRecord, type ShardRecord } from './records.ts';
import { sha256Hex } from './sha256.ts';

/** A verified shard in memory. */
export interface ShardInMemory {
  content: ArrayBuffer;
  /** Resolves with whether storing it succeeded. Never rejects. */
  stored: Promise<boolean>;
}

export interface ShardStoreOptions {
  /** Prefix of the database names. Default 'pocket-m1'. */
  name?: string | undefined;
  /** Maximum bytes of shards kept in memory once storage is full or has failed. Default 128 MiB. */
  memoryBytes?: number | undefined;
  /** Called once, when storage is full or fails; loading continues without it. */
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
  /** Shards on their way into storage. */
  readonly #writing = new Map<string, ShardInMemory>();
  /**
   * A cache of the records, read at the first call. Other tabs store and delete shards too, so an entry may be out of
   * date: readers check what they read, and look up a missing record.
   */
  #records: Promise<Map<string, ShardRecord>> | undefined;
  #state: 'usable' | 'full' | 'failed' = 'usable';
  /** Whether the warning that storage is full or has failed has been given. */
  #told = false;

  constructor({ name = 'pocket-m1', memoryBytes = 128 * 2 ** 20, onWarning }: ShardStoreOptions = {}) {
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

  /** A shard that need not be read, because it is being stored right now or storage had no room for it. */
  inMemory(sha256: string): ShardInMemory | undefined {
    const kept = this.#memory.get(sha256);
    return this.#writing.get(sha256) ?? (kept && { content: kept, stored: Promise.resolve(false) });
  }

  /** Bytes of the shards that are being stored right now. */
  get writingBytes(): number {
    let bytes = 0;
    for (const { content } of this.#writing.values()) bytes += content.byteLength;
    return bytes;
  }

  /** Whether the shard was stored when last looked. Quick, and wrong where another tab has stored or deleted it since. */
  async isListed(sha256: string): Promise<boolean> {
    return (await this.#recordsHere()).has(sha256);
  }

  /** Whether the shard has a record now. */
  async hasShard(sha256: string, bytes: number): Promise<boolean> {
    const record = await this.#record(sha256);
    return record?.bytes === bytes;
  }

  /**
   * The shard's bytes, or undefined when they are absent, torn or no longer have this hash. Damaged ones are deleted, so
   * that they are fetched and stored again.
   */
  async readShard(sha256: string, bytes: number): Promise<ArrayBuffer | undefined> {
    const record = (await this.#recordsHere()).get(sha256) ?? (await this.#record(sha256));
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
   * Stores a verified shard. Resolves with false when that fails, and then keeps it in memory if asked to. The record is
   * written last, so a page that dies in between leaves no record, hence no shard.
   */
  writeShard(record: ShardRecord, content: ArrayBuffer, keepInMemory = false): Promise<boolean> {
    const stored = this.#store(record, content, keepInMemory);
    this.#writing.set(record.sha256, { content, stored });
    return stored;
  }

  /** Every shard that has a record, by hash. Storage that was full may have room again: the next write tries. */
  async shards(): Promise<Map<string, ShardRecord>> {
    if (this.#state === 'full') this.#state = 'usable';
    this.#records = this.#readRecords();
    return new Map(await this.#records);
  }

  /** Deletes shards, and with them bytes that a torn write has left behind. */
  async deleteShards(hashes: string[]): Promise<void> {
    const known = await this.#recordsHere();
    for (const sha256 of hashes) known.delete(sha256);
    await this.#attempt('delete shards', async () => {
      await this.#metadata.run((store) =>
        delMany(
          hashes.map((sha256) => SHARD + sha256),
          store,
        ),
      );
      // In this order, because a shard that another tab is storing meanwhile is either still locked or recorded by then.
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

  /** Deletes the model's record; its shards stay until they are deleted. */
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
      (await this.#recordsHere()).set(sha256, record);
      this.#memory.delete(sha256);
    } else if (keepInMemory) this.#memory.add(sha256, content);
    return stored ?? false;
  }

  #recordsHere(): Promise<Map<string, ShardRecord>> {
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
    const known = await this.#recordsHere();
    if (record) known.set(sha256, record);
    else known.delete(sha256);
    return record;
  }

  async #forget(sha256: string): Promise<void> {
    (await this.#recordsHere()).delete(sha256);
    await this.#attempt('delete a damaged shard', async () => {
      await this.#metadata.run((store) => del(SHARD + sha256, store));
      await this.#shards.run((store) => del(sha256, store));
    });
  }

  /** Records by their prefix; one that is not stored under its own name is ignored. */
  #entries<T>(
    prefix: string,
    parse: (value: unknown) => T | undefined,
    nameOf: (record: T) => string,
  ): Promise<T[] | undefined> {
    return this.#attempt('list what is stored', async () => {
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

  /** Runs `work`; undefined when storage fails, or has failed before. */
  async #attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#state === 'failed') return undefined;
    try {
      return await work();
    } catch (error) {
      // Several operations may fail together; only the first one gives the warning.
      const told = this.#told;
      this.#told = true;
      const full = error instanceof Error && error.name === 'QuotaExceededError';
      this.#state = full ? 'full' : 'failed';
      if (!told) this.#onWarning?.(storageError(what, error, this.#state));
      return undefined;
    }
  }
}

/** The browser lost the file behind this one value; the other values are fine. */
function missingIfNotReadable(error: unknown): undefined {
  if (!(error instanceof Error && error.name === 'NotReadableError')) throw error;
}

function storageError(what: string, cause: unknown, state: 'full' | 'failed'): PocketM1Error {
  const actual = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const advice =
    state === 'full'
      ? 'the model works, but what does not fit is downloaded again next time: free disk space or delete stored models'
      : 'the model works, but is downloaded again next time: check that the browser may store data for this site';
  return new PocketM1Error('storage', `IndexedDB could not ${what} (${actual}); ${advice}`, {
    details: { expected: `to ${what}`, actual },
    cause,
  });
}
