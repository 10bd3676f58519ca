// A session as a file: a mark, the SHA-256 of the header, the header's length, the header as JSON, and the state's bytes.

import { PocketM1Error } from '../errors.ts';
import { sha256Hex } from '../storage/sha256.ts';

/** What the header says besides the state's size and hash. Its reader checks it. */
export interface SessionFile {
  messages: unknown;
  /** How it answers unless told otherwise. */
  options: unknown;
  metadata: unknown;
  /** As `encodeSnapshot` writes it. */
  state: ArrayBuffer | undefined;
}

const MARK = 'pocket-m1 session 1\n';
const HASH_DIGITS = 64;
/** Mark, hash in hex, u32 of the header's length. */
const HEADER_AT = MARK.length + HASH_DIGITS + 4;

export async function encodeSessionFile({ state, ...conversation }: SessionFile): Promise<ArrayBuffer> {
  const stateBytes = state?.byteLength ?? 0;
  const header = new TextEncoder().encode(
    JSON.stringify(
      { ...conversation, stateBytes, stateSha256: state ? await sha256Hex(state) : null },
      (_, field: unknown) =>
        typeof field === 'bigint'
          ? { $integer: String(field) }
          : renamed(field, /^\$+integer$/, (name) => `$${name}`),
    ),
  );
  const file = new Uint8Array(HEADER_AT + header.byteLength + stateBytes);
  file.set(new TextEncoder().encode(MARK + (await sha256Hex(header))));
  new DataView(file.buffer).setUint32(HEADER_AT - 4, header.byteLength, true);
  file.set(header, HEADER_AT);
  if (state) file.set(new Uint8Array(state), HEADER_AT + header.byteLength);
  return file.buffer;
}

/**
 * Reads a file and checks its sizes and hashes.
 * @throws PocketM1Error `invalid-argument` naming what is wrong with it.
 */
export async function decodeSessionFile(file: ArrayBuffer): Promise<SessionFile> {
  const text = (from: number, to: number): string =>
    new TextDecoder().decode(new Uint8Array(file).subarray(from, to));
  if (file.byteLength < HEADER_AT || text(0, MARK.length) !== MARK) {
    throw refused('is no session that was exported by this release of pocket-m1');
  }
  const stateAt = HEADER_AT + new DataView(file).getUint32(HEADER_AT - 4, true);
  const headerHash = await sha256Hex(file.slice(HEADER_AT, stateAt));
  if (text(MARK.length, MARK.length + HASH_DIGITS) !== headerHash) {
    throw refused('is damaged: the SHA-256 of its messages is another than it says');
  }
  const { stateBytes, stateSha256, messages, options, metadata } = parseHeader(text(HEADER_AT, stateAt));
  const state = file.slice(stateAt);
  if (state.byteLength !== stateBytes) {
    throw refused(`is damaged: its state has ${state.byteLength} bytes, expected ${stateBytes}`);
  }
  if (stateBytes > 0 && (await sha256Hex(state)) !== stateSha256) {
    throw refused('is damaged: the SHA-256 of its state is another than it says');
  }
  return { messages, options, metadata, state: stateBytes > 0 ? state : undefined };
}

function parseHeader(json: string): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(json, (_, field: unknown) => {
      const { $integer } = (field ?? {}) as { $integer?: unknown };
      if (typeof $integer === 'string') return BigInt($integer);
      return renamed(field, /^\$\$+integer$/, (name) => name.slice(1));
    });
  } catch (cause) {
    throw refused('is damaged: its messages cannot be read', cause);
  }
  if (typeof header === 'object' && header !== null) return header as Record<string, unknown>;
  throw refused('is damaged: it has no messages');
}

/** Renames an object's fields that look like the mark of a bigint. */
function renamed(value: unknown, pattern: RegExp, rename: (name: string) => string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value);
  if (!fields.some(([name]) => pattern.test(name))) return value;
  return Object.fromEntries(fields.map(([name, field]) => [pattern.test(name) ? rename(name) : name, field]));
}

function refused(problem: string, cause?: unknown): PocketM1Error {
  return new PocketM1Error('invalid-argument', `importSession: the file ${problem}.`, { cause });
}
