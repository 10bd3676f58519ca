import { describe, expect, it } from 'vitest';
import type { Message, Tool } from '../../src/contract/messages.ts';
import { PocketM1Error } from '../../src/errors.ts';
import {
  type ChatTemplate,
  chatTemplateSources,
  createChatTemplate,
  type TemplateSources,
} from '../../src/text/chat-template.ts';
import { Structure } from '../../src/text/structure.ts';
import { compileTemplate } from '../../src/text/template.ts';
import { readJson } from '../fixtures/text/load.ts';

interface ReleasedCase {
  name: string;
  input: { messages: Message[]; tools: Tool[] | null; add_generation_prompt: boolean };
  output?: string;
  error?: boolean;
}

const released = readJson<{ chat_template: string; cases: ReleasedCase[] }>('chat_template.json');
const nanoCases = readJson<
  { name: string; messages: Message[]; tools?: Tool[]; addGenerationPrompt?: boolean; output: string }[]
>('m1-nano/chat_template_cases.json');
/** A template of a model without added tokens. */
const plainTemplate = (source: string | TemplateSources): ChatTemplate =>
  createChatTemplate(source, { namedTokens: {}, structure: new Structure(new Map()) });
const m1 = plainTemplate(released.chat_template);
const nano = plainTemplate(chatTemplateSources(readJson('m1-nano/tokenizer_config.json')));

const templateError = (message: string) =>
  expect.objectContaining({ name: PocketM1Error.name, code: 'template', message });

describe('the released template, with messages in its own form', () => {
  const template = compileTemplate(released.chat_template);
  // @huggingface/jinja has no selectattr on strings. Our messages never have content that is one.
  const content = 'assistant content as a plain string renders empty';

  it.each(released.cases.filter(({ name }) => name !== content))('$name', ({ input, output, error }) => {
    if (error) {
      const message = 'The chat template cannot be rendered: Cannot perform operation + on undefined values.';
      expect(() => template(input)).toThrow(templateError(message));
    } else {
      expect(template(input)).toBe(output);
    }
  });
});

describe('the released template, with our messages', () => {
  const named = (name: string): ReleasedCase => released.cases.find((entry) => entry.name === name)!;

  it.each(
    [
      'user only, generation prompt',
      'user only, no generation prompt',
      'system and user',
      'multi-turn',
      'tools, non-ASCII and markup in descriptions',
      'tools without a system message',
      'system messages are concatenated wherever they stand',
      'empty tools list',
    ].map(named),
  )('$name', ({ input: { messages, tools, add_generation_prompt: addGenerationPrompt }, output }) => {
    const options = { ...(tools && { tools }), addGenerationPrompt };
    expect(m1.render(messages, options).text).toBe(output);

    // The same again with content as strings, and with tools wrapped as OpenAI's API has them.
    const strings = messages.map((message) => {
      const content = (message.content as readonly { text: string }[]).map(({ text }) => text).join('');
      return { ...message, content };
    });
    const wrapped = tools?.map((tool) => ({ type: 'function', function: tool }) as Tool);
    expect(m1.render(strings, { ...options, ...(wrapped && { tools: wrapped }) }).text).toBe(output);
  });

  it('keeps all text parts of a message, although the template reads only the first', () => {
    const content = ['one ', 'two'].map((text) => ({ type: 'text', text }) as const);
    expect(m1.render([{ role: 'user', content }]).text).toBe(m1.render('one two').text);
  });

  it('writes thinking and tool calls into the content, because the template does not write them', () => {
    const { text: prompt } = m1.render(
      [
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          thinking: 'I need a tool.',
          toolCalls: [
            { name: 'get_weather', arguments: { city: 'Zürich' } },
            { name: 'get_time', arguments: {} },
          ],
        },
        { role: 'tool', name: 'get_weather', content: '25' },
      ],
      { addGenerationPrompt: false },
    );
    expect(prompt).toBe(
      '<begin_of_document><beginning_of_sentence>user name=user\nWeather?<end_of_sentence>\n' +
        '<beginning_of_sentence>ai name=assistant\n<think>\nI need a tool.\n</think>\n\n<tool_calls>\n' +
        '{"name": "get_weather", "arguments": {"city": "Zürich"}}\n{"name": "get_time", "arguments": {}}\n' +
        '</tool_calls><end_of_sentence>\n' +
        '<beginning_of_sentence>tool name=tools\ntool name: get_weather\ntool result: 25\n\n<end_of_sentence>\n',
    );
  });
});

describe('the results of parallel calls', () => {
  it('are one turn of the released template', () => {
    const { input, output } = released.cases.find(({ name }) => name === 'tool results, two in one message')!;
    const messages = input.messages.flatMap((message) =>
      message.role === 'tool'
        ? (message.content as unknown as { name: string; text: string }[]).map(
            ({ name, text }): Message => ({ role: 'tool', name, content: text }),
          )
        : [message],
    );
    expect(messages.filter(({ role }) => role === 'tool')).toHaveLength(2);
    expect(m1.render(messages, { tools: input.tools! }).text).toBe(output);
  });
});

describe('templates of other models', () => {
  const conversation: Message[] = [
    { role: 'user', content: 'Weather?' },
    { role: 'assistant', toolCalls: [{ name: 'get_weather', arguments: { city: 'Paris' } }] },
    { role: 'tool', name: 'get_weather', content: '25' },
  ];

  it.each([
    `{%- for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' }}{% endfor %}`,
    `{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content | trim }}<|im_end|>{% endfor %}`,
  ])('take content as a string: %s', (source) => {
    const messages: Message[] = [{ role: 'user', content: 'Hi' }];
    expect(plainTemplate(source).render(messages).text).toBe('<|im_start|>user\nHi<|im_end|>');
  });

  it('may take parts for user messages and strings for all others', () => {
    const template = plainTemplate(
      `{%- for m in messages %}[{{ m.role }}]{% if m.role != 'user' %}{{ '' + m['content'] }}{% elif m.content is string %}{{ m.content }}{% else %}{% for part in m.content %}{{ part.text }}{% endfor %}{% endif %}{% endfor %}`,
    );
    const messages: Message[] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'Bye' },
    ];
    expect(template.render(messages).text).toBe('[system]Be brief.[user]Hi[assistant]Hello.[user]Bye');
  });

  it("take tool calls in Hugging Face's form", () => {
    const template = plainTemplate(
      '{% for m in messages %}{{ m.content }}{% for call in m.tool_calls or [] %}/{{ call.function.name }}({{ call.function.arguments | tojson }})={% endfor %}{% endfor %}',
    );
    expect(template.render(conversation).text).toBe('Weather?/get_weather({"city": "Paris"})=25');
  });

  it('may have any kind of newline', () => {
    const lines = ['{% for m in messages %}', '{{ m.content }}', '{% endfor %}', ''];
    const [unix, windows, mac] = ['\n', '\r\n', '\r'].map(
      (end) => plainTemplate(lines.join(end)).render('a\r\nb').text,
    );
    expect(unix).toBe('a\r\nb\n');
    expect([windows, mac]).toEqual([unix, unix]);
  });
});

describe("m1-nano's template", () => {
  it.each(nanoCases)('$name', ({ output, messages, ...options }) => {
    expect(nano.render(messages, options).text).toBe(output);
  });
});

describe('rendering', () => {
  it('leaves out undefined properties of tools and arguments, as JSON does', () => {
    const tool = { name: 'f', description: undefined, parameters: {} } as unknown as Tool;
    expect(m1.render('Hi', { tools: [tool] }).text).toContain('\n{"name": "f", "parameters": {}}\n');
  });

  it('passes the named tokens to the template', () => {
    const template = createChatTemplate('{{ bos_token }}{{ messages[0].content }}', {
      namedTokens: { bos_token: '<s>' },
      structure: new Structure(new Map()),
    });
    expect(template.render('Hi').text).toBe('<s>Hi');
  });

  it('renders deterministically', () => {
    const messages: Message[] = [{ role: 'user', content: 'a\r\n\ud83d \u0000' }];
    expect(nano.render(messages)).toEqual(nano.render(messages));
    // Half a surrogate pair has no token of its own.
    expect(nano.render(messages).text).toContain('a\r\n\ufffd \u0000');
  });

  it('takes a very long message', () => {
    const content = 'word '.repeat(200_000);
    expect(m1.render([{ role: 'user', content }]).text).toContain(content);
  });
});

describe('what cannot be rendered', () => {
  it('names a template that does not parse', () => {
    expect(() => plainTemplate('{% for %}')).toThrow(
      expect.objectContaining({
        code: 'template',
        message: expect.stringMatching(/^The chat template cannot be parsed: .*\.$/s),
      }),
    );
  });

  it("passes on the template's own error", () => {
    const template = plainTemplate("{{ raise_exception('Roles must alternate') }}");
    expect(() => template.render('Hi')).toThrow(
      templateError('The chat template cannot be rendered: Roles must alternate.'),
    );
  });

  it.each([
    [
      'a role it does not know',
      { role: 'robot', content: 'a' },
      'messages[1].role is "robot", expected system, user, assistant or tool.',
    ],
    [
      'no content',
      { role: 'user' },
      'messages[1].content is missing, expected a string or a list of text parts.',
    ],
    [
      'an image',
      { role: 'user', content: [{ type: 'image' }] },
      'messages[1].content[0].type is "image", expected "text": the model reads only { type: "text", text }.',
    ],
    [
      'a tool result of no tool',
      { role: 'tool', content: 'a' },
      'messages[1] is a result without a tool: give its toolCallId, or the name of the tool.',
    ],
    [
      'nothing in the place of a message',
      null,
      'messages[1] is null, expected a message: { role, content }.',
    ],
    [
      'calls that are no list',
      { role: 'assistant', content: '', toolCalls: {} },
      'messages[1].toolCalls is {}, expected a list of calls.',
    ],
    [
      'a call without a name',
      { role: 'assistant', content: '', toolCalls: ['now'] },
      'messages[1].toolCalls[0] is "now", expected a call: { name, arguments }.',
    ],
    [
      'arguments that JSON cannot write',
      { role: 'assistant', content: '', toolCalls: [{ name: 'add', arguments: { n: Number.NaN } }] },
      'messages[1].toolCalls[0].arguments.n is NaN, which JSON cannot write.',
    ],
  ])('rejects %s', (_, message, sentence) => {
    const messages = [{ role: 'user', content: 'Hi' }, message] as Message[];
    expect(() => nano.render(messages)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: sentence }),
    );
  });

  it.each([[['calculator']], [[null]], [[{ description: 'Adds.' }]], [[{ type: 'function', function: {} }]]])(
    'refuses the tools %j',
    (tools) => {
      const messages: Message[] = [{ role: 'user', content: 'Hi' }];
      expect(() => nano.render(messages, { tools: tools as unknown as Tool[] })).toThrow(
        expect.objectContaining({
          code: 'invalid-argument',
          message: 'tools[0] needs a name: a tool is { name, description, parameters }.',
        }),
      );
    },
  );

  it('treats null as missing', () => {
    const nothing = { role: 'assistant', content: null, thinking: null, toolCalls: null };
    const messages = [{ role: 'user', content: 'Hi' }, nothing] as unknown as Message[];
    const empty: Message[] = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: '' },
    ];
    expect(nano.render(messages)).toEqual(nano.render(empty));
  });

  it.each([
    ['chat_template', { chat_template: 'a' }, { default: 'a' }],
    [
      'several',
      {
        chat_template: [
          { name: 'rag', template: 'b' },
          { name: 'default', template: 'c' },
        ],
      },
      { rag: 'b', default: 'c' },
    ],
  ])('finds %s in tokenizer_config.json', (_, config, source) => {
    expect(chatTemplateSources(config)).toEqual(source);
  });

  it.each([[undefined], [{}], [{ chat_template: [] }]])('reports that %j has no template', (config) => {
    expect(() => chatTemplateSources(config)).toThrow(
      templateError('tokenizer_config.json has no chat_template.'),
    );
  });
});

it.each([
  ['ai name=assistant\n', false],
  ['ai name=assistant\n<think>\n', true],
  ['<think>', true],
  ['<think>\na\n</think>\n\n', false],
])('detects whether a template that ends with %j opens the thinking', (end, expected) => {
  expect(plainTemplate(`{{ messages[0].content }}${end}`).render('Hi').insideThinking).toBe(expected);
});
