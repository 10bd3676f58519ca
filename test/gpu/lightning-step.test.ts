import { describe, expect, test } from 'vitest';
import { uploadStorage } from '../../src/gpu/buffers.ts';
import { createLightningStep } from '../../src/kernels/lightning-step.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpus } from '../support/gpu.ts';
import { lightningReference } from '../support/reference.ts';

const shapes = [
  { heads: 4, headDim: 64, decay: [0.25, 0.0625, 0.015625, 0.00390625] },
  { heads: 6, headDim: 20, decay: [0.9, 0.5, 0.25, 0.1, 1e-2, 1e-5] },
  { heads: 1, headDim: 32, decay: [1e-5] },
  { heads: 5, headDim: 128, decay: [0.9, 0.3, 0.1, 1e-3, 1e-5] },
  { heads: 64, headDim: 64, decay: Array.from({ length: 64 }, (_, h) => 0.9 / (h + 1)) },
];

describe.each(await testGpus())('lightning-step on $name', ({ gpu }) => {
  test.each(shapes)('$heads heads of $headDim: 40 steps equal the recurrence in float64', async (shape) => {
    const { heads, headDim, decay } = shape;
    const random = normals(3);
    const width = heads * headDim;
    const steps = 40;
    const u = random(steps * 4 * width);
    const before = random(heads * headDim * headDim);
    const op = await createLightningStep(gpu, shape);
    const control = createControl(gpu);
    const rates = uploadStorage(gpu.device, 'decay', Float32Array.from(decay));
    const state = uploadStorage(gpu.device, 'state', before);
    const rows = Array.from({ length: steps }, (_, t) =>
      uploadStorage(gpu.device, `u ${t}`, u.slice(t * 4 * width, (t + 1) * 4 * width)),
    );
    await runDispatches(
      gpu,
      rows.map((row) => op.dispatch({ control, decay: rates, u: row, state })),
    );

    const expected = lightningReference(u, decay, before, shape);
    // 40 roundings of a state of size 10, and of exp(-s), which the 40th power repeats
    expect(largestError(await readFloats(gpu, state), expected.state)).toBeLessThan(5e-5);
    for (const t of [0, 1, steps - 1]) {
      const row = await readFloats(gpu, rows[t]!);
      const o = expected.o.subarray(t * width, (t + 1) * width);
      // … and a sum over up to 128 keys
      expect(largestError(row.subarray(2 * width, 3 * width), o)).toBeLessThan(3e-4);
      expect(row.subarray(0, 2 * width)).toEqual(u.subarray(t * 4 * width, (t * 4 + 2) * width));
      expect(row.subarray(3 * width)).toEqual(u.subarray((t * 4 + 3) * width, (t + 1) * 4 * width));
    }
  });

  test('changes nothing when halted', async () => {
    const op = await createLightningStep(gpu, { heads: 1, headDim: 32 });
    const values = normals(1)(1024);
    const u = uploadStorage(gpu.device, 'u', values.subarray(0, 128));
    const state = uploadStorage(gpu.device, 'state', values);
    const decay = uploadStorage(gpu.device, 'decay', Float32Array.of(0.5));
    await runDispatches(gpu, [op.dispatch({ control: createControl(gpu, { halt: 2 }), decay, u, state })]);
    expect(await readFloats(gpu, u)).toEqual(values.subarray(0, 128));
    expect(await readFloats(gpu, state)).toEqual(values);
  });
});
