// Answers in a given format, from the options to the result, with a model that samples at random.

import { describe, expect, it } from 'vitest';
import { resultOf } from '../../bench/structured-answers.ts';
import { type ChatPipeline, generateAnswer } from '../../src/chat/answer.ts';
import { completeText } from '../../src/chat/complete.ts';
import { readCompleteOptions, readGenerateOptions } from '../../src/chat/generate-options.ts';
import type { GenerateOptions, GenerationResult } from '../../src/contract/generate.ts';
import type { Message } from '../../src/contract/messages.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';
import { loadM1Tokenizer, loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { randomEngine, randomFrom } from '../support/random-engine.ts';
import { createValidator, schemas } from '../support/schemas.ts';

const sources = chatTemplateSources(readJson('m1-nano/tokenizer_config.json'));

function openModel(tokenizer: Tokenizer, seed: number, options: { hurry?: number[] } = {}): ChatPipeline {
  const stopIds = [tokenizer.idOf('<end_of_sentence>')!];
  return {
    engine: randomEngine(randomFrom(seed), options),
    tokenizer,
    template: createChatTemplate(sources, tokenizer),
    defaults: { sampling: {}, stopIds, unknownStopIds: [] },
  };
}

const nano = loadNanoTokenizer();
const answer = (
  model: ChatPipeline,
  options: GenerateOptions,
  messages: string | Message[] = 'Hi',
): Promise<GenerationResult> => resultOf(generateAnswer(model, messages, readGenerateOptions(options)));

const digits = { type: 'regex', pattern: '[0-9]{3}' } as const;
const close = nano.idOf('</think>')!;

describe('an answer with a response format', () => {
  it.each([...schemas])('is valid by %s, if it ends', async (_, schema) => {
    const isValid = createValidator(schema);
    const responseFormat = { type: 'json_schema', schema: schema as object } as const;
    for (const seed of [1, 2]) {
      const model = openModel(nano, seed, { hurry: [close] });
      const { text, thinking, finishReason } = await answer(model, { responseFormat, maxTokens: 1500 });
      expect(thinking).not.toContain('</think>');
      if (finishReason === 'stop') expect(isValid(JSON.parse(text)), text).toBe(true);
    }
  });

  it('has the finish reason length if it was cut off', async () => {
    const responseFormat = { type: 'json_schema', schema: { type: 'string', minLength: 50 } } as const;
    const { text, finishReason } = await answer(openModel(nano, 3), { responseFormat, maxTokens: 5 });
    expect(finishReason).toBe('length');
    expect(() => JSON.parse(text)).toThrow();
  });

  it('keeps text that spells tags of thinking and calls', async () => {
    const tokenizer = loadM1Tokenizer();
    const pattern = '\\{"a": "<tool_calls><think>x</think></tool_calls>"\\}';
    const { text, toolCalls } = await answer(openModel(tokenizer, 4), {
      responseFormat: { type: 'regex', pattern },
    });
    expect(JSON.parse(text)).toEqual({ a: '<tool_calls><think>x</think></tool_calls>' });
    expect(toolCalls).toEqual([]);
  });

  it('comes after thinking that the prompt opened, however its tags are spelled', async () => {
    for (const tokenizer of [nano, loadM1Tokenizer()]) {
      const id = tokenizer.encode('</think>');
      const model = openModel(tokenizer, 5, { hurry: id.length === 1 ? id : [] });
      const result = await answer(model, { responseFormat: digits, thinkingBudget: 8, maxTokens: 400 });
      expect(result.finishReason).toBe('stop');
      expect(result.text).toMatch(/^\d{3}$/);
      expect(result.usage.thinkingTokens).toBeLessThan(20);
    }
  });

  it('does not think if the thinking is closed', async () => {
    const result = await answer(openModel(nano, 6), { responseFormat: digits, thinkingBudget: 0 });
    expect(result).toMatchObject({ thinking: '', text: expect.stringMatching(/^\d{3}$/) });
  });

  it('continues the text of the last message', async () => {
    const messages: Message[] = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: '{"n": 1' },
    ];
    const schema = {
      type: 'object',
      properties: { n: { type: 'integer', maximum: 199, minimum: 0 } },
      required: ['n'],
    };
    const responseFormat = { type: 'json_schema', schema } as const;
    for (const seed of [7, 8, 9]) {
      const { text } = await answer(openModel(nano, seed), { responseFormat }, messages);
      const { n } = JSON.parse(`{"n": 1${text}`);
      expect([1, 10, 100]).toContain(n >= 100 ? 100 : n >= 10 ? 10 : 1);
      expect(n).toBeLessThan(200);
    }
    messages[1]!.content = '{"m": 1';
    await expect(answer(openModel(nano, 1), { responseFormat }, messages)).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining('continues') }),
    );
  });

  it('completes a text', async () => {
    const pieces = async function* () {
      yield 'The answer is ';
    };
    const options = readCompleteOptions({ responseFormat: digits });
    const { text } = await resultOf(completeText(openModel(nano, 10), pieces(), options));
    expect(text).toMatch(/^\d{3}$/);
  });

  it('continues an interrupted answer', async () => {
    const model = openModel(nano, 11);
    const schema = schemas.get('string-lengths')!;
    const written = nano.encode('{"three": "abc", "upTo');
    const options = readGenerateOptions({
      responseFormat: { type: 'json_schema', schema: schema as object },
    });
    const { text } = await resultOf(generateAnswer(model, 'Hi', options, { written }));
    expect(text.startsWith('{"three": "abc", "upTo')).toBe(true);
    expect(createValidator(schema)(JSON.parse(text)), text).toBe(true);
  });

  it('rejects a schema when its turn comes, with the path', async () => {
    const responseFormat = { type: 'json_schema', schema: { items: { not: {} } } } as const;
    await expect(answer(openModel(nano, 1), { responseFormat })).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-argument', details: { path: '/items/not' } }),
    );
  });

  it('rejects a model that does not specify how answers end', async () => {
    const model = { ...openModel(nano, 1), defaults: { sampling: {}, stopIds: [], unknownStopIds: [] } };
    await expect(answer(model, { responseFormat: digits })).rejects.toThrow('needs a token');
  });
});

describe('the option responseFormat', () => {
  it.each<[given: unknown, words: string]>([
    ['json', 'responseFormat is "json"'],
    [{ type: 'json' }, 'responseFormat.type is "json"'],
    [{ type: 'json_schema' }, 'responseFormat.schema is missing'],
    [{ type: 'json_schema', json_schema: { name: 'a' } }, 'Pass the schema itself'],
    [{ type: 'json_schema', schema: { default: () => 1 } }, 'responseFormat.schema.default is a function'],
    [{ type: 'regex', pattern: /a/ }, 'responseFormat.pattern is'],
    [{ type: 'regex', regex: 'a' }, 'Did you mean pattern?'],
    [{ type: 'json_object', schema: {} }, 'has no field "schema"'],
  ])('rejects %j', (responseFormat, words) => {
    const read = () => readGenerateOptions({ responseFormat } as GenerateOptions);
    expect(read).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    expect(read).toThrow(words);
  });

  it('rejects tokens that cannot end', () => {
    expect(() => readGenerateOptions({ responseFormat: digits, ignoreEos: true })).toThrow('ignoreEos');
  });

  it('is plain data', () => {
    const schema = new Proxy({ type: 'string' }, {});
    const { responseFormat } = readGenerateOptions({ responseFormat: { type: 'json_schema', schema } });
    expect(structuredClone(responseFormat)).toEqual({ type: 'json_schema', schema: { type: 'string' } });
  });
});
