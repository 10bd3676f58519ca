import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { createGemm } from '../../src/kernels/gemm.ts';
import { blocksOf, type MatrixFormat } from '../../src/kernels/matrix.ts';
import type { Tiling } from '../../src/kernels/tiling.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpus } from '../support/gpu.ts';
import { matvecReference, randomMatrix } from '../support/matrices.ts';
import { padRows, sigmoid, silu } from '../support/reference.ts';

type Epilogue = 'none' | 'activations' | 'residual';

const shapes: { rows: number; columns: number; format: MatrixFormat; tokens: number; epilogue: Epilogue }[] =
  [
    { rows: 256, columns: 128, format: 'q4', tokens: 64, epilogue: 'none' },
    { rows: 256, columns: 128, format: 'q8', tokens: 65, epilogue: 'residual' },
    { rows: 256, columns: 128, format: 'f16', tokens: 33, epilogue: 'activations' },
    { rows: 256, columns: 128, format: 'f32', tokens: 32, epilogue: 'none' },
    { rows: 76, columns: 76, format: 'q4', tokens: 7, epilogue: 'residual' },
    { rows: 77, columns: 33, format: 'f32', tokens: 257, epilogue: 'activations' },
    { rows: 1, columns: 1, format: 'q8', tokens: 1, epilogue: 'activations' },
    { rows: 20, columns: 1536, format: 'f16', tokens: 3, epilogue: 'residual' },
  ];
const tilings: Tiling[] = ['registers', 'workgroup'];

describe.each(await testGpus())('gemm on $name', ({ gpu }) => {
  describe.each(tilings)('%s', (tiling) => {
    test.each(shapes)(
      '$format ($tokens, $columns) x ($rows, $columns), epilogue $epilogue, equals float64',
      async (shape) => {
        const { rows, columns, format, tokens, epilogue } = shape;
        const weight = randomMatrix(gpu, rows, columns, format, 1);
        const a = normals(7)(tokens * columns);
        const r = normals(9)(tokens * rows);
        const stride = blocksOf(rows) * 32;
        const siluRows = Math.floor(rows / 2);
        const op = await createGemm(gpu, {
          rows,
          columns,
          format,
          stride,
          tiling,
          ...(epilogue === 'activations' ? { siluRows, sigmoidRows: rows - siluRows } : {}),
          ...(epilogue === 'residual' ? { residual: { alpha: 1.5, beta: 0.7 } } : {}),
        });
        const empty = new Float32Array((tokens + 1) * stride).fill(7, tokens * stride);
        const y = uploadStorage(gpu.device, 'y', empty);
        const dispatch = op.dispatch({
          control: createControl(gpu, { tokens }),
          a: uploadStorage(gpu.device, 'a', padRows(a, columns, blocksOf(columns) * 32)),
          weight,
          y,
          residual: uploadStorage(gpu.device, 'residual', padRows(r, rows, stride)),
        });
        await runDispatches(gpu, [dispatch], tokens);

        const products = Array.from({ length: tokens }, (_, t) => [
          ...matvecReference(weight, a.subarray(t * columns, (t + 1) * columns)),
        ]).flat();
        const values = products.map((value, i) => {
          if (epilogue === 'residual') return 1.5 * r[i]! + 0.7 * value;
          if (epilogue === 'activations') return i % rows < siluRows ? silu(value) : sigmoid(value);
          return value;
        });
        // Zeros in the padding, and nothing behind the chunk's last token.
        const expected = empty.slice();
        expected.set(padRows(values, rows, stride));
        // float32 sums of up to 1536 products of size 1/sqrt(columns)
        expect(largestError(await readFloats(gpu, y), expected)).toBeLessThan(2e-5);
      },
    );

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

  if (!gpu.features.f16) return;

  test('f16 tiles differ by the rounding of the weights only', async () => {
    const shape = { rows: 128, columns: 128, format: 'q4' } as const;
    const weight = randomMatrix(gpu, 128, 128, 'q4', 1);
    const a = normals(7)(40 * 128);
    const op = await createGemm(gpu, { ...shape, tiling: 'workgroup', real: 'f16' });
    const y = createStorage(gpu.device, 'y', 40 * 128 * 4);
    const control = createControl(gpu, { tokens: 40 });
    const input = uploadStorage(gpu.device, 'a', a);
    await runDispatches(gpu, [op.dispatch({ control, a: input, weight, y })], 40);
    const expected = Array.from({ length: 40 }, (_, t) => [
      ...matvecReference(weight, a.subarray(t * 128, (t + 1) * 128)),
    ]).flat();
    // A weight of about 0.1 is off by 2^-12 of itself at most, and 128 such errors add up as a random walk.
    expect(largestError(await readFloats(gpu, y), expected)).toBeLessThan(2e-3);
  });
});
