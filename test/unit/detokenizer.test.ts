import { describe, expect, it } from 'vitest';
import { Detokenizer } from '../../src/text/detokenizer.ts';
import { loadM1Tokenizer, loadNanoTokenizer, readJson, spellInBytes } from '../fixtures/text/load.ts';
import { cpuMs } from '../support/cpu-time.ts';

const tokenizers = { m1: loadM1Tokenizer(), 'm1-nano': loadNanoTokenizer() };

describe.each(['m1', 'm1-nano'] as const)('with the tokenizer of %s', (name) => {
  const tokenizer = tokenizers[name];

  it.each([
    ['nothing', ''],
    ['ASCII', 'Hello, world!\n'],
    ['accents', 'ÀÉÎõü ßẞ'],
    ['ideographs', '你好，世界！'],
    ['emoji', '😀👨‍👩‍👧‍👦🏳️‍🌈'],
    ['carriage returns', 'a\r\nb\r'],
    ['a byte order mark', '\ufeffa\ufeff'],
    ['U+FFFD itself', 'a\ufffdb'],
  ])('gives whole characters of %s for any tokens', (_, text) => {
    for (const ids of [tokenizer.encode(text), spellInBytes(tokenizer, text)]) {
      const detokenizer = new Detokenizer(tokenizer);
      const pieces = ids.map((id) => detokenizer.push(id));
      expect(detokenizer.midCharacter).toBe(false);
      expect(pieces.join('')).toBe(text);
      for (const piece of pieces) expect(piece.isWellFormed()).toBe(true);
      if (!text.includes('\ufffd')) expect(pieces.join('')).not.toContain('\ufffd');
      expect(detokenizer.flush()).toBe('');
    }
  });

  it('gives the same as decoding at once, for any ids', () => {
    const { decode } =
      readJson<Record<string, { decode: { ids: number[]; text: string; text_without_special: string }[] }>>(
        'random_cases.json',
      )[name]!;
    for (const { ids, text, text_without_special } of decode) {
      const skipping = new Detokenizer(tokenizer);
      expect(ids.map((id) => skipping.push(id)).join('') + skipping.flush()).toBe(text_without_special);
      const keeping = new Detokenizer(tokenizer, { skipSpecialTokens: false });
      expect(ids.map((id) => keeping.push(id)).join('') + keeping.flush()).toBe(text);
    }
  });

  it('holds an unfinished character until it is flushed', () => {
    const detokenizer = new Detokenizer(tokenizer);
    const [first, second, third, fourth] = spellInBytes(tokenizer, '😀');
    expect([first, second, third].map((id) => detokenizer.push(id!))).toEqual(['', '', '']);
    expect(detokenizer.midCharacter).toBe(true);
    expect(detokenizer.flush()).toBe('\ufffd');
    expect(detokenizer.midCharacter).toBe(false);
    expect(detokenizer.push(fourth!)).toBe('\ufffd'); // a continuation byte alone will never be a character
    expect(detokenizer.flush()).toBe('');
  });

  it('skips special tokens, even inside a character', () => {
    const detokenizer = new Detokenizer(tokenizer);
    const end = tokenizer.idOf('<end_of_sentence>')!;
    const ids = spellInBytes(tokenizer, 'a世b').flatMap((id) => [id, end]);
    expect(ids.map((id) => detokenizer.push(id)).join('')).toBe('a世b');
  });
});

it('takes constant time per token of a long text', () => {
  const tokenizer = tokenizers['m1-nano'];
  const ids = tokenizer.encode('A bear 熊 went 🐻 over the mountain.\n'.repeat(400));
  const detokenizer = new Detokenizer(tokenizer);
  const pushAllMs = (): number =>
    cpuMs(() => {
      for (const id of ids) detokenizer.push(id);
    });
  /** The minimum of five times, because the garbage collector and the compiler run too. */
  const leastMs = (): number => Math.min(...Array.from({ length: 5 }, pushAllMs));
  pushAllMs();
  const early = leastMs();
  for (let i = 0; i < 20; i++) pushAllMs();
  expect(leastMs()).toBeLessThan(Math.max(early, 1) * 5);
});
