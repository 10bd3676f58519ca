// Tool calls as XML, as MiniMax-M2 writes them: <invoke name="…"> with a <parameter name="…"> for each argument. Text in a
// parameter is not escaped, so a value goes on to the last closing tag before the next parameter or the end of the call.

import type { GivenToolCall, ToolDefinition } from '../contract/messages.ts';
import { type JsonValue, readObject } from './lenient-json.ts';
import type { BlockPiece } from './tool-calls.ts';

const INVOKE = /<invoke\s+name\s*=\s*("[^"\n]+"|'[^'\n]+'|[^\s"'>]+)\s*>/g;
const PARAMETER = /<parameter\s+name\s*=\s*("[^"\n]+"|'[^'\n]+'|[^\s"'>]+)\s*>/g;
const INVOKE_CLOSE = '</invoke>';
const PARAMETER_CLOSE = '</parameter>';

/** Reads a block of calls. Without any call, the whole block is one piece of text. */
export function readInvokes(
  open: string,
  body: string,
  close: string,
  tools: readonly ToolDefinition[],
): BlockPiece[] {
  const pieces: BlockPiece[] = [];
  const starts = [...body.matchAll(INVOKE)];
  const addText = (text: string, malformed: boolean): void => {
    if (text.trim() !== '') pieces.push({ type: 'text', text: `${text.trim()}\n`, malformed });
  };
  addText(body.slice(0, starts[0]?.index), false);
  for (const [i, start] of starts.entries()) {
    const from = start.index + start[0].length;
    const next = starts[i + 1]?.index ?? body.length;
    const end = body.slice(0, next).lastIndexOf(INVOKE_CLOSE);
    // A call that is cut off may lack arguments.
    const call = end < from ? undefined : readCall(unquoted(start[1]!), body.slice(from, end), tools);
    if (call === undefined) addText(body.slice(start.index, next), true);
    else {
      pieces.push({ type: 'call', call, start: start.index });
      addText(body.slice(end + INVOKE_CLOSE.length, next), false);
    }
  }
  if (pieces.some(({ type }) => type === 'call')) return pieces;
  return [{ type: 'text', text: open + body + close, malformed: close !== '' || starts.length > 0 }];
}

/** Undefined if a parameter has no end, or there is other text. */
function readCall(name: string, body: string, tools: readonly ToolDefinition[]): GivenToolCall | undefined {
  const starts = [...body.matchAll(PARAMETER)];
  const read = readParameters(name, body, starts, tools);
  return read?.length === starts.length ? { name, arguments: Object.fromEntries(read) } : undefined;
}

/** The call that begins last in a body that may go on, as far as what follows changes nothing about it. */
export function openInvoke(body: string, tools: readonly ToolDefinition[]): OpenInvoke | undefined {
  const start = [...body.matchAll(INVOKE)].at(-1);
  if (start === undefined) return undefined;
  const name = unquoted(start[1]!);
  const rest = body.slice(start.index + start[0].length);
  const starts = [...rest.matchAll(PARAMETER)];
  // Only the next parameter tells where one ends.
  const last = starts.pop();
  const read = readParameters(name, rest.slice(0, last?.index), starts, tools) ?? [];
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
): [string, JsonValue][] | undefined {
  if (body.slice(0, starts[0]?.index).trim() !== '') return undefined;
  const types = typesOf(tools.find((tool) => tool.name === name));
  const read: [string, JsonValue][] = [];
  for (const [i, start] of starts.entries()) {
    const from = start.index + start[0].length;
    const next = starts[i + 1]?.index ?? body.length;
    const end = body.slice(0, next).lastIndexOf(PARAMETER_CLOSE);
    if (end < from) return read;
    if (body.slice(end + PARAMETER_CLOSE.length, next).trim() !== '') return undefined;
    const parameter = unquoted(start[1]!);
    read.push([parameter, argumentOf(body.slice(from, end), types.get(parameter))]);
  }
  return read;
}

/** By parameter, the types that the schema of a tool names. */
function typesOf(tool: ToolDefinition | undefined): Map<string, readonly string[]> {
  const types = new Map<string, readonly string[]>();
  const { properties } = (tool?.parameters ?? {}) as { properties?: unknown };
  if (typeof properties !== 'object' || properties === null) return types;
  for (const [name, schema] of Object.entries(properties)) {
    const { type } = (schema ?? {}) as { type?: unknown };
    const list = (Array.isArray(type) ? type : [type]).filter((each) => typeof each === 'string');
    if (list.length > 0) types.set(name, list as string[]);
  }
  return types;
}

/** Strings are written as they are, and everything else as JSON; where the schema does not decide, JSON is not a string. */
function argumentOf(text: string, types: readonly string[] | undefined): JsonValue {
  if (types?.includes('string') && !(types.includes('null') && text === 'null')) return text;
  const value = jsonValue(text);
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
