// Greedy answers to the problems, generated as in an application.

import { type ChatPipeline, generateAnswer } from '../../src/chat/answer.ts';
import { readGenerateOptions } from '../../src/chat/generate-options.ts';
import type { Message, ParsedToolCall, Tool } from '../../src/contract/messages.ts';
import { type FinishReason, isSolved } from './grading.ts';
import type { Problem } from './problems.ts';

export interface Answer {
  text: string;
  thinking: string;
  toolCalls: ParsedToolCall[];
  finishReason: FinishReason;
  promptTokens: number;
  /** Tokens, including the thinking. */
  tokens: number;
  thinkingTokens: number;
}

export interface AnsweredProblem extends Answer {
  task: string;
  heldOut: boolean;
  heldOutWording?: boolean;
  /** The last message before the answer. */
  question: string;
  expected: string | ParsedToolCall[];
  solved: boolean;
}

/** Answers one problem after the other, and yields each answer immediately. */
export async function* answerProblems(
  model: ChatPipeline,
  problems: readonly Problem[],
  maxTokens: number,
): AsyncGenerator<AnsweredProblem, void, undefined> {
  for (const problem of problems) {
    const { task, heldOut, heldOutWording, messages, tools, answer: text, toolCalls } = problem;
    const answer = await answerTo(model, messages, { tools, maxTokens });
    yield {
      task,
      heldOut,
      ...(heldOutWording !== undefined && { heldOutWording }),
      question: question(problem),
      expected: toolCalls.length > 0 ? toolCalls : text,
      solved: isSolved(problem, answer),
      ...answer,
    };
  }
}

export async function answerTo(
  model: ChatPipeline,
  messages: readonly Message[],
  options: { tools?: readonly Tool[]; maxTokens: number; thinkingBudget?: number },
): Promise<Answer> {
  const parts = generateAnswer(model, messages, readGenerateOptions({ temperature: 0, ...options }));
  for (;;) {
    const next = await parts.next();
    if (!next.done) continue;
    const { text, thinking, toolCalls, finishReason, usage } = next.value;
    const { promptTokens, completionTokens: tokens, thinkingTokens } = usage;
    return { text, thinking, toolCalls, finishReason, promptTokens, tokens, thinkingTokens };
  }
}

export function question({ messages }: Pick<Problem, 'messages'>): string {
  const content = messages.at(-1)?.content ?? '';
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}
