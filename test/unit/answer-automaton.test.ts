import { describe, expect, it } from 'vitest';
import type { ResponseFormat } from '../../src/contract/response-format.ts';
import {
  type AnswerForm,
  canAlwaysEnd,
  compileAnswer,
  continued,
} from '../../src/text/grammar/answer-automaton.ts';
import { type Automaton, COUNTED, DEAD } from '../../src/text/grammar/automaton.ts';
import { embedded, literal } from '../../src/text/grammar/pieces.ts';
import { regexDfa } from '../../src/text/grammar/regex.ts';
import { compileResponseFormat } from '../../src/text/grammar/response-format.ts';
import { createTokenSymbols } from '../../src/text/grammar/token-symbols.ts';
import { startOf, walk } from '../../src/text/grammar/walk.ts';
import { loadM1Tokenizer, loadNanoTokenizer, spellInBytes } from '../fixtures/text/load.ts';

describe.each([
  { name: 'tags that are tokens', tokenizer: loadNanoTokenizer(), vocabSize: 4096 },
  { name: 'tags that are spelled', tokenizer: loadM1Tokenizer(), vocabSize: 200_064 },
])('an answer with $name', ({ tokenizer, vocabSize }) => {
  const stop = tokenizer.idOf('<end_of_sentence>')!;
  const symbols = createTokenSymbols(tokenizer, vocabSize, [stop]);
  const tag = (text: string): string | number => {
    const id = tokenizer.idOf(text);
    return id !== undefined && tokenizer.addedTokens.has(id) ? id : text;
  };
  const form: AnswerForm = {
    text: embedded(regexDfa('ab*', { searches: false })),
    thinking: 'open',
    tags: { open: tag('<think>'), close: tag('</think>') },
  };
  const compile = (changes: Partial<AnswerForm> = {}): Automaton =>
    compileAnswer({ ...form, ...changes }, symbols, [stop]);
  const ids = (text: string): number[] =>
    tokenizer.encode(tokenizer.structure.split(tokenizer.structure.mark(text)));
  const allows = (automaton: Automaton, text: string): boolean => {
    const [whole, bytes] = [ids(text), spellInBytes(tokenizer, text)].map(
      (answer) => walk(automaton, symbols, startOf(automaton), answer).state !== DEAD,
    );
    expect(whole).toBe(bytes);
    return whole!;
  };

  it('thinks freely, then obeys its format, and then ends', () => {
    const automaton = compile();
    expect(allows(automaton, 'Hm, <b> </thin </think>\n\nabb<end_of_sentence>')).toBe(true);
    expect(allows(automaton, '\n<</think>\n\na<end_of_sentence>')).toBe(true);
    expect(allows(automaton, 'Hm<end_of_sentence>')).toBe(false);
    expect(allows(automaton, 'Hm</think>\n\n<end_of_sentence>')).toBe(false);
    expect(allows(automaton, 'Hm</think>\n\nb')).toBe(false);
    expect(allows(automaton, 'Hm</think>a')).toBe(false);
    expect(allows(automaton, 'Hm</think>\n\nab</think>')).toBe(false);
  });

  it('does not think if the prompt has closed the thinking', () => {
    const automaton = compile({ thinking: 'none' });
    expect(allows(automaton, 'ab<end_of_sentence>')).toBe(true);
    expect(allows(automaton, '<think>')).toBe(false);
  });

  it('may think if the answer may', () => {
    const automaton = compile({ thinking: 'possible' });
    expect(allows(automaton, 'ab<end_of_sentence>')).toBe(true);
    expect(allows(automaton, '<think>\nx</think>\n\nab<end_of_sentence>')).toBe(true);
    expect(allows(automaton, 'a<think>')).toBe(false);
  });

  it('forbids what thinking must not contain', () => {
    const automaton = compile({ notInThinking: ['<call>', '<calm>'] });
    expect(allows(automaton, 'a <cal <ca</think>\n\na')).toBe(true);
    expect(allows(automaton, 'a <<calm>')).toBe(false);
    expect(allows(automaton, 'a <cal<call>')).toBe(false);
  });

  it('forbids special tokens but not their text', () => {
    expect(walk(compile(), symbols, startOf(compile()), [stop]).state).toBe(DEAD);
    const spelled = tokenizer.encode(['<end_of_sentence></think']);
    expect(spelled).not.toContain(stop);
    expect(walk(compile(), symbols, startOf(compile()), spelled).state).not.toBe(DEAD);
  });

  it('counts the tokens of thinking only', () => {
    const automaton = compile({ budget: { tokens: 5, forced: ids('\n</think>\n\n') } });
    const { counted } = walk(automaton, symbols, startOf(automaton), tokenizer.encode('one two three'));
    expect(counted).toBe(tokenizer.encode('one two three').length);
    const text = walk(automaton, symbols, startOf(automaton), ids('</think>\n\nabbb'));
    expect(automaton.flags[text.state]! & COUNTED).toBe(0);
  });

  it('continues a text that fits', () => {
    const automaton = compile({ thinking: 'none', text: literal('{"a": 1}') });
    expect(allows(continued(automaton, '{"a"')!, ': 1}<end_of_sentence>')).toBe(true);
    expect(allows(continued(automaton, '{"a"')!, '{')).toBe(false);
    expect(continued(automaton, '{"b')).toBeUndefined();
  });

  it('can always end, unless a byte has no token', () => {
    expect(canAlwaysEnd(compile(), symbols)).toBe(true);
    const comma = tokenizer.idOf('b')!;
    const lacking = { ...symbols, offsets: symbols.offsets.slice() };
    for (let id = comma + 1; id < lacking.offsets.length; id++) lacking.offsets[id]! += 1;
    expect(canAlwaysEnd(compile({ thinking: 'none', text: literal('cab') }), lacking)).toBe(false);
  });
});

describe('compileResponseFormat', () => {
  it.each<[ResponseFormat, string]>([
    [{ type: 'regex', pattern: '(?=a)' }, 'look-ahead'],
    [{ type: 'regex', pattern: 'a^' }, 'matches no text'],
    [{ type: 'regex', pattern: '.{70000}' }, 'states'],
    [{ type: 'json_schema', schema: { not: {} } }, 'keyword "not"'],
  ])('rejects %j', (format, words) => {
    expect(() => compileResponseFormat(format)).toThrow(words);
    expect(() => compileResponseFormat(format)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', details: { path: expect.any(String) } }),
    );
  });

  it.each<[ResponseFormat, yes: string[], no: string[]]>([
    [{ type: 'regex', pattern: 'a|bc' }, ['a', 'bc'], ['ac', 'ab', '']],
    [{ type: 'regex', pattern: '^é.$' }, ['éé', 'é😀'], ['é', 'é\n', 'é😀x']],
    [
      { type: 'json_object' },
      ['{}', '{"a": [{"b": {"c": [1]}}]}'],
      ['[]', '1', '{"a": [{"b": {"c": [{}]}}]}'],
    ],
  ])('compiles %j', (format, yes, no) => {
    const symbols = { offsets: new Uint32Array(1), bytes: new Uint8Array(), specialIds: [7] };
    const answer = {
      text: compileResponseFormat(format),
      thinking: 'none',
      tags: { open: '', close: '' },
    } as const;
    const automaton = compileAnswer(answer, symbols, [7]);
    const ends = (text: string): boolean => {
      const after = continued(automaton, text);
      return (
        after !== undefined &&
        automaton.next[after.start * automaton.classes + automaton.classOf[256]!] !== DEAD
      );
    };
    expect(yes.filter((text) => !ends(text))).toEqual([]);
    expect(no.filter(ends)).toEqual([]);
  });
});
