// The sessions that are saved on this device, without a model: to show them, to rename them, and to delete them.

import { readConversation, readStored } from '../chat/session-messages.ts';
import type { SavedSession, SavedSessions, SessionMetadata } from '../contract/session.ts';
import { PocketM1Error } from '../errors.ts';
import { noSuchSession } from '../storage/session-errors.ts';
import { SessionStore } from '../storage/session-store.ts';
import type { SessionToStore } from '../storage/stored-session.ts';
import { readMetadata, readName, readSaveOptions } from './session-options.ts';

/**
 * The sessions that are saved on this device. A loaded model opens one: `m1.sessions.open(name)`.
 *
 * @example
 * for (const { name, updatedAt } of await sessions.list()) console.log(name, new Date(updatedAt));
 */
export const sessions: SavedSessions = {
  list: () =>
    withStore(async (store) => {
      const records = await store.list();
      return records.map(
        ({ name, metadata, updatedAt, messages, bytes, model }): SavedSession => ({
          name,
          metadata,
          updatedAt,
          messages,
          bytes,
          model,
        }),
      );
    }),
  messages: async (given) => {
    const name = readName(given, 'messages: the name');
    const stored = await withStore((store) => store.readMessages(name));
    if (!stored) throw noSuchSession(name);
    return readStored(name, stored.messages);
  },
  save: async (given, messages, options) => {
    const name = readName(given, 'save: the name');
    const { metadata, replace } = readSaveOptions(options);
    const turns = readConversation(messages);
    const session = { name, messages: turns, state: undefined };
    await withStore(async (store) => {
      if (replace) await replaceStored(store, session, metadata);
      else await store.write({ ...session, metadata: metadata ?? {}, model: '', options: {} }, null);
    });
  },
  setMetadata: async (given, metadata) => {
    const [name, data] = [readName(given, 'setMetadata: the name'), readMetadata(metadata)];
    await withStore((store) => store.setMetadata(name, data));
  },
  rename: async (given, to) => {
    const [name, other] = [readName(given, 'rename: the name'), readName(to, 'rename: the new name')];
    await withStore((store) => store.rename(name, other));
  },
  delete: async (given) => {
    const name = readName(given, 'delete: the name');
    return withStore((store) => store.delete(name));
  },
};

/** Keeps the options of the stored session, and without `metadata` its metadata. */
async function replaceStored(
  store: SessionStore,
  session: Pick<SessionToStore, 'name' | 'messages' | 'state'>,
  metadata: SessionMetadata | undefined,
): Promise<void> {
  for (;;) {
    const { record, options = {} } = (await store.read(session.name)) ?? {};
    const replacement = {
      ...session,
      metadata: metadata ?? record?.metadata ?? {},
      metadataOf: metadata ? undefined : record?.version,
      model: record?.model ?? '',
      options,
    };
    try {
      await store.write(replacement, record?.version);
      return;
    } catch (error) {
      // Another tab has saved since this one has read it.
      if (!(error instanceof PocketM1Error && error.details.conflict === true)) throw error;
    }
  }
}

/** Each call looks anew: other tabs and workers change what is saved. */
async function withStore<T>(work: (store: SessionStore) => Promise<T>): Promise<T> {
  const store = new SessionStore();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
