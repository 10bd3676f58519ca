// Every error the library throws on purpose: one base class with a `code`, and the few subclasses a caller branches on.

/** Why an operation failed; stable across releases, meant to be compared with `===`. */
export type ErrorCode =
  | 'webgpu-unavailable' // the browser has no WebGPU, or offers no adapter
  | 'device-unsupported' // an adapter exists, but a limit the model needs is too small, it computes wrongly, or no kernel fits the model's shape
  | 'device-lost' // the GPU device went away
  | 'out-of-memory' // a GPU allocation failed
  | 'network' // the server could not be reached
  | 'http-status' // the server answered with a status other than success
  | 'unexpected-content' // the server sent something else, such as an HTML page for a shard
  | 'truncated' // fewer bytes arrived than the manifest names
  | 'integrity' // the bytes do not match their sha-256
  | 'manifest-invalid' // manifest.json is not a manifest this version reads
  | 'checkpoint-invalid' // convert: a file, tensor or option of the checkpoint is not usable
  | 'storage' // IndexedDB refused
  | 'template' // the chat template could not be rendered
  | 'tokenizer' // tokenizer.json is not usable
  | 'context-exceeded' // prompt and answer do not fit the context
  | 'invalid-argument' // an option has a value outside its range
  | 'busy' // the engine serves one generation at a time; a `Model` queues them, so it never says so
  | 'disposed' // the model was disposed
  | 'worker-crashed' // the worker stopped
  | 'internal'; // a broken invariant of ours

/**
 * Values that go with a failure, such as `url`, `status` and `retryAfterMs` of a download, or `expected` and `actual`. To show
 * and to log: which there are depends on the failure. Plain data, so it crosses to the page.
 */
export type ErrorDetails = Record<string, string | number | boolean | null>;

/** Base class of every error the library raises itself. Aborts are native `AbortError` DOMExceptions instead. */
export class PocketM1Error extends Error {
  // Not the class's own name, which minifiers shorten; and before an instance is made, whose stack begins with it.
  static {
    PocketM1Error.prototype.name = 'PocketM1Error';
  }

  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** This browser or GPU cannot run the model. */
export class UnsupportedDeviceError extends PocketM1Error {
  static {
    UnsupportedDeviceError.prototype.name = 'UnsupportedDeviceError';
  }

  constructor(
    message: string,
    options: {
      code?: 'webgpu-unavailable' | 'device-unsupported';
      details?: ErrorDetails;
      cause?: unknown;
    } = {},
  ) {
    super(options.code ?? 'device-unsupported', message, options);
  }
}

/** A file could not be fetched. Trying again later may help. */
export class DownloadError extends PocketM1Error {
  static {
    DownloadError.prototype.name = 'DownloadError';
  }

  constructor(
    code: 'network' | 'http-status' | 'unexpected-content' | 'truncated',
    message: string,
    options: { details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(code, message, options);
  }
}

/** A file arrived, but is not what the manifest says. Trying again does not help until the server is fixed. */
export class IntegrityError extends PocketM1Error {
  static {
    IntegrityError.prototype.name = 'IntegrityError';
  }

  constructor(
    code: 'integrity' | 'manifest-invalid',
    message: string,
    options: { details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(code, message, options);
  }
}

/** Throws an internal error when an invariant of our own does not hold. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new PocketM1Error('internal', message);
}

/** A value as a message shows it: JSON, of which 80 characters at most, and "missing" where there is none. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'number') return String(value); // JSON has neither NaN nor Infinity
  const json = toJson(value);
  return json.length > 80 ? `${json.slice(0, 80)}…` : json;
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    if (typeof value === 'bigint') return String(value);
    return Array.isArray(value) ? 'a list' : 'an object'; // nested too deeply, or in a circle
  }
}
