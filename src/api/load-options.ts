// The options of loadModel as an application gives them, checked before a worker starts.

import type { PocketM1Error } from '../errors.ts';
import { refuseOption } from '../runtime/sampling-params.ts';
import type { FetchEvent } from '../shards/source.ts';
import { checkFields, describe, invalidArgument, type KnownFields } from '../text/plain-data.ts';
import type { PrefetchMode } from '../worker/prefetching.ts';
import type { FetchOptions, LoadRequest, Progress } from '../worker/protocol.ts';

/** How to load a model; null means left out, and other options are refused. */
export interface LoadOptions {
  /** Told how far loading is, about 20 times a second while bytes come. The last call has phase 'ready'. */
  onProgress?: ((progress: Progress) => void) | null | undefined;
  /**
   * Told what is not as it should be although the model works: 'storage' (full, or not to be had), 'network' (opened from
   * storage), 'device-lost' (replaced), 'device-unsupported' (slower, still right), or why an expert cannot be fetched
   * ahead. Default: `console.warn`.
   */
  onWarning?: ((warning: PocketM1Error) => void) | null | undefined;
  /** Told of every file that has come, and from where: before the model is ready, and for experts also later. */
  onShard?: ((shard: FetchEvent) => void) | null | undefined;
  /** Aborts loading; `loadModel` then rejects with the signal's reason. Later aborts do nothing. */
  signal?: AbortSignal | null | undefined;
  /**
   * Tokens a prompt and its answer may have together; the softmax layers' GPU memory grows with those that are used.
   * Default 32,768, or what the model holds if that is less.
   */
  contextLength?: number | null | undefined;
  /**
   * How the keys and values of softmax layers are stored: as 16-bit floats, or with 'f32' exactly as they are computed,
   * which takes twice the memory and time for long contexts. Default 'f16'.
   */
  kvCache?: 'f16' | 'f32' | null | undefined;
  /**
   * GPU memory for experts, in bytes. When they do not all fit, those used longest ago give way and come back from
   * storage; every budget gives the same tokens. Default: all of them, up to the largest buffer the GPU offers.
   */
  expertBudgetBytes?: number | null | undefined;
  /**
   * Whether experts are fetched into storage before an answer needs them, the most popular first: true, between answers
   * only ('idle'), or false. An answer never waits for it: it pauses until the first token, and whenever an answer needs
   * an expert itself. Unless false, what a conversation begins with comes while the model loads. Default: true, or false where the user asks to save data.
   */
  prefetch?: PrefetchMode | null | undefined;
  /**
   * Whether to ask the browser, once a page and when the model is ready, to keep what is stored even when the disk gets
   * full. Some browsers ask the user. Default true; see `storage.persist`.
   */
  persist?: boolean | null | undefined;
  /** What goes with every request for a file of the model, as in `fetch`. Default: nothing, and cookies to the page's own origin. */
  fetchOptions?: FetchOptions | null | undefined;
  /**
   * A worker running `pocket-m1/worker`, for applications whose bundler does not find it by itself. The model takes it
   * over, and ends it when loading fails or the model is disposed, but not when an argument is refused at once; so every
   * call needs a worker of its own. Default: `worker.js` beside the library's own file.
   */
  worker?: Worker | null | undefined;
}

/** Options that are usable: what the page does with them, and the worker's part. */
export interface CheckedLoadOptions extends LoadRequest {
  onProgress?: (progress: Progress) => void;
  onWarning: (warning: PocketM1Error) => void;
  onShard?: (shard: FetchEvent) => void;
  signal?: AbortSignal;
  persist: boolean;
  worker?: Worker;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isObject = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);

/** What each option may be; none of them is asked about null and undefined. */
const expectations: Record<keyof LoadOptions, [is: (value: unknown) => boolean, expected: string]> = {
  onProgress: [isFunction, 'a function'],
  onWarning: [isFunction, 'a function'],
  onShard: [isFunction, 'a function'],
  signal: [isObject, 'an AbortSignal'],
  contextLength: [(value) => Number.isInteger(value) && (value as number) > 0, 'a whole number above 0'],
  kvCache: [(value) => value === 'f16' || value === 'f32', '"f16" or "f32"'],
  expertBudgetBytes: [(value) => typeof value === 'number' && value > 0, 'a number above 0'],
  prefetch: [(value) => typeof value === 'boolean' || value === 'idle', 'true, false or "idle"'],
  persist: [(value) => typeof value === 'boolean', 'true or false'],
  fetchOptions: [isObject, 'an object: { headers, credentials }'],
  // A worker may be something else than an object of this realm's Worker.
  worker: [() => true, 'a Worker'],
};

const known: KnownFields = {
  kind: 'option',
  names: Object.keys(expectations),
  otherNames: {
    numctx: 'contextLength',
    nctx: 'contextLength',
    contextwindow: 'contextLength',
    contextwindowsize: 'contextLength',
    maxlength: 'contextLength',
    progresscallback: 'onProgress',
    initprogresscallback: 'onProgress',
    abortsignal: 'signal',
    headers: 'Headers are given as fetchOptions: { headers }.',
    credentials: 'Credentials are given as fetchOptions: { credentials }.',
  },
};

/** @throws PocketM1Error `invalid-argument` naming the option, its value and what is expected. */
export function readLoadOptions(given: LoadOptions | null | undefined): CheckedLoadOptions {
  const options = given ?? {};
  if (!isObject(options))
    throw invalidArgument('loadModel: the options', `are ${describe(given)}, expected an object`);
  checkFields(options, 'loadModel', known);
  const set = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  for (const [name, value] of set) {
    const [is, expected] = expectations[name as keyof LoadOptions];
    if (!is(value)) refuseOption(name, value, expected);
  }
  const { fetchOptions, ...others } = Object.fromEntries(set) as Partial<CheckedLoadOptions>;
  return {
    persist: true,
    onWarning: console.warn,
    ...others,
    ...(fetchOptions && { fetchOptions: readFetchOptions(fetchOptions) }),
  };
}

const credentialModes = ['omit', 'same-origin', 'include'];

function readFetchOptions({ ...options }: FetchOptions): FetchOptions {
  checkFields(options, 'fetchOptions', { kind: 'field', names: ['headers', 'credentials'] });
  const { headers, credentials } = options;
  if (credentials && !credentialModes.includes(credentials)) {
    throw invalidArgument(
      'fetchOptions.credentials',
      `is ${describe(credentials)}, expected one of ${credentialModes.join(', ')}`,
    );
  }
  return { ...(headers && { headers: readHeaders(headers) }), ...(credentials && { credentials }) };
}

/** Headers in any form that `fetch` takes, as plain data. */
function readHeaders(headers: HeadersInit): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw invalidArgument('fetchOptions.headers', `cannot be sent: ${reason}`, cause);
  }
}
