// Answers with calls, guided by an automaton and walked on the CPU.

import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ToolDefinition } from '../../src/contract/messages.ts';
import { jsonLines } from '../../src/text/call-syntax.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { compileAnswer } from '../../src/text/grammar/answer-automaton.ts';
import { type Automaton, DEAD } from '../../src/text/grammar/automaton.ts';
import {
  blockTagsOf,
  type CallsForm,
  onlyCalls,
  textWithCalls,
  textWithout,
} from '../../src/text/grammar/calls.ts';
import type { Piece } from '../../src/text/grammar/pieces.ts';
import { createTokenSymbols } from '../../src/text/grammar/token-symbols.ts';
import { allowedTokens, startOf, stepToken, walk } from '../../src/text/grammar/walk.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';
import { loadM1Tokenizer, loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { runs } from '../support/runs.ts';
import { segment, spellSome } from '../support/segment.ts';

const look: ToolDefinition = {
  name: 'look',
  parameters: {
    type: 'object',
    properties: {
      at: { enum: ['sea', 'sky', '</tool_calls>'] },
      times: { type: 'integer', minimum: 1, maximum: 30 },
      note: { type: 'string', maxLength: 6 },
    },
    required: ['at'],
  },
};
const now: ToolDefinition = { name: 'now' };
const free: ToolDefinition = { name: 'free', parameters: { type: 'object', properties: { a: {} } } };

function open(tokenizer: Tokenizer, vocabSize: number, template: unknown) {
  const stop = tokenizer.idOf('<end_of_sentence>')!;
  const symbols = createTokenSymbols(tokenizer, vocabSize, [stop]);
  const format = createChatTemplate(chatTemplateSources(template), tokenizer).callFormat([stop])!;
  const idOrText = (tag: string): string | number => {
    const id = tokenizer.idOf(tag);
    return id !== undefined && tokenizer.addedTokens.has(id) ? id : tag;
  };
  const tags = blockTagsOf(jsonLines, tokenizer.addedTokens);
  return {
    tokenizer,
    symbols,
    stop,
    tags,
    form: (parallel: boolean): CallsForm => ({
      format,
      tools: [
        { definition: look, strict: true },
        { definition: now, strict: true },
        { definition: free, strict: false },
      ],
      parallel,
    }),
    compile: (text: Piece, thinking: 'open' | 'possible' | 'none' = 'none'): Automaton =>
      compileAnswer(
        { text, thinking, tags: { open: idOrText('<think>'), close: idOrText('</think>') } },
        symbols,
        [stop],
      ),
    /** Whether an answer is allowed, and may end. */
    takes(automaton: Automaton, answer: string): boolean {
      const { structure } = tokenizer;
      // A tag in quotes is text.
      const inTokens = tokenizer.encode(
        answer
          .split(/(?<=")<\/tool_calls>(?=")/)
          .flatMap((text, i) => [
            ...(i > 0 ? ['</tool_calls>'] : []),
            ...structure.split(structure.mark(text)),
          ]),
      );
      const inBytes = spellSome(tokenizer, inTokens, [true]);
      const [one, other] = [inTokens, inBytes].map((ids) => {
        const { state } = walk(automaton, symbols, startOf(automaton), ids);
        return state !== DEAD && stepToken(automaton, symbols, state, stop) !== DEAD;
      });
      expect(one).toBe(other);
      return one!;
    },
  };
}

const models = {
  'one token (m1-nano)': open(loadNanoTokenizer(), 4096, readJson('m1-nano/tokenizer_config.json')),
  'several tokens (m1)': open(loadM1Tokenizer(), 200_064, readJson('chat_template.json')),
};

const block = (...calls: string[]): string => `<tool_calls>\n${calls.join('\n')}\n</tool_calls>`;
const sea = '{"name": "look", "arguments": {"at": "sea", "times": 12}}';
const wrong = [
  '{"name": "look", "arguments": {"at": "moon"}}',
  '{"name": "look", "arguments": {}}',
  '{"name": "look", "arguments": {"times": 12, "at": "sea"}}',
  '{"name": "look", "arguments": {"at": "sea", "times": 31}}',
  '{"name": "look", "arguments": {"at": "sea", "other": 1}}',
  '{"name": "listen", "arguments": {}}',
  '{"name": "now", "arguments": {"a": 1}}',
  '{"name": "free", "arguments": [1]}',
  "{'name': 'now', 'arguments': {}}",
];

describe.each(Object.entries(models))('calls with tags of %s', (_, model) => {
  const { compile, takes, form, symbols, tags } = model;

  describe('that are required', () => {
    const automaton = compile(onlyCalls(form(true), symbols), 'possible');

    it('are the only possible answer after the thinking', () => {
      for (const calls of [
        [sea],
        ['{"name": "now", "arguments": {}}', sea],
        ['{"name": "free", "arguments": {"x": [1, {"y": null}], "z": "</tool_calls>"}}'],
        ['{"name": "look", "arguments": {"at": "</tool_calls>", "note": "\\"é世\\n"}}', sea, sea],
      ]) {
        expect(takes(automaton, block(...calls))).toBe(true);
        expect(takes(automaton, `<think>\nI call.\n</think>\n\n${block(...calls)}`)).toBe(true);
      }
      for (const answer of [
        '',
        'Hello.',
        `Hello.${block(sea)}`,
        block(),
        `${block(sea)}.`,
        sea,
        '<tool_calls>\n',
      ]) {
        expect(takes(automaton, answer)).toBe(false);
      }
      for (const call of wrong) expect(takes(automaton, block(call))).toBe(false);
    });

    it('are limited to one if parallel calls are off', () => {
      const one = compile(onlyCalls(form(false), symbols));
      expect([takes(one, block(sea)), takes(one, block(sea, sea))]).toEqual([true, false]);
    });
  });

  describe('that are possible', () => {
    const automaton = compile(textWithCalls(form(true), tags, symbols), 'possible');

    it('obey their schemas at any position', () => {
      for (const answer of [
        '',
        'Hello <b>.',
        block(sea),
        `Now:\n${block(sea, sea)}`,
        `${block(sea)}\n${block(sea)} So.`,
      ]) {
        expect(takes(automaton, answer)).toBe(true);
        expect(takes(automaton, `<think>\nHm.\n</think>\n\n${answer}`)).toBe(true);
      }
      for (const call of wrong) expect(takes(automaton, `Now:\n${block(call)}`)).toBe(false);
      for (const answer of [
        '<tool_calls>',
        'I <tool_calls> it',
        '<function_call>```',
        `${block(sea)}<tool_calls>`,
      ]) {
        expect(takes(automaton, answer)).toBe(false);
      }
    });

    it('are limited to one if parallel calls are off', () => {
      const one = compile(textWithCalls(form(false), tags, symbols));
      expect(takes(one, `One: ${block(sea)} Done.`)).toBe(true);
      for (const answer of [block(sea, sea), `${block(sea)}${block(sea)}`])
        expect(takes(one, answer)).toBe(false);
    });
  });

  it('that are forbidden cannot start', () => {
    const automaton = compile(textWithout(tags), 'possible');
    for (const answer of ['', 'Hello <b>.', '<think>\nHm.\n</think>\n\nI <tool_call it', `"${sea}"`]) {
      expect(takes(automaton, answer)).toBe(true);
    }
    for (const answer of [block(sea), 'Now:\n<tool_calls>', '<think>\nHm.\n</think>\n\n<function_call>']) {
      expect(takes(automaton, answer)).toBe(false);
    }
  });
});

describe('an answer of random tokens', () => {
  const { compile, form, symbols, stop, tokenizer } = models['one token (m1-nano)'];
  const automaton = compile(onlyCalls({ ...form(true), tools: form(true).tools.slice(0, 2) }, symbols));

  it('is parsed as calls that obey their schemas', () => {
    const validators = new Map(
      [look, now].map(({ name, parameters }) => [
        name,
        new Validator(parameters ?? { maxProperties: 0 }, '2020-12'),
      ]),
    );
    const masks = new Map<number, number[]>();
    const allowedIn = (state: number): number[] => {
      let ids = masks.get(state);
      if (!ids) {
        const words = allowedTokens(automaton, symbols, state);
        ids = Array.from({ length: 4096 }, (_, id) => id).filter((id) => (words[id >> 5]! >>> (id & 31)) & 1);
        masks.set(state, ids);
      }
      return ids;
    };
    let calls = 0;
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (choices) => {
        const ids: number[] = [];
        let state = automaton.start;
        for (const choice of choices) {
          const allowed = allowedIn(state);
          expect(allowed.length).toBeGreaterThan(0);
          const id = allowed[choice % allowed.length]!;
          if (id === stop || ids.length > 2000) break;
          ids.push(id);
          state = stepToken(automaton, symbols, state, id);
        }
        expect(stepToken(automaton, symbols, state, stop)).not.toBe(DEAD);
        const { parts, malformed } = segment(tokenizer, ids);
        expect(malformed).toEqual([]);
        for (const part of parts) {
          if (part.type !== 'tool-call') throw new Error(`a part is ${part.type}`);
          calls++;
          expect(validators.get(part.name)!.validate(part.arguments)).toMatchObject({ valid: true });
        }
      }),
      runs(200),
    );
    expect(calls).toBeGreaterThan(200);
  });
});

describe('a tool whose schema has no automaton', () => {
  it('is named, with the path in its schema', () => {
    const { form, symbols } = models['one token (m1-nano)'];
    const definition = {
      name: 'odd',
      parameters: { properties: { a: { type: 'string', pattern: '(?<=a)b' } } },
    };
    const compile = () => onlyCalls({ ...form(true), tools: [{ definition, strict: true }] }, symbols);
    expect(compile).toThrow(/^The tool odd: The schema at \/properties\/a.* With strict: false/);
  });
});
