// JSON whose whole numbers keep every digit.

import type { PlainData } from './plain-data.ts';

/** A string, which is stepped over, or a whole number of so many digits that a JavaScript number may round it. */
const stringOrLongInteger = /"(?:[^"\\]|\\.)*"|(?<![.\deE+-])-?\d{16,}(?![.\deE])/g;
/** Stands before such a number while it is a string; JSON has no such character outside of strings. */
const INTEGER = '\u{10fffa}';

/** As JSON.parse, but whole numbers beyond 2^53 are bigints. Throws a SyntaxError. */
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
