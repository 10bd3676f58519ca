import { describe, expect, test } from 'vitest';
import { uploadStorage } from '../../src/gpu/buffers.ts';
import { createGroupExperts, expertTiles } from '../../src/kernels/group-experts.ts';
import { skippedExpert } from '../../src/kernels/router.ts';
import { tilePlan } from '../../src/kernels/tiling.ts';
import { createControl } from '../support/control.ts';
import { readWords, runDispatches, testGpus } from '../support/gpu.ts';
import { type RoutingShape, randomPicks, uploadPicks } from '../support/picks.ts';

const shapes: RoutingShape[] = [
  { tokens: 512, experts: 32, topK: 2, shared: false },
  { tokens: 65, experts: 8, topK: 2, shared: true },
  { tokens: 1, experts: 32, topK: 1, shared: false },
  { tokens: 7, experts: 3, topK: 3, shared: false },
  { tokens: 600, experts: 1, topK: 1, shared: true },
  { tokens: 257, experts: 200, topK: 3, shared: false },
  { tokens: 257, experts: 8, topK: 2, shared: false, skipped: 0.6 },
  { tokens: 65, experts: 32, topK: 3, shared: true, skipped: 1 },
  { tokens: 1, experts: 4, topK: 2, shared: false, skipped: 1 },
];

describe.each(await testGpus())('group-experts on $name', ({ gpu }) => {
  test.each(shapes)(
    '$tokens tokens, $topK of $experts experts, shared $shared, skipped $skipped: sorted, stable and covered by tiles',
    async (shape) => {
      const experts = shape.experts + (shape.shared ? 1 : 0);
      const slots = shape.topK + (shape.shared ? 1 : 0);
      const picks = randomPicks(shape, 5).flat();
      const rows = picks.length;
      const op = await createGroupExperts(gpu, { experts, slots, tiling: 'registers' });
      // Data of an earlier chunk.
      const before = new Uint32Array(op.groupsBytes(shape.tokens) / 4).fill(1);
      const groups = uploadStorage(gpu.device, 'groups', before);
      const control = createControl(gpu, { tokens: shape.tokens });
      const buffers = { control, picks: uploadPicks(gpu, randomPicks(shape, 5)), groups };
      await runDispatches(gpu, [op.dispatch(buffers)], shape.tokens);

      const words = [...(await readWords(gpu, groups, 0, op.groupsBytes(shape.tokens) / 4))];
      const grouped = picks.flatMap(({ expert }, i) => (expert === skippedExpert ? [] : [i]));
      const order = [...grouped].sort((a, b) => picks[a]!.expert - picks[b]!.expert || a - b);
      expect(words.slice(0, order.length)).toEqual(order);
      expect(grouped.map((pick) => order[words[rows + pick]!])).toEqual(grouped);

      const { inputs } = tilePlan('registers');
      const count = expertTiles(shape.tokens, { experts, slots }, inputs);
      const covered: number[] = [];
      for (let tile = 0; tile < count; tile++) {
        const [first, length, page] = words.slice(2 * rows + 3 * tile, 2 * rows + 3 * tile + 3) as [
          number,
          number,
          number,
        ];
        expect(length).toBeLessThanOrEqual(inputs);
        for (let i = first; i < first + length; i++) {
          covered.push(i);
          expect(picks[order[i]!]!.page).toBe(page);
        }
      }
      expect(covered).toEqual(order.map((_, i) => i));
    },
  );

  test('changes nothing when halted', async () => {
    const shape = { tokens: 3, experts: 4, topK: 2, shared: false };
    const op = await createGroupExperts(gpu, { experts: 4, slots: 2 });
    const words = op.groupsBytes(3) / 4;
    const groups = uploadStorage(gpu.device, 'groups', new Uint32Array(words).fill(9));
    const control = createControl(gpu, { halt: 3, tokens: 3 });
    await runDispatches(
      gpu,
      [op.dispatch({ control, picks: uploadPicks(gpu, randomPicks(shape, 1)), groups })],
      3,
    );
    expect([...(await readWords(gpu, groups, 0, words))]).toEqual(new Array(words).fill(9));
  });
});
