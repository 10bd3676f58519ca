// The errors of saved sessions.

import { PocketM1Error } from '../errors.ts';

/** The error for a name under which no session is saved. */
export function noSuchSession(name: string): PocketM1Error {
  return new PocketM1Error('storage', `No session is saved as "${name}" on this device.`, {
    details: { name },
  });
}

/** The error for what IndexedDB could not do. */
export function storageError(what: string, cause: unknown): PocketM1Error {
  const actual = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const full = cause instanceof Error && cause.name === 'QuotaExceededError';
  const advice = full
    ? 'free disk space, or delete stored models or sessions'
    : 'check that the browser may store data for this site';
  return new PocketM1Error('storage', `IndexedDB could not ${what} (${actual}): ${advice}.`, {
    details: { expected: `to ${what}`, actual },
    cause,
  });
}
