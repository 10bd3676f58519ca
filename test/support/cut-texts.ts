// Texts that are hard to split, and tokenizers for them.

import fc from 'fast-check';
import { createTokenizer, type Tokenizer } from '../../src/text/tokenizer.ts';
import { loadM1Tokenizer, loadNanoTokenizer } from '../fixtures/text/load.ts';
import { byteTokenizer } from './tokenizer-files.ts';

export const gpt2 = byteTokenizer({ words: ['Ġt', 'he', 'ĠĠ', '!!'] });
const merges = ['Ġ t', 'h e', 'Ġ Ġ', '! !'];
export const withMerges = (json: ReturnType<typeof byteTokenizer>) => ({
  ...json,
  model: { ...json.model, merges },
});

/** Tokens that absorb white space, one that contains a space, one of only spaces, and a BOS. */
const stripping = createTokenizer(
  {
    ...withMerges(gpt2),
    added_tokens: [
      { id: 300, content: '<left>', special: true, lstrip: true },
      { id: 301, content: '<right>', special: true, rstrip: true },
      { id: 302, content: '<a b>', special: true },
      { id: 303, content: '   ', special: false },
      { id: 304, content: '<s>', special: true },
    ],
  },
  { add_bos_token: true, bos_token: '<s>' },
);

export const tokenizers: Record<string, Tokenizer> = {
  'the released one': loadM1Tokenizer(),
  'that of m1-nano': loadNanoTokenizer(),
  'one like GPT-2’s': createTokenizer(withMerges(gpt2)),
  'one with NFD': createTokenizer({ ...withMerges(gpt2), normalizer: { type: 'NFD' } }),
  'one whose tokens take white space away': stripping,
};

const fragment = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(' ', '  ', '\n', '\r\n', '\t', '\u3000', '\u0085', '\ufeff', ' \n ', '   '),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'the',
      "it's",
      "'",
      "'S",
      'Wörter',
      '中文',
      'ｶﾞ',
      'İx',
      '1',
      '2024',
      '½',
      '한',
      'ᄒ',
      'ᅡ',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '!!',
      '/',
      '。',
      '(',
      '_',
      '<',
      '>',
      '=',
      '\u0338',
      '\u0301',
      'e\u0301',
      '\u1fef',
      '\u212b',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('😀', '👨‍👩‍👧', '\u{10fffd}', '\u{100000}', '\ud83d', '\ude00', '𝒳'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '<end_of_sentence>',
      '<think>',
      '</think>',
      '<end_of',
      '_sentence>',
      '<left>',
      '<right>',
      '<a b>',
      '<a',
      ' b>',
      '<s>',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
export const texts = fc.array(fragment, { maxLength: 40 }).map((fragments) => fragments.join(''));

/** The pieces of a text that is split at these offsets, which may be in the middle of a character. */
export function cut(text: string, places: readonly number[]): string[] {
  const ends = [...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end));
}
