// What is stored on this device, without loading a model: to show it, to check it, and to be rid of it.

import { PocketM1Error } from '../errors.ts';
import { modelUrl } from '../shards/load-manifest.ts';
import { availableBytes } from '../shards/quota.ts';
import {
  deleteModel,
  listModels,
  type StoredModel,
  storedBytes,
  type VerifiedModel,
  type VerifyOptions,
  verifyModel,
} from '../shards/storage.ts';
import { ShardStore } from '../shards/store.ts';
import { resolveAddress } from './address.ts';

/** How much is stored, and how much more may be. */
export interface StorageStatus {
  /** Bytes of all stored models; what they share counts once. */
  storedBytes: number;
  /** Bytes this site may still store; undefined where the browser does not tell. */
  availableBytes: number | undefined;
  /** Whether the browser has promised not to delete what is stored when the disk gets full. */
  persisted: boolean;
}

/** What models have stored on this device. Nothing here touches the browser before it is called. */
export interface ModelStorage {
  /** The models of which something is stored; none where the browser offers no storage. */
  list(): Promise<StoredModel[]>;
  /**
   * Reads what is stored of a model and checks it against the manifest's hashes. What is damaged is deleted, so that it is
   * fetched again when it is next needed. Loading checks every file it reads as well; this checks the others.
   *
   * Rejects with 'invalid-argument' when `url` is no address, with 'storage' when the model is not stored, and with the
   * signal's reason.
   *
   * @param url - Address of the folder, as it was given to `loadModel`.
   */
  verify(url: string | URL, options?: VerifyOptions): Promise<VerifiedModel>;
  /**
   * Deletes what is stored of a model, save the shards that another stored model needs as well. Resolves with the bytes
   * freed, 0 when nothing was stored. A page that has the model open goes on, and downloads again what it still needs.
   * Rejects with 'invalid-argument' when `url` is no address.
   *
   * @param url - Address of the folder, as it was given to `loadModel`.
   */
  delete(url: string | URL): Promise<number>;
  /** How much is stored, and how much more may be. */
  status(): Promise<StorageStatus>;
  /**
   * Asks the browser to keep what is stored even when the disk gets full; true when it will. Some browsers ask the user.
   * `loadModel` does this once a page, unless told not to. False where there is no such promise, as outside of pages.
   */
  persist(): Promise<boolean>;
}

/**
 * What models have stored on this device.
 *
 * @example
 * for (const { url, name, storedBytes } of await storage.list()) console.log(name, storedBytes);
 * await storage.delete('/models/m1-nano/');
 */
export const storage: ModelStorage = {
  list: () => withStore(listModels),
  verify: async (url, options) => {
    const address = modelUrl(resolveAddress(url));
    const verified = await withStore((store) => verifyModel(store, address, options));
    if (verified) return verified;
    throw new PocketM1Error('storage', `${address}: no such model is stored on this device; load it first`, {
      details: { url: address },
    });
  },
  delete: async (url) => {
    const address = modelUrl(resolveAddress(url));
    return withStore((store) => deleteModel(store, address));
  },
  status: async () => {
    const [bytes, available, persisted] = await Promise.all([
      withStore(storedBytes),
      availableBytes(),
      isPersisted(),
    ]);
    return { storedBytes: bytes, availableBytes: available, persisted };
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
    // Refused without an answer, as in sandboxed frames.
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

/** Each call looks anew: other tabs and the model's worker change what is stored. */
async function withStore<T>(work: (store: ShardStore) => Promise<T>): Promise<T> {
  const store = new ShardStore();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
