// Accuracy against thinking budget: the prompt opens the thinking, and closes it for the model when its tokens are used up.
// Greedy thinking of few tokens is the beginning of that of many, so each problem is thought about once.

import type { ChatPipeline } from '../../src/chat/answer.ts';
import type { ParsedToolCall } from '../../src/contract/messages.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { Segmenter } from '../../src/text/segmenter.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';
import { question } from './answers.ts';
import { type FinishReason, isSolved } from './grading.ts';
import type { Problem } from './problems.ts';
import { closingEnd, cutThinking, opening } from './thinking-budget.ts';

export interface BudgetResult {
  task: string;
  heldOut: boolean;
  question: string;
  expected: string | ParsedToolCall[];
  budget: number;
  /** What it used of the budget. */
  thinkingTokens: number;
  /** The model closed its thinking itself, within the budget. */
  closed: boolean;
  text: string;
  toolCalls: ParsedToolCall[];
  finishReason: FinishReason;
  /** Thinking included. */
  tokens: number;
  solved: boolean;
}

/** Without its thinking no answer to a problem takes half as many. */
export const budgetAnswerTokens = 128;

/** Answers each problem once for every budget. */
export async function answerWithin(
  model: ChatPipeline,
  problems: readonly Problem[],
  budgets: readonly number[],
  onProgress: (done: number, total: number) => void,
): Promise<BudgetResult[]> {
  const { tokenizer } = model;
  const results: BudgetResult[] = [];
  for (const [i, problem] of problems.entries()) {
    onProgress(i, problems.length);
    const { task, heldOut, messages, tools, answer, toolCalls } = problem;
    const { text: prompt } = model.template.render(messages, { tools });
    const thought = await think(model, prompt, Math.max(...budgets));
    const answers = new Map<string, GivenAnswer>();
    for (const budget of budgets) {
      const { ids, ...used } = cutThinking(tokenizer, prompt, thought.ids, budget);
      // What the model has thought to its end it has answered already.
      const own = used.closed ? { ...thought, ids: thought.ids.slice(used.thinkingTokens) } : undefined;
      const given =
        answers.get(ids.join()) ??
        readAnswer(tokenizer, own ?? (await write(model, ids, budgetAnswerTokens)));
      answers.set(ids.join(), given);
      results.push({
        task,
        heldOut,
        question: question(problem),
        expected: toolCalls.length > 0 ? toolCalls : answer,
        budget,
        ...used,
        ...given,
        tokens: used.thinkingTokens + given.tokens,
        solved: isSolved(problem, given),
      });
    }
  }
  return results;
}

const sampling = resolveSampling({ temperature: 0 });

/** What the model wrote. */
interface Written {
  ids: number[];
  finishReason: 'stop' | 'length';
}

/** `budget` tokens of thinking; where it is over before, the answer after its closing tag too. */
async function think(model: ChatPipeline, prompt: string, budget: number): Promise<Written> {
  if (budget === 0) return { ids: [], finishReason: 'length' };
  const { tokenizer } = model;
  const start = tokenizer.encode(prompt + opening);
  return write(model, start, budget + budgetAnswerTokens, (ids) => {
    return ids.length >= budget && closingEnd(tokenizer, ids.slice(0, budget)) === undefined;
  });
}

/** What follows the prompt, until the end of the turn, `maxTokens`, or until it is `enough`. */
async function write(
  { engine, defaults: { stopIds } }: ChatPipeline,
  prompt: readonly number[],
  maxTokens: number,
  enough: (ids: readonly number[]) => boolean = () => false,
): Promise<Written> {
  const ids: number[] = [];
  const batches = engine.generate(prompt, { sampling, maxTokens, stopIds });
  try {
    for (;;) {
      const next = await batches.next();
      if (next.done) return { ids, finishReason: next.value.finishReason };
      ids.push(...next.value);
      if (enough(ids)) return { ids, finishReason: 'length' };
    }
  } finally {
    await batches.return(undefined as never);
  }
}

interface GivenAnswer {
  text: string;
  toolCalls: ParsedToolCall[];
  tokens: number;
  finishReason: FinishReason;
}

/** `ids`: what follows the thinking. */
function readAnswer(tokenizer: Tokenizer, { ids, finishReason }: Written): GivenAnswer {
  const segmenter = new Segmenter(tokenizer);
  const parts = [...ids.flatMap((id) => [...segmenter.push(id)]), ...segmenter.finish()];
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const toolCalls = parts.flatMap((part) =>
    part.type === 'tool-call' ? [{ name: part.name, arguments: part.arguments }] : [],
  );
  return { text: text.trim(), toolCalls, tokens: ids.length, finishReason };
}
