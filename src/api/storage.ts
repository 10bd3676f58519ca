// What is stored on this device, without loading a model: to show it, and to be rid of it.

import { modelUrl } from '../shards/load-manifest.ts';
import { deleteModel, listModels, type StoredModel } from '../shards/storage.ts';
import { ShardStore } from '../shards/store.ts';
import { resolveAddress } from './address.ts';

/** The models of which something is stored on this device; none where the browser offers no storage. */
export async function listStoredModels(): Promise<StoredModel[]> {
  return listModels(new ShardStore());
}

/**
 * Deletes what is stored of a model, save the shards that another stored model needs as well. Resolves with the bytes
 * freed, 0 when nothing was stored. A page that has the model open goes on, and downloads again what it still needs.
 * Rejects with 'invalid-argument' when `url` is no address.
 *
 * @param url - Address of the folder, as it was given to `loadModel`.
 */
export async function deleteStoredModel(url: string | URL): Promise<number> {
  return deleteModel(new ShardStore(), modelUrl(resolveAddress(url)));
}
