import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { blocksOf } from '../../src/kernels/matrix.ts';
import { createRmsNorm } from '../../src/kernels/rms-norm.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpusOfTeams } from '../support/gpu.ts';
import { padRows, rmsNorm } from '../support/reference.ts';

const shapes = [
  { columns: 256, tokens: 64 },
  { columns: 76, tokens: 7 },
  { columns: 1, tokens: 1 },
  { columns: 1536, tokens: 65 },
  { columns: 33, tokens: 600 },
];

describe.each(await testGpusOfTeams())('rms-norm on $name', ({ gpu }) => {
  test.each(shapes)(
    '($tokens, $columns) equals float64 and keeps the padding zero',
    async ({ columns, tokens }) => {
      const random = normals(3);
      const stride = blocksOf(columns) * 32;
      const x = random(tokens * columns, 3);
      const weight = random(columns).map((value) => 1 + 0.2 * value);
      const op = await createRmsNorm(gpu, { columns, eps: 1e-5 });
      // One token more than the chunk has, which must not change.
      const n = uploadStorage(gpu.device, 'n', new Float32Array((tokens + 1) * stride).fill(7));
      const dispatch = op.dispatch({
        control: createControl(gpu, { tokens }),
        x: uploadStorage(gpu.device, 'x', padRows(x, columns, stride)),
        weight: uploadStorage(gpu.device, 'weight', padRows(weight, columns, Math.ceil(columns / 64) * 64)),
        n,
      });
      await runDispatches(gpu, [dispatch], tokens);

      const rows = Array.from({ length: tokens }, (_, t) =>
        padRows(rmsNorm(x.subarray(t * columns, (t + 1) * columns), weight, 1e-5), columns, stride),
      );
      const expected = [...rows.flatMap((row) => [...row]), ...new Array<number>(stride).fill(7)];
      // a float32 sum of up to 1536 squares, half of whose relative error reaches the result
      expect(largestError(await readFloats(gpu, n), expected)).toBeLessThan(2e-6);
    },
  );

  test('changes nothing when halted', async () => {
    const op = await createRmsNorm(gpu, { columns: 32, eps: 1e-5 });
    const n = createStorage(gpu.device, 'n', 128);
    const ones = new Float32Array(64).fill(1);
    const dispatch = op.dispatch({
      control: createControl(gpu, { halt: 1 }),
      x: uploadStorage(gpu.device, 'x', ones),
      weight: uploadStorage(gpu.device, 'weight', ones),
      n,
    });
    await runDispatches(gpu, [dispatch]);
    expect([...(await readFloats(gpu, n))]).toEqual(new Array(32).fill(0));
  });
});
