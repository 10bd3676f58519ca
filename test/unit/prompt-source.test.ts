import { describe, expect, it } from 'vitest';
import { CheckedPrompt, GrowingPrompt } from '../../src/engine/prompt-source.ts';
import { TokenList } from '../../src/engine/token-list.ts';

const limits = { vocabSize: 100, contextLength: 10 };

/** A prompt of these batches, and the number of requested ones. */
function growing(...batches: number[][]): { prompt: CheckedPrompt; asked: () => number } {
  let asked = 0;
  const source = (async function* () {
    for (const batch of batches) {
      asked += 1;
      yield batch;
    }
  })();
  return { prompt: new CheckedPrompt(new GrowingPrompt(source, 10), limits), asked: () => asked };
}

describe('a prompt that arrives in batches', () => {
  it('waits only for the needed number of ids', async () => {
    const { prompt, asked } = growing([1, 2], [], [3], [4, 5]);
    await prompt.atLeast(1, undefined);
    expect([...prompt.ids]).toEqual([1, 2]);
    await prompt.atLeast(3, undefined);
    expect([[...prompt.ids], asked(), prompt.ended]).toEqual([[1, 2, 3], 3, false]);
    await prompt.atLeast(9, undefined);
    expect([[...prompt.ids], prompt.ended]).toEqual([[1, 2, 3, 4, 5], true]);
    expect(prompt.ids.byteLength).toBe(4 * 5);
  });

  it.each<[string, number[][], number]>([
    ['until no list begins with it', [[1, 2, 3, 4]], 2],
    ['as far as the longest list', [[1], [1, 2, 3]], 2],
    ['not at all without lists, but for its first batch', [], 1],
    ['to its end', [[1, 2, 9, 4, 5, 6, 7]], 3],
  ])('follows lists %s', async (_, lists, batches) => {
    const { prompt, asked } = growing([1, 2], [9, 4], [5, 6]);
    await prompt.follow(
      lists.map((ids) => new TokenList(10, ids)),
      undefined,
    );
    expect(asked()).toBe(batches);
  });

  it.each<[string, number[][], string, RegExp]>([
    ['is empty', [[], []], 'invalid-argument', /^The prompt is empty\.$/],
    ['has an unknown id', [[1], [100]], 'invalid-argument', /token id 100, but the model's ids are 0 to 99/],
    [
      'is too long',
      [[1, 2, 3], [4, 5, 6, 7, 8, 9, 10, 11, 12], [13]],
      'context-exceeded',
      /10 tokens or more.* holds 10/,
    ],
  ])('that %s fails', async (_, batches, code, message) => {
    const { prompt } = growing(...batches);
    await expect(prompt.atLeast(20, undefined)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('rejects with the reason of its signal while it waits for a batch', async () => {
    const never = (async function* (): AsyncGenerator<number[]> {
      await new Promise(() => {});
    })();
    const prompt = new CheckedPrompt(new GrowingPrompt(never, 10), limits);
    const controller = new AbortController();
    const waiting = prompt.atLeast(1, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});

it('a whole prompt is checked at once, and invalid ids are rejected', () => {
  expect([...new CheckedPrompt([1, 2], limits).ids]).toEqual([1, 2]);
  for (const ids of [[], [0.5], [-1], [100], Array.from({ length: 10 }, () => 1)]) {
    expect(() => new CheckedPrompt(ids, limits)).toThrow();
  }
});
