// Accuracy against thinking budget: each problem is answered once for every budget, as in an application.

import type { ChatPipeline } from '../../src/chat/answer.ts';
import type { ParsedToolCall } from '../../src/contract/messages.ts';
import { answerTo, question } from './answers.ts';
import { type FinishReason, isSolved } from './grading.ts';
import type { Problem } from './problems.ts';

export interface BudgetResult {
  task: string;
  heldOut: boolean;
  question: string;
  expected: string | ParsedToolCall[];
  budget: number;
  /** Tokens of the budget that it used. */
  thinkingTokens: number;
  /** The model closed its thinking itself, within the budget. */
  closed: boolean;
  text: string;
  toolCalls: ParsedToolCall[];
  finishReason: FinishReason;
  /** Tokens, including the thinking. */
  tokens: number;
  solved: boolean;
}

/** No answer to a problem takes half as many tokens without its thinking. */
export const budgetAnswerTokens = 128;

export async function answerWithin(
  model: ChatPipeline,
  problems: readonly Problem[],
  budgets: readonly number[],
  onProgress: (done: number, total: number) => void,
): Promise<BudgetResult[]> {
  const results: BudgetResult[] = [];
  for (const [i, problem] of problems.entries()) {
    onProgress(i, problems.length);
    const { task, heldOut, messages, tools, answer: expected, toolCalls } = problem;
    for (const budget of budgets) {
      const options = { tools, maxTokens: budget + budgetAnswerTokens, thinkingBudget: budget };
      const { text, tokens, finishReason, ...given } = await answerTo(model, messages, options);
      // The closing tag may also contain the last whitespace of the thinking.
      const thinkingTokens = Math.min(given.thinkingTokens, budget);
      results.push({
        task,
        heldOut,
        question: question(problem),
        expected: toolCalls.length > 0 ? toolCalls : expected,
        budget,
        thinkingTokens,
        closed: thinkingTokens < budget,
        text: text.trim(),
        toolCalls: given.toolCalls,
        finishReason,
        tokens,
        solved: isSolved(problem, { ...given, text, finishReason }),
      });
    }
  }
  return results;
}
