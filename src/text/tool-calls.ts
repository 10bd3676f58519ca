// Tool calls as the model writes them: one JSON object a line between <tool_calls> and </tool_calls>.

import type { ParsedToolCall } from './messages.ts';

/** The calls in the body of a `<tool_calls>` block, or undefined when any of it is not a call. */
export function parseToolCalls(body: string): ParsedToolCall[] | undefined {
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  // Not so the template, but models also write one call over several lines, or an array of calls.
  return parseAll(lines.map(parseJson)) ?? parseAll([parseJson(body)].flat());
}

function parseAll(values: unknown[]): ParsedToolCall[] | undefined {
  const calls: ParsedToolCall[] = [];
  for (const value of values) {
    const call = parseToolCall(value);
    if (call === undefined) return undefined;
    calls.push(call);
  }
  return calls.length > 0 ? calls : undefined;
}

function parseToolCall(value: unknown): ParsedToolCall | undefined {
  if (!isRecord(value) || typeof value.name !== 'string') return undefined;
  const { name } = value;
  // A tool without parameters is called with null or '' as well as with {}.
  const given = value.arguments ?? {};
  // Models trained on OpenAI's format may write the arguments as a string of JSON.
  const args = typeof given === 'string' ? parseJson(given.trim() || '{}') : given;
  return isRecord(args) ? { name, arguments: args } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON: the caller gives the block out as text
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
