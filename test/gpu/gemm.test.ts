import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { createGemm } from '../../src/kernels/gemm.ts';
import { blocksOf, type MatrixFormat } from '../../src/kernels/matrix.ts';
import type { Tiling } from '../../src/kernels/tiling.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpus } from '../support/gpu.ts';
import { matvecReference, randomMatrix } from '../support/matrices.ts';
import { padRows, sigmoid, silu } from '../support/reference.ts';

const shapes: { rows: number; columns: number; format: MatrixFormat; tokens: number }[] = [
  { rows: 256, columns: 128, format: 'q4', tokens: 64 },
  { rows: 256, columns: 128, format: 'q8', tokens: 65 },
  { rows: 256, columns: 128, format: 'f16', tokens: 33 },
  { rows: 256, columns: 128, format: 'f32', tokens: 32 },
  { rows: 76, columns: 76, format: 'q4', tokens: 7 },
  { rows: 77, columns: 33, format: 'f32', tokens: 257 },
  { rows: 1, columns: 1, format: 'q8', tokens: 1 },
  { rows: 20, columns: 1536, format: 'f16', tokens: 3 },
];
const tilings: Tiling[] = ['registers', 'workgroup'];

describe.each(await testGpus())('gemm on $name', ({ gpu }) => {
  describe.each(tilings)('%s', (tiling) => {
    test.each(shapes)('$format ($tokens, $columns) x ($rows, $columns) equals float64', async (shape) => {
      const { rows, columns, format, tokens } = shape;
      const weight = randomMatrix(gpu, rows, columns, format, 1);
      const a = normals(7)(tokens * columns);
      const stride = blocksOf(rows) * 32;
      const siluRows = Math.floor(rows / 2);
      const sigmoidRows = rows - siluRows;
      const products = Array.from({ length: tokens }, (_, t) =>
        matvecReference(weight, a.subarray(t * columns, (t + 1) * columns)),
      );

      // Twice with the same weights: activations, then a residual; one more row than there are tokens must stay as it is.
      const control = createControl(gpu, { tokens });
      const input = uploadStorage(gpu.device, 'a', padRows(a, columns, blocksOf(columns) * 32));
      const activated = await createGemm(gpu, {
        rows,
        columns,
        format,
        stride,
        siluRows,
        sigmoidRows,
        tiling,
      });
      const y = uploadStorage(gpu.device, 'y', padded(tokens, rows, stride));
      const r = normals(9)(tokens * rows);
      const added = await createGemm(gpu, {
        rows,
        columns,
        format,
        stride,
        residual: { alpha: 1.5, beta: 0.7 },
        tiling,
      });
      const sum = uploadStorage(gpu.device, 'sum', padded(tokens, rows, stride));
      const residual = uploadStorage(gpu.device, 'residual', padRows(r, rows, stride));
      await runDispatches(
        gpu,
        [
          activated.dispatch({ control, a: input, weight, y }),
          added.dispatch({ control, a: input, weight, y: sum, residual }),
        ],
        tokens,
      );

      const outputs = products.map((row) => row.map((v, f) => (f < siluRows ? silu(v) : sigmoid(v))));
      const sums = products.map((row, t) => row.map((v, f) => 1.5 * r[t * rows + f]! + 0.7 * v));
      // float32 sums of up to 1536 products of size 1/sqrt(columns)
      expect(largestError(await readFloats(gpu, y), padded(tokens, rows, stride, outputs))).toBeLessThan(
        2e-5,
      );
      expect(largestError(await readFloats(gpu, sum), padded(tokens, rows, stride, sums))).toBeLessThan(2e-5);
    });

    test('changes nothing when halted', async () => {
      const op = await createGemm(gpu, { rows: 64, columns: 32, format: 'f32', tiling });
      const y = createStorage(gpu.device, 'y', 64 * 4);
      const dispatch = op.dispatch({
        control: createControl(gpu, { halt: 1 }),
        a: uploadStorage(gpu.device, 'a', new Float32Array(32).fill(1)),
        weight: randomMatrix(gpu, 64, 32, 'f32', 1),
        y,
      });
      await runDispatches(gpu, [dispatch]);
      expect([...(await readFloats(gpu, y))]).toEqual(new Array(64).fill(0));
    });
  });

  test.runIf(gpu.features.f16)(
    'workgroup tiles of f16 differ by the rounding of the weights only',
    async () => {
      const weight = randomMatrix(gpu, 128, 128, 'q4', 1);
      const a = normals(7)(40 * 128);
      const op = await createGemm(gpu, {
        rows: 128,
        columns: 128,
        format: 'q4',
        tiling: 'workgroup',
        real: 'f16',
      });
      const y = createStorage(gpu.device, 'y', 40 * 128 * 4);
      const control = createControl(gpu, { tokens: 40 });
      await runDispatches(
        gpu,
        [op.dispatch({ control, a: uploadStorage(gpu.device, 'a', a), weight, y })],
        40,
      );
      const expected = Array.from({ length: 40 }, (_, t) =>
        matvecReference(weight, a.subarray(t * 128, (t + 1) * 128)),
      );
      // a weight of about 0.1 is off by 2^-12 of itself at most, and 128 such errors add up as a random walk
      expect(
        largestError(
          await readFloats(gpu, y),
          expected.flatMap((row) => [...row]),
        ),
      ).toBeLessThan(2e-3);
    },
  );
});

/** (tokens + 1, stride): `rows` in front of zeros, or, before the kernel ran, zeros; then a row of sevens. */
function padded(
  tokens: number,
  columns: number,
  stride: number,
  rows: Float64Array[] = [],
): Float32Array<ArrayBuffer> {
  const values = new Float32Array((tokens + 1) * stride).fill(7, tokens * stride);
  values.set(
    padRows(
      rows.flatMap((row) => [...row]),
      columns,
      stride,
    ),
  );
  return values;
}
