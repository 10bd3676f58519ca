// Thousands of tokens of thinking, which take a minute on SwiftShader.

import { expect, test } from 'vitest';
import { answerAll } from '../support/answer-all.ts';
import { closingEnd } from '../support/cut-thinking.ts';
import { openNano } from '../support/m1-nano.ts';

const model = await openNano(8192);

test('a thinking budget of thousands of tokens is used up if biases prevent the closing tag', async () => {
  const { tokenizer } = model;
  const closing = tokenizer.idOf('</think>')!;
  const end = model.defaults.stopIds.map((id) => [id, -100]);
  const { ids, result } = await answerAll(model, 'Why is the sky blue?', {
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
