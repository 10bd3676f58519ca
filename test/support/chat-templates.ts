// Chat templates in the style of other families, each with a tokenizer that has its tokens. They differ in how they write
// roles, read tags in the text, trim, and write JSON.

import { type ChatTemplate, createChatTemplate } from '../../src/text/chat-template.ts';
import { createTokenizer, type Tokenizer } from '../../src/text/tokenizer.ts';
import { readJson } from '../fixtures/text/load.ts';

export interface Family {
  name: string;
  tokenizer: Tokenizer;
  template: ChatTemplate;
}

interface Shape {
  /** In the order of their ids; a token in a list is not special. */
  tokens: (string | [string])[];
  template: string;
}

/** Reads tags in the text of earlier turns, and groups results in one user turn. */
const chatml: Shape = {
  tokens: [
    '<|im_start|>',
    '<|im_end|>',
    '<|endoftext|>',
    ['<think>'],
    ['</think>'],
    ['<tool_call>'],
    ['</tool_call>'],
  ],
  template: `{%- if tools %}<|im_start|>system
{% if messages[0].role == 'system' %}{{ messages[0].content + '\\n\\n' }}{% endif %}# Tools
{%- for tool in tools %}
{{ tool | tojson }}
{%- endfor %}
Call as in <tool_call>{"name": ..., "arguments": ...}</tool_call><|im_end|>
{% elif messages[0].role == 'system' %}<|im_start|>system
{{ messages[0].content }}<|im_end|>
{% endif %}
{%- for message in messages %}
{%- if message.role == 'user' or (message.role == 'system' and not loop.first) %}{{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
{%- elif message.role == 'assistant' %}
{%- set content = message.content %}{% set thinking = '' %}
{%- if message.reasoning_content is defined %}{% set thinking = message.reasoning_content %}
{%- elif '</think>' in content %}{% set thinking = content.split('</think>')[0].split('<think>')[-1] %}{% set content = content.split('</think>')[-1].lstrip() %}{% endif %}
{{- '<|im_start|>' + message.role + '\\n' }}{% if thinking %}{{ '<think>\\n' + thinking.strip() + '\\n</think>\\n\\n' }}{% endif %}{{ content }}
{%- for call in message.tool_calls or [] %}{{ '\\n<tool_call>\\n{"name": "' + call.function.name + '", "arguments": ' }}{{ call.function.arguments | tojson }}{{ '}\\n</tool_call>' }}{% endfor %}
{{- '<|im_end|>\\n' }}
{%- elif message.role == 'tool' %}
{%- if loop.first or messages[loop.index0 - 1].role != 'tool' %}{{ '<|im_start|>user' }}{% endif %}
{{- '\\n<tool_response>\\n' }}{{ message.content }}{{ '\\n</tool_response>' }}
{%- if loop.last or messages[loop.index0 + 1].role != 'tool' %}{{ '<|im_end|>\\n' }}{% endif %}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}`,
};

/** Writes the token of a role in pieces. */
const roleTokens: Shape = {
  tokens: ['<|system|>', '<|user|>', '<|assistant|>', '<|tool|>', '<|end|>', '<|endoftext|>'],
  template: `{% for message in messages %}{{ '<|' + message['role'] + '|>' }}
{% if message['role'] == 'system' and tools %}{{ tools | tojson(indent=2) }}{% endif %}
{{ message['content'] }}{% if message.tool_calls %}{{ message.tool_calls | tojson }}{% endif %}<|end|>
{% endfor %}{% if tools and messages[0].role != 'system' %}{% for tool in tools %}{{ tool['name'] }}: {{ tool['description'] }} {{ tool['parameters'] | tojson }}{% endfor %}{% endif %}
{%- if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% endif %}`,
};

/** Trims all content, writes results as JSON, and starts with a token referenced by name. */
const headers: Shape = {
  tokens: ['<|begin_of_text|>', '<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>', '<|python_tag|>'],
  template: `{{- bos_token }}
{%- macro header(role) %}{{ '<|start_header_id|>' ~ role ~ '<|end_header_id|>\\n\\n' }}{% endmacro %}
{%- if tools %}{{ header('system') }}{% for t in tools %}{{ t.function.name ~ ' ' ~ (t | tojson(indent=4)) ~ '\\n' }}{% endfor %}{{ '<|eot_id|>' }}{% endif %}
{%- for message in messages %}
{%- if message.role == 'tool' %}{{ header('ipython') }}{{ message.content | tojson }}{{ '<|eot_id|>' }}
{%- elif message.tool_calls %}{% for call in message.tool_calls %}{{ header('assistant') }}{{ '<|python_tag|>{"name": "' ~ call.function.name ~ '", "parameters": ' ~ (call.function.arguments | tojson) ~ '}<|eot_id|>' }}{% endfor %}
{%- else %}{{ header(message['role']) + message['content'] | trim + '<|eot_id|>' }}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{ header('assistant') }}{% endif %}`,
};

function family(name: string, { tokens, template }: Shape): Family {
  const json = readJson<{ added_tokens: object[] }>('m1-nano/tokenizer.json.gz');
  const added = tokens.map((token, i) => ({
    id: 5000 + i,
    content: typeof token === 'string' ? token : token[0],
    special: typeof token === 'string',
  }));
  const tokenizer = createTokenizer({ ...json, added_tokens: added }, { bos_token: added[0]!.content });
  return { name, tokenizer, template: createChatTemplate(template, tokenizer) };
}

export function otherFamilies(): Family[] {
  return [
    family('a template that reads tags in the text', chatml),
    family('a template that writes tokens in pieces', roleTokens),
    family('a template that trims and writes JSON', headers),
  ];
}
