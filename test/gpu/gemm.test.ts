import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { createGemm, type GemmShape } from '../../src/kernels/gemm.ts';
import { blocksOf, type Matrix, type MatrixFormat } from '../../src/kernels/matrix.ts';
import { defaultTiling } from '../../src/kernels/tiling.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpus, testTilings } from '../support/gpu.ts';
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

describe.each(await testTilings())('gemm by $tiling on $name', ({ gpu, tiling }) => {
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
        real: 'f32',
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
      // Zeros in the padding, and nothing after the chunk's last token.
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

  if (tiling !== 'workgroup' || !gpu.features.f16) return;

  test.each([
    { rows: 128, columns: 128, format: 'q4', tokens: 40 },
    { rows: 100, columns: 1536, format: 'q8', tokens: 15 },
    { rows: 65, columns: 70, format: 'f16', tokens: 33 },
  ] as const)(
    '$format tiles of f16 ($tokens, $columns) x ($rows, $columns) round weights only',
    async (shape) => {
      const { rows, columns, format, tokens } = shape;
      const weight = randomMatrix(gpu, rows, columns, format, 1);
      const a = normals(7)(tokens * columns);
      const y = await multiply(gpu, { ...shape, tiling, real: 'f16' }, weight, a, tokens);
      const stride = Math.ceil(rows / 4) * 4;
      const expected = Array.from({ length: tokens }, (_, t) => [
        ...matvecReference(weight, a.subarray(t * columns, (t + 1) * columns)),
      ]).flat();
      // Weights of f16 are exact. Others are off by 2^-11 of themselves at most, twice that where conversion truncates; so
      // many small errors add up as a random walk, to 3e-4 in a sum of variance 1 and to a few times that in the worst of thousands.
      const tolerance = format === 'f16' ? 2e-5 : 2e-3;
      expect(largestError(y, padRows(expected, rows, stride))).toBeLessThan(tolerance);
    },
  );
});

describe.each(await testGpus())('gemm on $name', ({ gpu }) => {
  test('its default is f16 tiles on a GPU that has them, but never for f32 weights', async () => {
    const both = async (format: MatrixFormat, real: 'f32' | 'f16') => {
      const shape = { rows: 64, columns: 64, format };
      const weight = randomMatrix(gpu, 64, 64, format, 1);
      const a = normals(7)(64);
      const chosen = await multiply(gpu, shape, weight, a, 1);
      expect([...chosen]).toEqual([...(await multiply(gpu, { ...shape, real }, weight, a, 1))]);
      return chosen;
    };
    const halves = gpu.features.f16 && !gpu.onCpu;
    expect(defaultTiling(gpu) === 'workgroup').toBe(!gpu.onCpu);
    await both('q4', halves ? 'f16' : 'f32');
    await both('f32', 'f32');
  });
});

async function multiply(
  gpu: Gpu,
  shape: GemmShape,
  weight: Matrix,
  a: Float32Array,
  tokens: number,
): Promise<Float32Array> {
  const { rows, columns } = shape;
  const stride = Math.ceil(rows / 4) * 4;
  const op = await createGemm(gpu, { ...shape, stride });
  const y = createStorage(gpu.device, 'y', tokens * stride * 4);
  const input = uploadStorage(gpu.device, 'a', padRows(a, columns, blocksOf(columns) * 32));
  await runDispatches(
    gpu,
    [op.dispatch({ control: createControl(gpu, { tokens }), a: input, weight, y })],
    tokens,
  );
  return readFloats(gpu, y);
}
