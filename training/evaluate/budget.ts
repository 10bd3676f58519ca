// Accuracy against thinking budget: the prompt opens the thinking, and closes it for the model when its tokens are used up.
// Greedy thinking of few tokens is the beginning of that of many, so each problem is thought about once.

import type { ChatModel } from '../../src/runtime/generation.ts';
import { resolveSampling } from '../../src/runtime/sampling.ts';
import type { ToolCall } from '../../src/text/messages.ts';
import { Segmenter } from '../../src/text/segmenter.ts';
import { question } from './answers.ts';
import { isSolved } from './grading.ts';
import type { Problem } from './problems.ts';
import { closingEnd, cutThinking, opening } from './thinking-budget.ts';

export interface BudgetResult {
  task: string;
  heldOut: boolean;
  question: string;
  expected: string | ToolCall[];
  budget: number;
  /** What it used of the budget. */
  thinkingTokens: number;
  /** The model closed its thinking itself, within the budget. */
  closed: boolean;
  text: string;
  toolCalls: ToolCall[];
  /** Thinking included. */
  tokens: number;
  solved: boolean;
}

/** Answers each problem once for every budget. */
export async function answerWithin(
  model: ChatModel,
  problems: readonly Problem[],
  { budgets, maxTokens }: { budgets: readonly number[]; maxTokens: number },
  onProgress: (done: number, total: number) => void,
): Promise<BudgetResult[]> {
  const results: BudgetResult[] = [];
  for (const [i, problem] of problems.entries()) {
    onProgress(i, problems.length);
    const { task, heldOut, messages, tools, answer, toolCalls } = problem;
    const prompt = model.template.render(messages, { tools });
    const thoughts = await think(model, prompt, Math.max(...budgets));
    const answers = new Map<string, WrittenAnswer>();
    for (const budget of budgets) {
      const { ids, ...used } = cutThinking(model.tokenizer, prompt, thoughts, budget);
      // Budgets within which the model came to an end by itself have the same answer.
      const written = answers.get(ids.join()) ?? (await writeAnswer(model, ids, maxTokens));
      answers.set(ids.join(), written);
      results.push({
        task,
        heldOut,
        question: question(problem),
        expected: toolCalls.length > 0 ? toolCalls : answer,
        budget,
        ...used,
        ...written,
        tokens: used.thinkingTokens + written.tokens,
        solved: isSolved(problem, written),
      });
    }
  }
  return results;
}

const sampling = resolveSampling({ temperature: 0 });

/** Up to `budget` tokens of thinking; what follows its closing tag may be among them. */
async function think(
  { engine, tokenizer, defaults }: ChatModel,
  prompt: string,
  budget: number,
): Promise<number[]> {
  const ids: number[] = [];
  if (budget === 0) return ids;
  const { stopIds } = defaults;
  const batches = engine.generate(tokenizer.encode(prompt + opening), {
    sampling,
    maxTokens: budget,
    stopIds,
  });
  for await (const batch of batches) {
    ids.push(...batch);
    if (closingEnd(tokenizer, ids) !== undefined) break;
  }
  return ids;
}

interface WrittenAnswer {
  text: string;
  toolCalls: ToolCall[];
  tokens: number;
}

async function writeAnswer(
  { engine, tokenizer, defaults }: ChatModel,
  prompt: readonly number[],
  maxTokens: number,
): Promise<WrittenAnswer> {
  const segmenter = new Segmenter(tokenizer);
  const answer: WrittenAnswer = { text: '', toolCalls: [], tokens: 0 };
  const add = (parts: ReturnType<Segmenter['finish']>): void => {
    for (const part of parts) {
      if (part.type === 'text') answer.text += part.text;
      if (part.type === 'tool-call') {
        answer.toolCalls.push({ name: part.name, arguments: part.arguments });
      }
    }
  };
  const { stopIds } = defaults;
  for await (const batch of engine.generate(prompt, { sampling, maxTokens, stopIds })) {
    answer.tokens += batch.length;
    for (const id of batch) add(segmenter.push(id));
  }
  add(segmenter.finish());
  return { ...answer, text: answer.text.trim() };
}
