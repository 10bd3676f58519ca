// How much the browser lets this site store, and whether a model fits.

import { PocketM1Error } from '../errors.ts';
import type { ShardStore } from './shard-store.ts';

/** Bytes this site may still store, as far as the browser tells. */
export async function availableBytes(): Promise<number | undefined> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
  } catch {
    // No storage API (an insecure origin), or one that refuses: nothing is known.
    return undefined;
  }
}

/** What a model has to store. */
export interface FilesToStore {
  name: string;
  files: readonly { sha256: string; bytes: number }[];
}

/** A warning that the model will not fit, to be given before the download; undefined when it will, or when nothing is known. */
export async function quotaProblem(
  store: ShardStore,
  { name, files }: FilesToStore,
): Promise<PocketM1Error | undefined> {
  const available = await availableBytes();
  if (available === undefined) return undefined;
  let missing = 0;
  for (const { sha256, bytes } of files) {
    if (!(await store.isListed(sha256))) missing += bytes;
  }
  if (missing <= available) return undefined;
  return new PocketM1Error(
    'storage',
    `${name} needs ${missing} more bytes of storage, but the browser offers ${available}; the model works, but what does not fit is downloaded again next time: free disk space or delete stored models`,
    { details: { expected: missing, available } },
  );
}
