// The one way in which values are written as JSON: a blank after each comma and colon, and the shortest spelling of strings.

import {
  anyCodePoint,
  type CodePoints,
  codePointsOf,
  commonOf,
  complementOf,
  pairsOf,
  utf8,
} from './code-points.ts';
import { choice, literal, type Piece, shared } from './pieces.ts';

/** Characters that JSON escapes: quotes, backslashes and controls. */
const escaped = codePointsOf([
  [0, 0x1f],
  [0x22, 0x22],
  [0x5c, 0x5c],
]);
const unescaped = complementOf(escaped);

/** One of the characters, as it is written within a JSON string. */
export function jsonCharacter(points: CodePoints): Piece {
  const escapes = pairsOf(commonOf(points, escaped)).flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, i) => {
      const quoted = JSON.stringify(String.fromCharCode(first + i));
      return literal(quoted.slice(1, -1));
    }),
  );
  return choice(utf8(commonOf(points, unescaped)), ...escapes);
}

export const anyJsonCharacter: Piece = shared(jsonCharacter(anyCodePoint));

/** The JSON text of a value. */
export function jsonText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${jsonText(member)}`);
  return `{${members.join(', ')}}`;
}
