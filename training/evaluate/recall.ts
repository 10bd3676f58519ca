// Recall by length of the context: facts at its beginning or spread over it, and a question about one of them.

import type { ChatPipeline } from '../../src/chat/answer.ts';
import type { Message } from '../../src/contract/messages.ts';
import { answerTo } from './answers.ts';
import { namesOnly } from './grading.ts';
import { createRandom } from './random.ts';
import { type Depth, depths, drawFacts, fillerOf, recallPrompt, sentencesOf } from './recall-prompt.ts';

export interface RecallResult {
  /** The requested number of prompt tokens … */
  length: number;
  /** … and the actual one: less by up to a sentence or two, or more if the facts alone are longer. */
  promptTokens: number;
  depth: Depth;
  expected: string;
  text: string;
  solved: boolean;
}

export interface RecallOptions {
  lengths: readonly number[];
  /** Questions for each length and depth. */
  count: number;
  /** Source of the text between the facts. */
  text: string;
}

/** The answer is a sentence, perhaps after a short thought. */
export const recallAnswerTokens = 128;

/** @throws Error if the text is empty. */
export async function askForFacts(
  model: ChatPipeline,
  { lengths, count, text }: RecallOptions,
  onProgress: (done: number, total: number) => void,
): Promise<RecallResult[]> {
  const countTokens = (text: string): number => model.tokenizer.encode(text).length;
  const asMessages = (content: string): Message[] => [{ role: 'user', content }];
  const random = createRandom(1);
  const sentences = sentencesOf(text, countTokens);
  if (sentences.length === 0) throw new Error('The held-out text is empty.');
  const trials = lengths.flatMap((length) =>
    [...depths, 'start' as const].flatMap((depth) =>
      Array.from({ length: count }, () => ({ length, depth })),
    ),
  );
  const total = trials.reduce((sum, { length }) => sum + length + recallAnswerTokens, 0);
  const results: RecallResult[] = [];
  let done = 0;
  for (const { length, depth } of trials) {
    onProgress(done, total);
    const facts = drawFacts(random, depth);
    const room = length - countTokens(model.template.render(asMessages(recallPrompt(facts, []))).text);
    const gaps = depths.length - 1;
    const fillers = Array.from({ length: gaps }, () => fillerOf(sentences, room / gaps, random));
    const answer = await answerTo(model, asMessages(recallPrompt(facts, fillers)), {
      maxTokens: recallAnswerTokens,
    });
    const expected = facts.codes[facts.asked]!;
    const others = facts.codes.filter((code) => code !== expected);
    results.push({
      length,
      promptTokens: answer.promptTokens,
      depth,
      expected,
      text: answer.text,
      solved: namesOnly(answer.text, expected, others),
    });
    done += length + recallAnswerTokens;
  }
  return results;
}
