// A thinking budget with the bundled model gives exactly the tokens of thinking that is cut off and answered in a second prompt.

import { describe, expect, test } from 'vitest';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { answerAll } from '../support/answer-all.ts';
import { cutThinking, opening } from '../support/cut-thinking.ts';
import { openNano } from '../support/m1-nano.ts';

const model = await openNano(2048);

const answerTokens = 60;
const greedy = resolveSampling({ temperature: 0 });

/** The ids generated after a prompt. */
async function write(prompt: readonly number[], maxTokens: number): Promise<number[]> {
  const { engine, defaults } = model;
  const ids: number[] = [];
  for await (const batch of engine.generate(prompt, {
    sampling: greedy,
    maxTokens,
    stopIds: defaults.stopIds,
  })) {
    ids.push(...batch);
  }
  return ids;
}

/** In two prompts: the thinking within the budget and its end, and then the answer. */
async function inTwoPrompts(question: string, budget: number): Promise<number[]> {
  const { tokenizer, template } = model;
  const { text } = template.render(question);
  const start = tokenizer.encode(text + opening);
  const thoughts = budget > 0 ? await write(start, budget) : [];
  const { ids } = cutThinking(tokenizer, text, thoughts, budget);
  return [...ids, ...(await write(ids, answerTokens))].slice(budget > 0 ? start.length : ids.length);
}

const questions = [
  'What is 3 + 4?',
  'What is 17 + 25 + 8?',
  'Why is the sky blue?',
  'Sort these words: pear, apple, fig.',
];

describe(`thinkingBudget on ${model.gpuName}`, { timeout: 400_000 }, () => {
  test.each([0, 16, 64, 256])('gives the tokens of two prompts with a budget of %i', async (budget) => {
    const tags = ['<think>', '</think>'].map((tag) => model.tokenizer.idOf(tag)!);
    for (const question of questions) {
      const expected = await inTwoPrompts(question, budget);
      const { ids, result } = await answerAll(model, question, {
        thinkingBudget: budget,
        maxTokens: budget + 3 + answerTokens,
      });
      const compared = Math.min(ids.length, expected.length);
      expect(compared).toBeGreaterThan(0);
      if (expected.length < answerTokens) expect(ids).toHaveLength(expected.length);
      expect(ids.slice(0, compared), question).toEqual(expected.slice(0, compared));
      // A line end at the end of the thinking may become text only when the closing tag follows it. With a budget of 0 the
      // model may open thinking itself.
      if (budget > 0) expect(result.usage.thinkingTokens).toBeLessThanOrEqual(budget + 2);
      else if (!tags.some((tag) => ids.includes(tag))) expect(result.thinking).toBe('');
      expect(result.text).not.toContain('</think>');
    }
  });

  test('counts within maxTokens', async () => {
    const { ids, result } = await answerAll(model, 'What is 4817 + 2925?', {
      thinkingBudget: 64,
      maxTokens: 8,
    });
    expect(ids).toHaveLength(8);
    expect(result).toMatchObject({ finishReason: 'length', text: '' });
  });

  test('rejects a bias for an id without a token', async () => {
    await expect(answerAll(model, 'Hi', { logitBias: { 1000000: 1 } })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: 'logitBias has the token id 1000000, which this model does not have.',
    });
    expect((await answerAll(model, 'Hi', { maxTokens: 3 })).ids).toHaveLength(3);
  });
});
