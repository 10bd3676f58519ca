// A sequence's state as plain data and as one buffer, for storage, files and other workers.

import { PocketM1Error } from '../errors.ts';
import type { KvFormat } from '../kernels/attention.ts';

/** The lightning states after a sequence's first `position` tokens. */
export interface SavedState {
  readonly position: number;
  /** By lightning layer. */
  readonly lightning: readonly ArrayBuffer[];
}

export interface SequenceSnapshot {
  readonly format: 1;
  /** The revision of the weights. */
  readonly revision: string;
  readonly kvCache: KvFormat;
  /** With which the tokens were read. */
  readonly expertThreshold: number;
  readonly tokens: Uint32Array<ArrayBuffer>;
  /** The states at checkpoints and after the last token. Ascending, never empty. */
  readonly states: readonly SavedState[];
  /** Keys and values of all tokens, by softmax layer. */
  readonly kv: readonly ArrayBuffer[];
}

/** The model and options that a snapshot must match. */
export interface SnapshotShape {
  revision: string;
  kvCache: KvFormat;
  vocabSize: number;
  contextLength: number;
  /** By lightning layer. */
  lightningBytes: readonly number[];
  /** By softmax layer, for all tokens of the snapshot. */
  kvBytes: readonly number[];
}

/** @throws PocketM1Error `invalid-argument` naming what does not match. */
export function checkSnapshot(snapshot: SequenceSnapshot, shape: SnapshotShape): void {
  const { tokens, states, kv } = snapshot;
  expect('format', snapshot.format, 1);
  expect('revision of the weights', snapshot.revision, shape.revision);
  expect('format of keys and values', snapshot.kvCache, shape.kvCache);
  if (tokens.length === 0) refuse('number of tokens', 0, 'at least 1');
  // The last token of a context is sampled, but never read.
  if (tokens.length >= shape.contextLength) {
    refuse('number of tokens', tokens.length, `less than ${shape.contextLength}`);
  }
  const unknown = tokens.find((id) => id >= shape.vocabSize);
  if (unknown !== undefined) refuse('token id', unknown, `less than ${shape.vocabSize}`);
  let before = 0;
  for (const { position, lightning } of states) {
    if (!(Number.isInteger(position) && position > before)) {
      refuse("state's position", position, `more than ${before}`);
    }
    before = position;
    expect("list of a state's bytes", sizes(lightning), shape.lightningBytes.join(', '));
  }
  expect("last state's position", before, tokens.length);
  expect("list of the keys' and values' bytes", sizes(kv), shape.kvBytes.join(', '));
}

function sizes(buffers: readonly ArrayBuffer[]): string {
  return buffers.map(({ byteLength }) => byteLength).join(', ');
}

function expect(what: string, actual: string | number, expected: string | number): void {
  if (actual !== expected) refuse(what, actual, String(expected));
}

function refuse(what: string, actual: string | number, expected: string): never {
  throw new PocketM1Error(
    'invalid-argument',
    `The saved state's ${what} is ${actual}, expected ${expected}: the conversation has to be read again.`,
    { details: { expected, actual } },
  );
}

/** The JSON header of the encoded bytes, with the sizes of the buffers after it. */
interface Header {
  format: number;
  revision: string;
  kvCache: KvFormat;
  /** Missing in older snapshots: 0. */
  expertThreshold?: number;
  tokens: number;
  positions: number[];
  lightningBytes: number[];
  kvBytes: number[];
}

/** Encodes the header's length, its JSON, the tokens, the states, and the keys and values, without gaps. */
export function encodeSnapshot(snapshot: SequenceSnapshot): ArrayBuffer {
  const { format, revision, kvCache, expertThreshold, tokens, states, kv } = snapshot;
  const header: Header = {
    format,
    revision,
    kvCache,
    expertThreshold,
    tokens: tokens.length,
    positions: states.map(({ position }) => position),
    lightningBytes: states[0]!.lightning.map(({ byteLength }) => byteLength),
    kvBytes: kv.map(({ byteLength }) => byteLength),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const parts = [
    new Uint8Array(Uint32Array.of(json.length).buffer),
    json,
    new Uint8Array(tokens.buffer, tokens.byteOffset, tokens.byteLength),
    ...[...states.flatMap(({ lightning }) => lightning), ...kv].map((buffer) => new Uint8Array(buffer)),
  ];
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole.buffer;
}

/** Undefined when the bytes are not a complete snapshot. Does not check the model: see `checkSnapshot`. */
export function decodeSnapshot(bytes: ArrayBuffer): SequenceSnapshot | undefined {
  if (bytes.byteLength < 4) return undefined;
  const jsonBytes = new DataView(bytes).getUint32(0, true);
  if (jsonBytes > bytes.byteLength - 4) return undefined;
  const header = readHeader(new Uint8Array(bytes, 4, jsonBytes));
  if (!header) return undefined;
  const { revision, kvCache, expertThreshold = 0, positions, lightningBytes, kvBytes } = header;
  let at = 4 + jsonBytes;
  const take = (length: number): ArrayBuffer => {
    at += length;
    return bytes.slice(at - length, at);
  };
  const sum = (lengths: number[]): number => lengths.reduce((total, length) => total + length, 0);
  const expected = at + 4 * header.tokens + positions.length * sum(lightningBytes) + sum(kvBytes);
  if (bytes.byteLength !== expected) return undefined;
  return {
    format: 1,
    revision,
    kvCache,
    expertThreshold,
    tokens: new Uint32Array(take(4 * header.tokens)),
    states: positions.map((position) => ({ position, lightning: lightningBytes.map(take) })),
    kv: kvBytes.map(take),
  };
}

function readHeader(json: Uint8Array): Header | undefined {
  let given: Partial<Record<keyof Header, unknown>> | null;
  try {
    given = JSON.parse(new TextDecoder().decode(json));
  } catch {
    return undefined;
  }
  if (typeof given !== 'object' || given === null) return undefined;
  const {
    format,
    revision,
    kvCache,
    expertThreshold = 0,
    tokens,
    positions,
    lightningBytes,
    kvBytes,
  } = given;
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  const areCounts = (value: unknown): boolean => Array.isArray(value) && value.every(isCount);
  const isHeader =
    format === 1 &&
    typeof revision === 'string' &&
    (kvCache === 'f16' || kvCache === 'f32') &&
    typeof expertThreshold === 'number' &&
    isCount(tokens) &&
    [positions, lightningBytes, kvBytes].every(areCounts);
  return isHeader ? (given as unknown as Header) : undefined;
}
