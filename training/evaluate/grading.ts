// Whether an answer is right. Everything must match, except spaces around the text.

import { isDeepStrictEqual } from 'node:util';
import type { ParsedToolCall } from '../../src/contract/messages.ts';
import type { Problem } from './problems.ts';

/** The text after the thinking. */
export interface Given {
  text: string;
  toolCalls: readonly ParsedToolCall[];
  finishReason: FinishReason;
}

export type FinishReason = 'stop' | 'tool-calls' | 'length';

/** The answer must be complete, with exactly the expected text, or exactly the expected calls: names, argument values (in any order of their keys) and order. */
export function isSolved(
  { answer, toolCalls }: Pick<Problem, 'answer' | 'toolCalls'>,
  given: Given,
): boolean {
  if (given.finishReason === 'length') return false;
  const calls = given.toolCalls.map(({ name, arguments: args }) => ({ name, arguments: args }));
  if (toolCalls.length > 0) return isDeepStrictEqual(calls, toolCalls);
  return calls.length === 0 && given.text.trim() === answer.trim();
}

/** Whether a text contains `value` as a whole word, and none of `others`. */
export function namesOnly(text: string, value: string, others: readonly string[]): boolean {
  const words = new Set(text.match(/[\p{L}\p{N}]+/gu));
  return words.has(value) && !others.some((other) => words.has(other));
}
