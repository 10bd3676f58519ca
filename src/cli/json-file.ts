// Reads text and JSON files as common tools write them: with a byte order mark, in UTF-16, with Python's NaN and Infinity.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointError } from './checkpoint-error.ts';
import { headBytes, wrongFile } from './wrong-file.ts';

/** A JSON object in a file. */
export interface JsonFile {
  value: Record<string, unknown>;
  /** Valid UTF-8 JSON: the original bytes, or a rewritten file if those are not. */
  bytes: Uint8Array;
}

/**
 * Reads a file of the checkpoint; undefined when there is none.
 * @throws PocketM1Error `checkpoint-invalid` when the file is not a JSON object, saying what it is instead.
 */
export async function readJsonFile(dir: string, file: string): Promise<JsonFile | undefined> {
  const bytes = await readIfPresent(dir, file);
  if (bytes === undefined) return undefined;
  const text = decodeText(file, bytes);
  let value: unknown;
  let isStrict = true;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    isStrict = false;
    value = parsePythonJson(text) ?? refuse(file, bytes, `is not JSON (${(cause as Error).message})`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw checkpointError(`${file}: is not a JSON object.`);
  }
  const object = value as Record<string, unknown>;
  return { value: object, bytes: isStrict && isUnmarkedUtf8(bytes) ? bytes : jsonBytes(file, object) };
}

/** Reads a text file of the checkpoint; undefined when there is none. */
export async function readTextFile(dir: string, file: string): Promise<string | undefined> {
  const bytes = await readIfPresent(dir, file);
  return bytes && decodeText(file, bytes);
}

/** Writes a value as JSON. NaN and Infinity become null. `file` is the name in errors. */
export function jsonBytes(file: string, value: unknown): Uint8Array {
  try {
    return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
  } catch (cause) {
    throw checkpointError(`${file}: is nested too deeply to be written again.`, cause);
  }
}

async function readIfPresent(dir: string, file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(dir, file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw checkpointError(`${join(dir, file)}: cannot be read (${code}).`, error);
  }
}

// Windows tools write UTF-16 with or without a byte order mark, and UTF-8 with one.
function decodeText(file: string, bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isSwapped = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  const encoding = isUtf16 ? 'utf-16le' : isSwapped ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    return refuse(file, bytes, 'is not UTF-8 text', cause);
  }
}

function isUnmarkedUtf8([first, second]: Uint8Array): boolean {
  return first !== undefined && first !== 0 && first < 0xef && second !== 0;
}

/** Parses JSON with Python's NaN and Infinity; undefined when the text is malformed otherwise. */
function parsePythonJson(text: string): unknown {
  const numbers: Record<string, number> = {
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    '-Infinity': Number.NEGATIVE_INFINITY,
  };
  const mark = '\u0000pocket-m1 ';
  const json = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\bInfinity\b|\bNaN\b/g, (found) =>
    found in numbers ? JSON.stringify(mark + found) : found,
  );
  try {
    return JSON.parse(json, (_, value: unknown) =>
      typeof value === 'string' && value.startsWith(mark) ? numbers[value.slice(mark.length)] : value,
    );
  } catch {
    return undefined;
  }
}

function refuse(file: string, bytes: Uint8Array, problem: string, cause: unknown): never {
  const what = wrongFile(bytes.subarray(0, headBytes), bytes.length, 'text');
  throw checkpointError(`${file}: ${what ?? `${problem}: download it again.`}`, cause);
}
