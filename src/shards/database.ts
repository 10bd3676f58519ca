// One IndexedDB database with one object store, to be used by idb-keyval's calls. It is opened here and not by idb-keyval's
// `createStore`, which can neither notice an opening that hangs nor give way to a page that deletes the database.

import type { UseStore } from 'idb-keyval';

const OPEN_TIMEOUT_MS = 5_000;

export class Database {
  readonly #name: string;
  readonly #storeName: string;
  #opening: Promise<IDBDatabase> | undefined;

  constructor(name: string, storeName: string) {
    this.#name = name;
    this.#storeName = storeName;
  }

  /** Runs one idb-keyval call; throws what IndexedDB throws. */
  async run<T>(call: (store: UseStore) => Promise<T>): Promise<T> {
    try {
      return await call(await this.#connect());
    } catch (error) {
      await this.#close();
      if (!mayBeLost(error)) throw error;
    }
    // The browser may close a connection at any time; the next call then fails with InvalidStateError, or with another
    // name where the connection went in the middle of a transaction.
    try {
      return await call(await this.#connect());
    } catch (error) {
      await this.#close();
      throw error;
    }
  }

  async #connect(): Promise<UseStore> {
    this.#opening ??= openDatabase(this.#name, this.#storeName);
    const database = await this.#opening;
    return async (mode, callback) =>
      callback(database.transaction(this.#storeName, mode).objectStore(this.#storeName));
  }

  async #close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    await opening?.then(
      (database) => database.close(),
      () => {},
    );
  }
}

function openDatabase(name: string, storeName: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    let late = false;
    // Opening waits without end while a page that holds the database open holds up its deletion by another.
    const timer = setTimeout(() => {
      late = true;
      reject(new DOMException(`${name} did not open within ${OPEN_TIMEOUT_MS} ms`, 'TimeoutError'));
    }, OPEN_TIMEOUT_MS);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error);
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      const database = request.result;
      // Without this an open page would block whoever deletes the database.
      database.onversionchange = () => database.close();
      if (late) database.close();
      else resolve(database);
    };
  });
}

/** Whether a new connection may cure the failure. */
function mayBeLost(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return name !== 'QuotaExceededError' && name !== 'NotReadableError' && name !== 'TimeoutError';
}
