// Copies an application's values to plain data, also out of reactive stores and their proxies, and rejects unknown fields.

import { PocketM1Error, show, withFullStop } from '../errors.ts';

/** JSON values, and integers beyond 2^53. */
export type PlainData =
  | null
  | boolean
  | number
  | bigint
  | string
  | PlainData[]
  | { [name: string]: PlainData };

/**
 * Copies a value that JSON can represent, also through proxies. Undefined fields are omitted.
 * @param path - The name of the value in errors.
 * @throws PocketM1Error `invalid-argument` naming the field that cannot be copied.
 */
export function copyPlainData(value: unknown, path: string): PlainData {
  try {
    return copy(value, path, []);
  } catch (cause) {
    if (cause instanceof PocketM1Error) throw cause;
    // A getter that throws, a revoked proxy, or nesting deeper than the stack.
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
  if (typeof value !== 'object') throw invalidArgument(path, `is ${show(value)}, expected plain data`);
  if (parents.includes(value)) throw invalidArgument(path, 'contains itself, expected plain data');
  const inside = [...parents, value];
  if (Array.isArray(value))
    return Array.from(value, (item, i) => copy(item ?? null, `${path}[${i}]`, inside));
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return copy(toJSON.call(value), path, inside);
  if (Object.prototype.toString.call(value) !== '[object Object]')
    throw invalidArgument(path, `is ${show(value)}, expected plain data`);
  const copied: Record<string, PlainData> = {};
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    const copiedField = copy(field, `${path}.${name}`, inside);
    // An assignment would treat `__proto__` specially.
    Object.defineProperty(copied, name, {
      value: copiedField,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copied;
}

/** The field names that an object may have. */
export interface KnownFields {
  /** The word for a field in errors, such as "option". */
  kind: string;
  names: readonly string[];
  /** Names from other libraries, in lower case and without `_`: the name to use instead, or a sentence of advice. */
  otherNames?: Readonly<Record<string, string>>;
}

/**
 * Rejects unknown fields and suggests the right name. Fields that are null or undefined are ignored.
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

/**
 * Options as an object; null and undefined are no options.
 * @throws PocketM1Error `invalid-argument` for any other value.
 */
export function optionsObject<Options extends object>(
  given: Options | null | undefined,
  method: string,
): Partial<Options> {
  if (typeof (given ?? {}) !== 'object' || Array.isArray(given)) {
    throw invalidArgument(`${method}: the options`, `are ${show(given)}, expected an object`);
  }
  return given ?? {};
}

/** The known name that differs only in case, underscores, or one or two letters. */
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

/** Levenshtein distance. */
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

/** JSON, with integers beyond 2^53 as strings like "123n". */
export function writeData(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? `${field}n` : field));
}

/**
 * @param path - The subject of the sentence, such as `messages[2]`.
 * @param problem - The rest of the sentence; a missing full stop is added.
 */
export function invalidArgument(path: string, problem: string, cause?: unknown): PocketM1Error {
  return new PocketM1Error('invalid-argument', withFullStop(`${path} ${problem}`), {
    details: { option: path },
    ...(cause !== undefined && { cause }),
  });
}

/** Throws `invalid-argument` for the value of an option. */
export function refuseOption(option: string, value: unknown, expected: string): never {
  throw new PocketM1Error('invalid-argument', `${option} is ${show(value)}, expected ${expected}.`, {
    details: { option, value: String(value), expected },
  });
}

/** @throws PocketM1Error `invalid-argument`. */
export function checkSignal(signal: AbortSignal): AbortSignal {
  try {
    if (typeof signal.aborted === 'boolean' && typeof signal.addEventListener === 'function') return signal;
  } catch {
    // Getters of the browser's objects throw on a proxy.
    refuseOption('signal', signal, 'an AbortSignal that is not behind a proxy');
  }
  return refuseOption('signal', signal, 'an AbortSignal');
}
