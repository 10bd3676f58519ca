// The text side of each family's models in a browser: convert, ask with a tool, read the call, send the result.

import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateAnswer } from '../../src/chat/answer.ts';
import { type ChatText, loadChatText } from '../../src/chat/chat-text.ts';
import { readGenerateOptions } from '../../src/chat/generate-options.ts';
import { convert } from '../../src/cli/convert.ts';
import type { GenerationResult } from '../../src/contract/generate.ts';
import type { Message, Tool } from '../../src/contract/messages.ts';
import { detectCallSyntax } from '../../src/text/call-syntax.ts';
import { Segmenter } from '../../src/text/segmenter.ts';
import { fixtureDir, withFolder } from '../support/checkpoint-files.ts';
import { type FamilyText, familyTexts } from '../support/family-texts.ts';
import { scriptEngine } from '../support/scripted-engine.ts';
import { writeFiles } from '../support/tokenizer-files.ts';

const texts = Object.fromEntries(familyTexts.map((text) => [text.family, text]));

type Converted = ChatText & { notes: string[] };

const known = new Map<FamilyText, Promise<Converted>>();

/** The tokenizer and template in the converted folder, and the converter's notes. */
function converted(text: FamilyText): Promise<Converted> {
  const found = known.get(text) ?? convertedWith(text);
  known.set(text, found);
  return found;
}

/** The same with other files. */
async function convertedWith(text: FamilyText, files: Record<string, unknown> = {}): Promise<Converted> {
  return withFolder(async (dir) => {
    await cp(fixtureDir(text.fixture), join(dir, 'in'), { recursive: true });
    await writeFiles(join(dir, 'in'), {
      'tokenizer.json': text.tokenizer,
      'tokenizer_config.json': text.tokenizerConfig,
      'generation_config.json': text.generationConfig,
      ...files,
    });
    const notes: string[] = [];
    const { config } = await convert(join(dir, 'in'), join(dir, 'out'), {
      onNote: (note) => notes.push(note),
    });
    const read = (file: string) => readFile(join(dir, 'out', file), 'utf8').catch(() => undefined);
    return { ...(await loadChatText(read, config.vocabSize)), notes };
  });
}

const look: Tool = {
  name: 'look',
  description: 'Looks at something.',
  parameters: {
    type: 'object',
    properties: {
      at: { type: 'string' },
      times: { type: 'integer' },
      deep: { type: 'boolean' },
      in: { type: 'array', items: { type: 'string' } },
    },
    required: ['at'],
  },
};
const question: Message[] = [{ role: 'user', content: 'What does the fox do?' }];

/** The result when the model answers these messages with this text, one token at a time or all together. */
async function answer(
  chat: ChatText,
  messages: Message[],
  text: string,
  { tools = [look], together = false }: { tools?: Tool[]; together?: boolean } = {},
) {
  const ids = chat.tokenizer.encode(text);
  const engine = scriptEngine(together ? [ids] : ids.map((id) => [id]));
  const generating = generateAnswer({ ...chat, engine }, messages, readGenerateOptions({ tools }));
  for (;;) {
    const next = await generating.next();
    if (next.done) return next.value;
  }
}

const messageOf = ({ thinking, text, toolCalls }: GenerationResult): Message => {
  return { role: 'assistant', content: text, ...(thinking && { thinking }), toolCalls };
};

describe.each<{
  family: string;
  thinking: string;
  content: string;
  written: string;
  calls: { name: string; arguments: object }[];
  result: string;
  /** How a tool begins in the prompt, in the form that transformers gives to a template that writes it as it is. */
  describesTools?: string;
}>([
  {
    family: 'MiniMax-M2',
    thinking: 'I should look.',
    content: 'Let me see.',
    written: `I should look.
</think>

Let me see.
<minimax:tool_call>
<invoke name="look">
<parameter name="at">the "fox" & <b>12</b></parameter>
<parameter name="times">2</parameter>
<parameter name="deep">true</parameter>
<parameter name="in">["wood", "field"]</parameter>
</invoke>
<invoke name="look">
<parameter name="at">17</parameter>
</invoke>
</minimax:tool_call>`,
    calls: [
      {
        name: 'look',
        arguments: { at: 'the "fox" & <b>12</b>', times: 2, deep: true, in: ['wood', 'field'] },
      },
      { name: 'look', arguments: { at: '17' } },
    ],
    result: ']~b]tool\n<response>a fox</response>\n<response>nothing</response>[e~[\n]~b]ai\n<think>\n',
  },
  {
    family: 'Qwen3-MoE',
    thinking: 'I should look.',
    content: 'Let me see.',
    written: `<think>
I should look.
</think>

Let me see.
<tool_call>
{"name": "look", "arguments": {"at": "the fox", "times": 2, "in": ["wood"]}}
</tool_call>
<tool_call>
{"name": "look", "arguments": {"at": "17"}}
</tool_call>`,
    calls: [
      { name: 'look', arguments: { at: 'the fox', times: 2, in: ['wood'] } },
      { name: 'look', arguments: { at: '17' } },
    ],
    result:
      '<|im_start|>user\n<tool_response>\na fox\n</tool_response>\n<tool_response>\nnothing\n</tool_response><|im_end|>\n<|im_start|>assistant\n',
    describesTools: '<tools>\n{"type": "function", "function": {"name": "look", ',
  },
  {
    family: 'Qwen3-Coder',
    thinking: '',
    content: 'Let me see.\n',
    written: `Let me see.

<tool_call>
<function=look>
<parameter=at>
the "fox"

& <parameter name="b">12</parameter>
</parameter>
<parameter=times>
2
</parameter>
<parameter=in>
["wood", "field"]
</parameter>
</function>
</tool_call>
<tool_call>
<function=look>
<parameter=at>
17
</parameter>
</function>
</tool_call>`,
    calls: [
      {
        name: 'look',
        arguments: {
          at: 'the "fox"\n\n& <parameter name="b">12</parameter>',
          times: 2,
          in: ['wood', 'field'],
        },
      },
      { name: 'look', arguments: { at: '17' } },
    ],
    result:
      '<|im_start|>user\n<tool_response>\na fox\n</tool_response>\n<tool_response>\nnothing\n</tool_response>\n<|im_end|>\n<|im_start|>assistant\n',
  },
  {
    family: 'Granite-MoE',
    thinking: '',
    content: '',
    written:
      '<|tool_call|>[{"name": "look", "arguments": {"at": "the fox", "times": 2}}, {"name": "look", "arguments": {"at": "17"}}]',
    calls: [
      { name: 'look', arguments: { at: 'the fox', times: 2 } },
      { name: 'look', arguments: { at: '17' } },
    ],
    result:
      '<|start_of_role|>tool<|end_of_role|>a fox<|end_of_text|>\n<|start_of_role|>tool<|end_of_role|>nothing<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>',
    describesTools:
      '[\n    {\n        "type": "function",\n        "function": {\n            "name": "look",',
  },
])('$family', ({ family, thinking, content, written, calls, result, describesTools }) => {
  const text = texts[family]!;

  it('reads calls, and renders them as the model wrote them', async () => {
    const chat = await converted(text);
    expect(chat.notes).toEqual([]);
    const prompt = chat.template.render(question, { tools: [look] }).text;
    expect(prompt).toContain('Looks at something.');
    if (describesTools !== undefined) expect(prompt).toContain(describesTools);
    const answered = await answer(chat, question, written);
    expect(answered.toolCalls.map(({ id: _, ...call }) => call)).toEqual(calls);
    expect(answered).toMatchObject({ thinking, text: content, malformedToolCalls: [] });
    const [first, second] = answered.toolCalls;
    const messages: Message[] = [
      ...question,
      messageOf(answered),
      { role: 'tool', toolCallId: first!.id, content: 'a fox' },
      { role: 'tool', toolCallId: second!.id, content: 'nothing' },
    ];
    const next = chat.template.render(messages, { tools: [look] }).text;
    const [end, after] = text.endOfTurn;
    expect(next).toBe(prompt + written + end + after + result);
    const final = await answer(
      chat,
      messages,
      `${family === 'MiniMax-M2' ? 'Done.\n</think>\n\n' : ''}It runs.`,
    );
    expect(final).toMatchObject({ text: 'It runs.', toolCalls: [] });
  });

  it('reads the same calls from tokens that arrive together', async () => {
    const chat = await converted(text);
    const answered = await answer(chat, question, written, { together: true });
    expect(answered.toolCalls.map(({ id: _, ...call }) => call)).toEqual(calls);
    expect(answered).toMatchObject({ thinking, text: content });
  });

  it('leaves a block that cannot be read in the text', async () => {
    const chat = await converted(text);
    const broken = written.replace(/"?look"?/g, '');
    const answered = await answer(chat, question, broken);
    expect(answered.toolCalls).toEqual([]);
    expect(answered.malformedToolCalls.length).toBeGreaterThan(0);
    expect(answered.text).toContain('the ');
  });
});

describe('OLMoE, whose template takes no tools', () => {
  it("is asked for calls in MiniMax-M1's format", async () => {
    const chat = await converted(texts.OLMoE!);
    const prompt = chat.template.render(question, { tools: [look] }).text;
    expect(prompt).toContain('<tool_calls>');
    const written = '<tool_calls>\n{"name": "look", "arguments": {"at": "the fox"}}\n</tool_calls>';
    const answered = await answer(chat, question, written);
    expect(answered.toolCalls).toMatchObject([{ name: 'look', arguments: { at: 'the fox' } }]);
    const next = chat.template.render([...question, messageOf(answered)], { tools: [look] }).text;
    expect(next).toContain(`<|assistant|>\n${written}<|endoftext|>`);
    const result: Message = { role: 'tool', toolCallId: answered.toolCalls[0]!.id, content: 'a fox' };
    expect(() => chat.template.render([...question, messageOf(answered), result], { tools: [look] })).toThrow(
      'this model takes no results; put it into a user message',
    );
    const messages: Message[] = [...question, messageOf(answered), { role: 'user', content: 'a fox' }];
    const final = await answer(chat, messages, 'It runs.');
    expect(final).toMatchObject({ text: 'It runs.', toolCalls: [] });
  });
});

describe('split patterns', () => {
  it.each([
    ['MiniMax-M2', ' fox12!!', ['Ġfo', 'x', '12', '!!']],
    ['Qwen3-MoE', ' fox12!!', ['Ġfo', 'x', '1', '2', '!!']],
    ['Granite-MoE', ' fox12!!', ['Ġfo', 'x', '1', '2', '!!']],
    ['OLMoE', ' fox12!!', ['Ġfo', 'x', '12', '!!']],
    // NFC joins the letter and its accent.
    ['OLMoE', 'e\u0301', ['Ã', '©']],
    ['MiniMax-M2', 'e\u0301', ['e', 'Ì', 'ģ']],
  ])('of %s divide %j into %j', async (family, text, tokens) => {
    const { tokenizer } = await converted(texts[family]!);
    expect(tokenizer.encode(text)).toEqual(tokens.map((token) => tokenizer.idOf(token)));
  });
});

describe('is rejected by name', () => {
  const qwen = texts['Qwen3-MoE']!;

  it.each([
    [
      'a tokenizer of pieces with scores',
      { model: { type: 'Unigram', vocab: [['a', -1]] } },
      'tokenizer.json: model.type is "Unigram", expected "BPE".',
    ],
    [
      'a tokenizer with byte fallback',
      { pre_tokenizer: { type: 'Metaspace', replacement: '▁' }, decoder: { type: 'ByteFallback' } },
      'decoder.type is "ByteFallback", expected "ByteLevel".',
    ],
  ])('%s', async (_, change, message) => {
    const tokenizer = { ...qwen.tokenizer, ...change };
    await expect(convertedWith(qwen, { 'tokenizer.json': tokenizer })).rejects.toThrow(message);
  });
});

describe('calls in XML', () => {
  const open = '<minimax:tool_call>';
  const close = '</minimax:tool_call>';
  const read = async (body: string, tools: Tool[] = []) => {
    const chat = await converted(texts['MiniMax-M2']!);
    const answered = await answer(chat, question, `Yes.\n</think>\n\n${body}`, { tools });
    return { ...answered, calls: answered.toolCalls.map(({ name, arguments: args }) => [name, args]) };
  };

  it('take their types from the values if the schema does not specify them', async () => {
    const values = ['7', '-1.5', 'true', 'null', '{"a": [1]}', 'seven', '"7"', '90071992547409931', ''];
    const parameters = values.map((value, i) => `<parameter name="p${i}">${value}</parameter>`).join('\n');
    const { calls } = await read(`${open}\n<invoke name="f">\n${parameters}\n</invoke>\n${close}`);
    const expected = [7, -1.5, true, null, { a: [1] }, 'seven', '"7"', '90071992547409931', ''];
    expect(calls).toEqual([['f', Object.fromEntries(expected.map((value, i) => [`p${i}`, value]))]]);
  });

  it('take their types from alternatives and lists of values too', async () => {
    const properties = {
      zip: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      none: { oneOf: [{ type: 'string' }, { type: 'null' }] },
      size: { enum: ['7', '8'] },
      page: { const: '7' },
      count: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      level: { enum: [7, 8, null] },
      name: { allOf: [{ anyOf: [{ type: 'string' }] }] },
    };
    const given = { zip: '10115', none: 'null', size: '7', page: '7', count: '7', level: '7', name: '"7"' };
    const parameters = Object.entries(given).map(
      ([p, value]) => `<parameter name="${p}">${value}</parameter>`,
    );
    const { calls } = await read(`${open}<invoke name="f">${parameters.join('')}</invoke>${close}`, [
      { name: 'f', parameters: { type: 'object', properties } },
    ]);
    const args = { zip: '10115', none: null, size: '7', page: '7', count: 7, level: 7, name: '"7"' };
    expect(calls).toEqual([['f', args]]);
  });

  it("may have Python's words where the schema has no strings", async () => {
    const parameters = '<parameter name="deep">True</parameter><parameter name="at">None</parameter>';
    const { calls } = await read(`${open}<invoke name="look">${parameters}</invoke>${close}`, [look]);
    expect(calls).toEqual([['look', { deep: true, at: 'None' }]]);
  });

  it('may contain tags and newlines in their values', async () => {
    const value = 'a\n</parameter>\n<b> </invoke> & c\n';
    const { calls } = await read(
      `${open}\n<invoke name="look">\n<parameter name="at">${value}</parameter>\n</invoke>\n${close}`,
      [look],
    );
    expect(calls).toEqual([['look', { at: value }]]);
  });

  it('may use other quotes and spaces, and have no parameters', async () => {
    const { calls } = await read(`${open}<invoke name='f'></invoke> <invoke  name = g ></invoke>${close}`);
    expect(calls).toEqual([
      ['f', {}],
      ['g', {}],
    ]);
  });

  it('stream one parameter at a time, and are retracted if they are invalid', async () => {
    const { tokenizer } = await converted(texts['MiniMax-M2']!);
    const parts = (text: string) => {
      const segmenter = new Segmenter(tokenizer, { callSyntax: detectCallSyntax(open), tools: [look] });
      const all = tokenizer.encode(text).flatMap((id) => segmenter.push(id));
      return [...all, ...segmenter.finish()].filter(({ type }) => type !== 'text');
    };
    const call = `<invoke name="look">\n<parameter name="at">a</parameter>\n<parameter name="times">2</parameter>\n`;
    const args = { at: 'a', times: 2 };
    const next = '<invoke name="g">\n</invoke>\n';
    expect(parts(`${open}\n${call}</invoke>\n${next}${close}`)).toEqual([
      { type: 'tool-call-delta', index: 0, name: 'look', argumentsDelta: '{"at":"a"' },
      { type: 'tool-call-delta', index: 0, argumentsDelta: ',"times":2}' },
      { type: 'tool-call', index: 0, name: 'look', arguments: args },
      { type: 'tool-call-delta', index: 1, name: 'g', argumentsDelta: '{}' },
      { type: 'tool-call', index: 1, name: 'g', arguments: {} },
    ]);
    expect(parts(`${open}\n${call}and more\n</invoke>\n${close}`)).toEqual([
      { type: 'tool-call-delta', index: 0, name: 'look', argumentsDelta: '{"at":"a"' },
      { type: 'tool-call-retracted', index: 0 },
    ]);
    // Numeric keys come first in an object.
    const numbers = '<invoke name="g"><parameter name="b">1</parameter><parameter name="7">x</parameter>';
    const sorted = parts(`${open}${numbers}<parameter name="__proto__">y</parameter></invoke>${close}`);
    expect(sorted.map(({ type }) => type)).toEqual([
      'tool-call-delta',
      'tool-call-retracted',
      'tool-call-delta',
      'tool-call',
    ]);
    expect(JSON.stringify(sorted.at(-1))).toContain('{"7":"x","b":1,"__proto__":"y"}');
  });

  it('that are cut off are not calls, but those before them are', async () => {
    const { calls, text, malformedToolCalls } = await read(
      `${open}\n<invoke name="f">\n</invoke>\n<invoke name="g">\n<parameter name="p">x`,
    );
    expect(calls).toEqual([['f', {}]]);
    expect(text).toContain('<invoke name="g">');
    expect(malformedToolCalls).toHaveLength(1);
  });
});
