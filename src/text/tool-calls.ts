// Reads tool calls as models write them: MiniMax-M1's JSON objects between <tool_calls> tags, and the `functions.name({…})`
// of MiniMax-Text-01. Everything else in a block stays text.

import type { GivenToolCall } from '../contract/messages.ts';
import { type JsonObject, type JsonValue, readObject } from './lenient-json.ts';
import type { OpenString } from './lenient-tokens.ts';
import { callTags } from './tags.ts';

/** A piece of a block of calls, in the order the model wrote them. */
export type BlockPiece =
  | {
      type: 'call';
      call: GivenToolCall;
      /** Where the object of the call begins in the body; undefined if there is none. */
      start?: number;
    }
  /** Text that is not a call; malformed if it was meant as one. */
  | { type: 'text'; text: string; malformed: boolean };

/**
 * Reads a block: its opening tag, its body, and its closing tag ('' if it is missing). Drops blanks, commas, brackets around
 * calls and code fences. Without any call, the whole block is one piece of text.
 */
export function readToolCalls(open: string, body: string, close: string): BlockPiece[] {
  const pieces = readBody(body);
  if (pieces.some(({ type }) => type === 'call')) return pieces;
  const malformed = pieces.some((piece) => piece.type === 'text' && (piece.malformed || close !== ''));
  return [{ type: 'text', text: open + body + close, malformed }];
}

function readBody(body: string): BlockPiece[] {
  const pieces: BlockPiece[] = [];
  let at = 0;
  for (const object of objectsIn(body)) {
    const before = body.slice(at, object.start);
    const text = body.slice(object.start, object.end);
    const [written, prefix, name] = FUNCTION_NAME.exec(before) ?? [];
    const named = name !== undefined && object.value ? [{ name, arguments: object.value }] : undefined;
    const calls = (prefix ? named : callsIn(object)) ?? named;
    pieces.push(...readGap(calls === named && written ? before.slice(0, -written.length) : before));
    const { start } = object;
    if (calls) pieces.push(...calls.map((call) => ({ type: 'call', call, start }) as const));
    else pieces.push({ type: 'text', text: `${text.trim()}\n`, malformed: true });
    at = object.end;
  }
  return [...pieces, ...readGap(body.slice(at))];
}

/** The string of a call that is unfinished at the end of the body. */
export function openStringAtEnd(body: string): OpenString | undefined {
  let openString: OpenString | undefined;
  for (const object of objectsIn(body)) openString = object.openString;
  return openString;
}

interface FoundObject {
  start: number;
  end: number;
  /** Undefined when it cannot be read. */
  value?: JsonObject;
  closed?: boolean;
  openString?: OpenString | undefined;
}

/** After this many unreadable objects the rest is text, because reading on would take quadratic time. */
const maxUnreadable = 64;

function* objectsIn(body: string): Generator<FoundObject> {
  let unreadable = 0;
  for (let start = body.indexOf('{'); start >= 0; ) {
    const reading = readObject(body, start);
    let end: number;
    if (reading.value) {
      end = reading.end;
      yield { start, end, value: reading.value, closed: reading.closed };
    } else {
      end = ++unreadable < maxUnreadable ? endOfUnreadable(body, start) : body.length;
      yield { start, end, openString: end === body.length ? reading.openString : undefined };
    }
    start = body.indexOf('{', end);
  }
}

/** Where the next call may begin: after balanced braces, or at a line that begins with a brace. */
function endOfUnreadable(body: string, start: number): number {
  const line = body.indexOf('\n{', start);
  const limit = line < 0 ? body.length : line;
  let depth = 0;
  let inString = false;
  for (const { 0: token, index } of body.slice(start, limit).matchAll(/\\[\s\S]|["{}]/g)) {
    if (token === '"') inString = !inString;
    if (inString) continue;
    if (token === '{') depth++;
    if (token === '}' && --depth === 0) return start + index + 1;
  }
  return limit;
}

const nameKeys = ['name', 'tool_name', 'function_name', 'tool', 'function'];
export const argumentKeys: readonly string[] = [
  'arguments',
  'parameters',
  'args',
  'input',
  'params',
  'kwargs',
];
const otherKeys = ['id', 'type', 'index'];

function callsIn({ value, closed }: FoundObject): GivenToolCall[] | undefined {
  if (!value) return undefined;
  const { tool_calls: list } = value;
  const calls = Array.isArray(list) && Object.keys(value).length === 1 ? list : [value];
  const read = calls.map((call) => (isObject(call) ? callOf(call, closed === true) : undefined));
  return read.length > 0 && read.every((call) => call !== undefined) ? read : undefined;
}

/** The call in an object. Undefined if other fields may be misplaced arguments. */
function callOf(object: JsonObject, closed: boolean): GivenToolCall | undefined {
  const { function: inner, ...outer } = object;
  const flat = isObject(inner) ? { ...outer, ...inner } : object;
  const name = nameOf(flat);
  if (name === undefined) return undefined;
  const given = argumentKeys.filter((key) => Object.hasOwn(flat, key));
  const read = given.map((key) => argumentsOf(flat[key]!));
  if (read.includes(undefined) || (given.length === 0 && !closed)) return undefined;
  const filled = (read as JsonObject[]).filter((args) => Object.keys(args).length > 0);
  if (filled.length > 1) return undefined;
  const known = [nameKeyIn(flat), ...argumentKeys, ...otherKeys];
  if (filled.length === 0 && Object.keys(flat).some((key) => !known.includes(key))) return undefined;
  const id = idOf(flat);
  return { ...(id !== undefined && { id }), name, arguments: filled[0] ?? {} };
}

function nameKeyIn(fields: JsonObject): string | undefined {
  return nameKeys.find((key) => typeof fields[key] === 'string' && fields[key] !== '');
}

/** The name of the called tool among the fields of a call. */
export function nameOf(fields: JsonObject): string | undefined {
  const key = nameKeyIn(fields);
  return key === undefined ? undefined : (fields[key] as string);
}

/** The model's own id among the fields of a call. */
export function idOf({ id }: JsonObject): string | undefined {
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** The arguments of a call, which may also be a string of JSON, as in OpenAI's format, or null or '' for none. */
function argumentsOf(given: JsonValue): JsonObject | undefined {
  if (isObject(given)) return given;
  if (given === null) return {};
  if (typeof given !== 'string') return undefined;
  const text = given.trim();
  if (text === '') return {};
  if (!text.startsWith('{')) return undefined;
  const reading = readObject(text, 0);
  return reading.value && reading.closed && reading.end === text.length ? reading.value : undefined;
}

const FUNCTION_NAME = /(?:\b(functions\.)|(?<=^|\n)[ \t]*)([^\s(){}]{1,128})\(\s*$/;
const EMPTY_FUNCTION = /\bfunctions\.([^\s(){}]{1,128})\s*\(\s*\)/;
/** Punctuation and tags around calls, without meaning. */
const NOISE = new RegExp(`\`\`\`\\w*|${callTags.source}|[\\s,;()[\\]}]+`, 'g');

/** The function that takes the object after this text for its arguments, whatever the object holds. */
export function namedFunctionBefore(text: string): string | undefined {
  const [, prefix, name] = FUNCTION_NAME.exec(text) ?? [];
  return prefix && name;
}

/** Reads the text between two objects, which may contain calls without arguments. */
function readGap(gap: string): BlockPiece[] {
  const pieces: BlockPiece[] = [];
  for (let rest = gap; ; ) {
    const match = EMPTY_FUNCTION.exec(rest);
    const text = rest.slice(0, match?.index);
    if (text.replace(NOISE, '') !== '') {
      pieces.push({ type: 'text', text: `${text.trim()}\n`, malformed: text.includes('functions.') });
    }
    if (match === null) return pieces;
    pieces.push({ type: 'call', call: { name: match[1]!, arguments: {} } });
    rest = rest.slice(match.index + match[0].length);
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
