// The safetensors container: 8 bytes of header length, a JSON header, then the tensors without gaps. Reads and writes headers
// only. https://huggingface.co/docs/safetensors

import { IntegrityError, show } from '../errors.ts';

/** One tensor of a file; `begin` and `end` count bytes from the start of the data section. */
export interface SafetensorsEntry {
  dtype: string;
  shape: number[];
  begin: number;
  end: number;
}

export interface Safetensors {
  /** Offset of the data section in the file. */
  dataOffset: number;
  /** In the order of their bytes. */
  tensors: Map<string, SafetensorsEntry>;
  metadata: Record<string, string>;
}

const LENGTH_BYTES = 8;
const MAX_HEADER_BYTES = 100_000_000;

const dtypeBytes: Record<string, number> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
};

/**
 * Parses the header at the start of `bytes`. If `bytes` lacks the data section, pass the size of the whole file as
 * `fileBytes`. `file` is the file's name in errors.
 * @throws IntegrityError unless the tensors are well formed and fill the data section exactly, without gaps or overlaps.
 */
export function parseSafetensors(
  bytes: ArrayBuffer | Uint8Array<ArrayBufferLike>,
  { file = 'safetensors', fileBytes = bytes.byteLength }: { file?: string; fileBytes?: number } = {},
): Safetensors {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  const dataOffset = safetensorsDataOffset(view, { file, fileBytes });
  if (view.byteLength < dataOffset) throw invalid(file, `needs ${dataOffset} bytes to read its header`);

  const { __metadata__: metadata = {}, ...entries } = parseHeader(
    view.subarray(LENGTH_BYTES, dataOffset),
    file,
  );
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw invalid(file, '__metadata__ is not an object of strings');
  }
  const parsed = Object.entries(entries).map(
    ([name, entry]) => [name, parseEntry(entry, name, file)] as const,
  );
  parsed.sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);

  let end = 0;
  for (const [name, entry] of parsed) {
    if (entry.begin !== end) {
      throw invalid(
        file,
        `tensor ${name} begins at byte ${entry.begin} of the data section, expected ${end}`,
      );
    }
    end = entry.end;
  }
  const dataBytes = fileBytes - dataOffset;
  if (end !== dataBytes) {
    throw invalid(file, `the header describes ${end} bytes of tensors, but the file holds ${dataBytes}`);
  }
  return { dataOffset, tensors: new Map(parsed), metadata: metadata as Record<string, string> };
}

/** Offset of the data section, from the first 8 bytes of a file. `parseSafetensors` needs the bytes before it. */
export function safetensorsDataOffset(
  bytes: Uint8Array<ArrayBufferLike>,
  { file = 'safetensors', fileBytes = bytes.byteLength }: { file?: string; fileBytes?: number } = {},
): number {
  if (bytes.byteLength < LENGTH_BYTES) {
    throw invalid(file, `is ${bytes.byteLength} bytes long, too short for a safetensors file`);
  }
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true));
  if (length < 2 || length > MAX_HEADER_BYTES || LENGTH_BYTES + length > fileBytes) {
    throw invalid(file, `says its header is ${length} bytes long, but the file is ${fileBytes} bytes long`);
  }
  return LENGTH_BYTES + length;
}

/** A header for tensors in this order, without gaps; padded with spaces, so that the data starts at a multiple of 8. */
export function safetensorsHeader(
  tensors: readonly { name: string; dtype: string; shape: number[]; bytes: number }[],
): Uint8Array<ArrayBuffer> {
  const header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }> = {};
  let begin = 0;
  for (const { name, dtype, shape, bytes } of tensors) {
    header[name] = { dtype, shape, data_offsets: [begin, begin + bytes] };
    begin += bytes;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.byteLength / 8) * 8;
  const out = new Uint8Array(LENGTH_BYTES + padded).fill(0x20);
  new DataView(out.buffer).setBigUint64(0, BigInt(padded), true);
  out.set(json, LENGTH_BYTES);
  return out;
}

function parseHeader(bytes: Uint8Array<ArrayBufferLike>, file: string): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new IntegrityError('integrity', `${file}: the header is not JSON.`, { cause, details: { file } });
  }
  if (!isRecord(header)) throw invalid(file, 'the header is not a JSON object');
  return header;
}

function parseEntry(entry: unknown, name: string, file: string): SafetensorsEntry {
  if (!isRecord(entry)) throw invalid(file, `tensor ${name} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  const size = typeof dtype === 'string' && Object.hasOwn(dtypeBytes, dtype) ? dtypeBytes[dtype] : undefined;
  if (typeof dtype !== 'string' || size === undefined) {
    throw invalid(file, `tensor ${name} has the unknown dtype ${show(dtype)}`);
  }
  if (!isSizes(shape)) throw invalid(file, `tensor ${name} has a malformed shape`);
  if (!isSizes(offsets) || offsets.length !== 2)
    throw invalid(file, `tensor ${name} has malformed data_offsets`);

  const [begin, end] = offsets as [number, number];
  const expected = shape.reduce((product, size) => product * size, size);
  if (end - begin !== expected) {
    throw invalid(file, `tensor ${name} is ${dtype} [${shape}], ${expected} bytes, but spans ${end - begin}`);
  }
  return { dtype, shape, begin, end };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(file: string, problem: string): IntegrityError {
  return new IntegrityError('integrity', `${file}: ${problem}.`, { details: { file } });
}
