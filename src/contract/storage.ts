// What is stored on this device, and what can be done with it without a model.

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

/** How much is stored, and how much more may be. */
export interface StorageStatus {
  /** Bytes of all stored models; what they share counts once. */
  storedBytes: number;
  /** Bytes this site may still store; undefined where the browser does not tell. */
  availableBytes: number | undefined;
  /** Whether the browser has promised not to delete what is stored when the disk gets full. */
  persisted: boolean;
}

/** A model of which at least the manifest is stored. */
export interface StoredModel {
  /** Address of its shard folder. */
  url: string;
  name: string;
  revision: string;
  /** Bytes of its files on this device. A shard shared with another model counts for both. */
  storedBytes: number;
  /** Bytes of all its files; when as many are stored, the model needs no network. */
  totalBytes: number;
  /** How many of its files are on this device. */
  storedFiles: number;
  totalFiles: number;
}

/** The state of a stored model's files. */
export interface VerifiedModel {
  /** Files whose bytes have the hash that the manifest names. */
  sound: number;
  /** Files that were stored and have been deleted, since their bytes were damaged. They are fetched again when needed. */
  damaged: string[];
  /** Files that are not stored. */
  missing: string[];
}

export interface VerifyOptions {
  /** Files checked, out of `totalFiles`. */
  onProgress?: ((progress: { files: number; totalFiles: number }) => void) | undefined;
  signal?: AbortSignal | undefined;
}
