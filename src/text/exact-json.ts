// Parses and writes JSON without rounding integers.

import type { PlainData } from './plain-data.ts';

/** A string, to skip it, or an integer with so many digits that a JavaScript number may round it. */
const stringOrLongInteger = /"(?:[^"\\]|\\.)*"|(?<![.\deE+-])-?\d{16,}(?![.\deE])/g;
/** Marks an integer that is written as a string for the second parse. */
const INTEGER = '\u{10fffa}';

/**
 * Like `JSON.parse`, but integers beyond 2^53 become bigints.
 * @throws SyntaxError
 */
export function parseExactJson(text: string): PlainData {
  const value = JSON.parse(text) as PlainData;
  let hasLong = false;
  const marked = text.replace(stringOrLongInteger, (found) => {
    if (found.startsWith('"') || Number.isSafeInteger(Number(found))) return found;
    hasLong = true;
    return `"${INTEGER}${found}"`;
  });
  if (!hasLong) return value;
  return JSON.parse(marked, (_, field: unknown) =>
    typeof field === 'string' && /^\u{10fffa}-?\d+$/u.test(field)
      ? BigInt(field.slice(INTEGER.length))
      : field,
  ) as PlainData;
}

/** Marks an integer that is written as a string at first by writeExactJson. */
const WRITTEN_INTEGER = '\u{10fffb}';

/** Like `JSON.stringify`, but bigints become integers. */
export function writeExactJson(value: unknown, indent = 0): string {
  let hasLong = false;
  const marked = JSON.stringify(
    value,
    (_, field: unknown) => {
      if (typeof field !== 'bigint') return field;
      hasLong = true;
      return WRITTEN_INTEGER + field;
    },
    indent,
  );
  return hasLong ? marked.replace(/"\u{10fffb}(-?\d+)"/gu, '$1') : marked;
}
