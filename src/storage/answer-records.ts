// The journal of an unfinished answer in the object store of sessions. Its ids are stored in segments, so that a long answer is not
// written again with each of its batches.

import { promisifyRequest } from 'idb-keyval';
import { type AnswerIds, type AnswerRecord, keyOf } from './session-records.ts';

/** The journal of an answer that is being written. */
export interface StartedJournal {
  id: string;
  /** Stores more ids of the answer. Does nothing once another version of the session, or another journal, is stored. */
  add(ids: readonly number[]): Promise<void>;
}

/** The key of a segment. Number 0 has no ids: it only says to which answer the others belong. */
const segmentKey = (name: string, number: number): IDBValidKey => ['answer-ids', name, number];
/** All segments of an answer; a list follows all numbers. */
const segmentsOf = (name: string): IDBKeyRange =>
  IDBKeyRange.bound(['answer-ids', name], ['answer-ids', name, []]);

/** Begins a journal with the ids of the answer so far. */
export function putAnswer(
  store: IDBObjectStore,
  name: string,
  record: AnswerRecord,
  ids: readonly number[],
): void {
  deleteAnswer(store, name);
  store.put(record, keyOf('answer', name));
  putIds(store, name, 0, { id: record.id, ids: [] });
  if (ids.length > 0) putIds(store, name, 1, { id: record.id, ids });
}

/** Adds a segment with a number above 1, if the journal is still that of this answer. */
export async function addAnswerIds(
  store: IDBObjectStore,
  name: string,
  { id, number, ids }: { id: string; number: number; ids: readonly number[] },
): Promise<void> {
  const first = await promisifyRequest<Partial<AnswerIds> | undefined>(store.get(segmentKey(name, 0)));
  if (first?.id === id) putIds(store, name, number, { id, ids });
}

/** All segments, in order. */
export function readAnswerIds(store: IDBObjectStore, name: string): Promise<unknown[]> {
  return promisifyRequest<unknown[]>(store.getAll(segmentsOf(name)));
}

export async function copyAnswerIds(store: IDBObjectStore, name: string, to: string): Promise<void> {
  const segments = await readAnswerIds(store, name);
  for (const [number, segment] of segments.entries()) store.put(segment, segmentKey(to, number));
}

export function deleteAnswer(store: IDBObjectStore, name: string): void {
  store.delete(keyOf('answer', name));
  store.delete(segmentsOf(name));
}

function putIds(
  store: IDBObjectStore,
  name: string,
  number: number,
  { id, ids }: { id: string; ids: readonly number[] },
): void {
  store.put({ id, ids: Uint32Array.from(ids) } satisfies AnswerIds, segmentKey(name, number));
}
