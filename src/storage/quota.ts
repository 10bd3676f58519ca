// The storage quota of this site, and whether a model fits.

import { PocketM1Error } from '../errors.ts';
import type { ShardStore } from './shard-store.ts';

/** Bytes that this site may still store; undefined if the browser does not report them. */
export async function availableBytes(): Promise<number | undefined> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
  } catch {
    // There is no storage API (on an insecure origin), or it rejects.
    return undefined;
  }
}

/** A model's files. */
export interface FilesToStore {
  name: string;
  files: readonly { sha256: string; bytes: number }[];
}

/** A warning before the download that the model will not fit; undefined if it fits or the quota is unknown. */
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
    `${name} needs ${missing} more bytes of storage, but the browser offers ${available}. The model works, but files that do not fit are downloaded again next time: free disk space or delete stored models.`,
    { details: { expected: missing, available } },
  );
}
