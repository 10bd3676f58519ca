import { describe, expect, test } from 'vitest';
import { uploadStorage } from '../../src/gpu/buffers.ts';
import { createMarkPrompt } from '../../src/kernels/mark-prompt.ts';
import { inPrompt } from '../../src/kernels/sampling.ts';
import { createControl } from '../support/control.ts';
import { readWords, runDispatches, testGpus, uniforms } from '../support/gpu.ts';

describe.each(await testGpus())('mark-prompt on $name', ({ gpu }) => {
  test.each([
    { tokens: 1, vocabSize: 1 },
    { tokens: 63, vocabSize: 777 },
    { tokens: 64, vocabSize: 4096 },
    { tokens: 300, vocabSize: 100 },
    { tokens: 1000, vocabSize: 200064 },
  ])('adds $tokens tokens of $vocabSize to the marked ones', async ({ tokens, vocabSize }) => {
    const random = uniforms(tokens);
    // Ids past the chunk's tokens are left over from a longer one.
    const ids = Uint32Array.from({ length: tokens + 50 }, () => Math.floor(random() * vocabSize));
    const marked = (id: number): boolean => id % 7 === 3;
    const generated = (id: number): number => (id % 5 === 1 ? 3 : 0);
    const countsOf = (isMarked: (id: number) => boolean): Uint32Array<ArrayBuffer> =>
      Uint32Array.from({ length: vocabSize }, (_, id) => (isMarked(id) ? inPrompt : 0) + generated(id));
    const counts = uploadStorage(gpu.device, 'counts', countsOf(marked));
    const op = await createMarkPrompt(gpu, { vocabSize });
    const dispatch = op.dispatch({
      control: createControl(gpu, { tokens }),
      ids: uploadStorage(gpu.device, 'ids', ids),
      counts,
    });
    await runDispatches(gpu, [dispatch], tokens);
    const chunk = new Set(ids.subarray(0, tokens));
    const expected = countsOf((id) => marked(id) || chunk.has(id));
    expect(await readWords(gpu, counts, 0, vocabSize)).toEqual(expected);
  });

  test('changes nothing when halted', async () => {
    const counts = uploadStorage(gpu.device, 'counts', new Uint32Array(128));
    const op = await createMarkPrompt(gpu, { vocabSize: 128 });
    const dispatch = op.dispatch({
      control: createControl(gpu, { halt: 1, tokens: 2 }),
      ids: uploadStorage(gpu.device, 'ids', Uint32Array.from([5, 70])),
      counts,
    });
    await runDispatches(gpu, [dispatch], 2);
    expect((await readWords(gpu, counts)).every((count) => count === 0)).toBe(true);
  });
});
