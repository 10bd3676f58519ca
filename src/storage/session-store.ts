// Saved sessions, in IndexedDB. Each save is one transaction, so it is complete or absent, and the later of two saves wins.
// Unlike shards, sessions cannot be fetched again, so failures are not hidden here: the methods reject.

import { promisifyRequest } from 'idb-keyval';
import { PocketM1Error } from '../errors.ts';
import {
  addAnswerIds,
  copyAnswerIds,
  deleteAnswer,
  putAnswer,
  readAnswerIds,
  type StartedJournal,
} from './answer-records.ts';
import { Database } from './database.ts';
import { noSuchSession, storageError } from './session-errors.ts';
import {
  type Kind,
  keyOf,
  newId,
  parseAnswer,
  parseSessionContent,
  parseSessionRecord,
  type SessionContent,
  type SessionRecord,
  textBytes,
} from './session-records.ts';
import { sha256Hex } from './sha256.ts';
import type { SessionToStore, StoredSession } from './stored-session.ts';
import { checkedState, copyState, readIfReadable } from './stored-state.ts';

/** What each session has, besides the ids of its unfinished answer. */
const kinds = ['session', 'content', 'state', 'answer'] as const;

export class SessionStore {
  readonly #database: Database;

  /** `name`: prefix of the database's name. */
  constructor(name = 'pocket-m1') {
    // Nothing else has what is stored here, so a slow disk is waited for.
    this.#database = new Database(`${name}-sessions`, 'sessions', 30);
  }

  /** All saved sessions, the one saved last first. */
  async list(): Promise<SessionRecord[]> {
    const values = await this.#read('list the sessions', (store) => {
      // ";" follows ":", so this range has every key that begins with "session:".
      return promisifyRequest<unknown[]>(store.getAll(IDBKeyRange.bound(keyOf('session', ''), 'session;')));
    });
    const records = values.flatMap((value) => parseSessionRecord(value) ?? []);
    return records.sort((a, b) => b.updatedAt - a.updatedAt);
  }

  /** A saved session without its damaged parts; undefined if there is none of this name. */
  async read(name: string): Promise<StoredSession | undefined> {
    // One transaction, because another tab may save in the meantime.
    const [session, content, answer, segments, given] = await this.#read(
      `read the session "${name}"`,
      (store) =>
        Promise.all([
          promisifyRequest<unknown>(store.get(keyOf('session', name))),
          promisifyRequest<unknown>(store.get(keyOf('content', name))),
          promisifyRequest<unknown>(store.get(keyOf('answer', name))),
          readAnswerIds(store, name),
          readIfReadable(store.get(keyOf('state', name))),
        ]),
    );
    if (session === undefined && content === undefined) return undefined;
    const conversation = parseSessionContent(content);
    const parsed = parseSessionRecord(session);
    const record = parsed?.name === name && parsed.version === conversation?.version ? parsed : undefined;
    const state = record?.state ? await checkedState(given, record.state) : undefined;
    const unfinished = parseAnswer(answer, segments);
    return {
      record,
      messages: conversation?.messages,
      options: conversation?.options,
      state,
      answer: record && unfinished?.version === record.version ? unfinished : undefined,
      damaged: !record || (record.state !== null && !state),
    };
  }

  /** The messages of a saved session, unchecked, without its state; the result is undefined if there is none of this name. */
  async readMessages(name: string): Promise<Pick<StoredSession, 'messages'> | undefined> {
    const [session, content] = await this.#read(`read the session "${name}"`, (store) =>
      Promise.all([
        promisifyRequest<unknown>(store.get(keyOf('session', name))),
        promisifyRequest<unknown>(store.get(keyOf('content', name))),
      ]),
    );
    if (session === undefined && content === undefined) return undefined;
    return { messages: parseSessionContent(content)?.messages };
  }

  /**
   * Saves a session and replaces the journal of its unfinished answer. Resolves with the new version, which is that journal's id.
   * @param base - The version to replace; if another one is stored, the save fails. Undefined replaces any version, null none.
   * @throws PocketM1Error `storage`, with `details.conflict` if another version is stored. The stored session is unchanged then.
   */
  async write(session: SessionToStore, base: string | null | undefined): Promise<string> {
    const { name, metadata, metadataOf, model, messages, options, state, stateOf, answer } = session;
    const version = newId();
    const record: SessionRecord = {
      name,
      version,
      updatedAt: Date.now(),
      metadata,
      model,
      messages: messages.length,
      bytes: 0,
      state: state ? { bytes: state.byteLength, sha256: await sha256Hex(state) } : null,
    };
    const content: SessionContent = { version, messages, options };
    const stored = await this.#write(`save the session "${name}"`, async (store) => {
      const before = parseSessionRecord(await promisifyRequest<unknown>(store.get(keyOf('session', name))));
      // A first try may have been committed although its connection was lost.
      if (before?.version === version) return true;
      if (base !== undefined && before && before.version !== base) return false;
      store.put(content, keyOf('content', name));
      if (state) store.put(state, keyOf('state', name));
      else {
        record.state = stateOf ? await copyState(store, stateOf, name) : null;
        if (!record.state) store.delete(keyOf('state', name));
      }
      record.metadata = before && before.version === metadataOf ? before.metadata : metadata;
      record.bytes = textBytes({ messages, options, metadata: record.metadata }) + (record.state?.bytes ?? 0);
      if (answer) putAnswer(store, name, { id: version, version, request: answer.request }, answer.ids);
      else deleteAnswer(store, name);
      store.put(record, keyOf('session', name));
      return true;
    });
    if (stored) return version;
    const problem =
      base === null
        ? `Another session is saved as "${name}": choose another name, or pass replace: true.`
        : `The session "${name}" has been saved from elsewhere meanwhile, in another tab perhaps: open it again, or save this one under another name.`;
    throw new PocketM1Error('storage', problem, { details: { conflict: true, name } });
  }

  /**
   * Starts the journal of an answer. Nothing is stored if another version of the session was saved.
   * @param version - The saved version that the answer belongs to.
   * @param written - The ids of the answer so far.
   * @throws PocketM1Error `storage`.
   */
  async beginAnswer(
    name: string,
    version: string,
    request: unknown,
    written: readonly number[] = [],
  ): Promise<StartedJournal> {
    const id = newId();
    const what = `store an unfinished answer of the session "${name}"`;
    await this.#write(what, async (store) => {
      const stored = parseSessionRecord(await promisifyRequest<unknown>(store.get(keyOf('session', name))));
      if (stored?.version === version) putAnswer(store, name, { id, version, request }, written);
    });
    let segments = 1;
    const add = async (ids: readonly number[]): Promise<void> => {
      const number = ++segments;
      await this.#write(what, (store) => addAnswerIds(store, name, { id, number, ids }));
    };
    return { id, add };
  }

  /** Deletes the journal of this id, if it is still stored. @throws PocketM1Error `storage`. */
  async endAnswer(name: string, id: string): Promise<void> {
    await this.#write(`delete an unfinished answer of the session "${name}"`, async (store) => {
      const answer = await promisifyRequest<unknown>(store.get(keyOf('answer', name)));
      if (parseAnswer(answer, [])?.id === id) deleteAnswer(store, name);
    });
  }

  /**
   * Renames a session.
   * @throws PocketM1Error `storage` if there is no session of the old name, or already one of the new name.
   */
  async rename(name: string, to: string): Promise<void> {
    const what = `rename the session "${name}"`;
    let renamed: string | undefined;
    const outcome = await this.#write(what, async (store) => {
      const get = (kind: Kind, key: string) => promisifyRequest<unknown>(store.get(keyOf(kind, key)));
      const values = await Promise.all(kinds.map((kind) => get(kind, name)));
      const record = parseSessionRecord(values[0]);
      const taken = await get('session', to);
      // A first try may have been committed although its connection was lost.
      if (renamed !== undefined && parseSessionRecord(taken)?.version === renamed) return 'renamed';
      if (!record) return 'missing';
      if (name === to) return 'renamed';
      if (taken !== undefined) return 'taken';
      renamed = record.version;
      for (const [i, kind] of kinds.entries()) {
        const value = kind === 'session' ? { ...record, name: to } : values[i];
        if (value !== undefined) store.put(value, keyOf(kind, to));
        store.delete(keyOf(kind, name));
      }
      await copyAnswerIds(store, name, to);
      deleteAnswer(store, name);
      return 'renamed';
    });
    if (outcome === 'missing') throw noSuchSession(name);
    if (outcome === 'taken') {
      throw new PocketM1Error(
        'storage',
        `The session "${name}" cannot be called "${to}", because there is one of that name: delete it first, or choose another.`,
        { details: { name, to } },
      );
    }
  }

  /** Replaces a session's metadata, and nothing else. @throws PocketM1Error `storage` if there is no session of this name. */
  async setMetadata(name: string, metadata: Record<string, unknown>): Promise<void> {
    const isDone = await this.#write(`change the metadata of the session "${name}"`, async (store) => {
      const record = parseSessionRecord(await promisifyRequest<unknown>(store.get(keyOf('session', name))));
      if (!record) return false;
      const bytes = record.bytes + textBytes(metadata) - textBytes(record.metadata);
      store.put({ ...record, metadata, bytes }, keyOf('session', name));
      return true;
    });
    if (!isDone) throw noSuchSession(name);
  }

  /** Deletes a session. Resolves with whether there was one. @throws PocketM1Error `storage`. */
  async delete(name: string): Promise<boolean> {
    // Also of a first try, which may have been committed although its connection was lost.
    let before = false;
    return this.#write(`delete the session "${name}"`, async (store) => {
      const key = keyOf('session', name);
      before ||= (await promisifyRequest<unknown>(store.get(key))) !== undefined;
      for (const kind of kinds) store.delete(keyOf(kind, name));
      deleteAnswer(store, name);
      return before;
    });
  }

  /** Closes the connection. The next call opens a new one. */
  async close(): Promise<void> {
    await this.#database.close();
  }

  async #read<T>(what: string, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    try {
      return await this.#database.run((transact) => transact('readonly', work));
    } catch (cause) {
      throw storageError(what, cause);
    }
  }

  /** Resolves when the transaction is complete; `work` waits for nothing but its requests. */
  async #write<T>(what: string, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    try {
      return await this.#database.run((transact) =>
        transact('readwrite', async (store) => {
          const complete = promisifyRequest(store.transaction);
          try {
            const [result] = await Promise.all([work(store), complete]);
            return result;
          } catch (error) {
            abort(store.transaction);
            throw error;
          }
        }),
      );
    } catch (cause) {
      throw storageError(what, cause);
    }
  }
}

/** Rolls the transaction back, unless it has ended. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // The transaction has ended.
  }
}
