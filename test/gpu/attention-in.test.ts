import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { createAttentionIn } from '../../src/kernels/attention-in.ts';
import { blocksOf, type MatrixFormat } from '../../src/kernels/matrix.ts';
import { rotaryTable } from '../../src/kernels/rotary.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpusOfTeams } from '../support/gpu.ts';
import { matvecReference, randomMatrix } from '../support/matrices.ts';
import { padRows, rmsNorm } from '../support/reference.ts';

const shapes: {
  columns: number;
  heads: number;
  kvHeads: number;
  headDim: number;
  rotaryDim: number;
  format: MatrixFormat;
  position: number;
}[] = [
  { columns: 256, heads: 4, kvHeads: 2, headDim: 64, rotaryDim: 32, format: 'q4', position: 5 },
  { columns: 48, heads: 6, kvHeads: 2, headDim: 32, rotaryDim: 8, format: 'f32', position: 0 },
  { columns: 64, heads: 4, kvHeads: 4, headDim: 64, rotaryDim: 64, format: 'q8', position: 2047 },
  { columns: 50, heads: 3, kvHeads: 1, headDim: 20, rotaryDim: 20, format: 'f16', position: 1300 },
];

describe.each(await testGpusOfTeams())('attention-in on $name', ({ gpu }) => {
  test.each(shapes)(
    '$heads heads of $headDim ($rotaryDim rotated), $format, position $position',
    async (shape) => {
      const { columns, heads, kvHeads, headDim, rotaryDim, format, position } = shape;
      const capacity = 2048;
      const theta = 10_000;
      const qRows = heads * headDim;
      const kvRows = kvHeads * headDim;
      const random = normals(9);
      const weight = randomMatrix(gpu, qRows + 2 * kvRows, columns, format, 4);
      const x = random(columns, 2);
      const norm = random(columns).map((value) => 1 + 0.1 * value);
      const op = await createAttentionIn(gpu, {
        columns,
        heads,
        kvHeads,
        headDim,
        rotaryDim,
        format,
        eps: 1e-5,
      });
      const u = createStorage(gpu.device, 'u', (qRows + 2 * kvRows + 16) * 4);
      const dispatch = op.dispatch({
        control: createControl(gpu, { position }),
        x: uploadStorage(gpu.device, 'x', padRows(x, columns, blocksOf(columns) * 32)),
        norm: uploadStorage(gpu.device, 'norm', padRows(norm, columns, Math.ceil(columns / 64) * 64)),
        weight,
        rotary: uploadStorage(gpu.device, 'rotary', rotaryTable(capacity, { rotaryDim, ropeTheta: theta })),
        u,
      });
      await runDispatches(gpu, [dispatch]);

      const rows = matvecReference(weight, rmsNorm(x, norm, 1e-5));
      for (let pair = 0; pair < (qRows + kvRows) / 2; pair++) {
        const i = pair % (headDim / 2);
        if (i >= rotaryDim / 2) continue;
        const angle = position * theta ** ((-2 * i) / rotaryDim);
        const [a, b] = [rows[2 * pair]!, rows[2 * pair + 1]!];
        rows[2 * pair] = a * Math.cos(angle) - b * Math.sin(angle);
        rows[2 * pair + 1] = b * Math.cos(angle) + a * Math.sin(angle);
      }
      const actual = await readFloats(gpu, u);
      expect(largestError(actual.subarray(0, rows.length), rows)).toBeLessThan(2e-5);
      expect(actual.subarray(rows.length).every((value) => value === 0)).toBe(true);
    },
  );
});
