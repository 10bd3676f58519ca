import { describe, expect, test } from 'vitest';
import { uploadStorage } from '../../src/gpu/buffers.ts';
import { createQkNorm } from '../../src/kernels/qk-norm.ts';
import { rotaryTable } from '../../src/kernels/rotary.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpusOfTeams } from '../support/gpu.ts';
import { rmsNorm, ropeReference } from '../support/reference.ts';

const shapes = [
  { heads: 4, kvHeads: 2, headDim: 64, rotaryDim: 64, allHeads: false, tokens: 1, position: 9 },
  { heads: 4, kvHeads: 2, headDim: 64, rotaryDim: 32, allHeads: true, tokens: 1, position: 1500 },
  { heads: 6, kvHeads: 3, headDim: 20, rotaryDim: 10, allHeads: false, tokens: 7, position: 3 },
  { heads: 6, kvHeads: 3, headDim: 20, rotaryDim: 20, allHeads: true, tokens: 7, position: 1020 },
  { heads: 16, kvHeads: 16, headDim: 128, rotaryDim: 0, allHeads: true, tokens: 3, position: 0 },
  { heads: 1, kvHeads: 1, headDim: 4, rotaryDim: 4, allHeads: false, tokens: 2, position: 0 },
];
const theta = 1e4;

describe.each(await testGpusOfTeams())('qk-norm on $name', ({ gpu }) => {
  test.each(shapes)(
    '$heads/$kvHeads heads of $headDim, all together $allHeads, $rotaryDim rotated, $tokens tokens',
    async ({ tokens, position, ...shape }) => {
      const { heads, kvHeads, headDim, rotaryDim, allHeads } = shape;
      const random = normals(5);
      const row = (heads + 2 * kvHeads) * headDim;
      const values = random(tokens * row, 3);
      const weight = random((heads + kvHeads) * headDim).map((value) => 1 + 0.2 * value);
      const op = await createQkNorm(gpu, { ...shape, eps: 1e-6 });
      const u = uploadStorage(gpu.device, 'u', values);
      const table = rotaryTable(position + tokens, { rotaryDim, ropeTheta: theta });
      const dispatch = op.dispatch({
        control: createControl(gpu, { tokens, position }),
        rotary: uploadStorage(gpu.device, 'rotary', rotaryDim === 0 ? new Float32Array(2) : table),
        weight: uploadStorage(gpu.device, 'weight', weight),
        u,
      });
      await runDispatches(gpu, [dispatch], tokens);

      const expected = Array.from({ length: tokens }, (_, token) => {
        const at = token * row;
        const normed: number[] = [];
        const q = heads * headDim;
        const ends = allHeads
          ? [q, q + kvHeads * headDim]
          : Array.from({ length: heads + kvHeads }, (_, head) => (head + 1) * headDim);
        for (const end of ends) {
          const from = normed.length;
          normed.push(...rmsNorm(values.subarray(at + from, at + end), weight.subarray(from, end), 1e-6));
        }
        const rotated = ropeReference(normed, position + token, { headDim, rotaryDim, theta });
        return [...rotated, ...values.subarray(at + normed.length, at + row)];
      }).flat();
      // float32 sums of up to 2048 squares, and rotations of values of size 3
      expect(largestError(await readFloats(gpu, u), expected)).toBeLessThan(2e-5);
    },
  );

  test('changes nothing when halted', async () => {
    const shape = { heads: 1, kvHeads: 1, headDim: 4, allHeads: false, rotaryDim: 4, eps: 1e-6 };
    const op = await createQkNorm(gpu, shape);
    const values = normals(1)(12);
    const u = uploadStorage(gpu.device, 'u', values);
    const dispatch = op.dispatch({
      control: createControl(gpu, { halt: 1 }),
      rotary: uploadStorage(gpu.device, 'rotary', rotaryTable(1, { rotaryDim: 4, ropeTheta: theta })),
      weight: uploadStorage(gpu.device, 'weight', new Float32Array(8).fill(2)),
      u,
    });
    await runDispatches(gpu, [dispatch]);
    expect(await readFloats(gpu, u)).toEqual(values);
  });
});
