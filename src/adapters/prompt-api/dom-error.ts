// The library's errors as the exceptions of the Prompt API.

import { PocketM1Error } from '../../errors.ts';

const names: Partial<Record<PocketM1Error['code'], string>> = {
  unsupported: 'NotSupportedError',
  disposed: 'InvalidStateError',
  'worker-crashed': 'InvalidStateError',
  'device-lost': 'InvalidStateError',
  network: 'NetworkError',
  'http-status': 'NetworkError',
  truncated: 'NetworkError',
};

/** A `QuotaExceededError` with the fields of its class in the newest browsers. */
export class ContextExceeded extends DOMException {
  /** Tokens that the prompt has, and that the context has, where they are known. */
  readonly requested: number | null;
  readonly quota: number | null;

  constructor(message: string, { requested, quota }: { requested: number | null; quota: number | null }) {
    super(message, 'QuotaExceededError');
    this.requested = requested;
    this.quota = quota;
  }
}

/** An exception for any failure; those of the platform, and a caller's reason to abort, stay what they are. */
export function domError(error: unknown, quota: number | undefined): unknown {
  if (!(error instanceof PocketM1Error)) return error;
  const { code, message, details } = error;
  // A schema or a pattern is valid, but without an automaton.
  const isConstraint = code === 'invalid-argument' && details.path !== undefined;
  if (code === 'invalid-argument' && !isConstraint) return new TypeError(message, { cause: error });
  const numberOr = (value: unknown, otherwise: number | null): number | null =>
    typeof value === 'number' ? value : otherwise;
  const exception =
    code === 'context-exceeded'
      ? new ContextExceeded(message, {
          requested: numberOr(details.actual, null),
          quota: numberOr(quota, null),
        })
      : new DOMException(message, isConstraint ? names.unsupported : (names[code] ?? 'UnknownError'));
  return Object.assign(exception, { cause: error });
}
