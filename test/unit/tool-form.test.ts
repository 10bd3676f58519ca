// The format of answers for each choice of tools, walked on the CPU.

import { describe, expect, it } from 'vitest';
import type { ChatPipeline } from '../../src/chat/answer.ts';
import { guideOf as guideOfForm } from '../../src/chat/answer-guide.ts';
import { readGenerateOptions } from '../../src/chat/generate-options.ts';
import { parseGenerationConfig } from '../../src/chat/generation-config.ts';
import { toolForm } from '../../src/chat/tool-form.ts';
import type { GenerateOptions } from '../../src/contract/generate.ts';
import type { Tool } from '../../src/contract/messages.ts';
import type { Guide } from '../../src/engine/guide.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { DEAD } from '../../src/text/grammar/automaton.ts';
import { startOf, stepToken, walk } from '../../src/text/grammar/walk.ts';
import { createTokenizer } from '../../src/text/tokenizer.ts';
import { loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { familyTexts } from '../support/family-texts.ts';
import { segment } from '../support/segment.ts';

const tokenizer = loadNanoTokenizer();
const template = createChatTemplate(
  chatTemplateSources(readJson('m1-nano/tokenizer_config.json')),
  tokenizer,
);
const defaults = parseGenerationConfig({ eos_token_id: [3] }, tokenizer);
type GuidedModel = Pick<ChatPipeline, 'tokenizer' | 'template' | 'defaults'>;
const nano: GuidedModel = { tokenizer, template, defaults };

const add: Tool = {
  name: 'add',
  parameters: { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
};
const say: Tool = { name: 'say', parameters: { type: 'object', properties: { text: { type: 'string' } } } };

function guideOf(options: GenerateOptions, model = nano): Guide | undefined {
  const checked = readGenerateOptions(options);
  const start = { insideThinking: false, continues: false };
  return guideOfForm(model, checked, start, toolForm(model, checked, model.template.render('Hi').callSyntax));
}

/** A model of another family. */
function modelOf(family: string): GuidedModel {
  const { tokenizer: json, tokenizerConfig, endOfTurn } = familyTexts.find((text) => text.family === family)!;
  const tokenizer = createTokenizer(json, tokenizerConfig);
  return {
    tokenizer,
    template: createChatTemplate(chatTemplateSources(tokenizerConfig), tokenizer),
    defaults: parseGenerationConfig({ eos_token_id: tokenizer.idOf(endOfTurn[0])! }, tokenizer),
  };
}

/** Whether an answer may be this text. */
function takes({ automaton, symbols }: Guide, answer: string, model = nano): boolean {
  const [stop] = model.defaults.stopIds;
  const { state } = walk(automaton, symbols, startOf(automaton), model.tokenizer.encode(answer));
  return state !== DEAD && stepToken(automaton, symbols, state, stop!) !== DEAD;
}

const block = (...calls: [name: string, args: string][]): string =>
  `<tool_calls>\n${calls.map(([name, args]) => `{"name": "${name}", "arguments": ${args}}\n`).join('')}</tool_calls>`;

/** Answers by kind. */
const answers = {
  text: 'Hello.',
  thought: '<think>\nHm.\n</think>\n\nHello.',
  add: block(['add', '{"a": 1}']),
  'text, add': `Now: ${block(['add', '{"a": 1}'])}`,
  'add, say': block(['add', '{"a": 1}'], ['say', '{"text": "b"}']),
  'wrong add': block(['add', '{"a": "1"}']),
  'wrong say': block(['say', '{"text": 1}']),
  'no tool': block(['sub', '{}']),
};

const object = { type: 'json_object' } as const;

it('keeps every digit of the integers in schemas', () => {
  const ids = { enum: [9007199254740993n, 5], type: 'integer', maximum: 9223372036854775807n, multipleOf: 3 };
  const schema = { type: 'object', properties: { id: ids }, required: ['id'] };
  const guide = guideOf({ tools: [{ name: 'pick', parameters: schema }], toolChoice: 'required' })!;
  const either = guideOf({ tools: [add], responseFormat: { type: 'json_schema', schema } })!;
  const only = guideOf({ responseFormat: { type: 'json_schema', schema } })!;
  for (const [id, isTaken] of [
    ['9007199254740993', true],
    ['9007199254740992', false],
    ['5', false],
  ] as const) {
    const json = `{"id": ${id}}`;
    expect(takes(guide, block(['pick', json]))).toBe(isTaken);
    expect([takes(either, json), takes(only, json)]).toEqual([isTaken, isTaken]);
  }
});

describe('an answer with tools', () => {
  it.each<[string, GenerateOptions, (keyof typeof answers)[] | 'any']>([
    ['is free', {}, 'any'],
    ['is free where a tool says that it is not strict', { tools: [{ ...add, strict: false }] }, 'any'],
    ['has no calls', { toolChoice: 'none' }, ['text', 'thought']],
    ['has only calls', { toolChoice: 'required' }, ['add', 'add, say']],
    ['has one call', { toolChoice: 'required', parallelToolCalls: false }, ['add']],
    ['has a call of one tool', { toolChoice: { name: 'add' } }, ['add']],
    [
      'has a call of one tool with any arguments',
      { toolChoice: { name: 'say' }, tools: [add, { ...say, strict: false }] },
      ['wrong say'],
    ],
    [
      'obeys the schema of a strict tool',
      { tools: [{ ...add, strict: true }, say] },
      ['text', 'thought', 'add', 'text, add', 'add, say', 'wrong say'],
    ],
    [
      'has one call at most',
      { parallelToolCalls: false },
      ['text', 'thought', 'add', 'text, add', 'wrong add', 'wrong say'],
    ],
  ])('%s: %j', (_, options, expected) => {
    const guide = guideOf({ tools: [add, say], ...options });
    if (expected === 'any') return expect(guide).toBeUndefined();
    const taken = Object.entries(answers).filter(([, answer]) => takes(guide!, answer));
    expect(taken.map(([name]) => name)).toEqual(expected);
  });

  const json = {
    json: '{"a": ["b"]}',
    'thought json': '<think>\nHm.\n</think>\n\n{}',
    'json, add': `{}${answers.add}`,
  };
  it.each<[string, GenerateOptions, string[]]>([
    ['the form or calls', {}, ['add', 'add, say', 'wrong add', 'wrong say', 'json', 'thought json']],
    [
      'the form or one call',
      { parallelToolCalls: false },
      ['add', 'wrong add', 'wrong say', 'json', 'thought json'],
    ],
    [
      'the form or calls that obey the schema of a strict tool',
      { tools: [{ ...add, strict: true }, say] },
      ['add', 'add, say', 'wrong say', 'json', 'thought json'],
    ],
    ['only calls if they are required', { toolChoice: 'required' }, ['add', 'add, say']],
    ['only the form if calls are forbidden', { toolChoice: 'none' }, ['json', 'thought json']],
  ])('with a form has %s: %j', (_, options, expected) => {
    const guide = guideOf({ tools: [add, say], responseFormat: object, ...options })!;
    const taken = Object.entries({ ...answers, ...json }).filter(([, answer]) => takes(guide, answer));
    expect(taken.map(([name]) => name)).toEqual(expected);
  });

  it('with a pattern has no tag of calls in its text, which would begin one', () => {
    const responseFormat = { type: 'regex', pattern: '.*' } as const;
    const qwen = modelOf('Qwen3-MoE');
    const guide = guideOf({ tools: [add], responseFormat }, qwen)!;
    const call = '<tool_call>\n{"name": "add", "arguments": {"a": 1}}\n</tool_call>';
    const texts = ['Hello.', 'a < b', '<tool_call', 'See <tool_call>.', '<tool_call>', call];
    expect(texts.filter((text) => takes(guide, text, qwen))).toEqual(['Hello.', 'a < b', '<tool_call', call]);
  });

  it('is guided by the same automaton when it is requested again', () => {
    const [first, second] = [1, 2].map(() => guideOf({ tools: [add], toolChoice: 'required' }));
    expect(first!.automaton).toBe(second!.automaton);
  });

  it.each<[family: string, calls: string]>([
    ['Qwen3-MoE', '<tool_call>\n{"name": "add", "arguments": {"a": 1}}\n</tool_call>'],
    [
      'Qwen3-MoE',
      '<tool_call>\n{"name": "add", "arguments": {"a": 1}}\n</tool_call>\n<tool_call>\n{"name": "say", "arguments": {}}\n</tool_call>',
    ],
    [
      'Granite-MoE',
      '<|tool_call|>[{"name": "add", "arguments": {"a": 1}}, {"name": "say", "arguments": {}}]',
    ],
  ])('has the calls of other families: %s', (family, calls) => {
    const model = modelOf(family);
    const guide = guideOf({ tools: [add, say], toolChoice: 'required' }, model)!;
    expect(takes(guide, calls, model)).toBe(true);
    expect(takes(guide, calls.replace('1', '"1"'), model)).toBe(false);
    expect(takes(guide, 'Hello.', model)).toBe(false);
    const either = guideOf({ tools: [add, say], responseFormat: object }, model)!;
    expect([takes(either, calls, model), takes(either, '{}', model)]).toEqual([true, true]);
    const { callSyntax } = model.template.render('Hi');
    const { parts } = segment(model.tokenizer, model.tokenizer.encode(calls), {
      callSyntax,
      tagsInText: 'first',
    });
    expect(new Set(parts.map(({ type }) => type))).toEqual(new Set(['tool-call']));
    const none = guideOf({ tools: [add, say], toolChoice: 'none' }, model)!;
    expect([takes(none, calls, model), takes(none, 'Hello.', model)]).toEqual([false, true]);
  });

  it('cannot be guided if calls are not JSON', () => {
    const model = modelOf('MiniMax-M2');
    expect(() => guideOf({ tools: [add], toolChoice: 'required' }, model)).toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        message:
          'toolChoice "required" cannot be kept: this library does not know how to begin and end a call in the form that the model\'s chat template writes. Use toolChoice "auto" without strict tools and without responseFormat.',
      }),
    );
    expect(() => guideOf({ tools: [{ ...add, strict: true }] }, model)).toThrow(/^The form of calls cannot/);
    expect(() => guideOf({ tools: [add], responseFormat: object }, model)).toThrow(
      /^responseFormat with tools cannot/,
    );
    expect(guideOf({ tools: [add] }, model)).toBeUndefined();
    expect(() => guideOf({ tools: [add], parallelToolCalls: false }, model)).toThrow(
      /^The form of calls cannot/,
    );
    const none = guideOf({ tools: [add], toolChoice: 'none' }, model)!;
    const call = '<minimax:tool_call>\n<invoke name="add">';
    expect([takes(none, 'Hello.', model), takes(none, call, model)]).toEqual([true, false]);
  });
});
