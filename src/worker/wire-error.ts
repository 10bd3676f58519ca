// Converts errors to plain data and back, because structured cloning keeps only the name and the message of an Error.

import {
  DownloadError,
  type ErrorCode,
  type ErrorDetails,
  IntegrityError,
  PocketM1Error,
  show,
  UnsupportedDeviceError,
} from '../errors.ts';

export interface WireError {
  /** 'abort' stands for a native AbortError, which has no code. */
  code: ErrorCode | 'abort';
  message: string;
  details: ErrorDetails;
  stack: string;
  cause?: WireCause;
}

interface WireCause {
  /** Whether it is a DOMException, such as those of IndexedDB. */
  dom: boolean;
  name: string;
  message: string;
}

/** Errors of other classes are bugs of the library, so they become 'internal'. */
export function toWireError(error: unknown): WireError {
  if (error instanceof PocketM1Error) {
    const { code, message, details, stack = '', cause } = error;
    return { code, message, details, stack, ...(cause !== undefined && { cause: toWireCause(cause) }) };
  }
  if (error instanceof Error) {
    const { name, message, stack = '' } = error;
    if (name === 'AbortError') return { code: 'abort', message, details: {}, stack };
    return { code: 'internal', message: `${name}: ${message}`, details: {}, stack };
  }
  const message = typeof error === 'string' ? error : show(error);
  return { code: 'internal', message, details: {}, stack: '' };
}

function toWireCause(cause: unknown): WireCause {
  const { name, message } = cause instanceof Error ? cause : { name: 'Error', message: show(cause) };
  return { dom: cause instanceof DOMException, name, message };
}

/**
 * Rebuilds an error of the class and with the stack of the thrown one. Accepts any value, because an application's own worker
 * may send anything.
 */
export function fromWireError(wire: WireError): PocketM1Error | DOMException {
  const { code, message, details, stack, cause }: Partial<WireError> =
    typeof wire === 'object' && wire ? wire : {};
  if (typeof code !== 'string' || typeof message !== 'string') {
    return new PocketM1Error('internal', `The worker sent ${show(wire)} instead of an error.`);
  }
  if (code === 'abort') return new DOMException(message, 'AbortError');
  const error = rebuild(code, message, {
    details: typeof details === 'object' && details !== null ? details : {},
    ...(typeof cause === 'object' && cause !== null && { cause: fromWireCause(cause) }),
  });
  if (typeof stack === 'string' && stack !== '') error.stack = stack;
  return error;
}

function fromWireCause({ dom, name, message }: WireCause): Error {
  return dom ? new DOMException(message, name) : Object.assign(new Error(message), { name });
}

// By code, because minifiers may rename the classes differently on both sides.
function rebuild(
  code: ErrorCode,
  message: string,
  options: { details: ErrorDetails; cause?: unknown },
): PocketM1Error {
  switch (code) {
    case 'webgpu-unavailable':
    case 'device-unsupported':
      return new UnsupportedDeviceError(message, { code, ...options });
    case 'network':
    case 'http-status':
    case 'unexpected-content':
    case 'truncated':
      return new DownloadError(code, message, options);
    case 'integrity':
    case 'manifest-invalid':
      return new IntegrityError(code, message, options);
    default:
      return new PocketM1Error(code, message, options);
  }
}
