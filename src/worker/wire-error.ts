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
}

/** Errors of other classes are bugs of the library, so they become 'internal'. */
export function toWireError(error: unknown): WireError {
  if (error instanceof PocketM1Error) {
    const { code, message, details, stack = '' } = error;
    return { code, message, details, stack };
  }
  if (error instanceof Error) {
    const { name, message, stack = '' } = error;
    if (name === 'AbortError') return { code: 'abort', message, details: {}, stack };
    return { code: 'internal', message: `${name}: ${message}`, details: {}, stack };
  }
  const message = typeof error === 'string' ? error : show(error);
  return { code: 'internal', message, details: {}, stack: '' };
}

/**
 * Rebuilds an error of the class and with the stack of the thrown one. Accepts any value, because an application's own worker
 * may send anything.
 */
export function fromWireError(wire: WireError): PocketM1Error | DOMException {
  const { code, message, details, stack }: Partial<WireError> = typeof wire === 'object' && wire ? wire : {};
  if (typeof code !== 'string' || typeof message !== 'string') {
    return new PocketM1Error('internal', `The worker sent ${show(wire)} instead of an error.`);
  }
  if (code === 'abort') return new DOMException(message, 'AbortError');
  const error = rebuild(code, message, typeof details === 'object' && details !== null ? details : {});
  if (typeof stack === 'string' && stack !== '') error.stack = stack;
  return error;
}

// By code, because minifiers may rename the classes differently on both sides.
function rebuild(code: ErrorCode, message: string, details: ErrorDetails): PocketM1Error {
  switch (code) {
    case 'webgpu-unavailable':
    case 'device-unsupported':
      return new UnsupportedDeviceError(message, { code, details });
    case 'network':
    case 'http-status':
    case 'unexpected-content':
    case 'truncated':
      return new DownloadError(code, message, { details });
    case 'integrity':
    case 'manifest-invalid':
      return new IntegrityError(code, message, { details });
    default:
      return new PocketM1Error(code, message, { details });
  }
}
