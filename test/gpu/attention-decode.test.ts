import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { maxSegmentTokens } from '../../src/kernels/attention.ts';
import { type AttentionDecodeShape, createAttentionDecode } from '../../src/kernels/attention-decode.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, type TestGpu, testGpus } from '../support/gpu.ts';
import { asStored, readSegments, uploadSegments } from '../support/kv.ts';
import { attentionReference } from '../support/reference.ts';

type Shape = Required<Omit<AttentionDecodeShape, 'splits' | 'multiplier'>> &
  Pick<AttentionDecodeShape, 'splits' | 'multiplier'>;

const nano: Shape = {
  heads: 4,
  kvHeads: 2,
  headDim: 64,
  kvFormat: 'f16',
  segmentTokens: maxSegmentTokens,
};

const shapes: (Shape & { contexts: number[] })[] = [
  { ...nano, contexts: [1, 7, 63, 64, 65, 257, 600, 5000] },
  { ...nano, kvFormat: 'f32', contexts: [1, 66, 600] },
  { ...nano, heads: 6, headDim: 20, multiplier: 0.1, contexts: [1, 66, 600] },
  { ...nano, kvHeads: 4, headDim: 32, contexts: [5, 130], splits: 1 },
  { ...nano, heads: 8, kvHeads: 1, headDim: 128, contexts: [3, 300], splits: 3 },
  // Segments: the newest key is the last of one, the first of the next, or in the middle of one.
  { ...nano, segmentTokens: 64, contexts: [64, 65, 300, 1] },
  { ...nano, heads: 6, headDim: 20, kvFormat: 'f32', segmentTokens: 128, contexts: [128, 129, 511] },
];

/** Decodes the last of `keys` tokens: values (keys, 2, kvHeads, headDim), of which the kernel computes the last ones itself. */
async function decode(
  gpu: TestGpu['gpu'],
  shape: Shape,
  q: Float32Array,
  values: Float32Array,
  keys: number,
  capacity: number = keys,
) {
  const { heads, kvHeads, headDim } = shape;
  const op = await createAttentionDecode(gpu, shape);
  const row = 2 * kvHeads * headDim;
  const segments = uploadSegments(gpu, values.subarray(0, (keys - 1) * row), capacity, shape);
  const g = createStorage(gpu.device, 'g', Math.ceil((heads * headDim) / 32) * 128);
  const u = Float32Array.of(...q, ...values.subarray((keys - 1) * row, keys * row));
  const dispatches = op.dispatches({
    control: createControl(gpu, { position: keys - 1 }),
    u: uploadStorage(gpu.device, 'u', u),
    segments,
    partials: createStorage(gpu.device, 'partials', op.partialsBytes(segments.length)),
    g,
  });
  await runDispatches(gpu, dispatches);
  const stored = asStored(values.subarray(0, keys * row), shape);
  return { actual: await readFloats(gpu, g), stored, segments, dispatches };
}

describe.each(await testGpus())('attention-decode on $name', ({ gpu }) => {
  test.each(shapes)(
    '$heads/$kvHeads heads of $headDim in $kvFormat over $contexts keys, segments of $segmentTokens, equal float64',
    async (shape) => {
      const { heads, kvHeads, headDim, contexts } = shape;
      const random = normals(5);
      const q = random(heads * headDim, 2);
      const values = random(Math.max(...contexts) * 2 * kvHeads * headDim);
      for (const keys of contexts) {
        const { actual, stored, segments } = await decode(gpu, shape, q, values, keys, keys + 70);
        const expected = attentionReference(q, stored, keys, shape);
        // weights that sum to 1 times values of size 3; exp() of a score of size 10 is off by 1e-6
        expect(largestError(actual, expected), `${keys} keys`).toBeLessThan(1e-5);
        expect(actual.subarray(heads * headDim).every((value) => value === 0)).toBe(true);
        const cache = await readSegments(gpu, segments, shape);
        expect(cache.subarray(0, stored.length)).toEqual(stored);
        expect(cache.subarray(stored.length).every(Number.isNaN)).toBe(true);
      }
    },
  );

  test('segments give what one buffer gives', async () => {
    const random = normals(8);
    const q = random(256, 2);
    const values = random(400 * 256);
    const whole = await decode(gpu, nano, q, values, 400);
    const cut = await decode(gpu, { ...nano, segmentTokens: 128 }, q, values, 400, 900);
    expect(cut.dispatches).toHaveLength(whole.dispatches.length + 7);
    // only the order of sums differs
    expect(largestError(cut.actual, whole.actual)).toBeLessThan(1e-6);
  });

  test('values beyond 16 bits are stored as the largest value, subnormal ones as zero', async () => {
    const values = normals(3)(3 * 256);
    const first = 2 * 256 + 128;
    values.set([1e6, -1e6, 65504, 65519, 5e-5, -6e-5, 7e-5], first);
    const { actual, stored, segments } = await decode(gpu, nano, new Float32Array(256), values, 3);
    const cache = await readSegments(gpu, segments, nano);
    expect([...cache.subarray(first, first + 6)]).toEqual([65504, -65504, 65504, 65504, 0, 0]);
    expect(cache[first + 6]).toBeCloseTo(7e-5, 7);
    const expected = attentionReference(new Float32Array(256), stored, 3, nano);
    expect(largestError(actual, expected)).toBeLessThan(1e-5);
  });

  test.each([nano, { ...nano, segmentTokens: 64 }])(
    'scores far apart, segments of $segmentTokens, neither overflow nor vanish',
    async (shape) => {
      const keys = 320;
      const values = normals(1)(keys * 256);
      values[200 * 256] = 500;
      values[10 * 256] = -500;
      const q = new Float32Array(256).fill(3);
      const { actual, stored } = await decode(gpu, shape, q, values, keys);
      expect(largestError(actual, attentionReference(q, stored, keys, shape))).toBeLessThan(1e-5);
    },
  );

  test('changes nothing when halted', async () => {
    const op = await createAttentionDecode(gpu, nano);
    const fives = new Float32Array(op.partialsBytes(1) / 4).fill(5);
    const partials = uploadStorage(gpu.device, 'partials', fives);
    const g = uploadStorage(gpu.device, 'g', fives.subarray(0, 256));
    const control = createControl(gpu, { halt: 1 });
    const u = uploadStorage(gpu.device, 'u', fives.subarray(0, 512));
    const kv = uploadStorage(gpu.device, 'kv', fives.subarray(0, 128));
    const segment = createStorage(gpu.device, 'segment', 4);
    await runDispatches(gpu, op.dispatches({ control, u, segments: [{ kv, segment }], partials, g }));
    expect(await readFloats(gpu, partials)).toEqual(fives);
    expect(await readFloats(gpu, g)).toEqual(fives.subarray(0, 256));
    expect(await readFloats(gpu, kv)).toEqual(fives.subarray(0, 128));
  });
});
