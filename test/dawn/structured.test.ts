// Answers of m1-nano that a schema or a pattern holds to a form, from the messages to the result.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateAnswer } from '../../src/chat/answer.ts';
import { readGenerateOptions } from '../../src/chat/generate-options.ts';
import type { GenerateOptions, GenerationResult } from '../../src/contract/generate.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { type Chat, openChat, openModelFiles } from '../../training/evaluate/model-files.ts';
import { createValidator, schemas } from '../support/schemas.ts';

const bundled = new URL('../../demo/public/models/m1-nano', import.meta.url).pathname;
const gpu = await requestGpu();
let chat: Chat;

beforeAll(async () => {
  chat = await openChat(gpu, await openModelFiles(bundled), 2048);
});

afterAll(() => {
  chat.engine.dispose();
  gpu.device.destroy();
});

async function answer(
  options: GenerateOptions,
  written: readonly number[] = [],
): Promise<{ result: GenerationResult; ids: number[] }> {
  const ids: number[] = [];
  const onTokens = (batch: readonly number[]): void => {
    ids.push(...batch);
  };
  const request = readGenerateOptions({ temperature: 1, seed: 1, maxTokens: 300, ...options });
  const run = generateAnswer(chat, 'Write one example as JSON.', request, { onTokens, written });
  for (;;) {
    const next = await run.next();
    if (next.done) return { result: next.value, ids };
  }
}

it.each(['invoice', 'unicode-keys', 'comment-thread', 'shape'])(
  'writes valid JSON for %s, and the same again',
  async (name) => {
    const schema = schemas.get(name)! as object;
    const responseFormat = { type: 'json_schema', schema } as const;
    const { result, ids } = await answer({ responseFormat });
    const isValid = createValidator(schemas.get(name)!);
    if (result.finishReason === 'stop') expect(isValid(JSON.parse(result.text)), result.text).toBe(true);
    // The second time all masks are there.
    const again = await answer({ responseFormat });
    expect(again.ids).toEqual(ids);
  },
);

it('writes what a pattern matches, after thinking of a budget', async () => {
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

it('goes on with an interrupted answer, token for token', async () => {
  const schema = schemas.get('person')! as object;
  const responseFormat = { type: 'json_schema', schema } as const;
  const { ids, result } = await answer({ responseFormat, temperature: 0 });
  const rest = await answer({ responseFormat, temperature: 0 }, ids.slice(0, 9));
  expect(ids.length).toBeGreaterThan(12);
  expect(rest.result.text).toBe(result.text);
});

it('answers the next request after one that it refused', async () => {
  const refused = answer({ responseFormat: { type: 'json_schema', schema: { patternProperties: {} } } });
  await expect(refused).rejects.toThrow(expect.objectContaining({ details: { path: '/patternProperties' } }));
  const { result } = await answer({ responseFormat: { type: 'regex', pattern: 'yes|no' } });
  expect(['yes', 'no']).toContain(result.text);
});
