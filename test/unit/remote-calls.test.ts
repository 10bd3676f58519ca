// Calls of tools in the deltas of servers that do not send them as OpenAI does, and what else a delta may have.

import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/contract/generate.ts';
import { connectModel } from '../../src/remote/connect-model.ts';
import { events, startEventServer } from '../support/event-server.ts';

const tools = [
  { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
];
const chunk = (delta: object, more: object = {}) => ({ choices: [{ index: 0, delta, ...more }] });

/** The answer of a server that sends these deltas. */
async function answer(...deltas: object[]) {
  const finish = chunk({}, { finish_reason: 'stop' });
  const server = await startEventServer(events(...deltas.map((delta) => chunk(delta)), finish));
  const run = connectModel({ baseURL: server.url, model: 'm' }).generate('Hi', { tools });
  const parts: Part[] = [];
  for await (const part of run) parts.push(part);
  return { parts, ...(await run.result) };
}

/** The answer of a server whose deltas have these entries of calls. */
function answerOfCalls(...entries: object[]) {
  return answer(...entries.map((entry) => ({ tool_calls: [entry] })));
}

const cities = ({ toolCalls }: Awaited<ReturnType<typeof answer>>) =>
  toolCalls.map(({ name, arguments: { city } }) => `${name} ${city}`);

describe('calls', () => {
  const named = (more: object, args = '') => ({
    ...more,
    function: { name: 'get_weather', arguments: args },
  });
  const piece = (args: string, more: object = {}) => ({ ...more, function: { arguments: args } });
  const two = ['get_weather Rome', 'get_weather Oslo'];

  it.each<[string, object[]]>([
    [
      'no index, and come in pieces',
      [
        named({ id: 'a' }),
        piece('{"city": '),
        piece('"Rome"}'),
        named({ id: 'b' }, '{"city"'),
        piece(':"Oslo"}'),
      ],
    ],
    [
      'an index that is null',
      [
        named({ id: 'a', index: null }),
        piece('{"city":"Rome"}', { index: null }),
        named({ id: 'b' }, '{"city":"Oslo"}'),
      ],
    ],
    ['neither index nor id, but are whole', [named({}, '{"city":"Rome"}'), named({}, '{"city":"Oslo"}')]],
    [
      'one index and empty ids, but are whole',
      [named({ index: 0, id: '' }, '{"city":"Rome"}'), named({ index: 0, id: '' }, '{"city":"Oslo"}')],
    ],
    [
      'their name and id in each piece',
      [
        named({ index: 0, id: 'a' }, '{"city"'),
        named({ index: 0, id: 'a' }, ':"Rome"}'),
        named({ index: 1, id: 'b' }, '{"city":'),
        named({ index: 1, id: 'b' }, '"Oslo"}'),
      ],
    ],
    [
      'their name after the id',
      [
        { index: 0, id: 'a', type: 'function' },
        named({ index: 0 }, '{"city":"Rome"}'),
        { index: 1, id: 'b', type: 'function', function: {} },
        named({ index: 1 }),
        piece('{"city":"Oslo"}', { index: 1 }),
      ],
    ],
    [
      'arguments that are objects',
      ['Rome', 'Oslo'].map((city, index) => ({
        index,
        id: city,
        function: { name: 'get_weather', arguments: { city } },
      })),
    ],
  ])('may have %s', async (_, entries) => {
    const result = await answerOfCalls(...entries);
    expect(cities(result)).toEqual(two);
    expect([result.text, result.malformedToolCalls]).toEqual(['', []]);
    const deltas = result.parts.filter((part) => part.type === 'tool-call-delta');
    for (const index of [0, 1]) {
      const [first, ...rest] = deltas.filter((part) => part.index === index);
      expect(first).toMatchObject({ name: 'get_weather', id: result.toolCalls[index]!.id });
      for (const one of rest) expect(Object.keys(one)).toEqual(['type', 'index', 'argumentsDelta']);
      const args = [first!, ...rest].map(({ argumentsDelta }) => argumentsDelta).join('');
      expect(JSON.parse(args)).toEqual(result.toolCalls[index]!.arguments);
    }
  });

  it.each(['', undefined])(
    'without arguments (%j) have those of an object in their pieces, too',
    async (args) => {
      const entry = { index: 0, id: 'a', function: { name: 'now', arguments: args } };
      const { parts, toolCalls } = await answerOfCalls(entry);
      expect(toolCalls).toEqual([{ id: 'a', name: 'now', arguments: {} }]);
      const pieces = parts.map((part) => (part.type === 'tool-call-delta' ? part.argumentsDelta : ''));
      expect(pieces.join('')).toBe('{}');
    },
  );

  it('without a name are text, and are no parts before', async () => {
    const { parts, text, malformedToolCalls } = await answerOfCalls(
      { index: 0, id: 'a' },
      piece('{}', { index: 0 }),
    );
    expect(parts.map(({ type }) => type)).toEqual(['text', 'finish']);
    expect(malformedToolCalls).toEqual([text]);
  });
});

describe('a delta', () => {
  it('that refuses is text', async () => {
    const { text, parts } = await answer({ content: null, refusal: 'I ' }, { refusal: 'will not.' });
    expect(text).toBe('I will not.');
    expect(parts.map(({ type }) => type)).toEqual(['text', 'text', 'finish']);
  });

  it('may have an empty reason to end', async () => {
    const server = await startEventServer(
      events(chunk({ content: 'a' }, { finish_reason: '' }), chunk({}, { finish_reason: 'stop' })),
    );
    const { result } = connectModel({ baseURL: server.url, model: 'm' }).generate('Hi');
    expect((await result).text).toBe('a');
  });

  it.each([[[{ type: 'text', text: 'a' }]], [7], [{}]])(
    'whose content is %j is "unexpected-content"',
    async (content) => {
      await expect(answer({ content })).rejects.toMatchObject({
        code: 'unexpected-content',
        message: expect.stringContaining('content'),
      });
    },
  );
});
