import { describe, expect, it } from 'vitest';
import { Segmenter } from '../../src/text/segmenter.ts';
import type { SegmenterOptions } from '../../src/text/segments.ts';
import { loadM1Tokenizer, loadNanoTokenizer, spellInBytes } from '../fixtures/text/load.ts';
import { cpuMs } from '../support/cpu-time.ts';
import { merge, segment, type WholePart, withoutDeltas } from '../support/segment.ts';

const tokenizers = { 'one token (m1-nano)': loadNanoTokenizer(), 'several tokens (m1)': loadM1Tokenizer() };

interface Case {
  name: string;
  answer: string;
  options?: SegmenterOptions;
  parts: WholePart[];
  cut?: { reason: string; stop?: string };
}

const think = (text: string): WholePart => ({ type: 'thinking', text });
const text = (text: string): WholePart => ({ type: 'text', text });
const call = (name: string, args: Record<string, unknown> = {}): WholePart => ({
  type: 'tool-call',
  name,
  arguments: args,
});
const paris = '{"name": "get_weather", "arguments": {"city": "Paris"}}';
const stopped = (stop: string) => ({ reason: 'stop-string', stop });

const cases: Case[] = [
  { name: 'nothing', answer: '', parts: [] },
  { name: 'only text', answer: 'Hello!', parts: [text('Hello!')] },
  { name: 'blanks around text', answer: '\n Hello \n\n', parts: [text('\n Hello \n\n')] },
  { name: 'only blanks', answer: ' \n\n', parts: [text(' \n\n')] },
  { name: 'only special tokens', answer: '<beginning_of_sentence><end_of_sentence>', parts: [] },
  { name: 'emoji and CRLF', answer: '👩‍🚀\r\n世界', parts: [text('👩‍🚀\r\n世界')] },

  {
    name: 'thinking, then text',
    answer: '<think>\nHm.\n</think>\n\nYes.',
    parts: [think('Hm.'), text('Yes.')],
  },
  {
    name: 'thinking after blanks',
    answer: '\n <think>\nHm.\n</think>\n\nYes.',
    parts: [think('Hm.'), text('Yes.')],
  },
  { name: 'empty thinking', answer: '<think>\n\n</think>\n\nYes.', parts: [text('Yes.')] },
  {
    name: 'thinking without newlines',
    answer: '<think>Hm.</think>Yes.',
    parts: [think('Hm.'), text('Yes.')],
  },
  {
    name: 'more newlines than the template writes',
    answer: '<think>\n\n Hm.\n\n</think>\n\n\n\nYes.\n',
    parts: [think('\n Hm.\n'), text('\n\nYes.\n')],
  },
  {
    name: 'one newline after thinking',
    answer: '<think>\nHm.\n</think>\nYes.',
    parts: [think('Hm.'), text('Yes.')],
  },
  { name: 'only thinking', answer: '<think>\nHm.\n</think>\n\n', parts: [think('Hm.')] },
  { name: 'unfinished thinking', answer: '<think>\nHm, a < b.\n', parts: [think('Hm, a < b.\n')] },
  { name: 'thinking cut at once', answer: '<think>', parts: [] },
  {
    name: 'lines that look like the tag',
    answer: '<think>\n\n</thin\n</\n</think>\n\n.',
    parts: [think('\n</thin\n</'), text('.')],
  },
  {
    name: 'a prompt that opened the thinking',
    answer: 'Hm.\n</think>\n\nYes.',
    options: { insideThinking: true },
    parts: [think('Hm.'), text('Yes.')],
  },
  {
    name: 'a prompt that opened it, unfinished',
    answer: '\nHm.',
    options: { insideThinking: true },
    parts: [think('Hm.')],
  },

  {
    name: 'a stop string',
    answer: 'one two three',
    options: { stop: [' two'] },
    parts: [text('one')],
    cut: stopped(' two'),
  },
  {
    name: 'a stop string first',
    answer: 'one two',
    options: { stop: ['one'] },
    parts: [],
    cut: stopped('one'),
  },
  {
    name: 'a stop string last',
    answer: 'one two',
    options: { stop: ['two'] },
    parts: [text('one ')],
    cut: stopped('two'),
  },
  {
    name: 'a stop string begun and broken off',
    answer: 'User: Us',
    options: { stop: ['User:!', 'Use1'] },
    parts: [text('User: Us')],
  },
  {
    name: 'a stop string after a false start',
    answer: 'aaab',
    options: { stop: ['aab'] },
    parts: [text('a')],
    cut: stopped('aab'),
  },
  {
    name: 'the stop string that ends first',
    answer: 'abcd',
    options: { stop: ['abcd', 'bc'] },
    parts: [text('a')],
    cut: stopped('bc'),
  },
  {
    name: 'the longer of two that end together',
    answer: 'abcd',
    options: { stop: ['cd', 'bcd'] },
    parts: [text('a')],
    cut: stopped('bcd'),
  },
  {
    name: 'a stop string of emoji',
    answer: 'a😀😁b',
    options: { stop: ['😁'] },
    parts: [text('a😀')],
    cut: stopped('😁'),
  },
  {
    name: 'a stop string of newlines',
    answer: 'a\n\nb',
    options: { stop: ['\n\n'] },
    parts: [text('a')],
    cut: stopped('\n\n'),
  },
  {
    name: 'a stop string in the thinking, which does not count',
    answer: '<think>\nStop.\n</think>\n\nGo. Stop. Go.',
    options: { stop: ['Stop'] },
    parts: [think('Stop.'), text('Go. ')],
    cut: stopped('Stop'),
  },
  {
    name: 'newlines after thinking, which are no stop',
    answer: '<think>\na\n</think>\n\nb',
    options: { stop: ['\n\n'] },
    parts: [think('a'), text('b')],
  },
  { name: 'an empty stop string', answer: 'ab', options: { stop: [''] }, parts: [text('ab')] },
  {
    name: 'a lone surrogate to stop at',
    answer: 'a😀',
    options: { stop: ['\ud83d!'] },
    parts: [text('a😀')],
  },

  {
    name: 'a tool call',
    answer: `<tool_calls>\n${paris}\n</tool_calls>`,
    parts: [call('get_weather', { city: 'Paris' })],
  },
  {
    name: 'thinking, text and two tool calls',
    answer: `<think>\nTools.\n</think>\n\nOne moment.\n<tool_calls>\n${paris}\n{"name": "now"}\n</tool_calls>`,
    parts: [think('Tools.'), text('One moment.\n'), call('get_weather', { city: 'Paris' }), call('now')],
  },
  {
    name: 'text after tool calls',
    answer: `<tool_calls>\n${paris}\n</tool_calls>Done.`,
    parts: [call('get_weather', { city: 'Paris' }), text('Done.')],
  },
  {
    name: 'arguments as a string of JSON',
    answer: '<tool_calls>{"name":"f","arguments":"{\\"a\\":1}"}</tool_calls>',
    parts: [call('f', { a: 1 })],
  },
  ...['', ', "arguments": null', ', "arguments": ""'].map((given) => ({
    name: `a call without arguments (${given})`,
    answer: `<tool_calls>\n{"name": "f"${given}}\n</tool_calls>`,
    parts: [call('f')],
  })),
  {
    name: 'one call over several lines',
    answer: '<tool_calls>\n{"name": "f",\n "arguments": {}}\n</tool_calls>',
    parts: [call('f')],
  },
  {
    name: 'calls as an array',
    answer: '<tool_calls>\n[{"name": "f"}, {"name": "g"}]\n</tool_calls>',
    parts: [call('f'), call('g')],
  },
  {
    name: 'stop strings in tool calls, which do not count',
    answer: `<tool_calls>\n${paris}\n</tool_calls>`,
    options: { stop: ['Paris', '\n'] },
    parts: [call('get_weather', { city: 'Paris' })],
  },
  {
    name: 'tool calls that were not closed',
    answer: `<tool_calls>\n${paris}\n`,
    parts: [call('get_weather', { city: 'Paris' })],
  },
  {
    name: 'tool calls broken off',
    answer: '<tool_calls>\n{"name": "f", "argu',
    parts: [text('<tool_calls>\n{"name": "f", "argu')],
  },
  {
    name: 'tool calls that are no JSON',
    answer: '<tool_calls>\nget_weather()\n</tool_calls> Oh.',
    parts: [text('<tool_calls>\nget_weather()\n</tool_calls> Oh.')],
  },
  {
    name: 'one call of two malformed',
    answer: `<tool_calls>\n${paris}\n{"nam\n</tool_calls>`,
    parts: [call('get_weather', { city: 'Paris' }), text('{"nam\n')],
  },
  {
    name: 'calls without a name',
    answer: '<tool_calls>\n{"arguments": {}}\n</tool_calls>',
    parts: [text('<tool_calls>\n{"arguments": {}}\n</tool_calls>')],
  },
  {
    name: 'arguments that are no object',
    answer: '<tool_calls>\n{"name": "f", "arguments": [1]}\n</tool_calls>',
    parts: [text('<tool_calls>\n{"name": "f", "arguments": [1]}\n</tool_calls>')],
  },
  {
    name: 'no calls at all',
    answer: '<tool_calls>\n</tool_calls>',
    parts: [text('<tool_calls>\n</tool_calls>')],
  },
];

describe.each(Object.entries(tokenizers))('tags of %s', (_, tokenizer) => {
  it.each(cases)('reads $name', ({ answer, options, parts, cut }) => {
    for (const ids of [tokenizer.encode(answer), spellInBytes(tokenizer, answer)]) {
      const result = segment(tokenizer, ids, options);
      expect(result.parts).toEqual(parts);
      if (cut === undefined) expect(result.cut).toBeUndefined();
      else expect(result.cut).toMatchObject(cut);
    }
  });

  it('ends at a stop token and yields the held-back text', () => {
    const end = tokenizer.idOf('<end_of_sentence>')!;
    const segmenter = new Segmenter(tokenizer, { stopTokens: [end], stop: ['Paris!'] });
    const parts = tokenizer.encode('In Paris<end_of_sentence>! No.').flatMap((id) => segmenter.push(id));
    expect(merge(withoutDeltas(parts))).toEqual([text('In Paris')]);
    expect(segmenter.cut).toEqual({ reason: 'stop-token', token: end });
    expect(segmenter.finish()).toEqual([]);
  });

  it('ends at a stop token inside the thinking', () => {
    const end = tokenizer.idOf('<end_of_sentence>')!;
    const ids = tokenizer.encode('<think>\nHm.\n<end_of_sentence>');
    expect(segment(tokenizer, ids, { stopTokens: [end] })).toMatchObject({
      parts: [think('Hm.\n')],
      cut: { reason: 'stop-token', token: end },
    });
  });

  it('yields text as soon as it cannot be a delimiter', () => {
    const segmenter = new Segmenter(tokenizer, { stop: ['END'] });
    const heard = spellInBytes(tokenizer, 'abEN!').map((id) => merge(withoutDeltas(segmenter.push(id))));
    expect(heard).toEqual([[text('a')], [text('b')], [], [], [text('EN!')]]);
  });

  it('yields nothing after a cut or the end', () => {
    const segmenter = new Segmenter(tokenizer, { stop: ['b'] });
    expect(tokenizer.encode('ab').flatMap((id) => segmenter.push(id))).toEqual([text('a')]);
    expect(tokenizer.encode('cd').flatMap((id) => segmenter.push(id))).toEqual([]);
    expect(segmenter.finish()).toEqual([]);
  });

  it('maps a cut to the tokens, for any answer and stop string', () => {
    const random = createRandom(3);
    const alphabet = ['a', 'b', ' ', '\n', '世', '😀', 'é', 'The ', 'ing', '<', '</p>', '<end_of_sentence>'];
    const word = (length: number): string =>
      Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
    let cuts = 0;
    for (let trial = 0; trial < 400; trial++) {
      const answer = `x${word(12)}`;
      const stop = [word(1 + random(2)), word(1 + random(3))].filter((each) => !/<./.test(each));
      for (const ids of [tokenizer.encode(answer), spellInBytes(tokenizer, answer)]) {
        const whole = tokenizer.decode(ids, { skipSpecialTokens: true });
        const ends = stop
          .filter((each) => whole.includes(each))
          .map((each) => whole.indexOf(each) + each.length);
        const { parts, cut } = segment(tokenizer, ids, { stop });
        const said = parts.map((part) => ('text' in part ? part.text : '')).join('');
        expect(cut !== undefined).toBe(ends.length > 0);
        if (cut?.reason !== 'stop-string') {
          expect(said).toBe(whole);
          continue;
        }
        cuts++;
        expect(said.length + cut.stop.length).toBe(Math.min(...ends));
        expect(whole.startsWith(said + cut.stop)).toBe(true);
        const kept = tokenizer.decode(ids.slice(0, cut.keptTokens), { skipSpecialTokens: true });
        expect(kept + cut.remainder).toBe(said);
        const oneMore = tokenizer.decode(ids.slice(0, cut.keptTokens + 1), { skipSpecialTokens: true });
        expect(oneMore.length > said.length).toBe(true);
      }
    }
    expect(cuts).toBeGreaterThan(100);
  });

  it('reads a long answer in linear time', () => {
    const answer = `<think>\n${'So a < b.\n'.repeat(8000)}</think>\n\n${'Yes <b>. '.repeat(8000)}<tool_calls>\n{"name": "f", "arguments": {"a": "${'x '.repeat(8000)}"}}\n</tool_calls>`;
    const ids = tokenizer.encode(answer);
    let parts: WholePart[] = [];
    const ms = cpuMs(() => {
      ({ parts } = segment(tokenizer, ids, { stop: ['Yes <b>!', 'No'] }));
    });
    expect(ms).toBeLessThan(5000);
    expect(parts.map(({ type }) => type)).toEqual(['thinking', 'text', 'tool-call']);
  });
});

describe('a tag that is a token', () => {
  const tokenizer = tokenizers['one token (m1-nano)'];

  it('is also recognized in the middle of the text', () => {
    const ids = tokenizer.encode('Yes.<think>\nOr not?\n</think>\n\nNo.');
    expect(segment(tokenizer, ids).parts).toEqual([text('Yes.'), think('Or not?'), text('No.')]);
  });

  it('is text in the middle of the text if no newline follows it', () => {
    for (const answer of [
      'Begin with <think>, end with </think>.',
      'Begin with <think>',
      'Quote `</think>`.',
    ]) {
      expect(segment(tokenizer, tokenizer.encode(answer)).parts).toEqual([text(answer)]);
    }
  });

  it('is text where it has no meaning', () => {
    const ids = tokenizer.encode('a</tool_calls>b<think>\nc<think>d</think>\n\ne</think>f');
    expect(segment(tokenizer, ids).parts).toEqual([
      text('a</tool_calls>b'),
      think('c<think>d'),
      text('e</think>f'),
    ]);
  });

  it('is not a tag when other tokens spell it', () => {
    const spelled = '</think>'.split('').flatMap((character) => tokenizer.encode(character));
    const ids = [...tokenizer.encode('<think>\na\n'), ...spelled, ...tokenizer.encode('\n</think>\n\nb')];
    expect(segment(tokenizer, ids).parts).toEqual([think('a\n</think>'), text('b')]);
  });

  it('ends an unfinished character', () => {
    const [first] = spellInBytes(tokenizer, '世');
    const ids = [...tokenizer.encode('<think>\na'), first!, ...tokenizer.encode('</think>\n\nb')];
    expect(segment(tokenizer, ids).parts).toEqual([think('a\ufffd'), text('b')]);
  });
});

describe.each(Object.entries(tokenizers))(
  'a text that has tags only at its beginning, of %s',
  (_, tokenizer) => {
    const block = `<tool_calls>\n${paris}\n</tool_calls>`;
    it.each<[answer: string, parts: WholePart[]]>([
      [block, [call('get_weather', { city: 'Paris' })]],
      [`\n${block}`, [call('get_weather', { city: 'Paris' })]],
      [`<think>\nHm.\n</think>\n\n${block}`, [think('Hm.'), call('get_weather', { city: 'Paris' })]],
      ['{"a": "<tool_calls>"}', [text('{"a": "<tool_calls>"}')]],
      [
        '<think>\nHm.\n</think>\n\n["</think>", "<tool_calls>"]',
        [think('Hm.'), text('["</think>", "<tool_calls>"]')],
      ],
      ['<tool', [text('<tool')]],
    ])('%j', (answer, parts) => {
      expect(segment(tokenizer, tokenizer.encode(answer), { tagsInText: 'first' }).parts).toEqual(parts);
    });

    it('has none where it continues a text', () => {
      const rest = `${block} is how a call looks.`;
      const options = { tagsInText: 'first', continues: true } as const;
      expect(segment(tokenizer, tokenizer.encode(rest), options).parts).toEqual([text(rest)]);
    });
  },
);

describe('a tag that is spelled', () => {
  const tokenizer = tokenizers['several tokens (m1)'];

  it('is text in the middle of an answer', () => {
    const answer = 'Between <think> and </think> I think.';
    expect(segment(tokenizer, tokenizer.encode(answer)).parts).toEqual([text(answer)]);
  });

  it('is a thought in the thinking', () => {
    const ids = tokenizer.encode('<think>\nUse <tool_calls>?\n</think>\n\nNo.');
    expect(segment(tokenizer, ids).parts).toEqual([think('Use <tool_calls>?'), text('No.')]);
  });
});

/** Deterministic whole numbers below a bound (mulberry32). */
function createRandom(seed: number): (bound: number) => number {
  return (bound) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % bound;
  };
}
