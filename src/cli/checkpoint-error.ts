import { PocketM1Error, withFullStop } from '../errors.ts';

/** The error for a fault of the checkpoint. A missing full stop is added. */
export function checkpointError(message: string, cause?: unknown): PocketM1Error {
  return new PocketM1Error('checkpoint-invalid', withFullStop(message), cause === undefined ? {} : { cause });
}
