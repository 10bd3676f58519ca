// One IndexedDB database with one object store, to be used by idb-keyval's calls. It is opened here and not by idb-keyval's
// `createStore`, which can neither notice an opening that hangs, nor close for a page that deletes the database, nor add
// the object store to a database that lacks it.

import type { UseStore } from 'idb-keyval';

export class Database {
  readonly #name: string;
  readonly #storeName: string;
  readonly #openTicks: number;
  #opening: Promise<IDBDatabase> | undefined;

  /** Opening fails with a `TimeoutError` after `openTicks` ticks of a second each. */
  constructor(name: string, storeName: string, openTicks = 5) {
    this.#name = name;
    this.#storeName = storeName;
    this.#openTicks = openTicks;
  }

  /** Runs one idb-keyval call; throws what IndexedDB throws. */
  async run<T>(call: (store: UseStore) => Promise<T>): Promise<T> {
    const opening = this.#connect();
    try {
      return await this.#over(opening, call);
    } catch (error) {
      await this.#drop(opening);
      if (!mayBeLost(error)) throw error;
    }
    // The browser may close a connection at any time; the next call then fails with InvalidStateError, or with another
    // name where the connection went in the middle of a transaction.
    const reopening = this.#connect();
    try {
      return await this.#over(reopening, call);
    } catch (error) {
      await this.#drop(reopening);
      throw error;
    }
  }

  /** Ends the connection when what is under way has ended. The next call opens a new one. */
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
      // A request that fails rejects what waits for its transaction before the transaction knows why: with null.
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

  // Several calls may fail over one lost connection; only the first of them may end it, or it would end the next one.
  async #drop(opening: Promise<IDBDatabase>): Promise<void> {
    if (this.#opening === opening) this.#opening = undefined;
    await opening.then(
      (database) => database.close(),
      () => {},
    );
  }
}

/**
 * Opens the database at whatever version it has. One without the object store, which was opened by somebody to look
 * whether it exists, gets the store by an upgrade to its next version; what else it holds stays.
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

/** Another tab has upgraded the database meanwhile: its version has to be read again. */
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
    // Opening waits without end while another page that holds the database open blocks an upgrade or a deletion. Ticks
    // are counted because a blocked thread finds one timer expired and the success behind it; it misses all ticks but one.
    const timer = setInterval(() => {
      ticks += 1;
      if (ticks < openTicks) return;
      clearInterval(timer);
      late = true;
      const problem = `${name} did not open within ${openTicks} seconds: ${advice}`;
      reject(new DOMException(problem, 'TimeoutError'));
    }, 1000);
    request.onblocked = () => {
      advice = 'another tab or script of this site holds it open; close it';
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
      // Without this an open page would block whoever upgrades or deletes the database.
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
