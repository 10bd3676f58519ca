// One IndexedDB database with one object store, to be used by idb-keyval's calls. It is opened here and not by idb-keyval's
// `createStore`, which can neither notice an opening that hangs nor give way to a page that deletes the database.

import type { UseStore } from 'idb-keyval';

/** Opening is given up after so many ticks of a second each. */
const OPEN_TICKS = 5;

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
    this.#opening ??= openDatabase(this.#name, this.#storeName);
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

function openDatabase(name: string, storeName: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    let late = false;
    let ticks = 0;
    // Opening waits without end while a page that holds the database open holds up its deletion by another. Ticks are
    // counted because a blocked thread finds one timer expired and the success behind it; it misses all ticks but one.
    const timer = setInterval(() => {
      ticks += 1;
      if (ticks < OPEN_TICKS) return;
      clearInterval(timer);
      late = true;
      reject(new DOMException(`${name} did not open within ${OPEN_TICKS} seconds`, 'TimeoutError'));
    }, 1000);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onerror = () => {
      clearInterval(timer);
      reject(request.error);
    };
    request.onsuccess = () => {
      clearInterval(timer);
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
