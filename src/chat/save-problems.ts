// What is said when a session cannot be saved.

import { PocketM1Error } from '../errors.ts';

/** The warning that a name is taken until the answer is complete. */
export function replacesLater(name: string, cause: PocketM1Error): PocketM1Error {
  return new PocketM1Error(
    'storage',
    `A session is saved as "${name}" already. It is replaced when this answer is complete, and until then the answer cannot be resumed after a crash: to continue the saved session, call sessions.open.`,
    { cause, details: { name } },
  );
}

/** The answer is complete even if saving it fails in a way that has no name, such as a lack of memory. */
export function asSaveError(error: unknown): PocketM1Error {
  if (error instanceof PocketM1Error) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new PocketM1Error('storage', `The session could not be saved (${reason}).`, { cause: error });
}
