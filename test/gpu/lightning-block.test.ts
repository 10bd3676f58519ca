import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { maxMarks } from '../../src/kernels/control.ts';
import { lightningBlocksBytes, lightningStateBytes } from '../../src/kernels/lightning.ts';
import { createLightningBlockOutput } from '../../src/kernels/lightning-block-output.ts';
import { createLightningBlockScan } from '../../src/kernels/lightning-block-scan.ts';
import { createLightningBlockState } from '../../src/kernels/lightning-block-state.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testGpus } from '../support/gpu.ts';
import { lightningReference } from '../support/reference.ts';

const shapes = [
  {
    heads: 4,
    headDim: 64,
    decay: [0.25, 0.0625, 0.015625, 0.00390625],
    chunks: [[1], [7], [63], [64], [65], [257], [600]],
  },
  {
    heads: 4,
    headDim: 64,
    decay: [0.9, 0.9, 1e-5, 1e-5],
    chunks: [
      [100, 1, 64, 31],
      [512, 88],
    ],
  },
  { heads: 6, headDim: 20, decay: [0.9, 0.5, 0.25, 0.1, 1e-2, 1e-5], chunks: [[1], [130, 70]] },
  { heads: 2, headDim: 32, decay: [0.1, 1e-3], chunks: [[65], [96]] },
  { heads: 3, headDim: 128, decay: [0.9, 0.02, 1e-5], chunks: [[7], [200]] },
];

interface Prefill {
  run(
    u: Float32Array<ArrayBuffer>,
    tokens: number,
    options?: { halt?: number; marks?: readonly number[] },
  ): Promise<Float32Array>;
  state: GPUBuffer;
  marks: GPUBuffer;
  blocks: GPUBuffer;
}

/** Runs the three stages for chunk after chunk, in buffers that keep the data of earlier chunks. */
async function createPrefill(
  gpu: Gpu,
  shape: { heads: number; headDim: number },
  decay: readonly number[],
  stateBefore: Float32Array<ArrayBuffer>,
  longest: number,
): Promise<Prefill> {
  const { heads, headDim } = shape;
  const [stateOp, scanOp, outputOp] = await Promise.all([
    createLightningBlockState(gpu, shape),
    createLightningBlockScan(gpu, shape),
    createLightningBlockOutput(gpu, shape),
  ]);
  const rates = uploadStorage(gpu.device, 'decay', Float32Array.from(decay));
  const state = uploadStorage(gpu.device, 'state', stateBefore);
  const marks = createStorage(gpu.device, 'marks', maxMarks * lightningStateBytes(shape));
  const blocks = createStorage(gpu.device, 'blocks', lightningBlocksBytes(shape, longest));
  const u = createStorage(gpu.device, 'u', longest * 4 * heads * headDim * 4);
  // The kernels must not read beyond the chunk.
  const past = new Float32Array(longest * 4 * heads * headDim).fill(Number.NaN);
  const o = createStorage(gpu.device, 'o', longest * heads * headDim * 4);
  return {
    state,
    marks,
    blocks,
    run: async (values, tokens, { halt = 0, marks: marked = [] } = {}) => {
      gpu.device.queue.writeBuffer(u, 0, past);
      gpu.device.queue.writeBuffer(u, 0, values);
      const buffers = { control: createControl(gpu, { tokens, halt, marks: marked }), decay: rates, blocks };
      const dispatches = [
        stateOp.dispatch({ ...buffers, u }),
        scanOp.dispatch({ ...buffers, u, state, marks }),
        outputOp.dispatch({ ...buffers, u, o }),
      ];
      await runDispatches(gpu, dispatches, tokens);
      return readFloats(gpu, o, 0, tokens * heads * headDim);
    },
  };
}

/** The largest error as a part of the largest value. */
function relativeError(actual: ArrayLike<number>, expected: Float64Array): number {
  const size = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return largestError(
    Float64Array.from(actual, (value) => value / size),
    expected.map((value) => value / size),
  );
}

describe.each(await testGpus())('lightning-block on $name', ({ gpu }) => {
  test.each(shapes)(
    '$heads heads of $headDim in chunks of $chunks equal the recurrence in float64',
    async (shape) => {
      const { heads, headDim, decay, chunks } = shape;
      const random = normals(11);
      const width = heads * headDim;
      const before = random(heads * headDim * headDim);
      const longest = Math.max(...chunks.flat());
      for (const lengths of chunks) {
        const tokens = lengths.reduce((a, b) => a + b);
        const u = random(tokens * 4 * width);
        const prefill = await createPrefill(gpu, shape, decay, before, longest);
        const outputs = new Float32Array(tokens * width);
        let at = 0;
        for (const length of lengths) {
          outputs.set(
            await prefill.run(u.slice(at * 4 * width, (at + length) * 4 * width), length),
            at * width,
          );
          at += length;
        }
        const expected = lightningReference(u, decay, before, shape);
        const state = await readFloats(gpu, prefill.state);
        // Sums of hundreds of terms: the error scales with the largest result, not with each.
        expect(relativeError(outputs, expected.o), `o of ${lengths}`).toBeLessThan(3e-6);
        expect(relativeError(state, expected.state), `state of ${lengths}`).toBeLessThan(3e-6);
      }
    },
  );

  test.each([
    { tokens: 1, marks: [1] },
    { tokens: 65, marks: [64, 65] },
    { tokens: 200, marks: [63, 129] },
    { tokens: 130, marks: [1, 2] },
    { tokens: 130, marks: [100] },
  ])('keeps the states after $marks of $tokens tokens', async ({ tokens, marks }) => {
    const shape = { heads: 6, headDim: 20 };
    const decay = [0.9, 0.5, 0.25, 0.1, 1e-2, 1e-5];
    const random = normals(5);
    const before = random(6 * 20 * 20);
    const u = random(tokens * 4 * 6 * 20);
    const prefill = await createPrefill(gpu, shape, decay, before, tokens);
    await prefill.run(u, tokens, { marks });
    const kept = await readFloats(gpu, prefill.marks);
    for (let slot = 0; slot < maxMarks; slot++) {
      const state = kept.subarray(slot * before.length, (slot + 1) * before.length);
      const mark = marks[slot];
      if (mark === undefined) expect(state.every((value) => value === 0)).toBe(true);
      else {
        const expected = lightningReference(u.slice(0, mark * 4 * 6 * 20), decay, before, shape);
        expect(relativeError(state, expected.state), `after ${mark}`).toBeLessThan(3e-6);
      }
    }
    const whole = lightningReference(u, decay, before, shape);
    expect(relativeError(await readFloats(gpu, prefill.state), whole.state)).toBeLessThan(3e-6);
  });

  test('changes nothing when halted', async () => {
    const shape = { heads: 4, headDim: 64 };
    const random = normals(1);
    const before = random(4 * 64 * 64);
    const prefill = await createPrefill(gpu, shape, [1, 1, 1, 1], before, 70);
    const output = await prefill.run(random(70 * 1024), 70, { halt: 1, marks: [10, 70] });
    expect(await readFloats(gpu, prefill.state)).toEqual(before);
    expect((await readFloats(gpu, prefill.marks)).every((value) => value === 0)).toBe(true);
    expect((await readFloats(gpu, prefill.blocks)).every((value) => value === 0)).toBe(true);
    expect(output.every((value) => value === 0)).toBe(true);
  });
});
