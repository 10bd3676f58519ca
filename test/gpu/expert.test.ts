import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { createExpertDown } from '../../src/kernels/expert-down.ts';
import { createExpertUp } from '../../src/kernels/expert-up.ts';
import { blocksOf, type MatrixFormat } from '../../src/kernels/matrix.ts';
import { absentPage, skippedExpert } from '../../src/kernels/router.ts';
import { randomArena } from '../support/arena.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpusOfTeams } from '../support/gpu.ts';
import { matvecReference } from '../support/matrices.ts';
import { padRows, rmsNorm, silu } from '../support/reference.ts';

interface Shape {
  columns: number;
  width: number;
  format: MatrixFormat;
  slots: number;
  postnorm: boolean;
  /** Slots that a threshold skips. */
  skipped?: number[];
}

const shapes: Shape[] = [
  { columns: 256, width: 256, format: 'q4', slots: 2, postnorm: true },
  { columns: 256, width: 256, format: 'q8', slots: 2, postnorm: false },
  { columns: 64, width: 96, format: 'f16', slots: 1, postnorm: true },
  { columns: 76, width: 36, format: 'f32', slots: 2, postnorm: true },
  { columns: 50, width: 27, format: 'q4', slots: 3, postnorm: false },
  { columns: 256, width: 256, format: 'q4', slots: 2, postnorm: true, skipped: [1] },
  { columns: 256, width: 64, format: 'q8', slots: 3, postnorm: false, skipped: [1] },
  { columns: 76, width: 36, format: 'f32', slots: 3, postnorm: true, skipped: [1, 2] },
  { columns: 64, width: 96, format: 'f16', slots: 2, postnorm: true, skipped: [1] },
];

describe.each(await testGpusOfTeams())('expert-up and expert-down on $name', ({ gpu }) => {
  test.each(shapes)(
    '$format ($columns → $width), $slots slots, skipped $skipped, postnorm $postnorm, equal float64',
    async (shape) => {
      const { columns, width, format, slots, postnorm, skipped = [] } = shape;
      const random = normals(11);
      const { arena, page, pages } = randomArena(gpu, { pages: 5, columns, width, format, seed: 20 });
      const x = random(columns, 2);
      const norm = random(columns).map((value) => 1 + 0.1 * value);
      const chosen = [3, 0, 4].slice(0, slots);
      const weights = [0.7, 0.3, 0.25].slice(0, slots);
      const picks = new DataView(new ArrayBuffer(16 * slots));
      chosen.forEach((p, s) => {
        const isSkipped = skipped.includes(s);
        picks.setUint32(16 * s, isSkipped ? skippedExpert : 9, true);
        picks.setUint32(16 * s + 4, isSkipped ? absentPage : p, true);
        picks.setFloat32(16 * s + 8, isSkipped ? 0 : weights[s]!, true);
      });
      const residual = { alpha: 1.7, beta: 0.9, postnorm, eps: 1e-5 };
      const up = await createExpertUp(gpu, { columns, width, format, page, eps: 1e-5, slots });
      const down = await createExpertDown(gpu, { rows: columns, width, format, page, residual, slots });
      const buffers = {
        control: createControl(gpu),
        x: uploadStorage(gpu.device, 'x', padRows(x, columns, blocksOf(columns) * 32)),
        norm: uploadStorage(gpu.device, 'norm', padRows(norm, columns, Math.ceil(columns / 64) * 64)),
        picks: uploadStorage(gpu.device, 'picks', new Uint8Array(picks.buffer)),
        arena,
        h: uploadStorage(gpu.device, 'h', leftovers(slots, width, skipped)),
      };
      const y = createStorage(gpu.device, 'y', blocksOf(columns) * 32 * 4);
      await runDispatches(gpu, [up.dispatch(buffers), down.dispatch({ ...buffers, y })]);

      const n = rmsNorm(x, norm, 1e-5);
      const expected = Float64Array.from(postnorm ? n : x, (value) => 1.7 * value);
      chosen.forEach((p, s) => {
        if (skipped.includes(s)) return;
        const { w13, w2 } = pages[p]!;
        const rows = matvecReference({ values: w13, rows: 2 * width, columns }, n);
        const h = Float64Array.from({ length: width }, (_, i) => silu(rows[2 * i]!) * rows[2 * i + 1]!);
        const out = matvecReference({ values: w2, rows: columns, columns: width }, h);
        for (let i = 0; i < columns; i++) expected[i]! += 0.9 * weights[s]! * out[i]!;
      });
      // two chained float32 products of a few hundred terms
      expect(largestError(await readFloats(gpu, y, 0, columns), expected)).toBeLessThan(3e-5);
    },
  );
});

/** NaN in the rows of skipped slots, which must not be read. */
function leftovers(slots: number, width: number, skipped: readonly number[]): Float32Array<ArrayBuffer> {
  const stride = blocksOf(width) * 32;
  return Float32Array.from({ length: slots * stride }, (_, i) =>
    skipped.includes(Math.floor(i / stride)) ? Number.NaN : 0,
  );
}
