// Whether an answer is right. Nothing is forgiven but blanks around the text.

import { isDeepStrictEqual } from 'node:util';
import type { ParsedToolCall } from '../../src/contract/messages.ts';
import type { Problem } from './problems.ts';

/** What follows the thinking. */
export interface Given {
  text: string;
  toolCalls: readonly ParsedToolCall[];
  finishReason: FinishReason;
}

export type FinishReason = 'stop' | 'tool-calls' | 'length';

/** An answer that came to its end: the very text, or the very calls: names, argument values (in any order of their keys) and order. */
export function isSolved(
  { answer, toolCalls }: Pick<Problem, 'answer' | 'toolCalls'>,
  given: Given,
): boolean {
  if (given.finishReason === 'length') return false;
  const calls = given.toolCalls.map(({ name, arguments: args }) => ({ name, arguments: args }));
  if (toolCalls.length > 0) return isDeepStrictEqual(calls, toolCalls);
  return calls.length === 0 && given.text.trim() === answer.trim();
}

/** Whether a text names `value` as a word of its own, and none of `others`. */
export function namesOnly(text: string, value: string, others: readonly string[]): boolean {
  const words = new Set(text.match(/[\p{L}\p{N}]+/gu));
  return words.has(value) && !others.some((other) => words.has(other));
}
