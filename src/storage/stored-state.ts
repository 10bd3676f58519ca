// The stored state of a session: reading, checking and copying it.

import { promisifyRequest } from 'idb-keyval';
import { keyOf, parseSessionRecord, type SessionRecord } from './session-records.ts';
import { sha256Hex } from './sha256.ts';

/** Copies the state of a saved session, unless another version of it is stored. */
export async function copyState(
  store: IDBObjectStore,
  { name, version }: { name: string; version: string },
  to: string,
): Promise<SessionRecord['state']> {
  const record = parseSessionRecord(await promisifyRequest<unknown>(store.get(keyOf('session', name))));
  if (record?.version !== version || !record.state) return null;
  if (name !== to) {
    const state = await promisifyRequest<unknown>(store.get(keyOf('state', name)));
    if (state === undefined) return null;
    store.put(state, keyOf('state', to));
  }
  return record.state;
}

/** The state that a record describes; undefined if it is damaged. */
export async function checkedState(
  state: unknown,
  { bytes, sha256 }: { bytes: number; sha256: string },
): Promise<ArrayBuffer | undefined> {
  const whole = state instanceof ArrayBuffer && state.byteLength === bytes;
  return whole && (await sha256Hex(state)) === sha256 ? state : undefined;
}

/** A value; undefined if the browser lost the file behind it, because other values are fine then. */
export function readIfReadable(request: IDBRequest<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      if (request.error?.name !== 'NotReadableError') return reject(request.error);
      // Otherwise it would abort the transaction.
      event.preventDefault();
      event.stopPropagation();
      resolve(undefined);
    };
  });
}
