// A conversation to the prompt text the model was trained on, by the chat template that came with the model.

import { PocketM1Error } from '../errors.ts';
import type { Message, MessageContent, Tool, ToolCall } from './messages.ts';
import { THINK_CLOSE, THINK_OPEN, TOOL_CALLS_CLOSE, TOOL_CALLS_OPEN } from './tags.ts';
import { compileTemplate } from './template.ts';

export interface RenderOptions {
  /** The tools the model may call. */
  tools?: readonly Tool[];
  /** Whether to end with the beginning of the assistant's turn. Default true. */
  addGenerationPrompt?: boolean;
  /** More variables for the template. */
  variables?: Readonly<Record<string, unknown>>;
}

export interface ChatTemplate {
  /**
   * The prompt of a conversation. Throws a PocketM1Error: `template` when the template fails, `invalid-argument`
   * when a message is not one.
   */
  render(messages: readonly Message[], options?: RenderOptions): string;
}

/** Compiles a template; `namedTokens` are the tokenizer's, for templates that write `bos_token` and the like. */
export function createChatTemplate(
  source: string,
  namedTokens: Readonly<Record<string, string>> = {},
): ChatTemplate {
  const template = compileTemplate(source);
  const jsonTemplate = compileTemplate('{{ value | tojson }}');
  const reads = (messages: readonly TemplateMessage[]): boolean => {
    try {
      const prompt = template({ ...namedTokens, messages, tools: null });
      return prompt.includes(probe) && !prompt.includes('"type"');
    } catch {
      return false;
    }
  };
  const asPart = (text: string) => [{ type: 'text', text }];
  const userTakesParts =
    reads([{ role: 'user', content: asPart(probe) }]) || !reads([{ role: 'user', content: probe }]);
  const user = { role: 'user', content: userTakesParts ? asPart('Hi') : 'Hi' };
  const system = (content: unknown) => [{ role: 'system', content }, user];
  const assistant = (content: unknown) => [user, { role: 'assistant', content }];
  // Templates of models that see pictures may take parts from the user alone. One that reads neither says so when it is used.
  const takesParts = (around: (content: unknown) => TemplateMessage[]): boolean =>
    reads(around(asPart(probe))) || (userTakesParts && !reads(around(probe)));
  const writing: Writing = {
    takesParts: {
      user: userTakesParts,
      tool: userTakesParts,
      system: takesParts(system),
      assistant: takesParts(assistant),
    },
    // As names the template reads; `<tool_calls>` in the text it writes does not count.
    takesThinking: /['".]reasoning_content\b/.test(source),
    takesToolCalls: /['".]tool_calls\b/.test(source),
    takesNamedResults: /\bcontent(\.name\b|\[['"]name['"]\])/.test(source),
    toJson: (value) => jsonTemplate({ value }),
  };
  return {
    render(messages, { tools = [], addGenerationPrompt = true, variables = {} } = {}) {
      return template({
        ...namedTokens,
        ...variables,
        messages: joinResults(
          messages.map((message, i) => templateMessage(message, `messages[${i}]`, writing)),
          writing,
        ),
        tools: tools.length === 0 ? null : tools.map((tool, i) => templateTool(tool, `tools[${i}]`)),
        add_generation_prompt: addGenerationPrompt,
      });
    },
  };
}

/** The template in a tokenizer_config.json: `chat_template`, or the one of several that is named "default". */
export function chatTemplateSource(tokenizerConfig: unknown): string {
  const found = field(tokenizerConfig, 'chat_template');
  const source = Array.isArray(found)
    ? field(
        found.find((entry) => field(entry, 'name') === 'default'),
        'template',
      )
    : found;
  if (typeof source === 'string') return source;
  throw new PocketM1Error('template', 'tokenizer_config.json has no chat_template');
}

/** A tool's definition as JSON has it, without the wrapping that other libraries expect. */
function templateTool(tool: Tool, path: string): unknown {
  const definition = field(tool, 'function') ?? tool;
  if (typeof field(definition, 'name') === 'string') return plainJson(definition, path);
  throw invalid(path, 'needs a name: a tool is { name, description, parameters }');
}

interface Writing {
  /** Whether a role's content goes as a list of one text part, else as a string. */
  takesParts: Record<Message['role'], boolean>;
  takesThinking: boolean;
  takesToolCalls: boolean;
  /** Results of tools called together are parts of one message, each with its tool's name. */
  takesNamedResults: boolean;
  toJson: (value: unknown) => string;
}

/** A text that no template writes by itself. */
const probe = '\u{e000}probe\u{e001}';

type TemplateMessage = { role: string; content: unknown } & Record<string, unknown>;

/**
 * A message in the template's terms. Where it can, content goes as a list of one text part: the released M1 template takes
 * nothing else and, of a user's parts, only the first. That template knows neither reasoning_content nor tool_calls;
 * for such, both are written into the content, where the model itself puts them.
 */
function templateMessage(message: Message, path: string, writing: Writing): TemplateMessage {
  const contentOf = (text: string, name?: string): unknown =>
    writing.takesParts[message.role] ? [{ type: 'text', ...(name !== undefined && { name }), text }] : text;
  switch (message?.role) {
    case 'system':
    case 'user':
      return { role: message.role, content: contentOf(joinContent(message.content, path)) };
    case 'tool': {
      const { role, name, content } = message;
      if (typeof name !== 'string') throw invalid(path, 'needs the name of the tool');
      return { role, name, content: contentOf(joinContent(content, path), name) };
    }
    case 'assistant': {
      const { role } = message;
      // JSON has null for what is missing.
      const thinking = message.thinking ?? '';
      const calls = toolCallsOf(message.toolCalls ?? [], path);
      let text = joinContent(message.content ?? '', path);
      if (thinking !== '' && !writing.takesThinking) text = writeThinking(thinking) + text;
      if (calls.length > 0 && !writing.takesToolCalls) text += writeToolCalls(calls.map(writing.toJson));
      return {
        role,
        content: contentOf(text),
        ...(thinking !== '' && writing.takesThinking && { reasoning_content: thinking }),
        ...(calls.length > 0 &&
          writing.takesToolCalls && {
            tool_calls: calls.map((call) => ({ type: 'function', function: call })),
          }),
      };
    }
    default:
      message satisfies never;
      throw invalid(
        path,
        `has the role ${JSON.stringify(field(message, 'role'))}, expected system, user, assistant or tool`,
      );
  }
}

/** The released M1 template has one turn for the results of all calls of a turn. */
function joinResults(messages: readonly TemplateMessage[], writing: Writing): TemplateMessage[] {
  if (!writing.takesNamedResults || !writing.takesParts.tool) return [...messages];
  const joined: TemplateMessage[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (message.role === 'tool' && last?.role === 'tool') {
      joined[joined.length - 1] = {
        ...last,
        content: [...(last.content as unknown[]), ...(message.content as unknown[])],
      };
    } else {
      joined.push(message);
    }
  }
  return joined;
}

function toolCallsOf(toolCalls: readonly ToolCall[], path: string): unknown[] {
  if (!Array.isArray(toolCalls)) throw invalid(path, 'has toolCalls that are no list');
  return toolCalls.map((call) => {
    const [name, args] = [field(call, 'name'), field(call, 'arguments')];
    if (typeof name === 'string') return plainJson({ name, arguments: args }, path);
    throw invalid(path, 'has a tool call without a name');
  });
}

function joinContent(content: MessageContent, path: string): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) throw invalid(path, 'needs content: a string or a list of text parts');
  return content
    .map((part) => {
      const text = field(part, 'text');
      if (field(part, 'type') === 'text' && typeof text === 'string') return text;
      throw invalid(
        path,
        `has a content part of type ${JSON.stringify(field(part, 'type'))}; the model reads only text`,
      );
    })
    .join('');
}

function writeThinking(thinking: string): string {
  return `${THINK_OPEN}\n${thinking}\n${THINK_CLOSE}\n\n`;
}

function writeToolCalls(lines: readonly string[]): string {
  return `${TOOL_CALLS_OPEN}\n${lines.join('\n')}\n${TOOL_CALLS_CLOSE}`;
}

/** Leaves out what JSON leaves out: `tojson` would write a property that is undefined as null. */
function plainJson(value: unknown, path: string): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch (error) {
    throw invalid(path, `cannot be written as JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function invalid(path: string, problem: string): PocketM1Error {
  return new PocketM1Error('invalid-argument', `${path} ${problem}`);
}
