// Narrows the fields of manifest.json, or throws an `IntegrityError` with the path of the field.

import { IntegrityError, show } from '../errors.ts';

export function object(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  return fail(`${path} is ${show(value)}, expected an object`);
}

export function array(value: unknown, path: string): unknown[] {
  return Array.isArray(value) ? value : fail(`${path} is ${show(value)}, expected an array`);
}

export function text(value: unknown, path: string): string {
  return typeof value === 'string' && value !== ''
    ? value
    : fail(`${path} is ${show(value)}, expected a string`);
}

export function matching(value: unknown, path: string, pattern: RegExp, expected: string): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  return fail(`${path} is ${show(value)}, expected ${expected}`);
}

export function boolean(value: unknown, path: string): boolean {
  return typeof value === 'boolean' ? value : fail(`${path} is ${show(value)}, expected true or false`);
}

export function oneOf<T extends string>(value: unknown, path: string, names: readonly T[]): T {
  const name = names.find((candidate) => candidate === value);
  return name ?? fail(`${path} is ${show(value)}, expected one of ${names.join(', ')}`);
}

export function finite(value: unknown, path: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return fail(`${path} is ${show(value)}, expected a number`);
}

export function positive(value: unknown, path: string): number {
  return finite(value, path) > 0
    ? (value as number)
    : fail(`${path} is ${show(value)}, expected a positive number`);
}

export function integer(value: unknown, path: string, min: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= min) return value as number;
  return fail(`${path} is ${show(value)}, expected an integer of at least ${min}`);
}

/** `problem` is a sentence without its full stop. */
export function fail(problem: string): never {
  throw new IntegrityError('manifest-invalid', `manifest.json: ${problem}.`);
}
