import { describe, expect, it } from 'vitest';
import { checkpointOffsets } from '../../src/chat/checkpoint-offsets.ts';
import type { Message, ToolDefinition } from '../../src/contract/messages.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { type Family, otherFamilies } from '../support/chat-templates.ts';

const nano = loadNanoTokenizer();
const sources = chatTemplateSources(readJson('m1-nano/tokenizer_config.json'));
const families: Family[] = [
  { name: "m1-nano's template", tokenizer: nano, template: createChatTemplate(sources, nano) },
  ...otherFamilies(),
  {
    name: 'a template without tokens',
    tokenizer: nano,
    template: createChatTemplate(
      `{% for m in messages %}{{ m.role }}: {{ m.content }}{% if m.tool_calls %}{{ m.tool_calls | tojson }}{% endif %}
{% endfor %}{% for t in tools or [] %}{{ t.name }} {{ t.description }} {{ t.parameters | tojson }}{% endfor %}
{%- if add_generation_prompt %}assistant: {% endif %}`,
      nano,
    ),
  },
];

const system: Message = { role: 'system', content: 'You know all about foxes and nothing else.' };
const tool: ToolDefinition = {
  name: 'count',
  description: 'Counts foxes.',
  parameters: { type: 'object', properties: { place: { type: 'string' } } },
};
const question: Message = { role: 'user', content: 'How many foxes sleep?' };
const answer: Message = { role: 'assistant', content: 'Four of them do.', thinking: 'A fox sleeps.' };
const next: Message = { role: 'user', content: '0 of them, I would say.' };

describe.each(families)('the offsets of checkpoints, by $name', ({ name, template, tokenizer }) => {
  const hasToolsFirst =
    name !== 'a template without tokens' && name !== 'a template that writes tokens in pieces';
  const of = (messages: string | Message[], tools: ToolDefinition[] = []) => {
    const ids = tokenizer.encode(template.render(messages, { tools }).pieces);
    const offsets = checkpointOffsets({ template, tokenizer }, messages, tools, ids);
    return { ids, offsets, texts: offsets.map((end) => tokenizer.decode(ids.slice(0, end))) };
  };

  it('are the end of the common beginning and the end of the last given turn', () => {
    const { ids, offsets, texts } = of([system, question, answer, next]);
    expect(offsets).toHaveLength(2);
    const [beginning, whole] = texts as [string, string];
    expect(beginning).toContain('nothing else.');
    expect(beginning).not.toContain('How');
    expect(whole).toContain('I would say.');
    expect(offsets[1]).toBeLessThan(ids.length);
  });

  it('are where later prompts of the same conversation, and prompts of another one, diverge', () => {
    const tools = hasToolsFirst ? [tool] : [];
    const { ids, offsets } = of([system, question], tools);
    const later = of([system, question, answer, next], tools);
    const other = of([system, next], tools);
    expect(later.ids.slice(0, offsets[1])).toEqual(ids.slice(0, offsets[1]));
    expect(other.ids.slice(0, offsets[0])).toEqual(ids.slice(0, offsets[0]));
    expect(later.offsets[0]).toBe(offsets[0]);
    expect(other.ids[offsets[0]!]).not.toBe(ids[offsets[0]!]);
    if (hasToolsFirst) {
      expect(tokenizer.decode(ids.slice(0, offsets[0]))).toContain('Counts foxes.');
    }
  });

  it('end with the last given turn if an answer is continued', () => {
    const { texts } = of([system, question, { role: 'assistant', content: 'Four of' }]);
    expect(texts.at(-1)).toContain('foxes sleep?');
    expect(texts.at(-1)).not.toContain('Four');
  });

  it('ascend and lie within the prompt, also for a string and for a result', () => {
    const call = { role: 'assistant', toolCalls: [{ id: 'a', name: 'count', arguments: {} }] } as const;
    const result = { role: 'tool', toolCallId: 'a', content: '17' } as const;
    const texts: (string | Message[])[] = ['Hi', [question], [question, call, result]];
    for (const messages of texts) {
      const { ids, offsets } = of(messages, [tool]);
      expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
      for (const offset of offsets) expect(offset > 0 && offset <= ids.length).toBe(true);
    }
  });
});

it('a template that rejects a final question is not rendered again', () => {
  const template = createChatTemplate(
    `{% if not add_generation_prompt and messages[-1].role == 'user' %}{{ raise_exception('no answer') }}{% endif %}{% for m in messages %}{{ m.content }}{% endfor %}`,
    nano,
  );
  const ids = nano.encode(template.render([question]).pieces);
  expect(checkpointOffsets({ template, tokenizer: nano }, [question], [], ids)).toEqual([]);
});
