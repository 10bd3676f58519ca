import { describe, expect, test } from 'vitest';
import { readLogProbs } from '../../src/engine/log-probs.ts';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { halt } from '../../src/kernels/control.ts';
import { createLogProbs, type LogProbs, logProbWords, maxTopLogProbs } from '../../src/kernels/log-probs.ts';
import { createControl } from '../support/control.ts';
import { normals, readWords, runDispatches, testGpus } from '../support/gpu.ts';

const ring = 16;

/** By falling probability, then by id, in float64. */
function ranked(logits: Float32Array): { id: number; logProb: number }[] {
  const possible = (logit: number): number => (Number.isNaN(logit) ? Number.NEGATIVE_INFINITY : logit);
  const values = Float64Array.from(logits, possible);
  const highest = values.reduce((a, b) => Math.max(a, b));
  const total = values.reduce((sum, value) => sum + Math.exp(value - highest), 0);
  return Array.from(values, (value, id) => ({ id, logProb: value - highest - Math.log(total) })).sort(
    (a, b) => b.logProb - a.logProb || a.id - b.id,
  );
}

interface Setup {
  logits: Float32Array<ArrayBuffer>;
  chosen: number;
  control: Parameters<typeof createControl>[1];
}

async function record(gpu: Gpu, op: LogProbs, { logits, chosen, control }: Setup): Promise<Uint32Array> {
  const records = createStorage(gpu.device, 'records', 4 * ring * logProbWords);
  const dispatch = op.dispatch({
    control: createControl(gpu, control),
    logits: uploadStorage(gpu.device, 'logits', logits),
    ids: uploadStorage(gpu.device, 'ids', Uint32Array.of(chosen)),
    records,
  });
  await runDispatches(gpu, [dispatch]);
  return readWords(gpu, records, 0, ring * logProbWords);
}

const kinds = {
  normal: (size: number) => normals(size)(size, 3),
  peaked: (size: number) => normals(size)(size, 1).map((value, id) => (id === size >> 1 ? 40 : value)),
  flat: (size: number) => new Float32Array(size).fill(-1.5),
  ties: (size: number) => normals(size)(size, 2).map((value) => Math.round(value)),
  holes: (size: number) =>
    normals(size)(size, 4).map((value, id) =>
      id % 3 === 1 ? Number.NEGATIVE_INFINITY : id % 3 === 2 ? Number.NaN : value,
    ),
  'far below': (size: number) => normals(size)(size, 1).map((value) => value - 1000),
};

describe.each(await testGpus())('log-probs on $name', ({ gpu }) => {
  test.each([
    { vocabSize: 1 },
    { vocabSize: 5 },
    { vocabSize: 777 },
    { vocabSize: 4096 },
    { vocabSize: 200_064 },
  ])('are those of float64, of $vocabSize tokens', async ({ vocabSize }) => {
    const [alone, op] = await Promise.all(
      [false, true].map((top) => createLogProbs(gpu, { vocabSize, ring, top })),
    );
    for (const [kind, make] of Object.entries(kinds)) {
      const logits = make(vocabSize);
      const expected = ranked(logits);
      for (const chosen of new Set([0, vocabSize - 1, vocabSize >> 1])) {
        const generated = 3 + 2 * ring;
        const words = await record(gpu, op!, { logits, chosen, control: { generated } });
        const status = { ring: new Uint32Array(ring).fill(chosen), logProbs: words };
        const [token] = readLogProbs(status, generated - 1, generated, maxTopLogProbs);
        const own = expected.find(({ id }) => id === chosen)!.logProb;
        expect(token!.id).toBe(chosen);
        const message = `${kind}, token ${chosen}`;
        // Sums of 200,064 float32 values that are off by half a unit in the last place each.
        const close = (actual: number, value: number): void => {
          if (value === Number.NEGATIVE_INFINITY) expect(actual, message).toBe(value);
          else expect(Math.abs(actual - value), message).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
        };
        close(token!.logProb, own);
        const best = expected.slice(0, maxTopLogProbs);
        expect(
          token!.top.map(({ id }) => id),
          message,
        ).toEqual(best.map(({ id }) => id));
        for (const [i, { logProb }] of token!.top.entries()) close(logProb, best[i]!.logProb);

        const [bare] = readLogProbs(
          { ...status, logProbs: await record(gpu, alone!, { logits, chosen, control: { generated } }) },
          generated - 1,
          generated,
        );
        expect(bare).toEqual({ id: chosen, logProb: token!.logProb, top: [] });
      }
    }
  });

  test('are also recorded for the token at the limit, but not after a fault or before the first token', async () => {
    const op = await createLogProbs(gpu, { vocabSize: 777, ring, top: true });
    const logits = normals(3)(777, 2);
    const written = async (control: Setup['control']): Promise<number[]> => {
      const words = await record(gpu, op, { logits, chosen: 5, control });
      return [...Array(ring).keys()].filter((i) => words[i * logProbWords] !== 0);
    };
    expect(await written({ generated: 4, halt: halt.limit })).toEqual([3]);
    expect(await written({ generated: ring })).toEqual([ring - 1]);
    expect(await written({ generated: 4, halt: halt.fault })).toEqual([]);
    expect(await written({ generated: 0 })).toEqual([]);
  });
});
