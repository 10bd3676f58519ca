// How every failure that is the checkpoint's is reported.

import { PocketM1Error } from '../errors.ts';

export function checkpointError(message: string, cause?: unknown): PocketM1Error {
  return new PocketM1Error('checkpoint-invalid', message, cause === undefined ? {} : { cause });
}
