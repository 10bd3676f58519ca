// Text and JSON files as people's tools write them: with a byte order mark, in UTF-16, with Python's NaN and Infinity.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointError } from './checkpoint-error.ts';
import { headBytes, wrongFile } from './wrong-file.ts';

/** A JSON object in a file. */
export interface JsonFile {
  value: Record<string, unknown>;
  /** The file as every reader of JSON takes it: as it was, or else written anew. */
  bytes: Uint8Array;
}

/**
 * Reads a file of the checkpoint; undefined when there is none.
 *
 * @throws PocketM1Error 'checkpoint-invalid' saying what the file is instead of a JSON object.
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

/** A value as JSON, for the file of this name. JSON has no NaN and no Infinity: they become null. */
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

// Windows' tools write UTF-16, with a mark at its start or without, and mark UTF-8 as well.
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

/** Python's json module writes numbers that JSON does not have. Undefined when that is not what is wrong. */
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
