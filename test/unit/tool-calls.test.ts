import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInvokes } from '../../src/text/invokes.ts';
import { TAGS } from '../../src/text/tags.ts';
import { type BlockPiece, readToolCalls } from '../../src/text/tool-calls.ts';
import { cpuMs } from '../support/cpu-time.ts';
import { exactIntegers } from '../support/exact-integers.ts';
import { runs } from '../support/runs.ts';

const read = (body: string): BlockPiece[] =>
  readToolCalls('<tool_calls>', body, '</tool_calls>').map((piece) => {
    if (piece.type === 'text') return piece;
    const { start, ...rest } = piece;
    if (start !== undefined) expect(body[start]).toBe('{');
    return rest;
  });
const call = (name: string, args: Record<string, unknown> = {}): BlockPiece => ({
  type: 'call',
  call: { name, arguments: args },
});
const text = (text: string, malformed = true): BlockPiece => ({ type: 'text', text, malformed });
const whole = (body: string, malformed = true): BlockPiece[] => [
  text(`<tool_calls>${body}</tool_calls>`, malformed),
];

describe('one call', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['as the template writes it', '\n{"name": "open", "arguments": {"door": 3}}\n', { door: 3 }],
    ['over several lines', '{\n  "name": "open",\n  "arguments": {\n    "door": 3\n  }\n}', { door: 3 }],
    ...['parameters', 'args', 'input', 'params', 'kwargs'].map(
      (key): [string, string, Record<string, unknown>] => [
        `with its arguments as ${key}`,
        `{"name": "open", "${key}": {"door": 3}}`,
        { door: 3 },
      ],
    ),
    [
      'with empty arguments beside full ones',
      '{"name":"open","arguments":{},"parameters":{"door":3}}',
      { door: 3 },
    ],
    ['with its arguments first', '{"arguments": {"door": 3}, "name": "open"}', { door: 3 }],
    [
      'in the form of other libraries',
      '{"type":"function","function":{"name":"open","arguments":"{\\"door\\":3}"}}',
      { door: 3 },
    ],
    [
      'with its arguments beside its function',
      '{"function":{"name":"open"},"parameters":{"door":3}}',
      { door: 3 },
    ],
    ['with its function as a name', '{"function": "open", "arguments": {"door": 3}}', { door: 3 }],
    ['with arguments as JSON with slips', `{"name":"open","arguments":"{'door': 3,}"}`, { door: 3 }],
    ['in a list', '[{"name": "open", "arguments": {"door": 3}}]', { door: 3 }],
    ['in a list with a name', '{"tool_calls": [{"name": "open", "arguments": {"door": 3}}]}', { door: 3 }],
    ['in a code fence', '\n```json\n{"name": "open", "arguments": {"door": 3}}\n```\n', { door: 3 }],
    ['without its last brace', '{"name": "open", "arguments": {"door": 3}\n', { door: 3 }],
    ['with a brace too many', '{"name": "open", "arguments": {"door": 3}}}\n', { door: 3 }],
    ['after another opening tag', '\n<tool_calls>\n{"name": "open", "arguments": {"door": 3}}', { door: 3 }],
    ['as MiniMax-Text-01 writes it', '```typescript\nfunctions.open({"door": 3})\n```', { door: 3 }],
    ['as MiniMax-Text-01 writes it, over lines', 'functions.open({\n  door: 3,\n});', { door: 3 }],
    ['as MiniMax-Text-01 writes it, without the prefix', '```ts\nopen({"door": 3})\n```', { door: 3 }],
    ['without arguments', '{"name": "open"}', {}],
    ['with null for arguments', '{"name": "open", "arguments": null}', {}],
    ['of a function without arguments', '```ts\nfunctions.open()\n```', {}],
  ])('is read %s', (_, body, args) => {
    expect(read(body)).toEqual([call('open', args)]);
  });

  it.each(TAGS.filter((tag) => !tag.includes('think')))('is read beside a stray %s', (tag) => {
    const json = '{"name": "open", "arguments": {"door": 3}}';
    expect(read(`\n${json}\n${tag}\n${json}\n`)).toEqual([
      call('open', { door: 3 }),
      call('open', { door: 3 }),
    ]);
    const xml = '<invoke name="open">\n<parameter name="door">3</parameter>\n</invoke>';
    const pieces = readInvokes('', `\n${xml}\n${tag}\n${xml}\n${tag}`, '', [], 'invoke');
    expect(pieces.map(({ type }) => type)).toEqual(['call', 'call']);
  });

  it('takes the type of a parameter in XML from the definition that its schema refers to', () => {
    const parameters = {
      properties: { zip: { $ref: '#/$defs/a~1b' }, loop: { $ref: '#/$defs/loop' } },
      $defs: { 'a/b': { type: 'string' }, loop: { $ref: '#/$defs/loop' } },
    };
    const body =
      '<invoke name="f"><parameter name="zip">7</parameter><parameter name="loop">7</parameter></invoke>';
    const pieces = readInvokes('', body, '', [{ name: 'f', parameters }], 'invoke');
    expect(pieces).toMatchObject([{ call: { arguments: { zip: '7', loop: 7 } } }]);
  });

  it("keeps the model's id", () => {
    expect(read('{"id": "call_7", "name": "open", "arguments": {}}')).toEqual([
      { type: 'call', call: { id: 'call_7', name: 'open', arguments: {} } },
    ]);
  });

  it('keeps the digits of a number that is too large', () => {
    const body = '{"name":"open","arguments":"{\\"door\\": 1234567890123456789}","id":""}';
    expect(read(body)).toEqual([call('open', { door: '1234567890123456789' })]);
  });

  it.each([
    ['without a name', '{"arguments": {"door": 3}}'],
    ['with a list for arguments', '{"name": "open", "arguments": [3]}'],
    ['with prose for arguments', '{"name": "open", "arguments": "the third door"}'],
    ['with its arguments beside its name', '{"name": "open", "door": 3}'],
    [
      'with its arguments under a key of its own',
      '{"name": "open", "arguments": {}, "options": {"door": 3}}',
    ],
    ['with arguments twice', '{"name": "open", "arguments": {"door": 3}, "parameters": {"door": 4}}'],
    ['that breaks off', '{"name": "open", "arguments": {"door": 3'],
    ['that breaks off before its arguments', '{"name": "open"'],
    ['with arguments that break off', '{"name": "open", "arguments": "{\\"door\\": 3"}'],
    ['in the words of Python', 'open(door=3)'],
    ['of a function without an object', 'functions.open(3)'],
  ])('%s is text, never a call without its arguments', (_, body) => {
    expect(read(body)).toEqual(whole(body));
  });

  it('is not recognized in a block of white space', () => {
    expect(read('\n')).toEqual(whole('\n', false));
  });

  it('is not recognized in an unclosed block of prose', () => {
    expect(readToolCalls('<tool_calls>', ' is a tag.', '')).toEqual([text('<tool_calls> is a tag.', false)]);
  });
});

describe('several calls', () => {
  const f = '{"name": "f", "arguments": {"a": "}{"}}';
  const g = '{"name": "g", "arguments": {"b": [1, {}]}}';
  const both = [call('f', { a: '}{' }), call('g', { b: [1, {}] })];

  it.each([
    `${f}\n${g}`,
    `\n\n${f}\n\n\n${g}\n\n`,
    `${f}${g}`,
    `${f} ${g}`,
    `${f}, ${g}`,
    `${f};\n${g};`,
    `[${f},\n ${g}]`,
    `[${f}\n${g}`,
    `[${f}]\n[${g}]`,
    `${JSON.stringify(JSON.parse(f), null, 2)}\n${JSON.stringify(JSON.parse(g), null, 2)}`,
    `\`\`\`json\n${f}\n\`\`\`\n\`\`\`json\n${g}\n\`\`\``,
    `${f}\n<tool_calls>\n${g}`,
    `functions.f({"a": "}{"})\nfunctions.g({"b": [1, {}]})`,
    `${f.slice(0, -1)}\n${g}`,
  ])('are read in any spacing: %j', (body) => {
    expect(read(body)).toEqual(both);
  });

  it.each<[string, string, BlockPiece[]]>([
    [
      'last',
      `${f}\n{"name": "h", "arguments": {"c":`,
      [both[0]!, text('{"name": "h", "arguments": {"c":\n')],
    ],
    [
      'first',
      `{"name": "h", "arguments": {"c":\n${g}`,
      [text('{"name": "h", "arguments": {"c":\n'), both[1]!],
    ],
    [
      'in the middle of a line',
      `${f} {"name": "h", "arguments": {"c":}} ${g}`,
      [both[0]!, text('{"name": "h", "arguments": {"c":}}\n'), both[1]!],
    ],
    ['in a list', `[${f}, {"nome": "h"}, ${g}]`, [both[0]!, text('{"nome": "h"}\n'), both[1]!]],
    [
      'with a string that never ends',
      `{"name": "h", "arguments": {"c": "x}\n${g}`,
      [text('{"name": "h", "arguments": {"c": "x}\n'), both[1]!],
    ],
  ])('are read although one is invalid: %s', (_, body, pieces) => {
    expect(read(body)).toEqual(pieces);
  });

  it('may have text between them', () => {
    expect(read(`First:\n${f}\nthen\n${g}\ndone.`)).toEqual([
      text('First:\n', false),
      both[0],
      text('then\n', false),
      both[1],
      text('done.\n', false),
    ]);
  });

  it('are not searched inside an invalid one', () => {
    const bad =
      '{"name": "plan", "arguments": {"steps": [\n  {"name": "erase", "arguments": {}}, oops(\n ]}}';
    expect(read(`${bad}\n${f}`)).toEqual([text(`${bad}\n`), both[0]]);
  });
});

it('a call with any name and arguments is read as it was written', () => {
  const args = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }));
  const name = fc.string({ unit: 'grapheme', minLength: 1 });
  const calls = fc.array(fc.record({ name, arguments: args }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(calls, fc.constantFrom('\n', '', ', '), (given, between) => {
      const body = given.map((each) => JSON.stringify(each)).join(between);
      const plain = JSON.parse(JSON.stringify(given), exactIntegers) as {
        name: string;
        arguments: Record<string, unknown>;
      }[];
      const pieces = plain.map((each) => call(each.name, each.arguments));
      expect(read(body)).toEqual(pieces);
    }),
    runs(300),
  );
});

it('takes linear time for invalid text', () => {
  for (const bad of [
    '{"a":"\n',
    '{"a',
    '[{"name":',
    '{"name":"f","arguments":{"a":1',
    "{'",
    'functions.a(',
    '"{\\',
  ]) {
    const body = bad.repeat(Math.ceil(100_000 / bad.length));
    let said: string[] = [];
    const ms = cpuMs(() => {
      said = read(body).map((piece) => (piece.type === 'text' ? piece.text : ''));
    });
    expect(ms).toBeLessThan(2000);
    expect(said.join('').length).toBeGreaterThan(0.9 * body.length);
  }
});
