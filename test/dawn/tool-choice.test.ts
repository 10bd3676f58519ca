// Tool choices with the bundled model: an automaton in the sampler enforces them for any sampling.

import { Validator } from '@cfworker/json-schema';
import { expect, test } from 'vitest';
import { LocalModel } from '../../src/chat/local-model.ts';
import type { GenerateOptions, GenerationResult } from '../../src/contract/generate.ts';
import type { Message, ToolDefinition } from '../../src/contract/messages.ts';
import { openNano } from '../support/m1-nano.ts';

const chat = await openNano(1024);

const tools: ToolDefinition[] = [
  {
    name: 'calculator',
    description: 'Evaluate an arithmetic expression.',
    parameters: {
      type: 'object',
      properties: { expression: { type: 'string', maxLength: 12 } },
      required: ['expression'],
    },
  },
  {
    name: 'set_light',
    description: 'Switch the light of a room.',
    parameters: {
      type: 'object',
      properties: { room: { enum: ['kitchen', 'hall'] }, on: { type: 'boolean' } },
      required: ['room', 'on'],
    },
  },
];

const ask = (question: string | Message[], options: GenerateOptions): Promise<GenerationResult> =>
  new LocalModel('m1-nano', chat).generate(question, { tools, maxTokens: 250, ...options }).result;

function expectValid({ toolCalls, malformedToolCalls }: GenerationResult): void {
  expect(malformedToolCalls).toEqual([]);
  for (const call of toolCalls) {
    const { parameters } = tools.find(({ name }) => name === call.name)!;
    expect(new Validator(parameters!, '2020-12').validate(call.arguments)).toMatchObject({ valid: true });
  }
}

test('a greeting is answered by a call if one is required, with arguments that obey the schema', async () => {
  const free = await ask('Hello!', { temperature: 0 });
  expect(free).toMatchObject({ toolCalls: [], finishReason: 'stop' });
  for (const seed of [1, 2, 3]) {
    const result = await ask('Hello!', { toolChoice: 'required', temperature: 1, seed });
    expect(result).toMatchObject({ text: '', finishReason: 'tool-calls' });
    expect(result.toolCalls.length).toBeGreaterThan(0);
    expectValid(result);
  }
});

test('the model may think before a call that is required', async () => {
  const result = await ask('Hello!', { toolChoice: 'required', thinkingBudget: 12, temperature: 1, seed: 7 });
  expect(result).toMatchObject({ text: '', finishReason: 'tool-calls' });
  expect(result.thinking).not.toBe('');
  expectValid(result);
});

test('a question for one tool is answered by a call of the named one', async () => {
  const question = 'What is 12345 * 678?';
  expect(await ask(question, { temperature: 0 })).toMatchObject({ toolCalls: [{ name: 'calculator' }] });
  const result = await ask(question, { toolChoice: { name: 'set_light' }, temperature: 0 });
  expect(result).toMatchObject({ toolCalls: [{ name: 'set_light' }], finishReason: 'tool-calls' });
  expectValid(result);
});

test('a question for a tool is answered without a call if the choice is none', async () => {
  const result = await ask('What is 12345 * 678?', { toolChoice: 'none', temperature: 0 });
  expect(result).toMatchObject({ toolCalls: [], malformedToolCalls: [] });
});

test('a question is answered by a call or by JSON where a schema is beside the tools', async () => {
  const responseFormat = {
    type: 'json_schema',
    schema: {
      type: 'object',
      properties: { answer: { type: 'string', maxLength: 40 } },
      required: ['answer'],
    },
  } as const;
  const question = 'What is 12345 * 678?';
  const called = await ask(question, { responseFormat, temperature: 0 });
  expect(called).toMatchObject({ text: '', toolCalls: [{ name: 'calculator' }], finishReason: 'tool-calls' });
  expectValid(called);
  const messages: Message[] = [
    { role: 'user', content: question },
    { role: 'assistant', content: '', toolCalls: called.toolCalls },
    { role: 'tool', content: '8369910', toolCallId: called.toolCalls[0]!.id },
  ];
  for (const asked of [question, messages]) {
    const { text } = await ask(asked, {
      responseFormat,
      toolChoice: 'none',
      thinkingBudget: 0,
      temperature: 0,
    });
    expect(JSON.parse(text)).toEqual({ answer: expect.any(String) });
  }
});

test('optional calls obey the schemas of strict tools', async () => {
  const strict = tools.map((tool) => ({ ...tool, strict: true }));
  for (const seed of [4, 5]) {
    // The model does not know "attic", so the schema has to choose.
    const question = 'Turn the light in the attic on.';
    const result = await ask(question, { tools: strict, temperature: 1, seed });
    expect(result).toMatchObject({ toolCalls: [{ name: 'set_light' }], finishReason: 'tool-calls' });
    expectValid(result);
  }
  expect((await ask('Hello!', { tools: strict, temperature: 0 })).text).toBe(
    (await ask('Hello!', { temperature: 0 })).text,
  );
});
