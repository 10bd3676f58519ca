// One IndexedDB database with one object store, for idb-keyval's calls. idb-keyval's `createStore` cannot detect an open
// request that hangs, close for a page that deletes the database, or add the object store to a database that lacks it.

import type { UseStore } from 'idb-keyval';

export class Database {
  readonly #name: string;
  readonly #storeName: string;
  readonly #openTicks: number;
  #opening: Promise<IDBDatabase> | undefined;

  /** Opening fails with a `TimeoutError` after `openTicks` seconds. */
  constructor(name: string, storeName: string, openTicks = 5) {
    this.#name = name;
    this.#storeName = storeName;
    this.#openTicks = openTicks;
  }

  /** Runs one idb-keyval call. Throws IndexedDB's errors. */
  async run<T>(call: (store: UseStore) => Promise<T>): Promise<T> {
    const opening = this.#connect();
    try {
      return await this.#over(opening, call);
    } catch (error) {
      await this.#drop(opening);
      if (!mayBeLost(error)) throw error;
    }
    // Retry with a new connection, because the browser may close one at any time. The call then fails with InvalidStateError,
    // or with another error in the middle of a transaction.
    const reopening = this.#connect();
    try {
      return await this.#over(reopening, call);
    } catch (error) {
      await this.#drop(reopening);
      throw error;
    }
  }

  /** Closes the connection after running transactions. The next call opens a new one. */
  async close(): Promise<void> {
    if (this.#opening) await this.#drop(this.#opening);
  }

  #connect(): Promise<IDBDatabase> {
    this.#opening ??= openDatabase(this.#name, this.#storeName, this.#openTicks);
    return this.#opening;
  }

  async #over<T>(opening: Promise<IDBDatabase>, call: (store: UseStore) => Promise<T>): Promise<T> {
    const database = await opening;
    return call(async (mode, callback) => {
      const transaction = database.transaction(this.#storeName, mode);
      // A failed request rejects with null if the transaction's error is not set yet.
      let failure: DOMException | null = null;
      transaction.addEventListener('error', ({ target }) => {
        failure = (target as IDBRequest).error;
      });
      try {
        return await callback(transaction.objectStore(this.#storeName));
      } catch (error) {
        throw error ?? failure ?? transaction.error;
      }
    });
  }

  // Several calls may fail with one lost connection; only the first may clear it, or another would clear its successor.
  async #drop(opening: Promise<IDBDatabase>): Promise<void> {
    if (this.#opening === opening) this.#opening = undefined;
    await opening.then(
      (database) => database.close(),
      () => {},
    );
  }
}

/**
 * Opens the database at its current version. A database without the object store, for example one that another script created
 * by checking whether it exists, is upgraded to its next version; its other content is kept.
 */
async function openDatabase(name: string, storeName: string, ticks: number): Promise<IDBDatabase> {
  let version: number | undefined;
  for (;;) {
    const database = await openVersion(name, version, storeName, ticks).catch(otherVersion);
    if (database?.objectStoreNames.contains(storeName)) return database;
    version = database && database.version + 1;
    database?.close();
  }
}

/** Ignores a VersionError, which means that another tab has upgraded the database, so that its version must be read again. */
function otherVersion(error: unknown): undefined {
  if (!(error instanceof Error && error.name === 'VersionError')) throw error;
}

function openVersion(
  name: string,
  version: number | undefined,
  storeName: string,
  openTicks: number,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    let late = false;
    let ticks = 0;
    let advice = 'reload the page';
    // Opening waits for ever while another page blocks an upgrade or a deletion. Counting ticks ignores times when this thread
    // itself was blocked: such a thread runs one expired tick, and then the success event.
    const timer = setInterval(() => {
      ticks += 1;
      if (ticks < openTicks) return;
      clearInterval(timer);
      late = true;
      const problem = `${name} did not open within ${openTicks} seconds: ${advice}.`;
      reject(new DOMException(problem, 'TimeoutError'));
    }, 1000);
    request.onblocked = () => {
      advice = 'close other tabs of this site, which block it';
    };
    request.onupgradeneeded = () => {
      if (!request.result.objectStoreNames.contains(storeName)) request.result.createObjectStore(storeName);
    };
    request.onerror = () => {
      clearInterval(timer);
      reject(request.error);
    };
    request.onsuccess = () => {
      clearInterval(timer);
      const database = request.result;
      // Otherwise this page would block other pages that upgrade or delete the database.
      database.onversionchange = () => database.close();
      if (late) database.close();
      else resolve(database);
    };
  });
}

/** Whether a new connection may help. */
function mayBeLost(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return name !== 'QuotaExceededError' && name !== 'NotReadableError' && name !== 'TimeoutError';
}
