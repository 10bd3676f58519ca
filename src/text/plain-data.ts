// What an application gives, as plain data: copied out of stores and their proxies, and with no field that is not known.

import { PocketM1Error } from '../errors.ts';

/** The plain data that JSON writes, and whole numbers beyond 2^53. */
export type PlainData =
  | null
  | boolean
  | number
  | bigint
  | string
  | PlainData[]
  | { [name: string]: PlainData };

/**
 * A copy of what JSON can write, also from behind proxies. Fields that are undefined are left out.
 * @param path - How an error names the value.
 * @throws PocketM1Error `invalid-argument` naming the field that cannot be copied.
 */
export function copyPlainData(value: unknown, path: string): PlainData {
  try {
    return copy(value, path, []);
  } catch (cause) {
    if (cause instanceof PocketM1Error) throw cause;
    // A getter that throws, a proxy that was revoked, nesting deeper than the stack.
    throw invalidArgument(path, `cannot be read: ${cause instanceof Error ? cause.message : cause}`, cause);
  }
}

function copy(value: unknown, path: string, parents: readonly unknown[]): PlainData {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint')
    return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw invalidArgument(path, `is ${value}, which JSON cannot write`);
  }
  if (typeof value !== 'object') throw invalidArgument(path, `is ${describe(value)}, expected plain data`);
  if (parents.includes(value)) throw invalidArgument(path, 'contains itself, expected plain data');
  const inside = [...parents, value];
  if (Array.isArray(value))
    return Array.from(value, (item, i) => copy(item ?? null, `${path}[${i}]`, inside));
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return copy(toJSON.call(value), path, inside);
  if (Object.prototype.toString.call(value) !== '[object Object]')
    throw invalidArgument(path, `is ${describe(value)}, expected plain data`);
  const copied: Record<string, PlainData> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    const copiedField = copy(field, `${path}.${name}`, inside);
    // `__proto__` is a name like any other.
    Object.defineProperty(copied, name, {
      value: copiedField,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copied;
}

/** Which names an object may have, and what is meant by names of other libraries. */
export interface KnownFields {
  /** What the object is called in an error, such as "option". */
  kind: string;
  names: readonly string[];
  /** Other names, in lower case and without `_`: what to write for them, or a sentence that says why there is none. */
  otherNames?: Readonly<Record<string, string>>;
}

/**
 * Refuses fields whose names are not known, naming the right one; null and undefined count as left out.
 * @throws PocketM1Error `invalid-argument`.
 */
export function checkFields(
  value: object,
  path: string,
  { kind, names, otherNames = {} }: KnownFields,
): void {
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined || field === null || names.includes(name)) continue;
    const meant = otherNames[fold(name)] ?? nearest(name, names);
    const advice =
      meant === undefined
        ? `Known are ${names.join(', ')}.`
        : names.includes(meant)
          ? `Did you mean ${meant}?`
          : meant;
    throw invalidArgument(path, `has no ${kind} ${JSON.stringify(name)}. ${advice}`);
  }
}

/** Names that differ in case and underscores only, or in a letter or two. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const distances = names.map((known) => distance(fold(name), fold(known)));
  const least = Math.min(...distances);
  return least <= Math.min(2, Math.floor(fold(name).length / 3))
    ? names[distances.indexOf(least)]
    : undefined;
}

function fold(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}

/** How many letters have to be added, removed or changed (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const changed = row[j]! + (letter === to[j] ? 0 : 1);
      next.push(Math.min(changed, row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}

/** JSON, in which whole numbers beyond 2^53 are written as JavaScript does. */
export function writeData(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? `${field}n` : field));
}

/** A value as an error shows it: a string in quotes, a list or object as JSON as far as that is short. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return shortened(JSON.stringify(value));
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (tag !== 'Object' && tag !== 'Array') return `${/^[AEIOU]/.test(tag) ? 'an' : 'a'} ${tag}`;
  try {
    return shortened(writeData(value));
  } catch {
    return tag === 'Array' ? 'a list' : 'an object';
  }
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/**
 * @param path - What the sentence is about, such as `messages[2]`.
 * @param problem - The rest of it; a full stop is added where it has none.
 */
export function invalidArgument(path: string, problem: string, cause?: unknown): PocketM1Error {
  const sentence = `${path} ${problem}${/[.?]$/.test(problem) ? '' : '.'}`;
  return new PocketM1Error('invalid-argument', sentence, cause === undefined ? {} : { cause });
}

/** Refuses the value of an option, and says what is expected. */
export function refuseOption(option: string, value: unknown, expected: string): never {
  throw new PocketM1Error('invalid-argument', `${option} is ${describe(value)}, expected ${expected}.`, {
    details: { option, value: String(value), expected },
  });
}
