import { describe, expect, it } from 'vitest';
import { SPECIAL, type TokenSymbols } from '../../src/text/grammar/automaton.ts';
import { createTokenSymbols, specialSymbol } from '../../src/text/grammar/token-symbols.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';
import { loadM1Tokenizer, loadNanoTokenizer } from '../fixtures/text/load.ts';

function bytesOf({ offsets, bytes }: TokenSymbols, id: number): number[] {
  return [...bytes.slice(offsets[id]! & ~SPECIAL, offsets[id + 1]! & ~SPECIAL)];
}

const nano = loadNanoTokenizer();
const stopId = nano.idOf(nano.namedTokens.eos_token!)!;

describe.each([
  { name: 'm1-nano', tokenizer: nano, vocabSize: 4096 },
  { name: 'M1', tokenizer: loadM1Tokenizer(), vocabSize: 200_064 },
])('the symbols of $name', ({ tokenizer, vocabSize }) => {
  const stop = tokenizer.idOf(tokenizer.namedTokens.eos_token ?? '<end_of_sentence>')!;
  const symbols = createTokenSymbols(tokenizer, vocabSize, [stop]);

  it('are the bytes of ordinary tokens, and one symbol for each special token', () => {
    expect(symbols.specialIds).toContain(stop);
    const ids = Array.from({ length: vocabSize }, (_, id) => id);
    const expected = ids.map((id) => {
      const index = symbols.specialIds.indexOf(id);
      return index < 0 ? [...tokenizer.bytesOf(id)] : [(256 + index) & 255, (256 + index) >> 8];
    });
    expect(ids.map((id) => bytesOf(symbols, id))).toEqual(expected);
    expect(ids.filter((id) => symbols.offsets[id]! >= SPECIAL)).toEqual(symbols.specialIds);
  });

  it('give every added token its own symbol', () => {
    const added = [...tokenizer.addedTokens.keys()].filter((id) => id < vocabSize);
    expect(added.length).toBeGreaterThan(0);
    for (const id of added) expect(specialSymbol(symbols, id)).toBe(256 + symbols.specialIds.indexOf(id));
    expect(specialSymbol(symbols, tokenizer.idOf('a')!)).toBeUndefined();
  });
});

describe('createTokenSymbols', () => {
  const tokens: Pick<Tokenizer, 'bytesOf' | 'addedTokens'> = {
    bytesOf: (id) => new TextEncoder().encode(['a', '', '    ', '<x>', 'end'][id] ?? ''),
    addedTokens: new Map([
      [2, { content: '    ', special: false }],
      [3, { content: '<x>', special: false }],
    ]),
  };

  it('treats added tokens of spaces as text', () => {
    const symbols = createTokenSymbols(tokens, 5, []);
    expect(symbols.specialIds).toEqual([3]);
    expect(bytesOf(symbols, 2)).toEqual([32, 32, 32, 32]);
  });

  it('makes ordinary tokens that end an answer special, unless they have no text', () => {
    expect(createTokenSymbols(tokens, 5, [4, 1]).specialIds).toEqual([3, 4]);
  });

  it('leaves ids beyond the tokenizer without bytes', () => {
    const symbols = createTokenSymbols(nano, 5000, [stopId]);
    expect(symbols.offsets.length).toBe(5001);
    expect(bytesOf(symbols, 4999)).toEqual([]);
  });
});
