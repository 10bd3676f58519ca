import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { type AttentionShape, maxSegmentTokens, type ScoringShape } from '../../src/kernels/attention.ts';
import { createAttentionPrefill } from '../../src/kernels/attention-prefill.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, type TestGpu, testGpus } from '../support/gpu.ts';
import { asStored, uploadSegments } from '../support/kv.ts';
import { attentionReference } from '../support/reference.ts';

interface Chunk {
  position: number;
  tokens: number;
}

type Shape = Required<AttentionShape> & Pick<ScoringShape, 'multiplier'>;

const nano: Shape = {
  heads: 4,
  kvHeads: 2,
  headDim: 64,
  kvFormat: 'f16',
  segmentTokens: maxSegmentTokens,
};

const shapes: (Shape & { chunks: Chunk[] })[] = [
  {
    ...nano,
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
    ...nano,
    heads: 6,
    headDim: 20,
    multiplier: 0.1,
    chunks: [
      { position: 64, tokens: 1 },
      { position: 10, tokens: 100 },
    ],
  },
  { ...nano, heads: 8, kvHeads: 1, headDim: 32, kvFormat: 'f32', chunks: [{ position: 0, tokens: 33 }] },
  { ...nano, heads: 2, headDim: 128, chunks: [{ position: 130, tokens: 40 }] },
  // Segments: a chunk inside one, up to the end of one, across one seam and across several.
  {
    ...nano,
    segmentTokens: 64,
    chunks: [
      { position: 3, tokens: 20 },
      { position: 60, tokens: 4 },
      { position: 61, tokens: 6 },
      { position: 30, tokens: 200 },
    ],
  },
  {
    ...nano,
    heads: 6,
    headDim: 20,
    kvFormat: 'f32',
    segmentTokens: 128,
    chunks: [{ position: 125, tokens: 140 }],
  },
];

async function prefill(
  gpu: TestGpu['gpu'],
  shape: Shape,
  u: Float32Array<ArrayBuffer>,
  values: Float32Array,
  { position, tokens }: Chunk,
) {
  const { heads, kvHeads, headDim } = shape;
  const op = await createAttentionPrefill(gpu, shape);
  const end = position + tokens;
  const kv = values.subarray(0, end * 2 * kvHeads * headDim);
  const segments = uploadSegments(gpu, kv, end + 70, shape);
  const g = createStorage(gpu.device, 'g', (tokens + 1) * Math.ceil((heads * headDim) / 32) * 128);
  const dispatches = op.dispatches({
    control: createControl(gpu, { position, tokens }),
    u: uploadStorage(gpu.device, 'u', u),
    segments,
    carry: createStorage(gpu.device, 'carry', op.carryBytes(tokens, segments.length)),
    g,
  });
  await runDispatches(gpu, dispatches, tokens);
  return { actual: await readFloats(gpu, g), stored: asStored(kv, shape), dispatches };
}

describe.each(await testGpus())('attention-prefill on $name', ({ gpu }) => {
  test.each(shapes)(
    '$heads/$kvHeads heads of $headDim in $kvFormat, $chunks, segments of $segmentTokens, equal float64',
    async (shape) => {
      const { heads, kvHeads, headDim, chunks } = shape;
      const random = normals(6);
      const end = Math.max(...chunks.map(({ position, tokens }) => position + tokens));
      const kvRow = 2 * kvHeads * headDim;
      const values = random(end * kvRow);
      const inner = heads * headDim;
      const row = inner + kvRow;
      const stride = Math.ceil(inner / 32) * 32;
      for (const chunk of chunks) {
        const { position, tokens } = chunk;
        // The kernel must not read beyond the chunk.
        const u = new Float32Array((tokens + 40) * row).fill(Number.NaN);
        u.set(random(tokens * row, 2));
        const { actual, stored } = await prefill(gpu, shape, u, values, chunk);
        const expected = new Float64Array((tokens + 1) * stride);
        for (let t = 0; t < tokens; t++) {
          const q = u.subarray(t * row, t * row + inner);
          expected.set(attentionReference(q, stored, position + t + 1, shape), t * stride);
        }
        // weights that sum to 1 times values of size 3; exp() of a score of size 10 is off by 1e-6
        expect(largestError(actual, expected), `${tokens} tokens at ${position}`).toBeLessThan(1e-5);
      }
    },
  );

  test('segments give what one buffer gives', async () => {
    const random = normals(8);
    const chunk = { position: 200, tokens: 130 };
    const u = random(130 * 512);
    const values = random(330 * 256);
    const whole = await prefill(gpu, nano, u, values, chunk);
    const cut = await prefill(gpu, { ...nano, segmentTokens: 64 }, u, values, chunk);
    expect(whole.dispatches).toHaveLength(1);
    expect(cut.dispatches).toHaveLength(7);
    // the same sums in the same order
    expect(largestError(cut.actual, whole.actual)).toBeLessThan(1e-6);
  });

  test.each([nano, { ...nano, segmentTokens: 128 }])(
    'scores far apart, segments of $segmentTokens, neither overflow nor vanish',
    async (shape) => {
      const tokens = 200;
      const values = normals(1)(tokens * 256);
      values[150 * 256] = 500;
      values[10 * 256] = -500;
      const u = new Float32Array(tokens * 512).fill(3);
      const { actual, stored } = await prefill(gpu, shape, u, values, { position: 0, tokens });
      for (const t of [0, 9, 10, 11, 149, 150, 199]) {
        const expected = attentionReference(u.subarray(0, 256), stored, t + 1, shape);
        const row = actual.subarray(t * 256, (t + 1) * 256);
        expect(largestError(row, expected), `token ${t}`).toBeLessThan(1e-5);
      }
    },
  );

  test('changes nothing when halted', async () => {
    const op = await createAttentionPrefill(gpu, nano);
    const values = normals(1)(512);
    const u = uploadStorage(gpu.device, 'u', values);
    const g = uploadStorage(gpu.device, 'g', values.subarray(0, 256));
    const carry = uploadStorage(gpu.device, 'carry', values.subarray(0, 256));
    const control = createControl(gpu, { halt: 1 });
    const segment = createStorage(gpu.device, 'segment', 4);
    await runDispatches(gpu, op.dispatches({ control, u, segments: [{ kv: u, segment }], carry, g }));
    expect(await readFloats(gpu, g)).toEqual(values.subarray(0, 256));
    expect(await readFloats(gpu, carry)).toEqual(values.subarray(0, 256));
  });
});
