import { describe, expect, test } from 'vitest';
import { uploadStorage } from '../../src/gpu/buffers.ts';
import { createMarkSeen } from '../../src/kernels/mark-seen.ts';
import { createControl } from '../support/control.ts';
import { readWords, runDispatches, testGpus, uniforms } from '../support/gpu.ts';
import { tokenBits } from '../support/sampling.ts';

describe.each(await testGpus())('mark-seen on $name', ({ gpu }) => {
  test.each([
    { tokens: 1, vocabSize: 1 },
    { tokens: 63, vocabSize: 777 },
    { tokens: 64, vocabSize: 4096 },
    { tokens: 300, vocabSize: 100 },
    { tokens: 1000, vocabSize: 200064 },
  ])('adds $tokens tokens of $vocabSize to what is marked', async ({ tokens, vocabSize }) => {
    const random = uniforms(tokens);
    // Ids past the chunk's tokens are left over from a longer one.
    const ids = Uint32Array.from({ length: tokens + 50 }, () => Math.floor(random() * vocabSize));
    const marked = (id: number): boolean => id % 7 === 3;
    const words = Math.ceil(vocabSize / 32);
    const seen = uploadStorage(gpu.device, 'seen', tokenBits(vocabSize, marked));
    const op = await createMarkSeen(gpu, { vocabSize });
    const dispatch = op.dispatch({
      control: createControl(gpu, { tokens }),
      ids: uploadStorage(gpu.device, 'ids', ids),
      seen,
    });
    await runDispatches(gpu, [dispatch], tokens);
    const chunk = new Set(ids.subarray(0, tokens));
    const expected = tokenBits(vocabSize, (id) => marked(id) || chunk.has(id));
    expect(await readWords(gpu, seen, 0, words)).toEqual(expected);
  });

  test('changes nothing when halted', async () => {
    const seen = uploadStorage(gpu.device, 'seen', new Uint32Array(4));
    const op = await createMarkSeen(gpu, { vocabSize: 128 });
    const dispatch = op.dispatch({
      control: createControl(gpu, { halt: 1, tokens: 2 }),
      ids: uploadStorage(gpu.device, 'ids', Uint32Array.from([5, 70])),
      seen,
    });
    await runDispatches(gpu, [dispatch], 2);
    expect([...(await readWords(gpu, seen))]).toEqual([0, 0, 0, 0]);
  });
});
