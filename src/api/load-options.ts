// Checks the options of loadModel before a worker starts.

import type { FetchEvent, FetchOptions, LoadOptions, Progress } from '../contract/load.ts';
import { type PocketM1Error, show } from '../errors.ts';
import type { ModelFolder } from '../shards/folder-fetch.ts';
import { checkFields, invalidArgument, type KnownFields, refuseOption } from '../text/plain-data.ts';
import type { LoadRequest } from '../worker/protocol.ts';

/** Checked options: those of the page, and those of the worker. */
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
const isFolder = (value: unknown): boolean =>
  typeof value === 'object' &&
  ((value as Partial<FileSystemDirectoryHandle>).kind === 'directory' || Symbol.iterator in value!);

/** The valid values of each option; null and undefined are not checked. */
const expectations: Record<keyof LoadOptions, [is: (value: unknown) => boolean, expected: string]> = {
  onProgress: [isFunction, 'a function'],
  onWarning: [isFunction, 'a function'],
  onShard: [isFunction, 'a function'],
  signal: [isObject, 'an AbortSignal'],
  contextLength: [(value) => Number.isInteger(value) && (value as number) > 0, 'a whole number above 0'],
  kvCache: [(value) => value === 'f16' || value === 'f32', '"f16" or "f32"'],
  expertBudgetBytes: [(value) => typeof value === 'number' && value > 0, 'a number above 0'],
  prefixCacheBytes: [(value) => typeof value === 'number' && value >= 0, 'a number of at least 0'],
  sessionStateBytes: [(value) => typeof value === 'number' && value >= 0, 'a number of at least 0'],
  prefetch: [(value) => typeof value === 'boolean' || value === 'idle', 'true, false or "idle"'],
  persist: [(value) => typeof value === 'boolean', 'true or false'],
  fetchOptions: [isObject, 'an object: { headers, credentials }'],
  folder: [isFolder, 'a FileSystemDirectoryHandle, or the files of an <input webkitdirectory>'],
  // Checked by `takeWorker`, because it may come from another realm.
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
    headers: 'Pass headers as fetchOptions: { headers }.',
    credentials: 'Pass credentials as fetchOptions: { credentials }.',
  },
};

/** @throws PocketM1Error `invalid-argument` naming the option, its value and what is expected. */
export function readLoadOptions(given: LoadOptions | null | undefined): CheckedLoadOptions {
  const options = given ?? {};
  if (!isObject(options))
    throw invalidArgument('loadModel: the options', `are ${show(given)}, expected an object`);
  checkFields(options, 'loadModel', known);
  const set = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  for (const [name, value] of set) {
    const [is, expected] = expectations[name as keyof LoadOptions];
    if (!is(value)) refuseOption(name, value, expected);
  }
  const { folder, fetchOptions, ...others } = Object.fromEntries(set) as Partial<
    CheckedLoadOptions & Pick<LoadOptions, 'folder'>
  >;
  if (folder && fetchOptions) throw invalidArgument('fetchOptions', 'is for requests, and a folder has none');
  return {
    persist: true,
    onWarning: console.warn,
    ...others,
    ...(fetchOptions && { fetchOptions: readFetchOptions(fetchOptions) }),
    ...(folder && { folder: readFolder(folder) }),
  };
}

function readFolder(folder: NonNullable<LoadOptions['folder']>): ModelFolder {
  if (!(Symbol.iterator in folder)) return folder;
  const files = new Map<string, File>();
  for (const file of folder) {
    const path: unknown = file?.webkitRelativePath;
    if (typeof path !== 'string' || path === '') {
      throw invalidArgument('folder', `has ${show(file)} without a webkitRelativePath`);
    }
    // The first name is that of the folder.
    files.set(path.slice(path.indexOf('/') + 1), file);
  }
  return files;
}

const credentialModes = ['omit', 'same-origin', 'include'];

function readFetchOptions({ ...options }: FetchOptions): FetchOptions {
  checkFields(options, 'fetchOptions', { kind: 'field', names: ['headers', 'credentials'] });
  const { headers, credentials } = options;
  if (credentials && !credentialModes.includes(credentials)) {
    throw invalidArgument(
      'fetchOptions.credentials',
      `is ${show(credentials)}, expected one of ${credentialModes.join(', ')}`,
    );
  }
  return { ...(headers && { headers: readHeaders(headers) }), ...(credentials && { credentials }) };
}

/** Converts headers in any form that `fetch` accepts to plain data. */
function readHeaders(headers: HeadersInit): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw invalidArgument('fetchOptions.headers', `cannot be sent: ${reason}`, cause);
  }
}
