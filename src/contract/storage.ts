// The interface to the models that are stored on this device.

/** The models that are stored on this device. */
export interface ModelStorage {
  /** The stored models, also incomplete ones; none if the browser has no storage. */
  list(): Promise<StoredModel[]>;
  /**
   * Reads a model's stored files and checks them against the manifest's hashes. Deletes damaged files, so that they are fetched
   * again when needed. (Loading also checks every file that it reads.)
   *
   * Rejects with 'invalid-argument' when `url` is not an address, with 'storage' when the model is not stored, and with the
   * signal's reason.
   *
   * @param url - Address of the folder, as passed to `loadModel`.
   */
  verify(url: string | URL, options?: VerifyOptions): Promise<VerifiedModel>;
  /**
   * Deletes a model's stored files, except for shards that another stored model needs. Resolves to the bytes freed, 0 when
   * nothing was stored. A page that has the model open continues, and downloads missing files again.
   * Rejects with 'invalid-argument' when `url` is not an address, and with 'storage' when the browser's storage fails; then
   * nothing or only a part is deleted.
   *
   * @param url - Address of the folder, as passed to `loadModel`.
   */
  delete(url: string | URL): Promise<number>;
  /** Used and free storage. */
  status(): Promise<StorageStatus>;
  /**
   * Asks the browser not to delete stored files when the disk gets full. Resolves to whether it agrees; some browsers ask the
   * user, and workers cannot ask. `loadModel` does this once per page, unless its option `persist` is false.
   */
  persist(): Promise<boolean>;
}

/** Used and free storage. */
export interface StorageStatus {
  /** Bytes of all stored models and saved sessions; shared files count once. */
  storedBytes: number;
  /** Bytes that this site may still store; undefined if the browser does not report them. */
  availableBytes: number | undefined;
  /** Whether the browser has agreed not to delete stored files when the disk gets full. */
  persisted: boolean;
}

/** A model of which at least the manifest is stored. */
export interface StoredModel {
  /** Address of its shard folder. */
  url: string;
  /** The name in its manifest. */
  name: string;
  /** Changes with any weight. */
  revision: string;
  /** Bytes of its files on this device. A shard shared with another model counts for both. */
  storedBytes: number;
  /** Bytes of all its files; if all are stored, the model needs no network. */
  totalBytes: number;
  /** How many of its files are on this device. */
  storedFiles: number;
  /** How many files it has. */
  totalFiles: number;
  /** Bytes of the sessions that were saved with it. They stay when the model is deleted: see `sessions`. */
  sessionBytes: number;
}

/** The state of a stored model's files. */
export interface VerifiedModel {
  /** Number of files with the right hash. */
  sound: number;
  /** Damaged files, which have been deleted and are fetched again when needed. */
  damaged: string[];
  /** Files that are not stored. */
  missing: string[];
}

/** How to verify a stored model. */
export interface VerifyOptions {
  /** Called after each checked file. */
  onProgress?: ((progress: { files: number; totalFiles: number }) => void) | undefined;
  /** Stops the verification, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}
