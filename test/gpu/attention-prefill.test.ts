import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { createAttentionPrefill } from '../../src/kernels/attention-prefill.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpus } from '../support/gpu.ts';
import { attentionReference } from '../support/reference.ts';

const shapes = [
  {
    heads: 4,
    kvHeads: 2,
    headDim: 64,
    chunks: [
      { position: 0, tokens: 1 },
      { position: 0, tokens: 7 },
      { position: 63, tokens: 63 },
      { position: 1, tokens: 64 },
      { position: 300, tokens: 65 },
      { position: 0, tokens: 257 },
      { position: 5, tokens: 600 },
    ],
  },
  {
    heads: 6,
    kvHeads: 2,
    headDim: 20,
    chunks: [
      { position: 64, tokens: 1 },
      { position: 10, tokens: 100 },
    ],
  },
  { heads: 8, kvHeads: 1, headDim: 32, chunks: [{ position: 0, tokens: 33 }] },
  { heads: 2, kvHeads: 2, headDim: 128, chunks: [{ position: 130, tokens: 40 }] },
];

describe.each(await testGpus())('attention-prefill on $name', ({ gpu }) => {
  test.each(shapes)('$heads/$kvHeads heads of $headDim, $chunks, equal float64', async (shape) => {
    const { heads, kvHeads, headDim, chunks } = shape;
    const op = await createAttentionPrefill(gpu, shape);
    const random = normals(6);
    const end = Math.max(...chunks.map(({ position, tokens }) => position + tokens));
    const kvRow = 2 * kvHeads * headDim;
    const values = random(end * kvRow);
    const inner = heads * headDim;
    const row = inner + kvRow;
    const stride = Math.ceil(inner / 32) * 32;
    for (const { position, tokens } of chunks) {
      // What lies past the chunk must not be looked at.
      const u = new Float32Array((tokens + 40) * row).fill(Number.NaN);
      u.set(random(tokens * row, 2));
      const kv = new Float32Array((position + tokens + 70) * kvRow).fill(Number.NaN);
      kv.set(values.subarray(0, (position + tokens) * kvRow));
      const g = createStorage(gpu.device, 'g', (tokens + 1) * stride * 4);
      const dispatch = op.dispatch({
        control: createControl(gpu, { position, tokens }),
        u: uploadStorage(gpu.device, 'u', u),
        kv: uploadStorage(gpu.device, 'kv', kv),
        g,
      });
      await runDispatches(gpu, [dispatch], tokens);
      const actual = await readFloats(gpu, g);
      const expected = new Float64Array((tokens + 1) * stride);
      for (let t = 0; t < tokens; t++) {
        const q = u.subarray(t * row, t * row + inner);
        expected.set(attentionReference(q, kv, position + t + 1, shape), t * stride);
      }
      // weights that sum to 1 times values of size 3; exp() of a score of size 10 is off by 1e-6
      expect(largestError(actual, expected), `${tokens} tokens at ${position}`).toBeLessThan(1e-5);
    }
  });

  test('scores far apart neither overflow nor vanish', async () => {
    const shape = { heads: 4, kvHeads: 2, headDim: 64 };
    const op = await createAttentionPrefill(gpu, shape);
    const tokens = 200;
    const kv = normals(1)(tokens * 256);
    kv[150 * 256] = 500;
    kv[10 * 256] = -500;
    const u = new Float32Array(tokens * 512).fill(3);
    const g = createStorage(gpu.device, 'g', tokens * 1024);
    const dispatch = op.dispatch({
      control: createControl(gpu, { tokens }),
      u: uploadStorage(gpu.device, 'u', u),
      kv: uploadStorage(gpu.device, 'kv', kv),
      g,
    });
    await runDispatches(gpu, [dispatch], tokens);
    const actual = await readFloats(gpu, g);
    for (const t of [0, 9, 10, 11, 149, 150, 199]) {
      const expected = attentionReference(u.subarray(0, 256), kv, t + 1, shape);
      expect(largestError(actual.subarray(t * 256, (t + 1) * 256), expected), `token ${t}`).toBeLessThan(
        1e-5,
      );
    }
  });

  test('changes nothing when halted', async () => {
    const op = await createAttentionPrefill(gpu, { heads: 4, kvHeads: 2, headDim: 64 });
    const values = normals(1)(512);
    const u = uploadStorage(gpu.device, 'u', values);
    const g = uploadStorage(gpu.device, 'g', values.subarray(0, 256));
    await runDispatches(gpu, [op.dispatch({ control: createControl(gpu, { halt: 1 }), u, kv: u, g })]);
    expect(await readFloats(gpu, g)).toEqual(values.subarray(0, 256));
  });
});
