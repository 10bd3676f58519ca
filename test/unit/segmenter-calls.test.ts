// Answers in which tags, calls and thinking are not where the template writes them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectCallSyntax } from '../../src/text/call-syntax.ts';
import { Segmenter } from '../../src/text/segmenter.ts';
import type { SegmentedPart } from '../../src/text/segments.ts';
import { loadM1Tokenizer, loadNanoTokenizer, spellInBytes } from '../fixtures/text/load.ts';
import { runs } from '../support/runs.ts';
import { segment, spellSome, type WholePart, withoutDeltas } from '../support/segment.ts';

const tokenizers = { 'one token (m1-nano)': loadNanoTokenizer(), 'several tokens (m1)': loadM1Tokenizer() };

const think = (text: string): WholePart => ({ type: 'thinking', text });
const text = (text: string): WholePart => ({ type: 'text', text });
const wasThinking: WholePart = { type: 'text-was-thinking' };
const call = (name: string, args: Record<string, unknown> = {}): WholePart => ({
  type: 'tool-call',
  name,
  arguments: args,
});
const written = (name: string, args: Record<string, unknown> = {}): string =>
  JSON.stringify({ name, arguments: args });
const block = (...lines: string[]): string => `<tool_calls>\n${lines.join('\n')}\n</tool_calls>`;

interface Case {
  name: string;
  answer: string;
  parts: WholePart[];
  malformed?: string[];
}

const tags = [
  '</tool_calls>',
  '<tool_calls>',
  '<think>',
  '</think>',
  '</function_call>',
  '<beginning_of_sentence>',
];
const openString = '{"name": "save", "arguments": {"page": "<p>never closed}}';

const cases: Case[] = [
  ...tags.flatMap((tag): Case[] => [
    {
      name: `${tag} in an argument`,
      answer: `Now:\n${block(written('save', { page: `a ${tag} b`, n: 1 }))} Done.`,
      parts: [text('Now:\n'), call('save', { page: `a ${tag} b`, n: 1 }), text(' Done.')],
    },
    {
      name: `${tag} at the ends of a key and of nested strings`,
      answer: block(written('save', { [tag]: [{ x: tag }, tag] }), written('now')),
      parts: [call('save', { [tag]: [{ x: tag }, tag] }), call('now')],
    },
    {
      name: `${tag} in a string of JSON in an argument`,
      answer: block(JSON.stringify({ name: 'save', arguments: JSON.stringify({ page: `\n"${tag}"\n` }) })),
      parts: [call('save', { page: `\n"${tag}"\n` })],
    },
    {
      name: `${tag} in single quotes`,
      answer: block(`{'name': 'save', 'arguments': {'page': 'it opens ${tag}'}}`),
      parts: [call('save', { page: `it opens ${tag}` })],
    },
  ]),
  {
    name: 'many closing tags in arguments',
    answer: block(
      ...['x', 'y'].map((name) => written(name, { a: '</tool_calls></tool_calls>', b: '</tool_calls>' })),
    ),
    parts: ['x', 'y'].map((name) => call(name, { a: '</tool_calls></tool_calls>', b: '</tool_calls>' })),
  },
  {
    name: 'a string that is never closed',
    answer: `<tool_calls>\n${openString}\n</tool_calls>\nSorry: "quoted".`,
    parts: [text(`<tool_calls>\n${openString}\n</tool_calls>\nSorry: "quoted".`)],
    malformed: [`<tool_calls>\n${openString}\n</tool_calls>`],
  },
  {
    name: 'a string that is never closed, on one line',
    answer: `<tool_calls>${openString}</tool_calls> Sorry: "quoted", really.`,
    parts: [text(`<tool_calls>${openString}</tool_calls> Sorry: "quoted", really.`)],
    malformed: [`<tool_calls>${openString}</tool_calls>`],
  },
  {
    name: 'a string that is never closed, before another block',
    answer: `<tool_calls>${openString}</tool_calls>\n${block(written('now'))}`,
    parts: [text(`<tool_calls>${openString}</tool_calls>\n`), call('now')],
    malformed: [`<tool_calls>${openString}</tool_calls>`],
  },
  {
    name: 'good calls before and after a bad one',
    answer: block(written('one'), '{"name": "two", "arguments": {"a":', written('three')),
    parts: [call('one'), text('{"name": "two", "arguments": {"a":\n'), call('three')],
    malformed: ['{"name": "two", "arguments": {"a":'],
  },
  {
    name: 'blocks one after the other',
    answer: `${block(written('one'))}\n${block(written('two'))}`,
    parts: [call('one'), text('\n'), call('two')],
  },
  {
    name: 'an id of the model',
    answer: block('{"id": "call_1", "name": "now", "arguments": {}}'),
    parts: [{ type: 'tool-call', id: 'call_1', name: 'now', arguments: {} }],
  },

  ...['', '</function_call>', '\n</function_call>'].map(
    (closing): Case => ({
      name: `calls of MiniMax-Text-01, closed by ${JSON.stringify(closing)}`,
      answer: `I look.\n<function_call>\`\`\`typescript\nfunctions.look({"at": "a \`\`\` b", "n": 2})\nfunctions.now()\n\`\`\`${closing}\nThen.`,
      parts: [text('I look.\n'), call('look', { at: 'a ``` b', n: 2 }), call('now'), text('\nThen.')],
    }),
  ),
  {
    name: 'calls of MiniMax-Text-01 without a fence',
    answer: '<function_call>functions.look({"at": "</function_call>"})</function_call>',
    parts: [call('look', { at: '</function_call>' })],
  },
  {
    name: 'calls of MiniMax-Text-01 broken off',
    answer: '<function_call>```typescript\nfunctions.look({"at": "the',
    parts: [text('<function_call>```typescript\nfunctions.look({"at": "the')],
    malformed: ['<function_call>```typescript\nfunctions.look({"at": "the'],
  },

  {
    name: 'thinking that nothing opened',
    answer: 'They want a poem.\n</think>\n\nRoses.',
    parts: [text('They want a poem.'), wasThinking, text('Roses.')],
  },
  {
    name: 'thinking that nothing opened, without line breaks',
    answer: 'They want a poem. </think>Roses.',
    parts: [text('They want a poem. '), wasThinking, text('Roses.')],
  },
  {
    name: 'thinking that nothing opened, then a call',
    answer: `I need it.\n</think>\n\n${block(written('now'))}`,
    parts: [text('I need it.'), wasThinking, call('now')],
  },
  {
    name: 'empty thinking that nothing opened',
    answer: '\n</think>\n\nRoses.',
    parts: [text('Roses.')],
  },
  {
    name: 'only thinking that nothing opened',
    answer: 'They want a poem.\n</think>',
    parts: [text('They want a poem.'), wasThinking],
  },

  {
    name: 'a call in thinking that is never closed',
    answer: `<think>\nI look it up.\n${block(written('look', { at: '</think>' }))}`,
    parts: [think('I look it up.\n'), call('look', { at: '</think>' })],
  },
  {
    name: 'calls in thinking that is never closed, and more thinking',
    answer: `<think>\nFirst\n${block(written('one'))}then\n${block(written('two'))}\nSo.`,
    parts: [think('First\n'), call('one'), think('then\n'), call('two'), think('\nSo.')],
  },
  {
    name: 'a call in thinking that is closed',
    answer: `<think>\nI could write\n${block(written('look', { at: '</think>' }))}\nor not.\n</think>\n\nNo.`,
    parts: [think(`I could write\n${block(written('look', { at: '</think>' }))}\nor not.`), text('No.')],
  },
  {
    name: 'a call in thinking that is closed, and one that is meant',
    answer: `<think>\n${block(written('one'))}\n</think>\n\n${block(written('two'))}`,
    parts: [think(block(written('one'))), call('two')],
  },
  {
    name: 'a bad call in thinking that is never closed',
    answer: `<think>\nHm.\n${block('{"name": "one"')}`,
    parts: [think(`Hm.\n${block('{"name": "one"')}`)],
    malformed: [block('{"name": "one"')],
  },
  {
    name: 'a word about the tag in thinking that is never closed',
    answer: '<think>\nI use <tool_calls> then.',
    parts: [think('I use <tool_calls> then.')],
  },
];

describe.each(Object.entries(tokenizers))('tags of %s', (_, tokenizer) => {
  it.each(cases)('reads $name', ({ answer, parts, malformed = [] }) => {
    for (const ids of [tokenizer.encode(answer), spellInBytes(tokenizer, answer)]) {
      expect(segment(tokenizer, ids)).toEqual({ parts, malformed, cut: undefined });
    }
  });

  it('leaves calls in thinking that was cut off in the thinking', () => {
    const answer = `<think>\nI could write\n${block(written('one'))}`;
    const { parts } = segment(tokenizer, tokenizer.encode(answer), {}, 'cut-off');
    expect(parts).toEqual([think(answer.slice('<think>\n'.length))]);
  });

  it('yields complete calls of an answer that was cut off', () => {
    const answer = `<tool_calls>\n${written('one')}\n{"name": "two", "argu`;
    expect(segment(tokenizer, tokenizer.encode(answer), {}, 'cut-off')).toMatchObject({
      parts: [call('one'), text('{"name": "two", "argu\n')],
      malformed: ['{"name": "two", "argu'],
    });
  });

  it('still finds stop strings after a block that a string seemed to hide', () => {
    const answer = `<tool_calls>${openString}</tool_calls>\nOne. Stop. Two.`;
    const ids = tokenizer.encode(answer);
    const { parts, cut } = segment(tokenizer, ids, { stop: ['Stop'] });
    expect(parts).toEqual([text(`<tool_calls>${openString}</tool_calls>\nOne. `)]);
    expect(cut).toMatchObject({ reason: 'stop-string', stop: 'Stop', remainder: expect.any(String) });
  });

  it.each(['<tool_calls>', '<think>', '</think>'])('ends the text at %s as a stop string', (stop) => {
    for (const [answer, before] of [
      [`One.${stop}\ntwo`, [text('One.')]],
      [`${stop}\ntwo`, []],
      [`<think>\nHm.\n</think>\n\nOne. ${stop}`, stop === '<think>' ? [] : [think('Hm.'), text('One. ')]],
    ] as const) {
      const { parts, cut } = segment(tokenizer, tokenizer.encode(answer), { stop: [stop] });
      expect(parts).toEqual(before);
      expect(cut).toMatchObject({ reason: 'stop-string', stop });
    }
  });

  it('drops half a character at the end', () => {
    for (const begun of ['', 'so ', '<think>\nso ', 'so 😀']) {
      const bytes = spellInBytes(tokenizer, `${begun}😀`);
      for (const missing of [1, 2, 3]) {
        const { parts } = segment(tokenizer, bytes.slice(0, -missing));
        expect(parts).toEqual(segment(tokenizer, spellInBytes(tokenizer, begun)).parts);
      }
    }
  });

  it('reports calls while they are generated', () => {
    const segmenter = new Segmenter(tokenizer);
    const push = (answer: string): SegmentedPart[] =>
      tokenizer.encode(answer).flatMap((id) => segmenter.push(id));
    const json = (parts: SegmentedPart[]): string =>
      parts.map((part) => ('argumentsDelta' in part ? part.argumentsDelta : `(${part.type})`)).join('');
    expect(
      push('I look.<tool_calls>\n{"id": "a", "name": "look", "arguments":').map(({ type }) => type),
    ).not.toContain('tool-call-delta');
    const begun = push(' {"at": "the sea');
    expect(begun[0]).toMatchObject({ type: 'tool-call-delta', index: 0, id: 'a', name: 'look' });
    expect(json(begun)).toBe('{"at":"the sea');
    expect(json(push(' and </tool_calls>'))).toBe(' and </tool_calls>');
    expect(json(push(', n": 1'))).toBe(', n\\": 1');
    expect(json(push('", "list": [1, 2.50, True]}}\n'))).toBe('","list":[1,2.5,true]}');
    const second = push(
      "{'arguments': {'n': 12345678901234567890}, 'tool': 'count'}\n{'tool': 'count', 'args': {'n': [",
    );
    expect(second[0]).toMatchObject({ type: 'tool-call-delta', index: 1, name: 'count' });
    expect(second[1]).toMatchObject({ type: 'tool-call-delta', index: 2, name: 'count' });
    expect(json(second)).toBe('{"n":"12345678901234567890"}{"n":');
    const isLateDelta = (part: SegmentedPart): boolean => part.type === 'tool-call-delta' && part.index === 2;
    const end = push('</tool_calls>').filter((part) => !isLateDelta(part));
    expect(end.map((part) => ('index' in part ? [part.type, part.index] : [part.type]))).toEqual([
      ['tool-call-retracted', 2],
      ['tool-call', 0],
      ['tool-call', 1],
      ['text'],
    ]);
  });

  it.each([
    [
      'JSON',
      block(
        written('now'),
        '{"arguments": {"n": 1}, "name": "then"}',
        '{"name": "open"}',
        written('look', { a: 1, b: 2 }),
      ),
    ],
    [
      'XML',
      `<minimax:tool_call>${[
        '<invoke name="now"></invoke>',
        '<invoke name="then"><parameter name="n">1</parameter></invoke>',
        '<invoke name="open"></invoke>',
        '<invoke name="look"><parameter name="a">1</parameter><parameter name="b">2</parameter></invoke>',
      ].join('\n')}</minimax:tool_call>`,
    ],
  ])('counts the calls in %s in the order in which they are written', (_, answer) => {
    const callSyntax = detectCallSyntax(answer);
    const segmenter = new Segmenter(tokenizer, { callSyntax });
    const parts = tokenizer.encode(answer).flatMap((id) => segmenter.push(id));
    expect(withoutDeltas(parts)).toEqual([
      call('now'),
      call('then', { n: 1 }),
      call('open'),
      call('look', { a: 1, b: 2 }),
    ]);
    const indices = parts.flatMap((part) => (part.type === 'tool-call' ? [part.index] : []));
    expect(indices).toEqual([0, 1, 2, 3]);
  });

  it('retracts a call that other arguments replace', () => {
    const answer = block('{"name": "a", "arguments": {"x": 1}, "name": "b"}');
    const segmenter = new Segmenter(tokenizer);
    const parts = tokenizer.encode(answer).flatMap((id) => segmenter.push(id));
    expect(withoutDeltas(parts)).toEqual([call('b', { x: 1 })]);
    expect(parts.slice(-3)).toMatchObject([
      { type: 'tool-call-retracted', index: 0 },
      { type: 'tool-call-delta', index: 1, name: 'b' },
      { type: 'tool-call', index: 1 },
    ]);
  });

  it('gives the same parts for every split of an answer into tokens', () => {
    const fragments = [
      '<think>',
      '</think>',
      '<tool_calls>',
      '</tool_calls>',
      '<function_call>',
      '</function_call>',
      '```',
      '\n',
      '\n\n',
      ' ',
      '{"name": "f", "arguments": {',
      '"a": 1',
      '"b": "',
      '"',
      '}}',
      '}',
      ', ',
      '\\',
      "{'name': 'g', 'args': {}}",
      '{"type": "function", "function": {"name": "h", "parameters": {',
      ', "name": "i"',
      'functions.f({',
      '{"tool_calls": [',
      '7, ',
      "'",
      'functions.f({})',
      'Hm.',
      '😀',
      '世',
      '<',
      '</',
      'STOP',
      '`',
      '<beginning_of_sentence>',
    ];
    const answers = fc.array(fc.constantFrom(...fragments), { maxLength: 24 }).map((parts) => parts.join(''));
    const splits = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
    const options = fc.record({
      insideThinking: fc.boolean(),
      stop: fc.constantFrom([], ['STOP'], ['\n\n', '```']),
    });
    fc.assert(
      fc.property(
        answers,
        splits,
        options,
        fc.constantFrom('done', 'cut-off'),
        (answer, split, given, ending) => {
          const ids = tokenizer.encode(answer);
          const whole = segment(tokenizer, ids, given, ending);
          for (const other of [spellInBytes(tokenizer, answer), spellSome(tokenizer, ids, split)]) {
            const { cut, ...rest } = segment(tokenizer, other, given, ending);
            expect(rest).toEqual({ parts: whole.parts, malformed: whole.malformed });
            expect(cut?.reason).toBe(whole.cut?.reason);
          }
          const words = whole.parts
            .map((part) => ('text' in part ? part.text : JSON.stringify(part)))
            .join('');
          expect(words).not.toContain('\ufffd');
          for (const bad of whole.malformed) expect(words).toContain(bad);
        },
      ),
      runs(400),
    );
  });
});

describe('a tag that is spelled', () => {
  const tokenizer = tokenizers['several tokens (m1)'];

  it.each([
    'End it with `</think>`, then answer.',
    'End it with "</think>", then answer.',
    'Write\n```\n<think>\n…\n</think>\n```',
  ])('is text in an answer about the tag: %s', (answer) => {
    expect(segment(tokenizer, tokenizer.encode(answer)).parts).toEqual([text(answer)]);
  });
});
