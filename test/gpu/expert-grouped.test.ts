import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { createCombine } from '../../src/kernels/combine.ts';
import { createExpertDownGrouped } from '../../src/kernels/expert-down-grouped.ts';
import { createExpertUpGrouped } from '../../src/kernels/expert-up-grouped.ts';
import { createGroupExperts } from '../../src/kernels/group-experts.ts';
import { blocksOf, type MatrixFormat } from '../../src/kernels/matrix.ts';
import { skippedExpert } from '../../src/kernels/router.ts';
import type { Tiling } from '../../src/kernels/tiling.ts';
import { randomArena } from '../support/arena.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readFloats, runDispatches, testTilings } from '../support/gpu.ts';
import { matvecReference } from '../support/matrices.ts';
import { type RoutingShape, randomPicks, uploadPicks } from '../support/picks.ts';
import { padRows, silu } from '../support/reference.ts';

type Shape = RoutingShape & { columns: number; width: number; format: MatrixFormat };

const shapes: Shape[] = [
  { columns: 128, width: 64, format: 'q4', tokens: 65, experts: 8, topK: 2, shared: false },
  { columns: 76, width: 36, format: 'q8', tokens: 7, experts: 8, topK: 2, shared: true },
  { columns: 64, width: 96, format: 'f16', tokens: 257, experts: 32, topK: 1, shared: false },
  { columns: 76, width: 36, format: 'f32', tokens: 600, experts: 32, topK: 2, shared: true },
  { columns: 50, width: 27, format: 'q4', tokens: 1, experts: 32, topK: 3, shared: false },
  { columns: 76, width: 36, format: 'q8', tokens: 257, experts: 8, topK: 3, shared: true, skipped: 0.6 },
  { columns: 64, width: 32, format: 'q4', tokens: 65, experts: 32, topK: 2, shared: false, skipped: 1 },
];

describe.each(await testTilings())('grouped experts by $tiling on $name', ({ gpu, tiling }) => {
  test.each(shapes)(
    '$format ($tokens, $columns → $width), $topK of $experts experts, shared $shared, skipped $skipped, equals float64',
    async (shape) => {
      const { y, expected } = await run(gpu, shape, tiling, 0);
      // two chained float32 products of a few dozen terms
      expect(largestError(y, expected)).toBeLessThan(2e-5);
    },
  );

  test('changes nothing when halted', async () => {
    const { y } = await run(gpu, shapes[4]!, tiling, 2);
    expect([...y]).toEqual(new Array(y.length).fill(0));
  });

  if (tiling !== 'workgroup' || !gpu.features.f16) return;

  test('tiles of f16 round the weights of both products only', async () => {
    const { y, expected } = await run(gpu, shapes[0]!, tiling, 0, 'f16');
    // As for a gemm, 3e-4 in a sum of variance 1, but through two products and a gate; the worst of thousands.
    expect(largestError(y, expected)).toBeLessThan(4e-3);
  });
});

/** All four kernels in a row, and Σ weight · w2 (silu(w1 n) · (w3 n)) over every token's experts by plain loops. */
async function run(
  gpu: Gpu,
  shape: Shape,
  tiling: Tiling,
  halt: number,
  real: 'f32' | 'f16' = 'f32',
): Promise<{ y: Float32Array; expected: Float32Array }> {
  const { columns, width, format, tokens, topK, shared } = shape;
  const slots = topK + (shared ? 1 : 0);
  const experts = shape.experts + (shared ? 1 : 0);
  const stride = blocksOf(columns) * 32;
  const { arena, page, pages } = randomArena(gpu, { pages: experts, columns, width, format, seed: 20 });
  const picks = randomPicks(shape, 3);
  const n = normals(11)(tokens * columns);
  const r = normals(12)(tokens * columns);

  const grouped = { columns, width, format, page, experts, slots, tiling, real };
  const [group, up, down, combine] = await Promise.all([
    createGroupExperts(gpu, grouped),
    createExpertUpGrouped(gpu, grouped),
    createExpertDownGrouped(gpu, grouped),
    createCombine(gpu, { columns, slots, alpha: 1.7, beta: 0.9 }),
  ]);
  const control = createControl(gpu, { tokens, halt });
  const groups = createStorage(gpu.device, 'groups', group.groupsBytes(tokens));
  const h = createStorage(gpu.device, 'h', tokens * slots * blocksOf(width) * 32 * 4);
  // A skipped pick has no row; the data in its place must not be read.
  const nothing = Float32Array.from({ length: tokens * slots * stride }, (_, i) =>
    i % stride < columns ? Number.NaN : 0,
  );
  const rows = uploadStorage(gpu.device, 'rows', nothing);
  const y = createStorage(gpu.device, 'y', tokens * stride * 4);
  const chosen = uploadPicks(gpu, picks);
  await runDispatches(
    gpu,
    [
      group.dispatch({ control, picks: chosen, groups }),
      up.dispatch({
        control,
        n: uploadStorage(gpu.device, 'n', padRows(n, columns, stride)),
        groups,
        arena,
        h,
      }),
      down.dispatch({ control, h, groups, arena, y: rows }),
      combine.dispatch({
        control,
        picks: chosen,
        groups,
        rows,
        residual: uploadStorage(gpu.device, 'residual', padRows(r, columns, stride)),
        y,
      }),
    ],
    tokens,
  );

  const sums = Float64Array.from(r, (value) => 1.7 * value);
  picks.forEach((ofToken, t) => {
    for (const { expert, page: p, weight } of ofToken) {
      if (expert === skippedExpert) continue;
      const { w13, w2 } = pages[p]!;
      const input = n.subarray(t * columns, (t + 1) * columns);
      const both = matvecReference({ values: w13, rows: 2 * width, columns }, input);
      const hidden = Float64Array.from({ length: width }, (_, i) => silu(both[2 * i]!) * both[2 * i + 1]!);
      const out = matvecReference({ values: w2, rows: columns, columns: width }, hidden);
      for (let i = 0; i < columns; i++) sums[t * columns + i]! += 0.9 * weight * out[i]!;
    }
  });
  return { y: await readFloats(gpu, y), expected: padRows(sums, columns, stride) };
}
