import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { createRopeAppend } from '../../src/kernels/rope-append.ts';
import { rotaryTable } from '../../src/kernels/rotary.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpus } from '../support/gpu.ts';
import { ropeReference } from '../support/reference.ts';

const theta = 1e7;
const shapes = [
  { heads: 4, kvHeads: 2, headDim: 64, rotaryDim: 64, position: 0, tokens: 65 },
  { heads: 2, kvHeads: 1, headDim: 8, rotaryDim: 8, position: 999_990, tokens: 10 },
  { heads: 6, kvHeads: 3, headDim: 20, rotaryDim: 10, position: 1020, tokens: 9 },
  { heads: 8, kvHeads: 1, headDim: 128, rotaryDim: 64, position: 70_655, tokens: 2 },
  { heads: 1, kvHeads: 1, headDim: 32, rotaryDim: 2, position: 1023, tokens: 1 },
];

describe.each(await testGpus())('rope-append on $name', ({ gpu }) => {
  test.each(shapes)(
    '$heads/$kvHeads heads of $headDim, $rotaryDim rotated, $tokens tokens at $position',
    async (shape) => {
      const { heads, kvHeads, headDim, rotaryDim, position, tokens } = shape;
      const op = await createRopeAppend(gpu, shape);
      const random = normals(2);
      const row = (heads + 2 * kvHeads) * headDim;
      const u = random(tokens * row);
      const capacity = position + tokens;
      const kvRow = 2 * kvHeads * headDim;
      const uBuffer = uploadStorage(gpu.device, 'u', u);
      const kv = createStorage(gpu.device, 'kv', capacity * kvRow * 4);
      const dispatch = op.dispatch({
        control: createControl(gpu, { position, tokens }),
        rotary: uploadStorage(gpu.device, 'rotary', rotaryTable(capacity, rotaryDim, theta)),
        u: uBuffer,
        kv,
      });
      await runDispatches(gpu, [dispatch], tokens);

      const rotated = await readFloats(gpu, uBuffer);
      const appended = await readFloats(gpu, kv, position * kvRow, tokens * kvRow);
      const before = await readFloats(gpu, kv, Math.max(0, position - 1) * kvRow, kvRow);
      if (position > 0) expect(before.every((value) => value === 0)).toBe(true);
      for (let t = 0; t < tokens; t++) {
        const section = (from: number, count: number) =>
          u.subarray(t * row + from * headDim, t * row + (from + count) * headDim);
        const rope = { headDim, rotaryDim, theta };
        const q = ropeReference(section(0, heads), position + t, rope);
        const k = ropeReference(section(heads, kvHeads), position + t, rope);
        // cos and sin are rounded once in the table and once when their angles are added
        expect(largestError(rotated.subarray(t * row, t * row + heads * headDim), q)).toBeLessThan(1e-6);
        expect(largestError(appended.subarray(t * kvRow, t * kvRow + kvRow / 2), k)).toBeLessThan(1e-6);
        expect(appended.subarray(t * kvRow + kvRow / 2, (t + 1) * kvRow)).toEqual(
          section(heads + kvHeads, kvHeads),
        );
      }
      kv.destroy();
    },
  );

  test('changes nothing when halted', async () => {
    const op = await createRopeAppend(gpu, { heads: 1, kvHeads: 1, headDim: 4, rotaryDim: 4 });
    const values = normals(1)(12);
    const u = uploadStorage(gpu.device, 'u', values);
    const kv = uploadStorage(gpu.device, 'kv', values.subarray(0, 8));
    const rotary = uploadStorage(gpu.device, 'rotary', rotaryTable(1, 4, theta));
    await runDispatches(gpu, [op.dispatch({ control: createControl(gpu, { halt: 3 }), rotary, u, kv })]);
    expect(await readFloats(gpu, u)).toEqual(values);
    expect(await readFloats(gpu, kv)).toEqual(values.subarray(0, 8));
  });
});
