// The errors the library throws: one base class with a `code`, and a few subclasses that a caller branches on.

/** Why an operation failed. Stable across releases; compare with `===`. */
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
  | 'manifest-invalid' // manifest.json is not a manifest that this release reads
  | 'checkpoint-invalid' // convert: a file, tensor or option of the checkpoint is not usable
  | 'storage' // IndexedDB failed or is full
  | 'template' // the chat template could not be rendered
  | 'tokenizer' // tokenizer.json is not usable
  | 'context-exceeded' // prompt and answer do not fit the context
  | 'invalid-argument' // an option has a value outside its range
  | 'unsupported' // this model cannot follow the option: see `capabilities` of `ChatModel`
  | 'busy' // a session runs one answer at a time; so does the engine, but a `Model` queues generations
  | 'disposed' // the model was disposed
  | 'worker-crashed' // the worker stopped
  | 'internal'; // a broken invariant of ours

/**
 * Values about a failure, such as `url`, `status` and `retryAfterMs` of a download, or `expected` and `actual`. For display
 * and logs: the fields depend on the failure.
 */
export type ErrorDetails = Record<string, string | number | boolean | null>;

/** Base class of the library's errors. Aborts reject with a native `AbortError` DOMException instead. */
export class PocketM1Error extends Error {
  // A literal, because minifiers shorten class names; on the prototype, because an instance's stack starts with the name.
  static {
    PocketM1Error.prototype.name = 'PocketM1Error';
  }

  /** Why the operation failed. */
  readonly code: ErrorCode;
  /** Values about the failure. */
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

/** A downloaded file does not match the manifest. Trying again does not help until the server is fixed. */
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

/** Throws an `internal` error when an invariant does not hold. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new PocketM1Error('internal', message);
}

/** A value for an error message: JSON of at most 80 characters, "missing" for undefined, or the kind of value. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return shortened(JSON.stringify(value));
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (tag !== 'Object' && tag !== 'Array') return `${/^[AEIOU]/.test(tag) ? 'an' : 'a'} ${tag}`;
  try {
    return shortened(JSON.stringify(value, (_, field) => (typeof field === 'bigint' ? `${field}n` : field)));
  } catch {
    return tag === 'Array' ? 'a list' : 'an object'; // circular, or nested too deeply
  }
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/** `text`, with a full stop if it has none. */
export function withFullStop(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
