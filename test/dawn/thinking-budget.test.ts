// A thinking budget on the bundled model: token for token what thinking that is cut off, and answered in a second prompt, gives.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChatPipeline, generateAnswer } from '../../src/chat/answer.ts';
import { readGenerateOptions } from '../../src/chat/generate-options.ts';
import type { GenerateOptions, GenerationResult } from '../../src/contract/generate.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { openChat, openModelFiles } from '../../training/evaluate/model-files.ts';
import { closingEnd, cutThinking, opening } from '../support/cut-thinking.ts';

const bundled = new URL('../../demo/public/models/m1-nano', import.meta.url).pathname;
const gpu = await requestGpu();
let model: Awaited<ReturnType<typeof openChat>>;

beforeAll(async () => {
  model = await openChat(gpu, await openModelFiles(bundled), 8192);
}, 300_000);

afterAll(() => {
  model.engine.dispose();
  gpu.device.destroy();
});

const answerTokens = 60;
const greedy = resolveSampling({ temperature: 0 });

/** The ids that follow a prompt. */
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

/** In two prompts: what is thought within the budget, its end, and what then is answered. */
async function inTwoPrompts(question: string, budget: number): Promise<number[]> {
  const { tokenizer, template } = model;
  const { text } = template.render(question);
  const start = tokenizer.encode(text + opening);
  const thoughts = budget > 0 ? await write(start, budget) : [];
  const { ids } = cutThinking(tokenizer, text, thoughts, budget);
  return [...ids, ...(await write(ids, answerTokens))].slice(budget > 0 ? start.length : ids.length);
}

interface Answered {
  ids: number[];
  result: GenerationResult;
}

async function inOne(question: string, options: GenerateOptions): Promise<Answered> {
  const ids: number[] = [];
  const parts = generateAnswer(
    model as ChatPipeline,
    question,
    readGenerateOptions({ temperature: 0, ...options }),
    {
      onTokens: (batch) => ids.push(...batch),
    },
  );
  for (;;) {
    const next = await parts.next();
    if (next.done) return { ids, result: next.value };
  }
}

const questions = [
  'What is 3 + 4?',
  'What is 17 + 25 + 8?',
  'Why is the sky blue?',
  'Sort these words: pear, apple, fig.',
];

describe(`thinkingBudget on ${gpu.name}`, { timeout: 400_000 }, () => {
  test.each([0, 16, 64, 256])('gives the tokens of two prompts with a budget of %i', async (budget) => {
    const tags = ['<think>', '</think>'].map((tag) => model.tokenizer.idOf(tag)!);
    for (const question of questions) {
      const expected = await inTwoPrompts(question, budget);
      const { ids, result } = await inOne(question, {
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

  test('is used to its last token by a model that may not close its thinking itself', async () => {
    const { tokenizer } = model;
    const closing = tokenizer.idOf('</think>')!;
    const end = model.defaults.stopIds.map((id) => [id, -100]);
    const { ids, result } = await inOne('Why is the sky blue?', {
      thinkingBudget: 4096,
      maxTokens: 4096 + 40,
      logitBias: { ...Object.fromEntries(end), [closing]: -100 },
      frequencyPenalty: 0.02,
    });
    expect(closingEnd(tokenizer, ids.slice(0, 4096))).toBeUndefined();
    const after = ids.slice(4096, 4099);
    const lineEnds = tokenizer.encode('\n');
    expect(after[0] === closing || (after[0] === lineEnds[0] && after[1] === closing)).toBe(true);
    expect(closingEnd(tokenizer, ids)).toBeLessThanOrEqual(4098);
    expect(result.usage.completionTokens).toBe(4136);
    expect(result.finishReason).toBe('length');
    expect(result.text).not.toBe('');
  });

  test('counts within maxTokens', async () => {
    const { ids, result } = await inOne('Why is the sky blue?', { thinkingBudget: 64, maxTokens: 8 });
    expect(ids).toHaveLength(8);
    expect(result).toMatchObject({ finishReason: 'length', text: '' });
  });

  test('refuses a bias for an id without a token', async () => {
    await expect(inOne('Hi', { logitBias: { 1000000: 1 } })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: 'logitBias has the token id 1000000, which this model does not have.',
    });
    expect((await inOne('Hi', { maxTokens: 3 })).ids).toHaveLength(3);
  });
});
