// Lists, verifies and deletes the models that are stored on this device, without loading one.

import type { SavedSession } from '../contract/session.ts';
import type { ModelStorage } from '../contract/storage.ts';
import { PocketM1Error } from '../errors.ts';
import { modelUrl } from '../shards/load-manifest.ts';
import { deleteModel, listModels, storedBytes, verifyModel } from '../shards/stored-models.ts';
import { availableBytes } from '../storage/quota.ts';
import { ShardStore, type ShardStoreOptions } from '../storage/shard-store.ts';
import { resolveAddress } from './address.ts';
import { sessions } from './sessions.ts';

/**
 * The models that are stored on this device.
 *
 * @example
 * for (const { url, name, storedBytes } of await storage.list()) console.log(name, storedBytes);
 * await storage.delete('/models/m1-nano/');
 */
export const storage: ModelStorage = {
  list: async () => {
    const [models, saved] = await Promise.all([withStore(listModels), savedSessions()]);
    return models.map((stored) => {
      return { ...stored, sessionBytes: sumBytes(saved.filter(({ model }) => model === stored.url)) };
    });
  },
  verify: async (url, options) => {
    const address = modelUrl(resolveAddress(url));
    const verified = await withStore((store) => verifyModel(store, address, options));
    if (verified) return verified;
    throw new PocketM1Error('storage', `${address}: no such model is stored on this device: load it first.`, {
      details: { url: address },
    });
  },
  delete: async (url) => {
    const address = modelUrl(resolveAddress(url));
    let failure: PocketM1Error | undefined;
    const onWarning = (warning: PocketM1Error): void => {
      failure = warning;
    };
    const bytes = await withStore((store) => deleteModel(store, address), { onWarning });
    if (!failure) return bytes;
    const { expected, actual } = failure.details;
    throw new PocketM1Error(
      'storage',
      `${address}: the model could not be deleted, or only in part, because IndexedDB failed ${expected} (${actual}): close other pages of this site, check that it may store data, and try again.`,
      { details: { ...failure.details, url: address }, cause: failure.cause },
    );
  },
  status: async () => {
    const [bytes, saved, available, persisted] = await Promise.all([
      withStore(storedBytes),
      savedSessions(),
      availableBytes(),
      isPersisted(),
    ]);
    return { storedBytes: bytes + sumBytes(saved), availableBytes: available, persisted };
  },
  persist,
};

let asked: Promise<boolean> | undefined;

/** Asks for persistence unless this page has asked before. */
export function persistOnce(): Promise<boolean> {
  asked ??= persist();
  return asked;
}

async function persist(): Promise<boolean> {
  if (await isPersisted()) return true;
  try {
    return (await globalThis.navigator?.storage?.persist?.()) ?? false;
  } catch {
    // Rejects in sandboxed frames.
    return false;
  }
}

async function isPersisted(): Promise<boolean> {
  try {
    return (await globalThis.navigator?.storage?.persisted?.()) ?? false;
  } catch {
    return false;
  }
}

/** None where the browser offers no storage, as of models. */
function savedSessions(): Promise<SavedSession[]> {
  return sessions.list().catch(() => []);
}

function sumBytes(saved: readonly SavedSession[]): number {
  return saved.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Opens a store for each call, because other tabs and the model's worker change the stored files. */
async function withStore<T>(
  work: (store: ShardStore) => Promise<T>,
  options: ShardStoreOptions = {},
): Promise<T> {
  const store = new ShardStore(options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
