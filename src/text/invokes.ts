// Tool calls as XML: <invoke name="…"> of MiniMax-M2 with a <parameter name="…"> for each argument, or <function=…> of
// Qwen3-Coder with <parameter=…>, whose values are on lines of their own. Text in a parameter is not escaped, so a value goes
// on to the last closing tag before the next parameter or the end of the call.

import type { GivenToolCall, ToolDefinition } from '../contract/messages.ts';
import { namesIn } from './grammar/schema-keywords.ts';
import { type JsonValue, readObject } from './lenient-json.ts';
import { callTags } from './tags.ts';
import type { BlockPiece } from './tool-calls.ts';

export type CallTag = 'invoke' | 'function';

const PARAMETER = 'parameter';

/** The opening tags of calls, or of their parameters, in a text. */
function openings(text: string, tag: string, callTag: CallTag): RegExpExecArray[] {
  const attribute = callTag === 'invoke' ? '\\s+name' : '';
  return [
    ...text.matchAll(RegExp(`<${tag}${attribute}\\s*=\\s*("[^"\\n]+"|'[^'\\n]+'|[^\\s"'>]+)\\s*>`, 'g')),
  ];
}

/** Reads a block of calls. Without any call, the whole block is one piece of text. */
export function readInvokes(
  open: string,
  body: string,
  close: string,
  tools: readonly ToolDefinition[],
  callTag: CallTag,
): BlockPiece[] {
  const pieces: BlockPiece[] = [];
  const closing = `</${callTag}>`;
  const starts = openings(body, callTag, callTag);
  const addText = (text: string, malformed: boolean): void => {
    if (text.replace(callTags, '').trim() !== '')
      pieces.push({ type: 'text', text: `${text.trim()}\n`, malformed });
  };
  addText(body.slice(0, starts[0]?.index), false);
  for (const [i, start] of starts.entries()) {
    const from = start.index + start[0].length;
    const next = starts[i + 1]?.index ?? body.length;
    const end = body.slice(0, next).lastIndexOf(closing);
    // A call that is cut off may lack arguments.
    const call =
      end < from ? undefined : readCall(unquoted(start[1]!), body.slice(from, end), tools, callTag);
    if (call === undefined) addText(body.slice(start.index, next), true);
    else {
      pieces.push({ type: 'call', call, start: start.index });
      addText(body.slice(end + closing.length, next), false);
    }
  }
  if (pieces.some(({ type }) => type === 'call')) return pieces;
  return [{ type: 'text', text: open + body + close, malformed: close !== '' || starts.length > 0 }];
}

/** Undefined if a parameter has no end, or there is other text. */
function readCall(
  name: string,
  body: string,
  tools: readonly ToolDefinition[],
  callTag: CallTag,
): GivenToolCall | undefined {
  const starts = openings(body, PARAMETER, callTag);
  const read = readParameters(name, body, starts, tools, callTag);
  return read?.length === starts.length ? { name, arguments: Object.fromEntries(read) } : undefined;
}

/** The call that begins last in a body that may go on, as far as what follows changes nothing about it. */
export function openInvoke(
  body: string,
  tools: readonly ToolDefinition[],
  callTag: CallTag,
): OpenInvoke | undefined {
  const start = openings(body, callTag, callTag).at(-1);
  if (start === undefined) return undefined;
  const name = unquoted(start[1]!);
  const rest = body.slice(start.index + start[0].length);
  const starts = openings(rest, PARAMETER, callTag);
  // Only the next parameter tells where one ends.
  const last = starts.pop();
  const read = readParameters(name, rest.slice(0, last?.index), starts, tools, callTag) ?? [];
  return { start: start.index, name, arguments: Object.fromEntries(read) };
}

export interface OpenInvoke extends GivenToolCall {
  /** Where it begins in the body. */
  start: number;
}

/** The parameters that have an end, up to one that has none. Undefined if there is text between them. */
function readParameters(
  name: string,
  body: string,
  starts: readonly RegExpExecArray[],
  tools: readonly ToolDefinition[],
  callTag: CallTag,
): [string, JsonValue][] | undefined {
  if (body.slice(0, starts[0]?.index).trim() !== '') return undefined;
  const types = typesOf(tools.find((tool) => tool.name === name));
  const read: [string, JsonValue][] = [];
  for (const [i, start] of starts.entries()) {
    const from = start.index + start[0].length;
    const next = starts[i + 1]?.index ?? body.length;
    const closing = `</${PARAMETER}>`;
    const end = body.slice(0, next).lastIndexOf(closing);
    if (end < from) return read;
    if (body.slice(end + closing.length, next).trim() !== '') return undefined;
    const parameter = unquoted(start[1]!);
    const written = body.slice(from, end);
    const value = callTag === 'invoke' ? written : written.replace(/^\n|\n$/g, '');
    read.push([parameter, argumentOf(value, types.get(parameter))]);
  }
  return read;
}

/** By parameter, the types that the schema of a tool names. */
function typesOf(tool: ToolDefinition | undefined): Map<string, readonly unknown[]> {
  const types = new Map<string, readonly unknown[]>();
  const root = tool?.parameters ?? {};
  const { properties } = root as { properties?: unknown };
  for (const [name, schema] of Object.entries(properties ?? {})) {
    const list = typesIn(schema, root);
    if (list.length > 0) types.set(name, list);
  }
  return types;
}

/**
 * The types that a schema names, in its alternatives and in what it refers to in `root` too, and those of the values that it
 * lists. `opened`: references that lead here.
 */
function typesIn(schema: unknown, root: unknown, opened: readonly unknown[] = []): unknown[] {
  const {
    $ref: ref,
    type = [],
    anyOf = [],
    oneOf = [],
    allOf = [],
    ...limits
  } = Object(schema) as Record<string, unknown>;
  const values = [limits.enum ?? [], 'const' in limits ? [limits.const] : []].flat();
  return [
    type,
    [anyOf, oneOf, allOf].flat().flatMap((part) => typesIn(part, root, opened)),
    ref === undefined || opened.includes(ref) ? [] : typesIn(referred(ref, root), root, [...opened, ref]),
    values.map((value) => (value === null ? 'null' : typeof value)),
  ].flat();
}

/** The schema at a place such as `#/$defs/name`; undefined if there is none. */
function referred(ref: unknown, root: unknown): unknown {
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return undefined;
  return namesIn(ref).reduce<unknown>((holder, name) => Object(holder)[name], root);
}

/** Python's words for JSON's, which models write too where the schema has no strings. */
const words = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
]);

/** Strings are written as they are, and everything else as JSON; where the schema does not decide, JSON is not a string. */
function argumentOf(text: string, types: readonly unknown[] | undefined): JsonValue {
  if (types?.includes('string') && !(types.includes('null') && text === 'null')) return text;
  const value = jsonValue((types && words.get(text)) ?? text);
  return value === undefined || (typeof value === 'string' && types === undefined) ? text : value;
}

function jsonValue(text: string): JsonValue | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  // Keeps every digit of integers.
  const reading = readObject(`{"value":${text}}`, 0);
  return reading.value?.value;
}

function unquoted(name: string): string {
  return /^["']/.test(name) ? name.slice(1, -1) : name;
}
