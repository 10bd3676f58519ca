// Normalises messages and tools in this library's shape or in OpenAI's to one exact shape, and rejects unknown fields by
// name.

import type { GivenToolCall, MessageOptions, ToolDefinition } from '../contract/messages.ts';
import { show } from '../errors.ts';
import { parseExactJson } from './exact-json.ts';
import {
  checkFields,
  copyPlainData,
  invalidArgument,
  type KnownFields,
  type PlainData,
  writeData,
} from './plain-data.ts';

type Fields = { [name: string]: PlainData };

/** A message with all fields of its role; only ids are optional, and `later`, the number of a text that follows later. */
export type Turn = Required<MessageOptions> & { content: string } & (
    | { role: 'system' | 'user'; later?: number }
    | { role: 'assistant'; thinking: string; toolCalls: GivenToolCall[] }
    | { role: 'tool'; name: string; toolCallId?: string }
  );

/**
 * Reads a conversation: the text of one user message, or a list of messages.
 * @throws PocketM1Error `invalid-argument` naming the message and the field.
 */
export function readMessages(given: unknown): Turn[] {
  if (typeof given === 'string') return [{ role: 'user', content: given, specialTokens: 'text' }];
  const messages = copyPlainData(given ?? null, 'messages');
  if (!Array.isArray(messages) || messages.length === 0) {
    throw invalidArgument(
      'messages',
      `is ${show(given)}, expected a string or a list of at least one message`,
    );
  }
  const turns: Turn[] = [];
  for (const [i, message] of messages.entries()) turns.push(readMessage(message, `messages[${i}]`, turns));
  return turns;
}

/**
 * Reads the definitions of tools, with or without OpenAI's `{ type: "function", function }` wrapper.
 * @throws PocketM1Error `invalid-argument` naming the tool and the field.
 */
export function readTools(given: unknown): ToolDefinition[] {
  const tools = copyPlainData(given ?? [], 'tools');
  if (!Array.isArray(tools)) throw invalidArgument('tools', `is ${show(given)}, expected a list`);
  return tools.map((tool, i) => readTool(tool, `tools[${i}]`));
}

const ROLES = 'system, user, assistant or tool';
const WRAPPER = ['type', 'function'];

const common = ['role', 'content', 'specialTokens', 'special_tokens'];
const asFields = (role: string, names: string[]): KnownFields => ({
  kind: `field for the role ${role}:`,
  names: [...common, ...names],
  otherNames: {
    functioncall: 'toolCalls',
    thoughts: 'thinking',
    toolid: 'toolCallId',
    parts: 'content',
    text: 'content',
  },
});
const fieldsOf = {
  system: asFields('system', []),
  user: asFields('user', []),
  assistant: asFields('assistant', ['thinking', 'reasoning_content', 'reasoning', 'toolCalls', 'tool_calls']),
  tool: asFields('tool', ['name', 'toolCallId', 'tool_call_id']),
};

const roles: Record<string, keyof typeof fieldsOf> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
};

function readMessage(message: PlainData, path: string, before: readonly Turn[]): Turn {
  if (!isRecord(message))
    throw invalidArgument(path, `is ${show(message)}, expected a message: { role, content }`);
  const role =
    typeof message.role === 'string' && Object.hasOwn(roles, message.role) ? roles[message.role] : undefined;
  if (role === undefined)
    throw invalidArgument(`${path}.role`, `is ${show(message.role)}, expected ${ROLES}`);
  // OpenAI-like servers write empty lists for absent fields.
  const present = Object.fromEntries(Object.entries(message).filter(([, field]) => !isEmpty(field)));
  checkFields(present, path, fieldsOf[role]);
  const specialTokens = oneOf(message, ['specialTokens', 'special_tokens'], path) ?? 'text';
  if (specialTokens !== 'text' && specialTokens !== 'structure') {
    throw invalidArgument(
      `${path}.specialTokens`,
      `is ${show(specialTokens)}, expected "text" or "structure"`,
    );
  }
  switch (role) {
    case 'system':
    case 'user':
      return { role, content: readContent(message.content, path), specialTokens };
    case 'assistant':
      return {
        role,
        content: readContent(message.content ?? '', path),
        thinking: readString(
          oneOf(message, ['thinking', 'reasoning_content', 'reasoning'], path) ?? '',
          `${path}.thinking`,
        ),
        toolCalls: readToolCalls(
          oneOf(message, ['toolCalls', 'tool_calls'], path) ?? [],
          `${path}.toolCalls`,
        ),
        specialTokens,
      };
    case 'tool':
      return {
        role,
        ...readCaller(message, path, before),
        content: readContent(message.content, path),
        specialTokens,
      };
  }
}

/** The value of a field that has several spellings. */
function oneOf(message: Fields, names: readonly string[], path: string): PlainData | undefined {
  const [first, second] = names.filter((name) => message[name] !== undefined && message[name] !== null);
  if (first === undefined) return undefined;
  if (second === undefined || writeData(message[first]) === writeData(message[second])) return message[first];
  throw invalidArgument(path, `has both ${first} and ${second}, which mean the same`);
}

function readContent(content: PlainData | undefined, path: string): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) {
    throw invalidArgument(
      `${path}.content`,
      `is ${show(content)}, expected a string or a list of text parts`,
    );
  }
  return content.map((part, i) => readPart(part, `${path}.content[${i}]`)).join('');
}

function readPart(part: PlainData, path: string): string {
  if (typeof part === 'string') return part;
  if (!isRecord(part)) throw invalidArgument(path, `is ${show(part)}, expected { type: "text", text }`);
  if (part.type !== 'text') {
    throw invalidArgument(
      `${path}.type`,
      `is ${show(part.type)}, expected "text": the model reads only { type: "text", text }`,
    );
  }
  checkFields(part, path, { kind: 'field', names: ['type', 'text'], otherNames: { content: 'text' } });
  return readString(part.text, `${path}.text`);
}

/** The tool of a result, by its name or by the id of an earlier call. */
function readCaller(
  message: Fields,
  path: string,
  before: readonly Turn[],
): { name: string; toolCallId?: string } {
  const given = { name: message.name ?? undefined, id: oneOf(message, ['toolCallId', 'tool_call_id'], path) };
  const toolCallId = given.id === undefined ? undefined : readString(given.id, `${path}.toolCallId`);
  const name = given.name === undefined ? undefined : readString(given.name, `${path}.name`);
  const calls = before.flatMap((turn) => (turn.role === 'assistant' ? turn.toolCalls : []));
  const called = toolCallId === undefined ? undefined : calls.findLast(({ id }) => id === toolCallId)?.name;
  if (name === undefined && called === undefined) {
    throw invalidArgument(
      path,
      toolCallId === undefined
        ? 'is a result without a tool: give its toolCallId, or the name of the tool'
        : `has the toolCallId ${show(toolCallId)}, but no earlier call has this id: give the id of its call, or the name of the tool`,
    );
  }
  if (name !== undefined && called !== undefined && name !== called) {
    throw invalidArgument(
      path,
      `has the name ${show(name)}, but its toolCallId belongs to a call of ${show(called)}`,
    );
  }
  return { name: name ?? called!, ...(toolCallId !== undefined && { toolCallId }) };
}

const callFields: KnownFields = {
  kind: 'field of a call:',
  names: ['id', 'type', 'name', 'arguments'],
  otherNames: {
    args: 'arguments',
    input: 'arguments',
    parameters: 'arguments',
    toolname: 'name',
    callid: 'id',
  },
};

function readToolCalls(calls: PlainData, path: string): GivenToolCall[] {
  if (!Array.isArray(calls)) throw invalidArgument(path, `is ${show(calls)}, expected a list of calls`);
  return calls.map((call, i) => readToolCall(call, `${path}[${i}]`));
}

function readToolCall(call: PlainData, path: string): GivenToolCall {
  if (!isRecord(call)) throw invalidArgument(path, `is ${show(call)}, expected a call: { name, arguments }`);
  const wrapped = isRecord(call.function) ? call.function : undefined;
  const fields = wrapped ?? call;
  if (wrapped) checkFields(call, path, { ...callFields, names: ['id', ...WRAPPER] });
  checkFields(fields, path, callFields);
  const id = call.id ?? undefined;
  return {
    ...(id !== undefined && { id: readString(id, `${path}.id`) }),
    name: readName(fields.name, `${path}.name`),
    arguments: readArguments(fields.arguments ?? {}, `${path}.arguments`),
  };
}

/** In OpenAI's shape, arguments are a string of JSON. */
function readArguments(given: PlainData, path: string): Fields {
  const args = typeof given === 'string' ? parseArguments(given, path) : given;
  if (isRecord(args)) return args;
  throw invalidArgument(path, `is ${show(given)}, expected an object, or its JSON as a string`);
}

function parseArguments(text: string, path: string): PlainData {
  if (text.trim() === '') return {};
  try {
    return parseExactJson(text);
  } catch (cause) {
    throw invalidArgument(path, `is ${show(text)}, expected JSON`, cause);
  }
}

const toolFields: KnownFields = {
  kind: 'field of a tool:',
  names: ['name', 'description', 'parameters', 'strict'],
  otherNames: {
    inputschema: 'parameters',
    arguments: 'parameters',
    schema: 'parameters',
    function: 'A wrapped tool is { type: "function", function: { name, description, parameters } }.',
    execute: 'Leave it out: your application runs the tools that the model calls.',
  },
};

function readTool(tool: PlainData, path: string): ToolDefinition {
  if (isRecord(tool) && isGiven(tool.type) && tool.type !== 'function') {
    throw invalidArgument(`${path}.type`, `is ${show(tool.type)}, expected "function"`);
  }
  const wrapped = isRecord(tool) && isRecord(tool.function) ? tool.function : undefined;
  if (wrapped) checkFields(tool as Fields, path, { kind: 'field', names: WRAPPER });
  const definition = wrapped ?? tool;
  if (!isRecord(definition) || typeof definition.name !== 'string' || definition.name === '') {
    throw invalidArgument(path, 'needs a name: a tool is { name, description, parameters }');
  }
  const { type, ...fields } = definition;
  // Accepted without effect: the wrapper's type on a bare tool.
  checkFields({ ...fields, ...(type !== 'function' && { type }) }, path, toolFields);
  const { description, parameters, strict } = fields;
  readName(fields.name, `${path}.name`);
  if (isGiven(description)) readString(description, `${path}.description`);
  if (isGiven(parameters) && !isRecord(parameters)) {
    throw invalidArgument(`${path}.parameters`, `is ${show(parameters)}, expected a JSON schema`);
  }
  if (isGiven(strict) && typeof strict !== 'boolean') {
    throw invalidArgument(`${path}.strict`, `is ${show(strict)}, expected true or false`);
  }
  // Keeps the given order of fields, in which templates write them.
  return Object.fromEntries(
    Object.entries(fields).filter(([, field]) => isGiven(field)),
  ) as unknown as ToolDefinition;
}

function readName(name: PlainData | undefined, path: string): string {
  if (typeof name === 'string' && name !== '') return name;
  throw invalidArgument(path, `is ${show(name)}, expected the name of a tool`);
}

function readString(value: PlainData | undefined, path: string): string {
  if (typeof value === 'string') return value;
  throw invalidArgument(path, `is ${show(value)}, expected a string`);
}

function isGiven(value: PlainData | undefined): value is Exclude<PlainData, null> {
  return value !== undefined && value !== null;
}

function isEmpty(value: PlainData): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isRecord(value: PlainData | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
