import { describe, expect, test } from 'vitest';
import { uploadStorage } from '../../src/gpu/buffers.ts';
import { halt } from '../../src/kernels/control.ts';
import { createRecordRouting } from '../../src/kernels/record-routing.ts';
import { createControl } from '../support/control.ts';
import { readWords, runDispatches, testGpus } from '../support/gpu.ts';
import { randomPicks, uploadPicks } from '../support/picks.ts';

const shapes = [
  { layers: 8, topK: 2, shared: false, skipped: 0, tokens: 1, generated: 0 },
  { layers: 3, topK: 3, shared: true, skipped: 0.5, tokens: 5, generated: 7 },
  { layers: 70, topK: 1, shared: false, skipped: 0, tokens: 2, generated: 11 },
  { layers: 1, topK: 8, shared: true, skipped: 0.3, tokens: 7, generated: 3 },
];
const rows = 4;
const experts = 16;

describe.each(await testGpus())('record-routing on $name', ({ gpu }) => {
  test.each(shapes)(
    'copies the last of $tokens tokens in $layers layers, top $topK (shared $shared), to row $generated % 4',
    async ({ layers, topK, shared, skipped, tokens, generated }) => {
      const slots = topK + (shared ? 1 : 0);
      // Room for two more tokens in each layer.
      const all = Array.from({ length: layers }, (_, l) =>
        randomPicks({ tokens: tokens + 2, experts, topK, shared, skipped }, l),
      );
      const shape = { layers, topK, slots, layerPicks: (tokens + 2) * slots, rows };
      const op = await createRecordRouting(gpu, shape);
      const before = new Uint32Array(op.rowsBytes / 4).fill(7);
      const buffers = {
        control: createControl(gpu, { tokens, generated }),
        picks: uploadPicks(gpu, all.flat()),
        rows: uploadStorage(gpu.device, 'rows', before),
      };
      await runDispatches(gpu, [op.dispatch(buffers)]);

      const words = [...(await readWords(gpu, buffers.rows, 0, before.length))];
      const rowWords = 2 * layers * topK;
      const at = (generated % rows) * rowWords;
      const row = words.splice(at, rowWords);
      expect(words).toEqual(new Array(before.length - rowWords).fill(7));
      const chosen = all.flatMap((layer) => layer[tokens - 1]!.slice(0, topK));
      expect(row.filter((_, i) => i % 2 === 0)).toEqual(chosen.map(({ expert }) => expert));
      const weights = new Float32Array(Uint32Array.from(row).buffer).filter((_, i) => i % 2 === 1);
      expect([...weights]).toEqual(chosen.map(({ weight }) => weight));
    },
  );

  test.each([halt.stop, halt.fault])('changes nothing when halted by %s', async (reason) => {
    const op = await createRecordRouting(gpu, { layers: 2, topK: 2, slots: 2, layerPicks: 2, rows });
    const picks = uploadPicks(gpu, randomPicks({ tokens: 2, experts, topK: 2, shared: false }, 1));
    const rowsBuffer = uploadStorage(gpu.device, 'rows', new Uint32Array(op.rowsBytes / 4));
    const control = createControl(gpu, { halt: reason });
    await runDispatches(gpu, [op.dispatch({ control, picks, rows: rowsBuffer })]);
    expect([...(await readWords(gpu, rowsBuffer))]).toEqual(new Array(op.rowsBytes / 4).fill(0));
  });
});
