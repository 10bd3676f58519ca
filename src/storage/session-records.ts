// The records of a session. Another release, or another script of the page's origin, may have written them, so every field
// is checked when they are read.

/** Describes a saved session without its content. */
export interface SessionRecord {
  name: string;
  /** Another one with each save. */
  version: string;
  /** Milliseconds since 1970. */
  updatedAt: number;
  /** Plain data of the application's. */
  metadata: Record<string, unknown>;
  /** Address of the model's shard folder; empty where it is not known. */
  model: string;
  /** How many. */
  messages: number;
  /** Of messages, options and state together. */
  bytes: number;
  /** Of the state, where one is stored. */
  state: { bytes: number; sha256: string } | null;
}

/** The conversation itself; its reader checks it. */
export interface SessionContent {
  version: string;
  messages: unknown;
  options: unknown;
}

/** The journal of an unfinished answer without its ids, which are stored separately. */
export interface AnswerRecord {
  /** Tells one answer's ids from another's. */
  id: string;
  /** Of the session as it was when the answer began. */
  version: string;
  request: unknown;
}

/** Some of the ids of an unfinished answer. */
export interface AnswerIds {
  id: string;
  ids: Uint32Array<ArrayBuffer>;
}

/** What is stored of each session under a key of its own. */
export type Kind = 'session' | 'content' | 'state' | 'answer';

export const keyOf = (kind: Kind, name: string): string => `${kind}:${name}`;

/** Of a version or of a journal. */
export function newId(): string {
  const words = crypto.getRandomValues(new Uint32Array(4));
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** Undefined if the value is not such a record. */
export function parseSessionRecord(value: unknown): SessionRecord | undefined {
  const { name, version, updatedAt, metadata, model, messages, bytes, state } = fieldsOf(value);
  const isRecord =
    [name, version, model].every((text) => typeof text === 'string') &&
    [updatedAt, messages, bytes].every(isCount) &&
    isObject(metadata) &&
    (state === null || (isCount(fieldsOf(state).bytes) && typeof fieldsOf(state).sha256 === 'string'));
  return isRecord ? (value as SessionRecord) : undefined;
}

/** Undefined if the value is not such a record. */
export function parseSessionContent(value: unknown): SessionContent | undefined {
  const { version, messages } = fieldsOf(value);
  return typeof version === 'string' && Array.isArray(messages) ? (value as SessionContent) : undefined;
}

/** An unfinished answer with its ids, which are in `given` in order; undefined if `value` is not such a record. */
export function parseAnswer(
  value: unknown,
  given: readonly unknown[],
): (AnswerRecord & { ids: Uint32Array<ArrayBuffer> }) | undefined {
  const { id, version, request } = fieldsOf(value);
  if (typeof id !== 'string' || typeof version !== 'string' || !isObject(request)) return undefined;
  const segments = given.map(fieldsOf).flatMap((segment) => {
    return segment.id === id && segment.ids instanceof Uint32Array ? [segment.ids] : [];
  });
  const ids = new Uint32Array(segments.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const segment of segments) {
    ids.set(segment, at);
    at += segment.length;
  }
  return { id, version, request, ids };
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? (value as Record<string, unknown>) : {};
}

/** Approximate size of plain data, for `SessionRecord.bytes`. */
export function textBytes(value: unknown): number {
  const json = JSON.stringify(value, (_, field) => (typeof field === 'bigint' ? String(field) : field));
  return new TextEncoder().encode(json).byteLength;
}
