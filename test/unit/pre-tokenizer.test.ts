import { expect, it } from 'vitest';
import { createTokenizer } from '../../src/text/tokenizer.ts';
import { byteTokenizer } from '../support/tokenizer-files.ts';

const byteLevel = { type: 'ByteLevel', add_prefix_space: false, use_regex: true };
const digits = { type: 'Digits', individual_digits: true };
const runsOfDigits = { type: 'Digits', individual_digits: false };

/** Tokens of two and three spaces, of a space before U+FEFF's first byte, and of the first bytes of ½ and ٣ twice. */
const merges = [
  ['Ġ', 'Ġ'],
  ['ĠĠ', 'Ġ'],
  ['Ġ', 'ï'],
  ['Â', '½'],
  ['Â½', 'Â½'],
];

function tokensOf(steps: object[], text: string): string[] {
  const json = byteTokenizer({ words: merges.map((pair) => pair.join('')) });
  const tokenizer = createTokenizer({
    ...json,
    pre_tokenizer: steps.length === 1 ? steps[0] : { type: 'Sequence', pretokenizers: steps },
    model: { ...json.model, merges },
  });
  const tokenOf = new Map(Object.entries(json.model.vocab as object).map(([token, id]) => [id, token]));
  const ids = tokenizer.encode(text);
  expect(tokenizer.decode(ids)).toBe(text);
  return ids.map((id) => tokenOf.get(id)!);
}

// The results of tokenizers 0.23 (Rust) for the same files.
it.each([
  ['blanks before U+0085, which is white space', [byteLevel], '   \u0085<', ['ĠĠĠ', 'Â', 'ħ', '<']],
  ['blanks before U+FEFF, which is none', [byteLevel], '  \ufeff', ['Ġ', 'Ġï', '»', '¿']],
  ['blanks before a fraction, which is a digit', [digits, byteLevel], '   ½', ['ĠĠĠ', 'Â½']],
  ['blanks before a fraction without digits', [byteLevel], '   ½', ['ĠĠ', 'Ġ', 'Â½']],
  ['blanks before an Arabic digit', [digits, byteLevel], '   ٣', ['ĠĠĠ', 'Ù', '£']],
  ['digits, each by itself', [digits, byteLevel], '½½', ['Â½', 'Â½']],
  ['digits in runs', [runsOfDigits, byteLevel], '  ½½', ['ĠĠ', 'Â½Â½']],
])('%s', (_, steps, text, tokens) => {
  expect(tokensOf(steps, text)).toEqual(tokens);
});

it('rejects added tokens that must be whole words', () => {
  const json = byteTokenizer({ added: [{ id: 256, content: 'foo' }] });
  const added_tokens = json.added_tokens.map((token) => ({ ...token, single_word: true }));
  expect(() => createTokenizer({ ...json, added_tokens })).toThrow(
    'tokenizer.json: the added token "foo" has single_word, which is not supported.',
  );
});
