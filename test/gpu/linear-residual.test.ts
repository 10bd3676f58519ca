import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { createLinearResidual } from '../../src/kernels/linear-residual.ts';
import { blocksOf, type MatrixFormat } from '../../src/kernels/matrix.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpusOfTeams } from '../support/gpu.ts';
import { matvecReference, randomMatrix } from '../support/matrices.ts';
import { padRows, rmsNorm } from '../support/reference.ts';

const shapes: { rows: number; columns: number; format: MatrixFormat; gated: boolean; postnorm: boolean }[] = [
  { rows: 256, columns: 256, format: 'q4', gated: true, postnorm: true },
  { rows: 256, columns: 256, format: 'q4', gated: false, postnorm: false },
  { rows: 76, columns: 128, format: 'q8', gated: true, postnorm: false },
  { rows: 48, columns: 190, format: 'f32', gated: true, postnorm: true },
  { rows: 50, columns: 60, format: 'f16', gated: false, postnorm: true },
];

describe.each(await testGpusOfTeams())('linear-residual on $name', ({ gpu }) => {
  test.each(shapes)(
    '$format ($rows, $columns), gated $gated, postnorm $postnorm, equals float64',
    async (shape) => {
      const { rows, columns, format, gated, postnorm } = shape;
      const random = normals(5);
      const weight = randomMatrix(gpu, rows, columns, format, 6);
      const source = random(4 * columns, 2);
      const innerNorm = random(columns).map((value) => 1 + 0.2 * value);
      const x = random(rows, 3);
      const norm = random(rows).map((value) => 1 + 0.2 * value);
      const residual = { alpha: 2.1, beta: 1.2, postnorm, eps: 1e-5 };
      const op = await createLinearResidual(gpu, {
        rows,
        columns,
        format,
        residual,
        ...(gated ? { gatedNorm: { eps: 1e-6 } } : {}),
      });
      const y = createStorage(gpu.device, 'y', blocksOf(rows) * 128);
      const dispatch = op.dispatch({
        control: createControl(gpu),
        source: uploadStorage(gpu.device, 'source', source),
        innerNorm: uploadStorage(gpu.device, 'inner norm', innerNorm),
        x: uploadStorage(gpu.device, 'x', padRows(x, rows, blocksOf(rows) * 32)),
        norm: uploadStorage(gpu.device, 'norm', norm),
        weight,
        y,
      });
      await runDispatches(gpu, [dispatch]);

      const o = source.subarray(2 * columns, 3 * columns);
      const input = gated
        ? rmsNorm(o, innerNorm, 1e-6).map((value, i) => value * source[3 * columns + i]!)
        : source.subarray(0, columns);
      const r = postnorm ? rmsNorm(x, norm, 1e-5) : x;
      const expected = matvecReference(weight, input).map((value, i) => 2.1 * r[i]! + 1.2 * value);
      expect(largestError(await readFloats(gpu, y, 0, rows), expected)).toBeLessThan(2e-5);
    },
  );
});
