// The strings of a schema: lengths in characters, patterns and formats.

import type { Dfa } from './dfa.ts';
import { anyJsonCharacter, jsonCharacter } from './json-text.ts';
import { compilePiece, embedded, literal, type Piece, repeat, sequence } from './pieces.ts';
import { intersection } from './product.ts';
import { regexDfa } from './regex.ts';

export interface StringLimits {
  minLength: number;
  maxLength?: number;
  /** Regular expressions, each of which is found in the string. */
  patterns: readonly string[];
  formats: readonly string[];
}

const time = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)`;
const leapYear = String.raw`(\d\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)`;
const date = [
  String.raw`\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))`,
  `${leapYear}-02-29`,
].join('|');
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-]";
const label = '[A-Za-z0-9]([A-Za-z0-9\\-]{0,30}[A-Za-z0-9])?';

/** Patterns of whole strings: the usual forms, and of a bounded length. */
const formats: Readonly<Record<string, string>> = {
  date,
  time,
  'date-time': `(${date})T${time}`,
  email: `${atom}{1,32}(\\.${atom}{1,32})?@(${label}\\.){1,3}${label}`,
  uuid: '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
};
export const knownFormats: readonly string[] = Object.keys(formats);

/** The strings without their quotes. There may be none. @throws PatternError, TooManyStates */
export function stringDfa(limits: StringLimits): Dfa {
  const { minLength, maxLength, patterns } = limits;
  const parts: Dfa[] = [];
  if (minLength > 0 || maxLength !== undefined || patterns.length + limits.formats.length === 0)
    parts.push(compilePiece(repeat(anyJsonCharacter, minLength, maxLength)));
  const spelling = jsonCharacter;
  for (const pattern of patterns) parts.push(regexDfa(pattern, { searches: true, spelling }));
  for (const format of limits.formats) parts.push(regexDfa(formats[format]!, { searches: false, spelling }));
  return parts.reduceRight((all, part) => intersection(part, all));
}

/** A string in its quotes. */
export function quoted(dfa: Dfa): Piece {
  return sequence(literal('"'), embedded(dfa), literal('"'));
}
