// What is kept on this device, in IndexedDB. A shard is stored under its SHA-256, not under its model: a shard that two
// models or two revisions share is stored once, an update fetches only what changed, and a stored shard is never stale.
// Which shards a model needs is written in its manifest; storage.ts builds listing and deletion on that.
//
// Storage is a convenience, so nothing here throws: a failure is a miss or a write that did not happen, told once.

import { del, delMany, entries, get, keys, set } from 'idb-keyval';
import { PocketM1Error } from '../errors.ts';
import { Database } from './database.ts';
import { sha256Hex } from './sha256.ts';

/** What is known of one stored shard; written after its bytes, so bytes without a record are a torn write. */
export interface ShardRecord {
  sha256: string;
  bytes: number;
  /** Address of the model that it was fetched for. Other models may use it too. */
  model: string;
}

/** A model that can be opened without the network. */
export interface ModelRecord {
  /** Address of the shard folder, which names the model. */
  url: string;
  /** manifest.json as it was fetched. */
  manifest: string;
}

export interface ShardStoreOptions {
  /** Prefix of the database names. Default 'pocket-m1'. */
  name?: string | undefined;
  /** Told once when storage is full or fails; loading goes on without it. */
  onWarning?: ((warning: PocketM1Error) => void) | undefined;
}

const SHARD = 'shard:';
const MODEL = 'model:';

export class ShardStore {
  readonly name: string;
  readonly #shards: Database;
  readonly #metadata: Database;
  readonly #onWarning: ((warning: PocketM1Error) => void) | undefined;
  #state: 'usable' | 'full' | 'failed' = 'usable';

  constructor({ name = 'pocket-m1', onWarning }: ShardStoreOptions = {}) {
    this.name = name;
    this.#shards = new Database(`${name}-shards`, 'shards');
    this.#metadata = new Database(`${name}-metadata`, 'metadata');
    this.#onWarning = onWarning;
  }

  /** Whether what is downloaded now would be found by the next load. */
  get writable(): boolean {
    return this.#state === 'usable';
  }

  /** The shard's bytes, or undefined when they are absent, torn or no longer have this hash. */
  async readShard(sha256: string, bytes: number): Promise<ArrayBuffer | undefined> {
    const content = await this.#attempt('read a shard', async () => {
      const record = await this.#metadata.run((store) => get<ShardRecord>(SHARD + sha256, store));
      if (record?.bytes !== bytes) return undefined;
      return this.#shards.run((store) => get<unknown>(sha256, store)).catch(missingIfNotReadable);
    });
    if (!(content instanceof ArrayBuffer) || content.byteLength !== bytes) return undefined;
    return (await sha256Hex(content)) === sha256 ? content : undefined;
  }

  /** Stores a verified shard. The order matters: a page that dies in between leaves no record, hence no shard. */
  async writeShard(record: ShardRecord, content: ArrayBuffer): Promise<void> {
    await this.#write('store a shard', async () => {
      await this.#metadata.run((store) => del(SHARD + record.sha256, store));
      await this.#shards.run((store) => set(record.sha256, content, store));
      await this.#metadata.run((store) => set(SHARD + record.sha256, record, store));
    });
  }

  /** Every shard that has a record, by hash. */
  async shards(): Promise<Map<string, ShardRecord>> {
    const records = (await this.#records<ShardRecord>(SHARD)) ?? [];
    return new Map(records.map((record) => [record.sha256, record]));
  }

  /** Deletes shards, and with them bytes that a torn write has left behind. */
  async deleteShards(hashes: string[]): Promise<void> {
    await this.#attempt('delete shards', async () => {
      await this.#metadata.run((store) =>
        delMany(
          hashes.map((sha256) => SHARD + sha256),
          store,
        ),
      );
      const recorded = new Set(await this.#metadata.run((store) => keys<string>(store)));
      const stored = await this.#shards.run((store) => keys<string>(store));
      const orphans = stored.filter((sha256) => !recorded.has(SHARD + sha256));
      await this.#shards.run((store) => delMany(orphans, store));
    });
    if (this.#state === 'full') this.#state = 'usable';
  }

  readModel(url: string): Promise<ModelRecord | undefined> {
    return this.#attempt('read a manifest', () =>
      this.#metadata.run((store) => get<ModelRecord>(MODEL + url, store)),
    );
  }

  async writeModel(record: ModelRecord): Promise<void> {
    await this.#write('store a manifest', () =>
      this.#metadata.run((store) => set(MODEL + record.url, record, store)),
    );
  }

  async models(): Promise<ModelRecord[]> {
    return (await this.#records<ModelRecord>(MODEL)) ?? [];
  }

  /** Forgets the model; its shards stay until they are deleted. */
  async deleteModel(url: string): Promise<void> {
    await this.#attempt('delete a manifest', () => this.#metadata.run((store) => del(MODEL + url, store)));
  }

  #records<T>(prefix: string): Promise<T[] | undefined> {
    return this.#attempt('list what is stored', async () => {
      const all = await this.#metadata.run((store) => entries<string, T>(store));
      return all.filter(([key]) => key.startsWith(prefix)).map(([, record]) => record);
    });
  }

  async #write(what: string, work: () => Promise<void>): Promise<void> {
    if (this.#state === 'usable') await this.#attempt(what, work);
  }

  /** Runs `work` unless storage has failed before; undefined means that there is no answer. */
  async #attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#state === 'failed') return undefined;
    try {
      return await work();
    } catch (error) {
      // Several operations may be under way when storage fails; the first one tells.
      const told = this.#state !== 'usable';
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
