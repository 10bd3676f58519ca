import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { blocksOf, type MatrixFormat } from '../../src/kernels/matrix.ts';
import { createNormLinear } from '../../src/kernels/norm-linear.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpusOfTeams } from '../support/gpu.ts';
import { matvecReference, randomMatrix } from '../support/matrices.ts';
import { padRows, rmsNorm, sigmoid, silu } from '../support/reference.ts';

const shapes: { rows: number; columns: number; format: MatrixFormat; tokens: number }[] = [
  { rows: 512, columns: 256, format: 'q4', tokens: 1 },
  { rows: 512, columns: 256, format: 'q8', tokens: 1 },
  { rows: 512, columns: 256, format: 'f16', tokens: 1 },
  { rows: 512, columns: 256, format: 'f32', tokens: 1 },
  { rows: 777, columns: 76, format: 'q4', tokens: 1 },
  { rows: 777, columns: 76, format: 'f32', tokens: 3 },
  { rows: 1, columns: 4, format: 'q8', tokens: 1 },
  { rows: 130, columns: 33, format: 'f16', tokens: 2 },
  { rows: 96, columns: 1536, format: 'q4', tokens: 1 },
];

describe.each(await testGpusOfTeams())('norm-linear on $name', ({ gpu }) => {
  test.each(shapes)('$format ($rows, $columns), $tokens tokens, equals float64', async (shape) => {
    const { rows, columns, format, tokens } = shape;
    const random = normals(7);
    const weight = randomMatrix(gpu, rows, columns, format, 1);
    const stride = blocksOf(columns) * 32;
    const x = random(tokens * columns, 3);
    const norm = random(columns).map((value) => 1 + 0.2 * value);
    const siluRows = Math.floor(rows / 2);
    const sigmoidRows = Math.floor(rows / 4);
    const activations = { siluRows, sigmoidRows, multiplier: 0.25 };
    const op = await createNormLinear(gpu, { rows, columns, format, eps: 1e-5, ...activations });
    const y = createStorage(gpu.device, 'y', rows * 4);
    const dispatch = op.dispatch({
      control: createControl(gpu, { tokens }),
      x: uploadStorage(gpu.device, 'x', padRows(x, columns, stride)),
      norm: uploadStorage(gpu.device, 'norm', padRows(norm, columns, Math.ceil(columns / 64) * 64)),
      weight,
      y,
    });
    await runDispatches(gpu, [dispatch]);

    const last = x.subarray((tokens - 1) * columns);
    const expected = matvecReference(weight, rmsNorm(last, norm, 1e-5)).map(
      (value, row) =>
        0.25 * (row < siluRows ? silu(value) : row < siluRows + sigmoidRows ? sigmoid(value) : value),
    );
    // float32 sums of up to 1536 products of size 1/sqrt(columns)
    expect(largestError(await readFloats(gpu, y, 0, rows), expected)).toBeLessThan(2e-5);
  });

  test('changes nothing when halted', async () => {
    const weight = randomMatrix(gpu, 64, 32, 'f32', 1);
    const op = await createNormLinear(gpu, { rows: 64, columns: 32, format: 'f32', eps: 1e-5 });
    const y = uploadStorage(gpu.device, 'y', new Float32Array(64).fill(5));
    const ones = new Float32Array(64).fill(1);
    const dispatch = op.dispatch({
      control: createControl(gpu, { halt: 1 }),
      x: uploadStorage(gpu.device, 'x', ones),
      norm: uploadStorage(gpu.device, 'norm', ones),
      weight,
      y,
    });
    await runDispatches(gpu, [dispatch]);
    expect([...(await readFloats(gpu, y))]).toEqual(new Array(64).fill(5));
  });
});
