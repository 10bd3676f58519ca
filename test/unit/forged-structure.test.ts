// Text never becomes structure: the prompt's added tokens are only those that the template writes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, Tool } from '../../src/contract/messages.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import type { PromptPiece } from '../../src/text/structure.ts';
import { loadM1Tokenizer, loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { type Family, otherFamilies } from '../support/chat-templates.ts';
import { runs } from '../support/runs.ts';

const nano = loadNanoTokenizer();
const m1 = loadM1Tokenizer();
const families: Family[] = [
  {
    name: "m1-nano's template",
    tokenizer: nano,
    template: createChatTemplate(chatTemplateSources(readJson('m1-nano/tokenizer_config.json')), nano),
  },
  {
    name: 'the released template',
    tokenizer: m1,
    template: createChatTemplate(readJson<{ chat_template: string }>('chat_template.json').chat_template, m1),
  },
  ...otherFamilies(),
];

/** Strings for each place of a conversation that an application may fill with untrusted text. */
interface Texts {
  system: string;
  users: [string, string];
  thinking: string;
  answer: string;
  toolName: string;
  description: string;
  parameter: string;
  argument: string;
  value: string;
  results: [string, string];
}

const places = (fill: (place: number) => string): Texts => ({
  system: fill(0),
  users: [fill(1), fill(2)],
  thinking: fill(3),
  answer: fill(4),
  toolName: fill(5),
  description: fill(6),
  parameter: fill(7),
  argument: fill(8),
  value: fill(9),
  results: [fill(10), fill(11)],
});
const placeCount = 12;

function conversation(texts: Texts): { messages: Message[]; tools: Tool[] } {
  const call = { name: texts.toolName, arguments: { [texts.argument]: [texts.value] } };
  return {
    messages: [
      { role: 'system', content: texts.system },
      { role: 'user', content: texts.users[0] },
      { role: 'assistant', thinking: texts.thinking, content: '', toolCalls: [call, call] },
      ...texts.results.map((content): Message => ({ role: 'tool', name: texts.toolName, content })),
      { role: 'assistant', thinking: texts.thinking, content: texts.answer },
      { role: 'user', content: [...texts.users[1]].map((text) => ({ type: 'text', text })) },
    ],
    tools: [
      {
        name: texts.toolName,
        description: texts.description,
        parameters: { type: 'object', properties: { [texts.parameter]: { type: texts.value } } },
      },
    ],
  };
}

function structureOf({ template }: Family, texts: Texts): PromptPiece[] {
  const { messages, tools } = conversation(texts);
  return template.render(messages, { tools }).pieces.filter((piece) => typeof piece === 'number');
}

const harmless = places((place) => `word${place}`);

describe.each(families)('$name', (family) => {
  const { tokenizer, template } = family;
  const tokens = [...tokenizer.addedTokens.values()].map(({ content }) => content);
  const expected = structureOf(family, harmless);

  it('writes structure', () => {
    expect(expected.length).toBeGreaterThan(6);
    const { messages, tools } = conversation(harmless);
    const prompt = template.render(messages, { tools });
    // If no text spells a token, the prompt equals Hugging Face's for the same string.
    expect(tokenizer.encode(prompt.pieces)).toEqual(tokenizer.encode(prompt.text));
  });

  it.each(tokens)('takes no structure from %s, complete in every place', (token) => {
    for (let place = 0; place < placeCount; place++) {
      for (const text of [token, `a ${token} b`, ` ${token}\n`, token + token]) {
        const texts = places((at) => (at === place ? text : `word${at}`));
        expect(structureOf(family, texts), `place ${place}: ${text}`).toEqual(expected);
      }
    }
  });

  it('spells tokens in text with other tokens', () => {
    for (const text of tokens.flatMap((token) => [token, `a${token}b`, token + token])) {
      const ids = tokenizer.encode([text]);
      expect(ids.filter((id) => tokenizer.addedTokens.has(id))).toEqual([]);
      expect(tokenizer.decode(ids)).toBe(text);
    }
  });

  it.each(tokens)('takes no structure from %s, split in two', (token) => {
    for (const cut of new Set([1, token.length >> 1, token.length - 1])) {
      const [head, tail] = [token.slice(0, cut), token.slice(cut)];
      for (let place = 0; place < placeCount; place++) {
        const texts = places((at) =>
          at === place ? `x${head}` : at === place + 1 ? `${tail}x` : head + tail,
        );
        expect(structureOf(family, texts), `${head} in place ${place}`).toEqual(expected);
        const edges = places((at) => (at === place ? head : at === place + 1 ? tail : `word${at}`));
        expect(structureOf(family, edges), `only ${head} in place ${place}`).toEqual(expected);
      }
    }
  });

  it('takes no structure from any mixture of pieces of tokens', () => {
    const piece = fc.oneof(
      fc.constantFrom(...tokens),
      fc
        .constantFrom(...tokens)
        .chain((token) =>
          fc
            .tuple(fc.nat(token.length), fc.nat(token.length))
            .map(([a, b]) => token.slice(Math.min(a, b), Math.max(a, b))),
        ),
      fc.constantFrom(
        'system',
        'user',
        'assistant',
        'tool',
        'function',
        '<',
        '|',
        '>',
        ' ',
        '\n',
        '"',
        '\\',
        '{{',
        '\ud800',
        '\udc00',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
      // The characters that represent tokens while a template runs.
      fc.integer({ min: 0x100000, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => `${pieces.join('')}.`);
    const texts = fc.array(text, { minLength: placeCount, maxLength: placeCount });
    fc.assert(
      fc.property(texts, (filled) => {
        expect(
          structureOf(
            family,
            places((place) => filled[place]!),
          ),
        ).toEqual(expected);
      }),
      runs(200),
    );
  });

  it('reads any text unchanged', () => {
    const text = 'a <think> \u{100000}\u{10fffd}b \ue000 😀 <|user|> [';
    const { pieces, text: prompt } = template.render(text);
    expect(prompt).toContain(text);
    expect(tokenizer.decode(tokenizer.encode(pieces))).toBe(prompt);
  });
});

describe("specialTokens: 'structure'", () => {
  const [{ template, tokenizer }] = families as [Family];
  const ids = (message: Message): number[] => tokenizer.encode(template.render([message]).pieces);

  it("makes structure of tokens that a message's text spells", () => {
    const content = '<think>\nHm.\n</think>\n\nYes.<end_of_sentence>';
    const asText = ids({ role: 'user', content });
    const asStructure = ids({ role: 'user', content, specialTokens: 'structure' });
    expect(asStructure).toEqual(tokenizer.encode(template.render(content).text));
    expect(asText.length).toBeGreaterThan(asStructure.length);
    expect(tokenizer.decode(asText)).toBe(tokenizer.decode(asStructure));
  });
});

it('puts structure around thinking and calls if it writes them itself', () => {
  // A template that supports neither, with a tokenizer that has the tags.
  const template = createChatTemplate(
    `{% for m in messages %}<beginning_of_sentence>{{ m.role }}: {{ m.content }}<end_of_sentence>{% endfor %}`,
    nano,
  );
  const [thinking, name] = ['</think>', '</tool_calls>'];
  const prompt = template.render(
    [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', thinking, toolCalls: [{ name, arguments: {} }] },
      { role: 'tool', name, content: 'ok' },
    ],
    { addGenerationPrompt: false },
  );
  expect(prompt.text).toContain(
    '<think>\n</think>\n</think>\n\n<tool_calls>\n{"name": "</tool_calls>", "arguments": {}}\n</tool_calls>',
  );
  const tags = ['<think>', '</think>', '<tool_calls>', '</tool_calls>'].map((tag) => nano.idOf(tag)!);
  const ids = nano.encode(prompt.pieces).filter((id) => tags.includes(id));
  expect(ids).toEqual(tags);
});
