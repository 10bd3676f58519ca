// Answers of m1-nano that are constrained by a schema or a pattern, from the messages to the result.

import { expect, it } from 'vitest';
import type { GenerateOptions } from '../../src/contract/generate.ts';
import { answerAll, type WholeAnswer } from '../support/answer-all.ts';
import { openNano } from '../support/m1-nano.ts';
import { createValidator, schemas } from '../support/schemas.ts';

const chat = await openNano(2048);

function answer(options: GenerateOptions, written: readonly number[] = []): Promise<WholeAnswer> {
  const all = { temperature: 1, seed: 1, maxTokens: 300, ...options };
  return answerAll(chat, 'Write one example as JSON.', all, written);
}

it.each(['invoice', 'unicode-keys', 'comment-thread', 'shape'])(
  'writes valid JSON for %s, and the same again',
  async (name) => {
    const schema = schemas.get(name)! as object;
    const responseFormat = { type: 'json_schema', schema } as const;
    const { result, ids } = await answer({ responseFormat });
    const isValid = createValidator(schemas.get(name)!);
    if (result.finishReason === 'stop') expect(isValid(JSON.parse(result.text)), result.text).toBe(true);
    // The second time all masks are cached.
    const again = await answer({ responseFormat });
    expect(again.ids).toEqual(ids);
  },
);

it('matches a pattern, after thinking within a budget', async () => {
  const responseFormat = { type: 'regex', pattern: '[A-Z]{2}-[0-9]{3}' } as const;
  for (const thinkingBudget of [0, 5, 40]) {
    const { result } = await answer({ responseFormat, thinkingBudget });
    expect(result).toMatchObject({
      finishReason: 'stop',
      text: expect.stringMatching(/^[A-Z]{2}-[0-9]{3}$/),
    });
    expect(result.usage.thinkingTokens).toBeLessThanOrEqual(thinkingBudget + 3);
  }
});

it('continues an interrupted answer, token for token', async () => {
  const schema = schemas.get('person')! as object;
  const responseFormat = { type: 'json_schema', schema } as const;
  const { ids, result } = await answer({ responseFormat, temperature: 0 });
  const rest = await answer({ responseFormat, temperature: 0 }, ids.slice(0, 9));
  expect(ids.length).toBeGreaterThan(12);
  expect(rest.result.text).toBe(result.text);
});

it('answers the next request after a rejected one', async () => {
  const refused = answer({ responseFormat: { type: 'json_schema', schema: { patternProperties: {} } } });
  await expect(refused).rejects.toThrow(expect.objectContaining({ details: { path: '/patternProperties' } }));
  const { result } = await answer({ responseFormat: { type: 'regex', pattern: 'yes|no' } });
  expect(['yes', 'no']).toContain(result.text);
});
