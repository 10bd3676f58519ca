import { describe, expect, test } from 'vitest';
import { uploadStorage } from '../../src/gpu/buffers.ts';
import { createGatedNorm } from '../../src/kernels/gated-norm.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpusOfTeams } from '../support/gpu.ts';
import { padRows, rmsNorm } from '../support/reference.ts';

const shapes = [
  { columns: 256, tokens: 65, deviation: 20 },
  { columns: 120, tokens: 7, deviation: 1 },
  { columns: 1536, tokens: 2, deviation: 1e-3 },
  { columns: 4, tokens: 1, deviation: 1 },
];

describe.each(await testGpusOfTeams())('gated-norm on $name', ({ gpu }) => {
  test.each(shapes)('$tokens tokens of $columns equal float64', async ({ columns, tokens, deviation }) => {
    const random = normals(4);
    const eps = 1e-6;
    const stride = Math.ceil(columns / 32) * 32;
    const o = random(tokens * columns, deviation);
    const u = random(tokens * 4 * columns);
    const norm = random(columns);
    const op = await createGatedNorm(gpu, { columns, eps });
    // Values of an earlier op must not stay in the padding of g.
    const g = uploadStorage(gpu.device, 'g', random((tokens + 1) * stride));
    const dispatch = op.dispatch({
      control: createControl(gpu, { tokens }),
      o: uploadStorage(gpu.device, 'o', o),
      u: uploadStorage(gpu.device, 'u', u),
      norm: uploadStorage(gpu.device, 'norm', padRows(norm, columns, Math.ceil(columns / 64) * 64)),
      g,
    });
    await runDispatches(gpu, [dispatch], tokens);

    const expected = new Float64Array(tokens * columns);
    for (let t = 0; t < tokens; t++) {
      const normed = rmsNorm(o.subarray(t * columns, (t + 1) * columns), norm, eps);
      for (let i = 0; i < columns; i++) {
        expected[t * columns + i] = normed[i]! * u[(t * 4 + 3) * columns + i]!;
      }
    }
    // a few roundings, and an inverse square root good to two ulp
    expect(
      largestError(await readFloats(gpu, g, 0, tokens * stride), padRows(expected, columns, stride)),
    ).toBeLessThan(2e-6);
  });

  test('changes nothing when halted', async () => {
    const op = await createGatedNorm(gpu, { columns: 32, eps: 1e-6 });
    const values = normals(1)(128);
    const u = uploadStorage(gpu.device, 'u', values);
    const g = uploadStorage(gpu.device, 'g', values.subarray(0, 32));
    await runDispatches(gpu, [
      op.dispatch({ control: createControl(gpu, { halt: 1 }), o: u, u, norm: u, g }),
    ]);
    expect(await readFloats(gpu, g)).toEqual(values.subarray(0, 32));
  });
});
