// Tokenizing text that arrives in pieces, compared with tokenizing all of it at once.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeCut } from '../../src/text/safe-cuts.ts';
import { createTokenizer, type Tokenizer } from '../../src/text/tokenizer.ts';
import { loadNanoTokenizer } from '../fixtures/text/load.ts';
import { cpuMs } from '../support/cpu-time.ts';
import { cut, gpt2, texts, tokenizers, withMerges } from '../support/cut-texts.ts';
import { runs } from '../support/runs.ts';

describe.each(Object.entries(tokenizers))('%s', (_, tokenizer) => {
  const whole = (text: string, mode: 'text' | 'structure'): number[] =>
    tokenizer.encode(mode === 'structure' ? text : [text.toWellFormed()]);

  it.each(['text', 'structure'] as const)(
    'gives the ids of the whole for every way to cut it: %s',
    (mode) => {
      fc.assert(
        fc.property(
          texts,
          fc.array(fc.nat(), { maxLength: 12 }),
          fc.constantFrom(0, 1, 8, 30),
          (text, places, minText) => {
            const encoder = tokenizer.encoder(mode, minText);
            for (let round = 0; round < 2; round++) {
              const ids = cut(text, places).flatMap((piece) => encoder.push(piece));
              expect([...ids, ...encoder.end()]).toEqual(whole(text, mode));
            }
          },
        ),
        runs(300),
      );
    },
  );

  it('has words on both sides of a safe split', () => {
    const wordsOf = (text: string) => tokenizer.encode([text.toWellFormed()]).filter((id) => id !== 304);
    fc.assert(
      fc.property(texts, (text) => {
        for (let at = 1; at < text.length; at++) {
          if (!isSafeCut(text, at)) continue;
          expect([...wordsOf(text.slice(0, at)), ...wordsOf(text.slice(at))]).toEqual(wordsOf(text));
        }
      }),
      runs(100),
    );
  });
});

describe('the buffered text', () => {
  const prose = 'The quick brown fox jumps over the lazy dog, 12 times. '.repeat(2000);
  /** The maximum text without ids at any time. */
  const mostKept = (tokenizer: Tokenizer, text: string): number => {
    const encoder = tokenizer.encoder('structure');
    let [kept, most] = [0, 0];
    for (let at = 0; at < text.length; at += 100) {
      kept += 100;
      most = Math.max(most, kept);
      if (encoder.push(text.slice(at, at + 100)).length > 0) kept = 0;
    }
    return most;
  };

  it.each(Object.entries(tokenizers))('is bounded: %s', (_, tokenizer) => {
    expect(mostKept(tokenizer, prose)).toBeLessThan(5000);
    expect(mostKept(tokenizer, '我们，在这里。'.repeat(10_000))).toBeLessThan(5000);
    expect(mostKept(tokenizer, 'if (x) {\n\treturn [1,\t2];\n}\n'.repeat(4000))).toBeLessThan(5000);
  });

  const words = (pattern: string, more: object = {}) => ({
    ...withMerges(gpt2),
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false, ...more },
        { type: 'ByteLevel', add_prefix_space: false, use_regex: false },
      ],
    },
  });
  const reachingOver = ' ?\\p{L}+|\\p{L}+ \\p{L}+|\\s+';

  it.each<[string, object, object?]>([
    ['a pattern that is not known', words(reachingOver)],
    ['a pattern without white space', words(' ?\\p{L}+|\\p{N}')],
    ['matches that are left out', words(' ?\\p{L}+|\\s+', { behavior: 'Removed' })],
    ['no words', { ...withMerges(gpt2), pre_tokenizer: { type: 'ByteLevel', use_regex: false } }],
    [
      'a space in front',
      { ...withMerges(gpt2), pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true } },
    ],
    ['another normalizer', { ...withMerges(gpt2), normalizer: { type: 'Strip' } }],
    ['spaces made one', withMerges(gpt2), { remove_space: true }],
  ])('is all of it with %s, and the ids are right', (_, json, config) => {
    const tokenizer = createTokenizer(json, config);
    expect(mostKept(tokenizer, prose)).toBe(prose.length);
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 6 }), (text, places) => {
        const encoder = tokenizer.encoder('structure', 0);
        const ids = cut(text, places).flatMap((piece) => encoder.push(piece));
        expect([...ids, ...encoder.end()]).toEqual(tokenizer.encode(text));
      }),
      runs(50),
    );
  });

  it.each([
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  ])('is bounded with the words of GPT-4: %s', (pattern) => {
    expect(mostKept(createTokenizer(words(pattern)), prose)).toBeLessThan(5000);
  });

  it('may be an endless word, in linear time', () => {
    const encoder = loadNanoTokenizer().encoder('text');
    let ids = 0;
    const ms = cpuMs(() => {
      for (let i = 0; i < 200_000; i++) ids += encoder.push('a').length;
    });
    expect(ids).toBe(0);
    expect(ms).toBeLessThan(5000);
  });
});
