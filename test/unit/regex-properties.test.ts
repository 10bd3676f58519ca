// Characters by Unicode property, compared with JavaScript's regular expressions.

import { expect, it } from 'vitest';
import { accepts } from '../../src/text/grammar/dfa.ts';
import { regexDfa } from '../../src/text/grammar/regex.ts';

/** Where properties may begin or end: around the ends of planes and of the surrogates, and at every 61st character. */
const characters = Array.from({ length: 0x110000 }, (_, point) => point)
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .filter((point) => point % 61 === 0 || [0, 1, 0xfffd, 0xfffe, 0xffff].includes(point % 0x10000))
  .concat(0xd7ff, 0xe000)
  .map((point) => String.fromCodePoint(point));

it.each([
  '\\p{Lu}',
  '\\P{L}',
  '\\p{Cn}',
  '\\P{Co}',
  '\\p{Noncharacter_Code_Point}',
  '\\P{Noncharacter_Code_Point}',
  '\\p{Script=Han}',
  '\\p{Default_Ignorable_Code_Point}',
])('a pattern has the characters of %s', (property) => {
  const dfa = regexDfa(property, { searches: false });
  const real = new RegExp(`^${property}$`, 'u');
  expect(characters.filter((text) => accepts(dfa, text) !== real.test(text))).toEqual([]);
});
