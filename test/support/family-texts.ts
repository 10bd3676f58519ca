// Small tokenizers and chat templates in the style of each family's released models: their split patterns, their added
// tokens, and how they write turns, thinking, tools, calls and results.

import { byteTokenizer } from './tokenizer-files.ts';

export interface FamilyText {
  family: string;
  /** The golden fixture with its weights. */
  fixture: string;
  tokenizer: object;
  tokenizerConfig: object;
  generationConfig: object;
  /** The token that ends a turn, and what the template writes after it. */
  endOfTurn: [token: string, after: string];
}

interface Split {
  normalizer?: object;
  preTokenizers: object[];
  /** In addition to the bytes: the results of the merges. */
  merges: [string, string][];
}

function tokenizerWith({ normalizer, preTokenizers, merges }: Split, tokens: (string | [string])[]): object {
  const words = merges.map((pair) => pair.join(''));
  const added = tokens.map((token, i) => ({
    id: 256 + words.length + i,
    content: typeof token === 'string' ? token : token[0],
    special: typeof token === 'string',
  }));
  const json = byteTokenizer({ words, added });
  return {
    ...json,
    normalizer: normalizer ?? null,
    pre_tokenizer: { type: 'Sequence', pretokenizers: preTokenizers },
    model: { ...json.model, merges },
  };
}

const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true };
/** Merges that a split pattern allows or prevents: digits, a word after a space, punctuation. */
const merges: [string, string][] = [
  ['1', '2'],
  ['Ġ', 'f'],
  ['Ġf', 'o'],
  ['!', '!'],
];
const wordsThenDigits =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const splitAt = (pattern: string) => ({
  type: 'Split',
  pattern: { Regex: pattern },
  behavior: 'Isolated',
  invert: false,
});

const qwen: FamilyText = {
  family: 'Qwen3-MoE',
  fixture: 'qwen3-moe-16-top4',
  tokenizer: tokenizerWith(
    {
      normalizer: { type: 'NFC' },
      preTokenizers: [splitAt(wordsThenDigits), { ...byteLevel, use_regex: false }],
      merges,
    },
    [
      '<|endoftext|>',
      '<|im_start|>',
      '<|im_end|>',
      ['<tool_call>'],
      ['</tool_call>'],
      ['<tool_response>'],
      ['</tool_response>'],
      ['<think>'],
      ['</think>'],
    ],
  ),
  tokenizerConfig: {
    eos_token: '<|im_end|>',
    chat_template: `{%- if tools %}
{{- '<|im_start|>system\\n' }}
{%- if messages[0].role == 'system' %}{{- messages[0].content + '\\n\\n' }}{% endif %}
{{- '# Tools\\n\\n<tools>' }}
{%- for tool in tools %}{{ '\\n' }}{{ tool | tojson }}{% endfor %}
{{- '\\n</tools>\\n\\nFor each call, return a JSON object within <tool_call></tool_call> XML tags:\\n<tool_call>\\n{"name": <function-name>, "arguments": <args-json-object>}\\n</tool_call><|im_end|>\\n' }}
{%- elif messages[0].role == 'system' %}
{{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
{%- endif %}
{%- set ns = namespace(multi_step_tool=true, last_query_index=messages|length - 1) %}
{%- for message in messages[::-1] %}
{%- set index = (messages|length - 1) - loop.index0 %}
{%- if ns.multi_step_tool and message.role == 'user' and message.content is string and not(message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}
{%- set ns.multi_step_tool = false %}{% set ns.last_query_index = index %}
{%- endif %}
{%- endfor %}
{%- for message in messages %}
{%- set content = message.content if message.content is string else '' %}
{%- if message.role == 'user' or (message.role == 'system' and not loop.first) %}
{{- '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>' + '\\n' }}
{%- elif message.role == 'assistant' %}
{%- set reasoning_content = '' %}
{%- if message.reasoning_content is string %}
{%- set reasoning_content = message.reasoning_content %}
{%- elif '</think>' in content %}
{%- set reasoning_content = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
{%- set content = content.split('</think>')[-1].lstrip('\\n') %}
{%- endif %}
{%- if loop.index0 > ns.last_query_index and (loop.last or reasoning_content) %}
{{- '<|im_start|>' + message.role + '\\n<think>\\n' + reasoning_content.strip('\\n') + '\\n</think>\\n\\n' + content.lstrip('\\n') }}
{%- else %}
{{- '<|im_start|>' + message.role + '\\n' + content }}
{%- endif %}
{%- for tool_call in message.tool_calls or [] %}
{%- if (loop.first and content) or (not loop.first) %}{{- '\\n' }}{% endif %}
{%- if tool_call.function %}{% set tool_call = tool_call.function %}{% endif %}
{{- '<tool_call>\\n{"name": "' }}{{- tool_call.name }}{{- '", "arguments": ' }}
{%- if tool_call.arguments is string %}{{- tool_call.arguments }}{% else %}{{- tool_call.arguments | tojson }}{% endif %}
{{- '}\\n</tool_call>' }}
{%- endfor %}
{{- '<|im_end|>\\n' }}
{%- elif message.role == 'tool' %}
{%- if loop.first or messages[loop.index0 - 1].role != 'tool' %}{{- '<|im_start|>user' }}{% endif %}
{{- '\\n<tool_response>\\n' }}{{- content }}{{- '\\n</tool_response>' }}
{%- if loop.last or messages[loop.index0 + 1].role != 'tool' %}{{- '<|im_end|>\\n' }}{% endif %}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{% endif %}`,
  },
  generationConfig: { do_sample: true, temperature: 0.6, top_k: 20, top_p: 0.95 },
  endOfTurn: ['<|im_end|>', '\n'],
};

/** Qwen3-Coder: the same architecture and tokens, with calls in XML. */
const coder: FamilyText = {
  ...qwen,
  family: 'Qwen3-Coder',
  tokenizerConfig: {
    eos_token: '<|im_end|>',
    chat_template: `{%- if tools %}
{{- '<|im_start|>system\\nYou have access to the following functions:\\n\\n<tools>' }}
{%- for tool in tools %}
{%- if tool.function is defined %}{% set tool = tool.function %}{% endif %}
{{- '\\n<function>\\n<name>' ~ tool.name ~ '</name>\\n<description>' ~ (tool.description | trim) ~ '</description>\\n<parameters>' }}
{%- for name, fields in tool.parameters.properties|items %}
{{- '\\n<parameter>\\n<name>' ~ name ~ '</name>\\n<type>' ~ (fields.type | string) ~ '</type>\\n</parameter>' }}
{%- endfor %}
{{- '\\n</parameters>\\n</function>' }}
{%- endfor %}
{{- '\\n</tools>\\n\\nReply in the following format:\\n\\n<tool_call>\\n<function=example_function_name>\\n<parameter=example_parameter_1>\\nvalue_1\\n</parameter>\\n</function>\\n</tool_call><|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
{%- if message.role == 'assistant' and message.tool_calls is defined and message.tool_calls is iterable and message.tool_calls | length > 0 %}
{{- '<|im_start|>' + message.role }}
{%- if message.content is defined and message.content is string and message.content | trim | length > 0 %}{{- '\\n' + message.content | trim + '\\n' }}{%- endif %}
{%- for tool_call in message.tool_calls %}
{%- if tool_call.function is defined %}{% set tool_call = tool_call.function %}{% endif %}
{{- '\\n<tool_call>\\n<function=' + tool_call.name + '>\\n' }}
{%- for args_name, args_value in tool_call.arguments|items %}
{{- '<parameter=' + args_name + '>\\n' }}
{{- args_value | tojson | safe if args_value is mapping or (args_value is sequence and args_value is not string) else args_value | string }}
{{- '\\n</parameter>\\n' }}
{%- endfor %}
{{- '</function>\\n</tool_call>' }}
{%- endfor %}
{{- '<|im_end|>\\n' }}
{%- elif message.role == 'tool' %}
{%- if loop.previtem and loop.previtem.role != 'tool' %}{{- '<|im_start|>user\\n' }}{%- endif %}
{{- '<tool_response>\\n' + message.content + '\\n</tool_response>\\n' }}
{%- if loop.last or loop.nextitem.role != 'tool' %}{{- '<|im_end|>\\n' }}{%- endif %}
{%- else %}
{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{% endif %}`,
  },
};

const m2: FamilyText = {
  family: 'MiniMax-M2',
  fixture: 'm2-16-top4',
  tokenizer: tokenizerWith({ preTokenizers: [{ ...byteLevel, use_regex: true }], merges }, [
    ']~!b[',
    ']~b]',
    '[e~[',
    ['<think>'],
    ['</think>'],
    ['<minimax:tool_call>'],
    ['</minimax:tool_call>'],
  ]),
  tokenizerConfig: {
    bos_token: ']~!b[',
    eos_token: '[e~[',
    chat_template: `{%- set toolcall_begin_token = '<minimax:tool_call>' -%}
{%- set toolcall_end_token = '</minimax:tool_call>' -%}
{%- macro visible_text(content) -%}
{%- if content is string -%}{{ content }}
{%- elif content is iterable and content is not mapping -%}
{%- for item in content -%}{%- if item is mapping and item.type == 'text' -%}{{- item.text }}{%- elif item is string -%}{{- item }}{%- endif -%}{%- endfor -%}
{%- else -%}{{- content }}{%- endif -%}
{%- endmacro -%}
{%- set system_message = none -%}
{%- set conversation_messages = messages -%}
{%- if messages and messages[0].role == 'system' -%}
{%- set system_message = messages[0] -%}{%- set conversation_messages = messages[1:] -%}
{%- endif -%}
{%- set ns = namespace(last_user_index=-1) %}
{%- for m in conversation_messages %}{%- if m.role == 'user' %}{% set ns.last_user_index = loop.index0 -%}{%- endif %}{%- endfor %}
{{- ']~!b[' ~ ']~b]system' ~ '\\n' }}
{{- visible_text(system_message.content) if system_message else 'You are a helpful assistant.' }}
{%- if tools -%}
{{- '\\n\\n# Tools\\n<tools>\\n' }}
{%- for tool in tools -%}{{- '<tool>' }}{{- tool.function | tojson(ensure_ascii=False) }}{{- '</tool>\\n' }}{%- endfor -%}
{{- '</tools>\\n\\nUse XML to invoke tools:\\n\\n' ~ toolcall_begin_token }}
{{- '\\n<invoke name="tool-name-1">\\n<parameter name="param-key-1">param-value-1</parameter>\\n...\\n</invoke>\\n' ~ toolcall_end_token }}
{%- endif -%}
{{- '[e~[\\n' }}
{%- set last_tool_call = namespace(name=none) -%}
{%- for message in conversation_messages -%}
{%- if message.role == 'assistant' -%}
{{- ']~b]ai' ~ '\\n' }}
{%- set reasoning_content = '' %}{%- set content = visible_text(message.content) %}
{%- if message.reasoning_content is string %}{%- set reasoning_content = message.reasoning_content %}
{%- elif '</think>' in content %}
{%- set reasoning_content = content.split('</think>')[0].strip('\\n').split('<think>')[-1].strip('\\n') %}
{%- set content = content.split('</think>')[-1].strip('\\n') %}
{%- endif %}
{%- if reasoning_content and loop.index0 > ns.last_user_index -%}
{{- '<think>' ~ '\\n' ~ reasoning_content ~ '\\n' ~ '</think>' ~ '\\n\\n' }}
{%- endif -%}
{%- if content -%}{{- content }}{%- endif -%}
{%- if message.tool_calls -%}
{{- '\\n' ~ toolcall_begin_token ~ '\\n' }}
{%- for tool_call in message.tool_calls -%}
{%- if tool_call.function %}{%- set tool_call = tool_call.function %}{%- endif %}
{{- '<invoke name="' ~ tool_call.name ~ '">\\n' }}
{%- for k, v in tool_call.arguments.items() %}
{{- '<parameter name="' ~ k ~ '">' }}{{- v | tojson(ensure_ascii=False) if v is not string else v }}{{- '</parameter>\\n' }}
{%- endfor %}
{{- '</invoke>\\n' }}
{%- endfor -%}
{{- toolcall_end_token }}
{%- set last_tool_call.name = message.tool_calls[-1].function.name -%}
{%- else -%}{%- set last_tool_call.name = none -%}{%- endif -%}
{{- '[e~[' ~ '\\n' }}
{%- elif message.role == 'tool' -%}
{%- if last_tool_call.name is none -%}{{- raise_exception('There was no call before this result.') }}{%- endif -%}
{%- if loop.first or (conversation_messages[loop.index0 - 1].role != 'tool') -%}{{- ']~b]tool' }}{%- endif -%}
{%- if message.content is string -%}{{- '\\n<response>' }}{{- message.content }}{{- '</response>' }}
{%- else -%}
{%- for tr in message.content -%}{{- '\\n<response>' }}{{- tr.text if tr.type == 'text' else tr }}{{- '\\n</response>' }}{%- endfor -%}
{%- endif -%}
{%- if loop.last or (conversation_messages[loop.index0 + 1].role != 'tool') -%}{{- '[e~[\\n' -}}{%- endif -%}
{%- elif message.role == 'user' -%}
{{- ']~b]user' ~ '\\n' }}{{- visible_text(message.content) }}{{- '[e~[' ~ '\\n' }}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- ']~b]ai' ~ '\\n' ~ '<think>' ~ '\\n' }}{%- endif -%}`,
  },
  generationConfig: { do_sample: true, temperature: 1.0, top_p: 0.95, top_k: 40 },
  endOfTurn: ['[e~[', '\n'],
};

const granite: FamilyText = {
  family: 'Granite-MoE',
  fixture: 'granite-moe-16-top4',
  tokenizer: tokenizerWith(
    {
      preTokenizers: [
        { type: 'Digits', individual_digits: true },
        { ...byteLevel, use_regex: true },
      ],
      merges,
    },
    ['<|end_of_text|>', '<|start_of_role|>', '<|end_of_role|>', '<|tool_call|>'],
  ),
  tokenizerConfig: {
    bos_token: '<|end_of_text|>',
    eos_token: '<|end_of_text|>',
    chat_template: `{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content'] %}
    {%- set loop_messages = messages[1:] %}
{%- else %}
    {%- set system_message = "Today's Date: " + strftime_now('%B %d, %Y') + ".\\nYou are Granite." %}
    {%- if tools %}
        {%- set system_message = system_message + " When a tool is required, respond with <|tool_call|> followed by a JSON list of tools used." %}
    {%- endif %}
    {%- if 'citations' in controls and documents %}
        {%- set system_message = system_message + ' Cite the documents.' %}
    {%- endif %}
    {%- set loop_messages = messages %}
{%- endif %}
{{- '<|start_of_role|>system<|end_of_role|>' + system_message + '<|end_of_text|>\\n' }}
{%- if tools %}
    {{- '<|start_of_role|>tools<|end_of_role|>' }}
    {{- tools | tojson(indent=4) }}
    {{- '<|end_of_text|>\\n' }}
{%- endif %}
{%- for message in loop_messages %}
    {{- '<|start_of_role|>' + message['role'] + '<|end_of_role|>' + message['content'] + '<|end_of_text|>\\n' }}
    {%- if loop.last and add_generation_prompt %}
        {{- '<|start_of_role|>assistant' }}
            {%- if controls %}
                {{- ' ' + controls | tojson()}}
            {%- endif %}
        {{- '<|end_of_role|>' }}
    {%- endif %}
{%- endfor %}`,
  },
  generationConfig: {},
  endOfTurn: ['<|end_of_text|>', '\n'],
};

const olmoe: FamilyText = {
  family: 'OLMoE',
  fixture: 'olmoe-16-top4',
  tokenizer: tokenizerWith(
    { normalizer: { type: 'NFC' }, preTokenizers: [{ ...byteLevel, use_regex: true }], merges },
    ['<|endoftext|>', '<|padding|>', ['|||IP_ADDRESS|||'], ['  ']],
  ),
  tokenizerConfig: {
    bos_token: '<|endoftext|>',
    eos_token: '<|endoftext|>',
    chat_template: `{{ bos_token }}{% for message in messages %}{% if message['role'] == 'system' %}{{ '<|system|>\\n' + message['content'] + '\\n' }}{% elif message['role'] == 'user' %}{{ '<|user|>\\n' + message['content'] + '\\n' }}{% elif message['role'] == 'assistant' %}{{ '<|assistant|>\\n' + message['content'] + eos_token + '\\n' }}{% endif %}{% if loop.last and add_generation_prompt %}{{ '<|assistant|>\\n' }}{% endif %}{% endfor %}`,
  },
  generationConfig: {},
  endOfTurn: ['<|endoftext|>', '\n'],
};

export const familyTexts: readonly FamilyText[] = [m2, qwen, coder, granite, olmoe];
