// Parts that a chat template does not write are written elsewhere, or named in an error; and an unfinished turn is continued.

import { describe, expect, it } from 'vitest';
import type { Message, Tool } from '../../src/contract/messages.ts';
import { type ChatTemplate, createChatTemplate, type TemplateSources } from '../../src/text/chat-template.ts';
import { Structure } from '../../src/text/structure.ts';
import { loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { otherFamilies } from '../support/chat-templates.ts';

const plainTemplate = (source: string | TemplateSources): ChatTemplate =>
  createChatTemplate(source, { namedTokens: {}, structure: new Structure(new Map()) });
const tools: Tool[] = [
  {
    name: 'distance',
    description: 'How far.',
    parameters: { type: 'object', properties: { to: { type: 'string' } } },
  },
];
const called: Message[] = [
  { role: 'user', content: 'How far is Oslo?' },
  { role: 'assistant', toolCalls: [{ name: 'distance', arguments: { to: 'Oslo' } }] },
];
const result: Message = { role: 'tool', name: 'distance', content: '500 km' };
const leavesOut = (message: RegExp) =>
  expect.objectContaining({ code: 'template', message: expect.stringMatching(message) });

/** Text of every listed role, as `[role]text`. */
const writing = (roles: string[], content = "m['content']"): string =>
  `{%- for m in messages %}{% if m['role'] in ${JSON.stringify(roles)} %}[{{ m['role'] }}]{{ ${content} }}{% endif %}{% endfor %}`;

describe('the result of a tool', () => {
  it('has the role "function" if a template knows no other', () => {
    const parts = "(m['name'] + '=' if m['role'] == 'function' else '') + m['content'][0]['text']";
    const prompt = plainTemplate(writing(['user', 'assistant', 'function'], parts)).render([
      ...called,
      result,
      result,
    ]);
    expect(prompt.text).toMatch(/\[function\]distance=500 km\[function\]distance=500 km$/);
  });

  it('is an error if a template writes none', () => {
    const template = plainTemplate(writing(['system', 'user', 'assistant']));
    expect(() => template.render([...called, result])).toThrow(
      leavesOut(/^The chat template leaves out messages\[2\], the result of a tool \(.*user message\)\.$/),
    );
    expect(template.render(called).text).toContain('<tool_calls>');
  });

  it('is an error if a template writes only the first of several', () => {
    const source = `{% for m in messages %}{% if m.role != 'tool' or messages[loop.index0 - 1].role != 'tool' %}{{ m.content }}|{% endif %}{% endfor %}`;
    const template = plainTemplate(source);
    expect(template.render([...called, result]).text).toContain('500 km');
    expect(() => template.render([...called, result, result])).toThrow(leavesOut(/messages\[3\]/));
  });
});

describe('tools', () => {
  const withTools = `{% for t in tools or [] %}{{ t.name }} {{ t.description }} {{ t.parameters | tojson }}{% endfor %}`;
  const plain = writing(['user']);

  it('are written by another template of the model, the one for tools first', () => {
    const sources = { default: plain, rag: `rag ${withTools}${plain}`, tool_use: `use ${withTools}${plain}` };
    const template = plainTemplate(sources);
    expect(template.render('Hi', { tools }).text).toMatch(/^use distance How far\. \{/);
    expect(template.render('Hi').text).toBe('[user]Hi');
    const { tool_use: _, ...others } = sources;
    expect(plainTemplate(others).render('Hi', { tools }).text).toMatch(/^rag distance/);
  });

  it('are an error if no template writes all of them', () => {
    expect(() => plainTemplate(plain).render('Hi', { tools })).toThrow(leavesOut(/leaves out tools\[0\]/));
    const names = `{% for t in tools or [] %}{{ t.name }}{% endfor %}${plain}`;
    expect(() => plainTemplate(names).render('Hi', { tools })).toThrow(leavesOut(/leaves out tools\[0\]/));
    expect(plainTemplate(names).render('Hi', { tools: [{ name: 'now' }] }).text).toBe('now[user]Hi');
  });

  it('go into the system message, as text, if no template writes them', () => {
    const template = plainTemplate(writing(['system', 'user']));
    const json =
      '{"name":"distance","description":"How far.","parameters":{"type":"object","properties":{"to":{"type":"string"}}}}';
    const alone = template.render('Hi', { tools }).text;
    expect(alone).toContain(`[system]You are provided with these tools:\n<tools>\n${json}\n</tools>\n`);
    expect(alone).toMatch(/<\/tool_calls>\[user\]Hi$/);
    const conversation: Message[] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ];
    expect(template.render(conversation, { tools }).text).toMatch(
      /^\[system\]Be brief\.\n\nYou are provided/,
    );
  });

  it('may be wrapped, and may be called functions', () => {
    const source = `{% for f in functions or [] %}{{ f['function']['name'] + f['function']['description'] }}{{ f['function']['parameters'] | tojson }}{% endfor %}${plain}`;
    expect(plainTemplate(source).render('Hi', { tools }).text).toMatch(/^distanceHow far\.\{/);
  });
});

describe('system messages', () => {
  const first = `{% if messages[0].role == 'system' %}{{ messages[0].content }}|{% endif %}${writing(['user', 'assistant'])}`;
  const conversation: Message[] = [
    { role: 'user', content: 'Hi' },
    { role: 'system', content: 'Be brief.' },
  ];

  it('that come late are an error if a template writes only the first', () => {
    const template = plainTemplate(first);
    expect(template.render([...conversation].reverse()).text).toBe('Be brief.|[user]Hi');
    expect(() => template.render(conversation)).toThrow(
      leavesOut(/messages\[1\], a system message \(put it first/),
    );
  });

  it('that come late are written if the template supports them', () => {
    expect(plainTemplate(writing(['user', 'system'])).render(conversation).text).toBe(
      '[user]Hi[system]Be brief.',
    );
  });

  it('are an error if a template writes none', () => {
    expect(() => plainTemplate(writing(['user'])).render([...conversation].reverse())).toThrow(
      leavesOut(/messages\[0\]/),
    );
  });
});

describe('a turn with calls', () => {
  const turn = (fields: object): Message[] => [called[0]!, { ...called[1]!, ...fields } as Message, result];
  const callsOrText = `{% for m in messages %}{% if m.tool_calls %}/{% for c in m.tool_calls %}{{ c.function | tojson }}{% endfor %}{% else %}[{{ m.role }}]{% if m.reasoning_content %}({{ m.reasoning_content }}){% endif %}{{ m.content }}{% endif %}{% endfor %}`;

  it('has its text and thinking written beside the calls if the template leaves them out', () => {
    const template = plainTemplate(callsOrText);
    expect(template.render(turn({})).text).toContain('/{"name": "distance", "arguments": {"to": "Oslo"}}');
    const block = '<tool_calls>\n{"name": "distance", "arguments": {"to": "Oslo"}}\n</tool_calls>';
    expect(template.render(turn({ content: 'I look.' })).text).toContain(`[assistant]I look.${block}`);
    expect(template.render(turn({ thinking: 'Hm.' })).text).toContain(`[assistant](Hm.)${block}`);
  });

  it('keeps all of its calls if the template writes only the first', () => {
    const source = `{% for m in messages %}{{ m.content }}{% if m.tool_calls %}{{ m.tool_calls[0].function | tojson }}{% endif %}|{% endfor %}`;
    const two = {
      toolCalls: [called[1]!, called[1]!].flatMap((m) => ('toolCalls' in m && m.toolCalls) || []),
    };
    expect(
      plainTemplate(source)
        .render(turn(two))
        .text.match(/"Oslo"/g),
    ).toHaveLength(2);
  });

  it('has its arguments as a string if the template joins them to text', () => {
    const source = `{% for m in messages %}{{ m.content }}{% for c in m.tool_calls or [] %}{{ '/' + c.function.name + c.function.arguments }}{% endfor %}|{% endfor %}`;
    expect(plainTemplate(source).render(turn({})).text).toContain('/distance{"to": "Oslo"}|');
  });

  it('has whole numbers beyond 2^53 with every digit', () => {
    const id = 2n ** 64n + 1n;
    for (const source of [callsOrText, writing(['user', 'assistant', 'tool'])]) {
      const { text } = plainTemplate(source).render(
        turn({ toolCalls: [{ name: 'f', arguments: { id, all: [-id] } }] }),
      );
      expect(text).toContain('"arguments": {"id": 18446744073709551617, "all": [-18446744073709551617]}');
    }
  });
});

describe('thinking', () => {
  const conversation: Message[] = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', thinking: 'Hm.', content: 'Yes.' },
    { role: 'user', content: 'Ok' },
  ];

  it.each(['reasoning_content', 'thinking', 'reasoning'])('goes into the field %s of a template', (field) => {
    const source = `{% for m in messages %}{% if m.${field} %}({{ m.${field} }}){% endif %}{{ m.content }}|{% endfor %}`;
    expect(plainTemplate(source).render(conversation).text).toBe('Hi|(Hm.)Yes.|Ok|');
  });

  it('of earlier turns is left to a template that reads thinking', () => {
    const source = `{% for m in messages %}{% if m.reasoning_content and loop.last %}({{ m.reasoning_content }}){% endif %}{{ m.content }}|{% endfor %}`;
    expect(plainTemplate(source).render(conversation).text).toBe('Hi|Yes.|Ok|');
  });
});

it('a template that builds a special token from pieces is an error, except around roles', () => {
  const structure = new Structure(
    new Map([
      [1, { content: '<|end|>', special: true }],
      [2, { content: '<|user|>', special: true }],
    ]),
  );
  const build = (source: string): ChatTemplate => createChatTemplate(source, { namedTokens: {}, structure });
  expect(() => build(`{{ messages[0].content + '<|' + 'end' + '|>' }}`).render('Hi')).toThrow(
    expect.objectContaining({
      code: 'template',
      message: expect.stringContaining('assembles <|end|> from pieces'),
    }),
  );
  const roles = build(
    `{% for t in tools or [] %}<|{{ t.name }}|>{% endfor %}{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}`,
  );
  expect(roles.render('<|user|>', { tools: [{ name: 'user' }] }).pieces).toEqual(['<|user|>', 2, '<|user|>']);
});

describe('a conversation that ends with the assistant', () => {
  const nano = loadNanoTokenizer();
  const families = [
    {
      name: 'm1-nano',
      tokenizer: nano,
      template: createChatTemplate(
        readJson<{ chat_template: string }>('m1-nano/tokenizer_config.json').chat_template,
        nano,
      ),
    },
    ...otherFamilies(),
  ];
  const begun = (fields: object): Message[] => [
    { role: 'user', content: 'Count.' },
    { role: 'assistant', ...fields },
  ];

  it.each(families)('leaves its turn open: $name', ({ template, tokenizer }) => {
    const prompt = template.render(begun({ content: 'One, two, ' }));
    expect(prompt.text).toMatch(/One, two, $/);
    expect(prompt.pieces.at(-1)).toMatch(/One, two, $/);
    expect(prompt.insideThinking).toBe(false);
    // The prefix equals that of the whole turn.
    const whole = template.render(begun({ content: 'One, two, three' }), { addGenerationPrompt: false });
    expect(whole.text.startsWith(prompt.text)).toBe(true);
    expect(tokenizer.decode(tokenizer.encode(prompt.pieces))).toBe(prompt.text);
  });

  it('continues its thinking if there is no text yet', () => {
    const [{ template }] = families as [(typeof families)[0]];
    const prompt = template.render(begun({ thinking: 'One, ' }));
    expect(prompt.text).toMatch(/<think>\nOne, $/);
    expect(prompt.insideThinking).toBe(true);
    const { text, insideThinking } = template.render(begun({ thinking: 'One.', content: 'Two' }));
    expect(text).toMatch(/<think>\nOne\.\n<\/think>\n\nTwo$/);
    expect(insideThinking).toBe(false);
  });

  it('gets a new turn if the last one called tools', () => {
    const [{ template }] = families as [(typeof families)[0]];
    expect(template.render(called).text).toMatch(/ai name=assistant\n$/);
  });

  it('is an error if the template does not write that turn, or writes it twice', () => {
    expect(() => plainTemplate(writing(['user'])).render(begun({ content: 'One' }))).toThrow(
      leavesOut(/leaves out messages\[1\]/),
    );
    const twice = `{% for m in messages %}{{ m.content }}{{ m.content }}{% endfor %}`;
    expect(() => plainTemplate(twice).render(begun({ content: 'One' }))).toThrow(
      leavesOut(/2 times, expected once.*cannot be continued/),
    );
  });
});
