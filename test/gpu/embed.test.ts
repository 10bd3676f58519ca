import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import { createEmbed } from '../../src/kernels/embed.ts';
import { blocksOf, type MatrixFormat } from '../../src/kernels/matrix.ts';
import { createControl } from '../support/control.ts';
import { readFloats, runDispatches, testGpus } from '../support/gpu.ts';
import { randomMatrix } from '../support/matrices.ts';

const shapes: { columns: number; format: MatrixFormat; ids: number[]; multiplier?: number }[] = [
  { columns: 256, format: 'q8', ids: [0, 299, 7, 7] },
  { columns: 256, format: 'q4', ids: [128] },
  { columns: 76, format: 'q4', ids: [1, 2, 3] },
  { columns: 33, format: 'f16', ids: [299] },
  { columns: 4, format: 'f32', ids: [5, 6] },
  { columns: 33, format: 'q8', ids: [3], multiplier: 0.5 },
];

describe.each(await testGpus())('embed on $name', ({ gpu }) => {
  test.each(shapes)('$format rows $ids of $columns columns come out exactly, padding zero', async (shape) => {
    const { columns, format, ids, multiplier = 1 } = shape;
    const stride = blocksOf(columns) * 32;
    const weight = randomMatrix(gpu, 300, columns, format, 8);
    const x = createStorage(gpu.device, 'x', (ids.length + 1) * stride * 4);
    const op = await createEmbed(gpu, { columns, format, multiplier });
    const dispatch = op.dispatch({
      control: createControl(gpu, { tokens: ids.length }),
      ids: uploadStorage(gpu.device, 'ids', new Uint32Array([...ids, 9])),
      weight,
      x,
    });
    await runDispatches(gpu, [dispatch], ids.length + 1);

    const expected = new Float32Array((ids.length + 1) * stride);
    for (const [t, id] of ids.entries()) {
      const row = weight.values.subarray(id * columns, (id + 1) * columns);
      expected.set(
        row.map((value) => multiplier * value),
        t * stride,
      );
    }
    // one product of a scale and a small integer: exact up to one rounding
    const actual = await readFloats(gpu, x);
    for (let i = 0; i < expected.length; i++) expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThan(1e-7);
  });
});
