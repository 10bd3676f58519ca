// The inputs of property tests for parsers of untrusted bytes and text, and the expected outcome: a right value or one of our
// errors, within a time limit.

import fc from 'fast-check';
import { expect } from 'vitest';
import { type ErrorCode, PocketM1Error } from '../../src/errors.ts';

/** No parser may take longer for any of these inputs, even on a busy machine. */
const MOST_MS = 20_000;

/** The value, or undefined if it was rejected with one of these codes. Anything else fails the test. */
export function valueOrRefusal<T>(codes: readonly ErrorCode[], parse: () => T): T | undefined {
  const started = performance.now();
  try {
    return parse();
  } catch (error) {
    expectRefusal(codes, error);
    return undefined;
  } finally {
    expect(performance.now() - started).toBeLessThan(MOST_MS);
  }
}

/** The same for a promise. */
export async function valueOrRejection<T>(
  codes: readonly ErrorCode[],
  parse: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await parse();
  } catch (error) {
    expectRefusal(codes, error);
    return undefined;
  }
}

function expectRefusal(codes: readonly ErrorCode[], error: unknown): void {
  if (!(error instanceof PocketM1Error)) throw error;
  expect(codes).toContain(error.code);
  expect(error.message).toMatch(/\S/);
}

/** A value with a name, so that a failing test can print any value. */
interface Named {
  name: string;
  make: () => unknown;
}

const as = (name: string, make: () => unknown): Named => ({ name, make });

/** Values that may be anywhere in untrusted JSON. */
const oddities: Named[] = [
  ...[
    null,
    true,
    '',
    'x',
    -1,
    0,
    0.5,
    3,
    2 ** 31,
    2 ** 40,
    2 ** 53 - 1,
    2 ** 53,
    2 ** 60,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ].map((value) => as(String(value), () => value)),
  as('left out', () => undefined),
  as('an empty list', () => []),
  as('an empty object', () => ({})),
  as('lists in lists', () => nested(50_000, (inner) => [inner])),
  as('objects in objects', () => nested(50_000, (inner) => ({ inner }))),
  as('a long list', () => Array.from({ length: 20_000 }, (_, i) => i)),
  as('a long text', () => 'a\u0000"\ud800'.repeat(20_000)),
  as('names of methods', () => JSON.parse('{"__proto__":1,"constructor":2,"toString":3,"length":4}')),
];

/** One of them, or a small value of JSON. */
export const odd: fc.Arbitrary<Named> = fc.oneof(
  fc.constantFrom(...oddities),
  fc.jsonValue({ maxDepth: 2 }).map((value) => as(JSON.stringify(value), () => value)),
);

/** A valid value with one to three places changed. */
export function damaged(sound: unknown): fc.Arbitrary<Named> {
  const places = placesOf(sound);
  const change = fc.record({ place: fc.constantFrom(...places), by: odd });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
    as(changes.map(({ place, by }) => `${place.join('.')} is ${by.name}`).join(', '), () => {
      let value = structuredClone(sound);
      for (const { place, by } of changes) value = changed(value, place, by.make());
      return value;
    }),
  );
}

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = wrap(value);
  return value;
}

/** The paths to a value's parts; of long lists and objects only the first and last ones. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Object.keys(value);
  const some = keys.length > 40 ? [keys[0]!, keys[1]!, keys.at(-1)!] : keys;
  return [path, ...some.flatMap((key) => placesOf((value as Record<string, unknown>)[key], [...path, key]))];
}

function changed(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value; // an earlier change has replaced it
  const container = value as Record<string, unknown>;
  container[key] = changed(container[key], rest, by);
  return value;
}
