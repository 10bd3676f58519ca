import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PocketM1Error } from '../../src/errors.ts';
import { readMessages, readTools } from '../../src/text/read-messages.ts';
import { runs } from '../support/runs.ts';

const question = { role: 'user', content: 'How far is Oslo?' };
const call = { name: 'distance', arguments: { to: 'Oslo', stops: [1, 2] } };
const calling = (fields: object) => [question, { role: 'assistant', ...fields }];

/** Like a page's reactive store, returns every object behind a proxy, at every access. */
function reactive<T extends object>(target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      const value: unknown = Reflect.get(object, key, receiver);
      return typeof value === 'object' && value !== null ? reactive(value) : value;
    },
  });
}

const refusal = (message: string | RegExp) =>
  expect.objectContaining({
    code: 'invalid-argument',
    message: typeof message === 'string' ? message.replace(/[^?]\.$/, '$&.') : expect.stringMatching(message),
  });

describe('a conversation', () => {
  it('may be a question', () => {
    expect(readMessages('Hi')).toEqual([{ role: 'user', content: 'Hi', specialTokens: 'text' }]);
  });

  it("reads the same in OpenAI's shape as in this library's", () => {
    const own = [
      { role: 'system', content: 'Be brief.' },
      question,
      {
        role: 'assistant',
        thinking: 'Hm.',
        toolCalls: [
          { id: 'call_a', ...call },
          { id: 'call_b', name: 'now', arguments: {} },
        ],
      },
      { role: 'tool', toolCallId: 'call_b', content: 'noon' },
      { role: 'tool', toolCallId: 'call_a', content: '500 km' },
      { role: 'assistant', content: '500 km.' },
    ];
    const openai = [
      {
        role: 'developer',
        content: [
          { type: 'text', text: 'Be ' },
          { type: 'text', text: 'brief.' },
        ],
      },
      { ...question, name: null },
      {
        role: 'assistant',
        content: null,
        refusal: null,
        annotations: [],
        reasoning_content: 'Hm.',
        tool_calls: [
          {
            id: 'call_a',
            type: 'function',
            function: { name: 'distance', arguments: JSON.stringify(call.arguments) },
          },
          { id: 'call_b', type: 'function', function: { name: 'now', arguments: '' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_b', content: 'noon' },
      { role: 'tool', tool_call_id: 'call_a', content: [{ type: 'text', text: '500 km' }] },
      { role: 'assistant', content: '500 km.', tool_calls: null },
    ];
    expect(readMessages(openai)).toEqual(readMessages(own));
    expect(readMessages(own)[3]).toMatchObject({ name: 'now', toolCallId: 'call_b' });
  });

  it('is read through proxies, and may be passed again as it was read', () => {
    const messages = calling({ content: 'Wait.', thinking: 'Hm.', toolCalls: [call] });
    const turns = readMessages(reactive(messages));
    expect(turns).toEqual(readMessages(messages));
    expect(structuredClone(turns)).toEqual(turns);
    expect(readMessages(turns)).toEqual(turns);
  });

  it('accepts null for missing fields', () => {
    const nothing = { content: null, thinking: null, toolCalls: null, specialTokens: null, refusal: null };
    expect(readMessages(calling(nothing))).toEqual(readMessages(calling({})));
    expect(readMessages([{ role: 'tool', name: 'now', toolCallId: null, content: '' }])).toEqual(
      readMessages([{ role: 'tool', name: 'now', content: '' }]),
    );
  });

  it('accepts a result whose tool is named, with or without a call of its id', () => {
    const result = { role: 'tool', name: 'distance', tool_call_id: 'call_z', content: '5' };
    expect(readMessages([...calling({ toolCalls: [call] }), result])[2]).toMatchObject({ name: 'distance' });
  });

  it('keeps whole numbers beyond 2^53 in arguments', () => {
    const [, turn] = readMessages(calling({ toolCalls: [{ name: 'f', arguments: { id: 2n ** 60n } }] }));
    expect(turn).toMatchObject({ toolCalls: [{ arguments: { id: 2n ** 60n } }] });
  });
});

describe('an invalid conversation is rejected by name', () => {
  class Store {}
  const inside: { role: string; content: unknown } = { role: 'user', content: [] };
  inside.content = [inside];
  const cases: [string, unknown, string | RegExp][] = [
    ['no conversation', undefined, /^messages is missing, expected a string or a list/],
    ['no message', [], /^messages is \[\], expected/],
    ['an object', { messages: [] }, /^messages is \{"messages":\[\]\}, expected/],
    ['a string among messages', ['Hi'], /^messages\[0\] is "Hi", expected a message/],
    [
      'a role of the prototype',
      [{ role: 'constructor', content: '' }],
      /^messages\[0\]\.role is "constructor"/,
    ],
    ['toolcalls', calling({ toolcalls: [], tool_call: [call] }), /"tool_call"\. Did you mean toolCalls\?$/],
    ['ToolCalls', calling({ ToolCalls: [call] }), /"ToolCalls"\. Did you mean toolCalls\?$/],
    [
      'function_call',
      calling({ function_call: { name: 'f' } }),
      /"function_call"\. Did you mean toolCalls\?$/,
    ],
    [
      'two spellings',
      calling({ toolCalls: [call], tool_calls: [call, call] }),
      /has both toolCalls and tool_calls/,
    ],
    [
      'two spellings of what JSON cannot write',
      calling({ thinking: [2n], reasoning_content: [3n] }),
      /has both thinking and reasoning_content/,
    ],
    [
      'a name of a user',
      [{ ...question, name: 'Ann' }],
      /^messages\[0\] has no field for the role user: "name"\. Known are role, content/,
    ],
    ['thinking of a user', [{ ...question, thinking: 'Hm.' }], /has no field for the role user: "thinking"/],
    [
      'an image',
      [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }],
      /^messages\[0\]\.content\[0\]\.type is "image_url", expected "text"/,
    ],
    ['audio', [{ role: 'user', content: [{ type: 'input_audio' }] }], /"input_audio"/],
    [
      'a part without text',
      [{ role: 'user', content: [{ type: 'text' }] }],
      /^messages\[0\]\.content\[0\]\.text is missing, expected a string/,
    ],
    [
      'a result as an object',
      [{ role: 'tool', name: 'f', content: { km: 5 } }],
      /^messages\[0\]\.content is \{"km":5\}, expected a string/,
    ],
    [
      'an id of no call',
      [
        ...calling({ toolCalls: [{ id: 'call_a', ...call }] }),
        { role: 'tool', tool_call_id: 'call_b', content: '' },
      ],
      /^messages\[2\] has the toolCallId "call_b", but no earlier call has this id/,
    ],
    [
      'the id of another tool',
      [
        ...calling({ toolCalls: [{ id: 'a', ...call }] }),
        { role: 'tool', name: 'now', toolCallId: 'a', content: '' },
      ],
      /has the name "now", but its toolCallId belongs to a call of "distance"/,
    ],
    [
      'arguments that are no JSON',
      calling({ toolCalls: [{ name: 'f', arguments: '{to:' }] }),
      /^messages\[1\]\.toolCalls\[0\]\.arguments is "\{to:", expected JSON/,
    ],
    [
      'arguments that are a list',
      calling({ toolCalls: [{ name: 'f', arguments: '[1]' }] }),
      /expected an object/,
    ],
    ['args', calling({ toolCalls: [{ name: 'f', args: {} }] }), /"args"\. Did you mean arguments\?$/],
    [
      'a call without a name',
      calling({ toolCalls: [{ function: { arguments: '{}' } }] }),
      /\.name is missing/,
    ],
    [
      'thinking that is no string',
      calling({ thinking: ['Hm.'] }),
      /^messages\[1\]\.thinking is \["Hm\."\], expected a string/,
    ],
    [
      'specialTokens',
      [{ ...question, specialTokens: true }],
      /^messages\[0\]\.specialTokens is true, expected "text" or "structure"/,
    ],
    [
      'a function',
      [{ role: 'user', content: () => 'Hi' }],
      /^messages\[0\]\.content is a function, expected plain data/,
    ],
    [
      'a map',
      calling({ toolCalls: [{ name: 'f', arguments: new Map([['a', 1]]) }] }),
      /^messages\[1\]\.toolCalls\[0\]\.arguments is a Map/,
    ],
    ['what contains itself', [inside], /^messages\[0\]\.content\[0\] contains itself/],
    ['NaN', calling({ toolCalls: [{ name: 'f', arguments: { n: Number.NaN } }] }), /\.arguments\.n is NaN/],
  ];

  it.each(cases)('%s', (_, messages, message) => {
    expect(() => readMessages(messages)).toThrow(refusal(message));
  });

  it('a revoked proxy, and nesting that exceeds the stack', () => {
    const { proxy, revoke } = Proxy.revocable([question], {});
    revoke();
    expect(() => readMessages(proxy)).toThrow(refusal(/^messages cannot be read: /));
    let deep: unknown[] = [];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => readMessages(calling({ toolCalls: [{ name: 'f', arguments: { deep } }] }))).toThrow(
      refusal(/cannot be read/),
    );
  });

  it('reads the fields of a class like those of an object', () => {
    const message = Object.assign(new Store(), question);
    expect(readMessages([message])).toEqual(readMessages([question]));
  });
});

describe('tools', () => {
  const tool = { name: 'distance', parameters: { type: 'object' }, description: 'How far it is.' };

  it('are read bare and wrapped, with their fields in order', () => {
    expect(
      readTools([
        tool,
        { type: 'function', function: tool },
        reactive({ ...tool, type: 'function', strict: false }),
      ]),
    ).toEqual([tool, tool, { ...tool, strict: false }]);
    expect(JSON.stringify(readTools([tool]))).toBe(JSON.stringify([tool]));
    expect(readTools([{ name: 'now', description: null, parameters: null }])).toEqual([{ name: 'now' }]);
    expect([readTools(undefined), readTools(null), readTools([])]).toEqual([[], [], []]);
  });

  it.each([
    ['no list', { distance: tool }, /^tools is \{.*, expected a list\.$/],
    ['a name alone', ['distance'], /^tools\[0\] needs a name/],
    ['inputSchema', [{ name: 'f', inputSchema: {} }], /"inputSchema"\. Did you mean parameters\?$/],
    ['desciption', [{ name: 'f', desciption: '' }], /"desciption"\. Did you mean description\?$/],
    [
      'strict',
      [{ type: 'function', function: { name: 'f', strict: 'yes' } }],
      /^tools\[0\]\.strict is "yes", expected true or false\.$/,
    ],
    ['execute', [{ name: 'f', execute: 'now' }], /"execute"\. Leave it out: your application runs the tools/],
    ['another type', [{ type: 'web_search', name: 'f' }], /^tools\[0\]\.type is "web_search"/],
    [
      'a field beside the function',
      [{ type: 'function', function: tool, name: 'g' }],
      /^tools\[0\] has no field "name"/,
    ],
    [
      'parameters that are no schema',
      [{ name: 'f', parameters: [] }],
      /^tools\[0\]\.parameters is \[\], expected a JSON schema/,
    ],
  ])('are rejected by name: %s', (_, tools, message) => {
    expect(() => readTools(tools)).toThrow(refusal(message));
  });
});

describe('any value', () => {
  const role = fc.constantFrom(
    'system',
    'developer',
    'user',
    'assistant',
    'tool',
    'function',
    'robot',
    '__proto__',
  );
  const field = fc.constantFrom(
    'content',
    'thinking',
    'reasoning_content',
    'toolCalls',
    'tool_calls',
    'name',
    'toolCallId',
    'tool_call_id',
    'specialTokens',
    'type',
  );
  const value = fc.oneof(
    fc.anything({ withBigInt: true, withMap: true, withDate: true, withNullPrototype: true }),
    fc.string(),
    fc.array(
      fc.record(
        { id: fc.string(), name: fc.string(), arguments: fc.oneof(fc.json(), fc.object()) },
        { requiredKeys: [] },
      ),
    ),
    fc.array(fc.record({ type: fc.constantFrom('text', 'image'), text: fc.string() }, { requiredKeys: [] })),
  );
  const message = fc
    .tuple(role, fc.dictionary(field, value, { maxKeys: 4 }))
    .map(([name, fields]) => ({ ...fields, role: name }));
  const attempt = (read: () => unknown): unknown => {
    try {
      return read();
    } catch (error) {
      if (error instanceof PocketM1Error && error.code === 'invalid-argument') return undefined;
      throw error;
    }
  };

  it('is rejected, with its digits, if it is a long integer in the place of an id', () => {
    const twice = { role: 'tool', content: '', toolCallId: [], tool_call_id: { '': 2n ** 60n } };
    expect(() => readMessages([twice])).toThrow(/has both toolCallId and tool_call_id/);
    expect(() => readMessages([{ role: 'user', content: { of: [2n ** 60n] } }])).toThrow(
      '1152921504606846976n',
    );
  });

  it('is read the same twice, or rejected', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.array(message, { maxLength: 4 })), (given) => {
        const turns = attempt(() => readMessages(given));
        if (turns !== undefined) expect(readMessages(structuredClone(turns))).toEqual(turns);
      }),
      runs(2000),
    );
  });

  it('as tools is read the same twice, or rejected', () => {
    const tool = fc.record(
      { name: fc.string(), description: value, parameters: value, function: value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.array(tool)), (given) => {
        const tools = attempt(() => readTools(given));
        if (tools !== undefined) expect(readTools(structuredClone(tools))).toEqual(tools);
      }),
      runs(1000),
    );
  });
});
