// Finds out how a chat template writes the calls of an answer, from what it renders around the probes of a conversation.

import type { ToolDefinition } from '../contract/messages.ts';
import type { Turn } from './read-messages.ts';
import type { PromptPiece, Structure } from './structure.ts';
import { probe } from './template-writing.ts';

/** What surrounds the names and arguments of calls. Names are written as JSON if quotes surround them, arguments as JSON. */
export interface CallFormat {
  /** From the beginning of the answer to the name of the first call. */
  open: readonly PromptPiece[];
  /** From a name to its arguments. */
  middle: readonly PromptPiece[];
  /** From the arguments of a call to the name of the next one; undefined if an answer has one call at most. */
  separator: readonly PromptPiece[] | undefined;
  /** From the arguments of the last call to the end of the answer. */
  close: readonly PromptPiece[];
}

/** Renders turns with tools, without a generation prompt. Returns undefined for what the template leaves out. */
export type RenderTurns = (turns: readonly Turn[], tools: readonly ToolDefinition[]) => string | undefined;

const [text, first, second, key, value] = [0, 1, 2, 3, 4].map(probe) as [
  string,
  string,
  string,
  string,
  string,
];
/** The arguments of the probes, and how a template's `tojson` writes them. */
const args = { [key]: [value, 1.5, true, { [value]: null }] };
const argsJson = `{"${key}": ["${value}", 1.5, true, {"${value}": null}]}`;

const user: Turn = { role: 'user', content: 'Hi', specialTokens: 'text' };
const answer = (content: string, ...names: string[]): Turn => ({
  role: 'assistant',
  content,
  thinking: '',
  toolCalls: names.map((name, i) => ({ id: `call_0000000${i}`, name, arguments: args })),
  specialTokens: 'text',
});

/**
 * Undefined if the template writes calls in a form that has no name before arguments in JSON, or if nothing but text ends an
 * answer.
 */
export function detectCallFormat(
  render: RenderTurns,
  structure: Structure,
  stopIds: ReadonlySet<number>,
): CallFormat | undefined {
  const tools = [{ name: first }, { name: second }];
  const said = render([user, answer(text)], tools);
  const one = render([user, answer('', first)], tools);
  if (said === undefined || one === undefined) return undefined;
  // Where the answer begins; the tools' names are in the prompt before it.
  const start = said.lastIndexOf(text);
  if (start < 0 || !one.startsWith(said.slice(0, start))) return undefined;
  const piecesOf = (marked: string): PromptPiece[] => structure.split(marked);
  /** The pieces before the token that ends the answer. */
  const beforeStop = (marked: string): PromptPiece[] | undefined => {
    const pieces = piecesOf(marked);
    const end = pieces.findIndex((piece) => typeof piece === 'number' && stopIds.has(piece));
    return end < 0 ? undefined : pieces.slice(0, end);
  };
  const single = callsIn(one.slice(start), [first]);
  const close = single && beforeStop(single.rest);
  if (!close) return undefined;
  const [{ before: open, middle }] = single.calls as [WrittenCall];
  const format = { open: piecesOf(open), middle: piecesOf(middle), close };
  const two = render([user, answer('', first, second)], tools);
  const both = two?.startsWith(said.slice(0, start)) ? callsIn(two.slice(start), [first, second]) : undefined;
  const separator = both && piecesOf(both.calls[1]!.before);
  const isSame =
    separator !== undefined &&
    both!.calls.every((call) => call.middle === middle) &&
    both!.calls[0]!.before === open &&
    JSON.stringify(beforeStop(both!.rest)) === JSON.stringify(close) &&
    beforeStop(both!.calls[1]!.before) === undefined;
  return { ...format, separator: isSame ? separator : undefined };
}

interface WrittenCall {
  /** What precedes the name. */
  before: string;
  /** What is between name and arguments. */
  middle: string;
}

function callsIn(
  written: string,
  names: readonly string[],
): { calls: WrittenCall[]; rest: string } | undefined {
  const calls: WrittenCall[] = [];
  let rest = written;
  for (const name of names) {
    const nameAt = rest.indexOf(name);
    const argsAt = rest.indexOf(argsJson, nameAt);
    if (nameAt < 0 || argsAt < 0) return undefined;
    calls.push({ before: rest.slice(0, nameAt), middle: rest.slice(nameAt + name.length, argsAt) });
    rest = rest.slice(argsAt + argsJson.length);
  }
  return { calls, rest };
}
