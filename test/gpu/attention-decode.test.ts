import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { createAttentionDecode } from '../../src/kernels/attention-decode.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpus } from '../support/gpu.ts';
import { attentionReference } from '../support/reference.ts';

const shapes = [
  { heads: 4, kvHeads: 2, headDim: 64, contexts: [1, 7, 63, 64, 65, 257, 600, 5000] },
  { heads: 6, kvHeads: 2, headDim: 20, contexts: [1, 66, 600] },
  { heads: 4, kvHeads: 4, headDim: 32, contexts: [5, 130], splits: 1 },
  { heads: 8, kvHeads: 1, headDim: 128, contexts: [3, 300], splits: 3 },
];

describe.each(await testGpus())('attention-decode on $name', ({ gpu }) => {
  test.each(shapes)('$heads/$kvHeads heads of $headDim over $contexts keys equal float64', async (shape) => {
    const { heads, kvHeads, headDim, contexts } = shape;
    const op = await createAttentionDecode(gpu, shape);
    const random = normals(5);
    const q = random(heads * headDim, 2);
    const values = random(Math.max(...contexts) * 2 * kvHeads * headDim);
    const partials = createStorage(gpu.device, 'partials', op.partialsBytes);
    for (const keys of contexts) {
      // What lies past the context must not be looked at.
      const kv = new Float32Array((keys + 70) * 2 * kvHeads * headDim).fill(Number.NaN);
      kv.set(values.subarray(0, keys * 2 * kvHeads * headDim));
      const g = createStorage(gpu.device, 'g', Math.ceil((heads * headDim) / 32) * 128);
      const dispatches = op.dispatches({
        control: createControl(gpu, { position: keys - 1 }),
        q: uploadStorage(gpu.device, 'q', q),
        kv: uploadStorage(gpu.device, 'kv', kv),
        partials,
        g,
      });
      await runDispatches(gpu, dispatches);
      const actual = await readFloats(gpu, g);
      const expected = attentionReference(q, kv, keys, shape);
      // weights that sum to 1 times values of size 3; exp() of a score of size 10 is off by 1e-6
      expect(largestError(actual, expected), `${keys} keys`).toBeLessThan(1e-5);
      expect(actual.subarray(heads * headDim).every((value) => value === 0)).toBe(true);
    }
  });

  test('scores far apart in different splits neither overflow nor vanish', async () => {
    const shape = { heads: 4, kvHeads: 2, headDim: 64 };
    const op = await createAttentionDecode(gpu, shape);
    const keys = 320;
    const kv = normals(1)(keys * 256);
    kv[200 * 256] = 500;
    kv[10 * 256] = -500;
    const q = new Float32Array(256).fill(3);
    const g = createStorage(gpu.device, 'g', 1024);
    const dispatches = op.dispatches({
      control: createControl(gpu, { position: keys - 1 }),
      q: uploadStorage(gpu.device, 'q', q),
      kv: uploadStorage(gpu.device, 'kv', kv),
      partials: createStorage(gpu.device, 'partials', op.partialsBytes),
      g,
    });
    await runDispatches(gpu, dispatches);
    expect(largestError(await readFloats(gpu, g), attentionReference(q, kv, keys, shape))).toBeLessThan(1e-5);
  });

  test('changes nothing when halted', async () => {
    const op = await createAttentionDecode(gpu, { heads: 4, kvHeads: 2, headDim: 64 });
    const fives = new Float32Array(op.partialsBytes / 4).fill(5);
    const partials = uploadStorage(gpu.device, 'partials', fives);
    const g = uploadStorage(gpu.device, 'g', fives.subarray(0, 256));
    const control = createControl(gpu, { halt: 1 });
    const q = uploadStorage(gpu.device, 'q', fives.subarray(0, 256));
    await runDispatches(gpu, op.dispatches({ control, q, kv: q, partials, g }));
    expect(await readFloats(gpu, partials)).toEqual(fives);
    expect(await readFloats(gpu, g)).toEqual(fives.subarray(0, 256));
  });
});
