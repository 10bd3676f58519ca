// A session as it is given to the storage, and as it is read.

import type { SessionRecord } from './session-records.ts';

/** A session to save. */
export interface SessionToStore {
  name: string;
  metadata: Record<string, unknown>;
  /** If this version is the stored one, its metadata stays, because `setMetadata` may have changed it. */
  metadataOf?: string | undefined;
  model: string;
  /** Plain data. */
  messages: readonly unknown[];
  options: unknown;
  state: ArrayBuffer | undefined;
  /** Without a state: the saved session whose state this one has too. It has none if another version of that is stored. */
  stateOf?: { name: string; version: string } | undefined;
  /** An unfinished answer to this conversation, as of `beginAnswer`. Default: none. */
  answer?: { request: unknown; ids: readonly number[] } | undefined;
}

/** A session as it is stored. */
export interface StoredSession {
  /** Undefined if it is damaged. */
  record: SessionRecord | undefined;
  messages: unknown;
  options: unknown;
  state: ArrayBuffer | undefined;
  /** The journal of an unfinished answer. */
  answer: { id: string; request: unknown; ids: Uint32Array<ArrayBuffer> } | undefined;
  /** Whether the record or the state is absent or damaged. */
  damaged: boolean;
}
