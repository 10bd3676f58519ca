import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { type KvFormat, maxSegmentTokens } from '../../src/kernels/attention.ts';
import { createRopeAppend } from '../../src/kernels/rope-append.ts';
import { rotaryTable } from '../../src/kernels/rotary.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpus } from '../support/gpu.ts';
import { asStored, createSegments, readSegments } from '../support/kv.ts';
import { ropeReference } from '../support/reference.ts';

const theta = 1e7;
const f16: { kvFormat: KvFormat; segmentTokens: number } = {
  kvFormat: 'f16',
  segmentTokens: maxSegmentTokens,
};
const f32 = { ...f16, kvFormat: 'f32' as const };
const shapes = [
  { ...f16, heads: 4, kvHeads: 2, headDim: 64, rotaryDim: 64, position: 0, tokens: 65 },
  { ...f32, heads: 4, kvHeads: 2, headDim: 64, rotaryDim: 32, position: 3, tokens: 65 },
  { ...f32, heads: 2, kvHeads: 1, headDim: 8, rotaryDim: 8, position: 999_990, tokens: 10 },
  { ...f16, heads: 2, kvHeads: 1, headDim: 8, rotaryDim: 8, position: 1_048_570, tokens: 6 },
  { ...f32, heads: 6, kvHeads: 3, headDim: 20, rotaryDim: 10, position: 1020, tokens: 9 },
  { ...f16, heads: 6, kvHeads: 3, headDim: 20, rotaryDim: 20, position: 1020, tokens: 9 },
  { ...f32, heads: 8, kvHeads: 1, headDim: 128, rotaryDim: 64, position: 70_655, tokens: 2 },
  { ...f32, heads: 1, kvHeads: 1, headDim: 32, rotaryDim: 2, position: 1023, tokens: 1 },
  // Across the seams of segments.
  { ...f16, heads: 4, kvHeads: 2, headDim: 64, rotaryDim: 64, position: 60, tokens: 140, segmentTokens: 64 },
  { ...f32, heads: 6, kvHeads: 2, headDim: 20, rotaryDim: 10, position: 256, tokens: 65, segmentTokens: 64 },
];

describe.each(await testGpus())('rope-append on $name', ({ gpu }) => {
  test.each(shapes)(
    '$heads/$kvHeads heads of $headDim, $rotaryDim rotated, $tokens tokens at $position, $kvFormat, segments of $segmentTokens',
    async (shape) => {
      const { heads, kvHeads, headDim, rotaryDim, position, tokens } = shape;
      const op = await createRopeAppend(gpu, shape);
      const random = normals(2);
      const row = (heads + 2 * kvHeads) * headDim;
      const u = random(tokens * row);
      const capacity = position + tokens;
      const kvRow = 2 * kvHeads * headDim;
      const uBuffer = uploadStorage(gpu.device, 'u', u);
      const segments = createSegments(gpu, capacity, shape);
      const dispatches = op.dispatches({
        control: createControl(gpu, { position, tokens }),
        rotary: uploadStorage(gpu.device, 'rotary', rotaryTable(capacity, { rotaryDim, ropeTheta: theta })),
        u: uBuffer,
        segments,
      });
      await runDispatches(gpu, dispatches, tokens);

      const rotated = await readFloats(gpu, uBuffer);
      const cache = await readSegments(gpu, segments, shape);
      expect(cache.subarray(0, position * kvRow).every((value) => value === 0)).toBe(true);
      const appended = cache.subarray(position * kvRow);
      // cos and sin are rounded once in the table and once when their angles are added; 16 bits round once more
      const keyError = shape.kvFormat === 'f32' ? 1e-6 : 2 ** -11;
      for (let t = 0; t < tokens; t++) {
        const section = (from: number, count: number) =>
          u.subarray(t * row + from * headDim, t * row + (from + count) * headDim);
        const rope = { headDim, rotaryDim, theta };
        const q = ropeReference(section(0, heads), position + t, rope);
        const k = ropeReference(section(heads, kvHeads), position + t, rope);
        expect(largestError(rotated.subarray(t * row, t * row + heads * headDim), q)).toBeLessThan(1e-6);
        expect(largestError(appended.subarray(t * kvRow, t * kvRow + kvRow / 2), k)).toBeLessThan(keyError);
        expect(appended.subarray(t * kvRow + kvRow / 2, (t + 1) * kvRow)).toEqual(
          asStored(section(heads + kvHeads, kvHeads), shape),
        );
      }
      for (const { kv } of segments) kv.destroy();
    },
  );

  test('changes nothing when halted', async () => {
    const op = await createRopeAppend(gpu, { heads: 1, kvHeads: 1, headDim: 4, rotaryDim: 4 });
    const values = normals(1)(12);
    const u = uploadStorage(gpu.device, 'u', values);
    const kv = createStorage(gpu.device, 'kv', 16);
    const segment = createStorage(gpu.device, 'segment', 4);
    const control = createControl(gpu, { halt: 1 });
    const rotary = uploadStorage(gpu.device, 'rotary', rotaryTable(1, { rotaryDim: 4, ropeTheta: theta }));
    await runDispatches(gpu, op.dispatches({ control, rotary, u, segments: [{ kv, segment }] }));
    expect(await readFloats(gpu, u)).toEqual(values);
    expect(await readFloats(gpu, kv)).toEqual(new Float32Array(4));
  });
});
