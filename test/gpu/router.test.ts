import { describe, expect, test } from 'vitest';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { controlWord, halt } from '../../src/kernels/control.ts';
import { blocksOf } from '../../src/kernels/matrix.ts';
import { absentPage, createRouter, pickBytes, skippedExpert } from '../../src/kernels/router.ts';
import { createControl } from '../support/control.ts';
import { largestError, normals, readWords, runDispatches, testGpusOfTeams } from '../support/gpu.ts';
import { matvecReference, randomMatrix } from '../support/matrices.ts';
import { padRows, rmsNorm, sigmoid } from '../support/reference.ts';

interface Shape {
  columns: number;
  experts: number;
  topK: number;
  shared: boolean;
  tokens: number;
  /** Default 0. */
  expertThreshold?: number;
  scores?: 'softmax' | 'sigmoid';
  selectionBias?: boolean;
  renormalize?: boolean;
}

const shapes: Shape[] = [
  { columns: 256, experts: 32, topK: 2, shared: false, tokens: 1 },
  { columns: 256, experts: 32, topK: 2, shared: false, tokens: 65 },
  { columns: 76, experts: 8, topK: 1, shared: true, tokens: 7 },
  { columns: 48, experts: 5, topK: 3, shared: true, tokens: 3 },
  { columns: 64, experts: 1, topK: 1, shared: false, tokens: 2 },
  { columns: 96, experts: 160, topK: 8, shared: false, tokens: 2 },
  { columns: 96, experts: 64, topK: 8, shared: false, tokens: 5, renormalize: false },
  { columns: 48, experts: 5, topK: 2, shared: true, tokens: 3, renormalize: false },
  { columns: 96, experts: 160, topK: 8, shared: false, tokens: 5, scores: 'sigmoid', selectionBias: true },
  { columns: 48, experts: 16, topK: 4, shared: true, tokens: 3, scores: 'sigmoid' },
  {
    ...{ columns: 48, experts: 16, topK: 4, shared: false, tokens: 3 },
    ...{ scores: 'sigmoid', selectionBias: true, renormalize: false },
  },
];

async function setUp(gpu: Gpu, shape: Shape, table: number[], layer = 5) {
  const { columns, experts, topK, shared, tokens, expertThreshold = 0 } = shape;
  const { scores = 'softmax', selectionBias = false, renormalize = true } = shape;
  const rows = experts + (shared ? 1 : 0);
  const slots = topK + (shared ? 1 : 0);
  const random = normals(3);
  const weight = randomMatrix(gpu, rows, columns, 'f32', 2);
  const x = random(tokens * columns, 2);
  const norm = random(columns).map((value) => 1 + 0.1 * value);
  const bias = selectionBias ? random(experts, 0.3) : new Float32Array(experts);
  const scoring = { scores, selectionBias, renormalize };
  const router = await createRouter(gpu, { columns, experts, topK, shared, eps: 1e-5, ...scoring });
  const control = createControl(gpu, { tokens, expertThreshold, clock: 1000, position: 40 });
  const picks = createStorage(gpu.device, 'picks', tokens * slots * pickBytes);
  const uses = new Array(rows).fill(0);
  const pages = uploadStorage(
    gpu.device,
    'table',
    new Uint32Array([layer, ...table.slice(0, rows), ...uses]),
  );
  const dispatch = router.dispatch({
    control,
    x: uploadStorage(gpu.device, 'x', padRows(x, columns, blocksOf(columns) * 32)),
    norm: uploadStorage(gpu.device, 'norm', padRows(norm, columns, Math.ceil(columns / 64) * 64)),
    weight,
    table: pages,
    picks,
    ...(selectionBias && { selectionBias: uploadStorage(gpu.device, 'bias', bias) }),
  });
  const expected = Array.from({ length: tokens }, (_, token) => {
    const logits = matvecReference(
      weight,
      rmsNorm(x.subarray(token * columns, (token + 1) * columns), norm, 1e-5),
    );
    const all = Array.from({ length: experts }, (_, i) => i);
    const sum = (of: number[], value: (id: number) => number) =>
      of.reduce((total, id) => total + value(id), 0);
    const exps = sum(all, (id) => Math.exp(logits[id]!));
    const score = (id: number) =>
      scores === 'sigmoid' ? sigmoid(logits[id]!) : Math.exp(logits[id]!) / exps;
    const ids = all.toSorted((a, b) => score(b) + bias[b]! - score(a) - bias[a]! || a - b).slice(0, topK);
    const total = sum(ids, score);
    const strongest = ids.reduce((best, id) => (score(id) > score(best) ? id : best));
    const isKept = (id: number): boolean => id === strongest || score(id) / total >= expertThreshold;
    const kept = sum(ids.filter(isKept), score);
    const divisor = renormalize ? kept : kept / total;
    const coefficient = shared ? sigmoid(logits[experts]!) : 0;
    return [
      ...ids.map((id) =>
        isKept(id)
          ? { id, weight: ((1 - coefficient) * score(id)) / divisor }
          : { id: skippedExpert, weight: 0 },
      ),
      ...(shared ? [{ id: experts, weight: coefficient }] : []),
    ];
  });
  return { control, picks, pages, dispatch, expected, slots };
}

describe.each(await testGpusOfTeams())('router on $name', ({ gpu }) => {
  test.each(shapes)(
    'chooses top $topK of $experts (shared $shared, $scores) for $tokens tokens',
    async (shape) => {
      const table = Array.from({ length: shape.experts + 1 }, (_, expert) => 1000 - expert);
      const { control, picks, dispatch, expected } = await setUp(gpu, shape, table);
      await runDispatches(gpu, [dispatch], shape.tokens);

      const words = await readWords(gpu, picks);
      const weights = new Float32Array(words.buffer);
      const flat = expected.flat();
      expect(flat.map((_, i) => words[4 * i])).toEqual(flat.map(({ id }) => id));
      expect(flat.map((_, i) => words[4 * i + 1])).toEqual(flat.map(({ id }) => 1000 - id));
      // float32 exponentials of logits of size 1
      expect(
        largestError(
          flat.map((_, i) => weights[4 * i + 2]!),
          flat.map(({ weight }) => weight),
        ),
      ).toBeLessThan(1e-5);
      expect((await readWords(gpu, control))[controlWord.halt]).toBe(halt.none);
    },
  );

  test('names every absent expert of the chunk in one fault, and chooses the same once they are there', async () => {
    const shape = { columns: 256, experts: 40, topK: 2, shared: false, tokens: 65 };
    const absent = (expert: number) => expert % 3 === 1;
    const table = Array.from({ length: 40 }, (_, expert) => (absent(expert) ? absentPage : expert));
    const { control, picks, dispatch, expected } = await setUp(gpu, shape, table, 6);
    await runDispatches(gpu, [dispatch], shape.tokens);

    const words = await readWords(gpu, control);
    expect(words[controlWord.halt]).toBe(halt.fault);
    expect(words[controlWord.faultLayer]).toBe(6);
    const named = Array.from({ length: 40 }, (_, e) => e).filter(
      (e) => (words[controlWord.faultMask + (e >> 5)]! >>> (e & 31)) & 1,
    );
    const picked = new Set(expected.flat().map(({ id }) => id));
    expect(named).toEqual([...picked].filter(absent).sort((a, b) => a - b));
    const ids = await readWords(gpu, picks);
    expect(expected.flat().map((_, i) => ids[4 * i])).toEqual(expected.flat().map(({ id }) => id));
  });

  test('records when every picked expert was picked, also absent ones', async () => {
    const shape = { columns: 76, experts: 8, topK: 2, shared: true, tokens: 3 };
    const table = [0, absentPage, 2, absentPage, 4, 5, 6, 7, 8];
    const { pages, dispatch, expected } = await setUp(gpu, shape, table);
    await runDispatches(gpu, [dispatch], shape.tokens);
    const words = await readWords(gpu, pages);
    const picked = new Set(expected.flat().map(({ id }) => id));
    expect([...words.subarray(1 + 9, 1 + 18)]).toEqual(table.map((_, e) => (picked.has(e) ? 1040 : 0)));
  });

  test('in rounds an absent expert is no fault', async () => {
    const shape = { columns: 64, experts: 4, topK: 2, shared: false, tokens: 5 };
    const { control, picks, dispatch, expected } = await setUp(gpu, shape, [0, absentPage, 2, absentPage]);
    gpu.device.queue.writeBuffer(control, 4 * controlWord.rounds, new Uint32Array([1]));
    await runDispatches(gpu, [dispatch], shape.tokens);
    expect((await readWords(gpu, control))[controlWord.halt]).toBe(halt.none);
    const words = await readWords(gpu, picks);
    const pages = expected.flat().map(({ id }) => (id % 2 === 1 ? absentPage : id));
    expect(expected.flat().map((_, i) => words[4 * i + 1])).toEqual(pages);
  });

  test.each<Shape & { expertThreshold: number }>([
    { columns: 256, experts: 32, topK: 2, shared: false, tokens: 65, expertThreshold: 0.3 },
    { columns: 96, experts: 160, topK: 8, shared: false, tokens: 9, expertThreshold: 0.1 },
    { columns: 48, experts: 5, topK: 3, shared: true, tokens: 7, expertThreshold: 0.35 },
    { columns: 76, experts: 8, topK: 2, shared: true, tokens: 3, expertThreshold: 1 },
    { columns: 64, experts: 4, topK: 2, shared: false, tokens: 40, expertThreshold: 0.51 },
    { columns: 64, experts: 1, topK: 1, shared: false, tokens: 2, expertThreshold: 1 },
    {
      ...{ columns: 96, experts: 64, topK: 8, shared: false, tokens: 5, expertThreshold: 0.12 },
      ...{ renormalize: false },
    },
    {
      ...{ columns: 48, experts: 16, topK: 4, shared: false, tokens: 9, expertThreshold: 0.25 },
      ...{ scores: 'sigmoid', selectionBias: true },
    },
    {
      ...{ columns: 48, experts: 16, topK: 4, shared: true, tokens: 9, expertThreshold: 1 },
      ...{ scores: 'sigmoid', selectionBias: true, renormalize: false },
    },
  ])(
    'skips experts below $expertThreshold of top $topK of $experts (shared $shared, $scores, renormalize $renormalize), and neither misses nor times them',
    async (shape) => {
      const { topK, shared, expertThreshold } = shape;
      const table = Array.from({ length: shape.experts + 1 }, (_, expert) => expert);
      const { expected } = await setUp(gpu, shape, table);
      const kept = new Set(expected.flat().map(({ id }) => id));
      const skipped = expected.flat().filter(({ id }) => id === skippedExpert).length;
      // One absent expert is kept; all other absent ones are skipped.
      const absent = expected[0]!.find(({ id }) => id !== skippedExpert)!.id;
      const partial = table.map((expert) => (kept.has(expert) && expert !== absent ? expert : absentPage));
      const { control, picks, pages, dispatch } = await setUp(gpu, shape, partial);
      await runDispatches(gpu, [dispatch], shape.tokens);
      expect((await readWords(gpu, control))[controlWord.faultMask + (absent >> 5)]).toBe(1 << (absent & 31));
      gpu.device.queue.writeBuffer(pages, 4 * (1 + absent), new Uint32Array([absent]));
      gpu.device.queue.writeBuffer(control, 0, new Uint32Array([halt.none]));
      await runDispatches(gpu, [dispatch], shape.tokens);

      const words = await readWords(gpu, picks);
      const weights = new Float32Array(words.buffer);
      const flat = expected.flat();
      expect(flat.map((_, i) => words[4 * i])).toEqual(flat.map(({ id }) => id));
      const pageOf = (id: number): number => (id === skippedExpert ? absentPage : id);
      expect(flat.map((_, i) => words[4 * i + 1])).toEqual(flat.map(({ id }) => pageOf(id)));
      expect(
        largestError(
          flat.map((_, i) => weights[4 * i + 2]!),
          flat.map(({ weight }) => weight),
        ),
      ).toBeLessThan(1e-5);
      // Counted once, although the dispatch ran twice.
      const status = await readWords(gpu, control);
      expect(status[controlWord.halt]).toBe(halt.none);
      expect(status[controlWord.skipped]).toBe(skipped);
      if (expertThreshold > 0.5) expect(skipped).toBe(shape.tokens * (topK - 1));
      else expect(skipped).toBeGreaterThan(0);
      const rows = shape.experts + (shared ? 1 : 0);
      const times = [...(await readWords(gpu, pages)).subarray(1 + rows, 1 + 2 * rows)];
      expect(times).toEqual(times.map((_, expert) => (kept.has(expert) ? 1040 : 0)));
    },
  );

  test('without a threshold no weight is too small', async () => {
    const shape = { columns: 96, experts: 160, topK: 8, shared: false, tokens: 9 };
    const { control, dispatch, expected } = await setUp(
      gpu,
      shape,
      Array.from({ length: 161 }, (_, expert) => expert),
    );
    expect(Math.min(...expected.flat().map(({ weight }) => weight))).toBeLessThan(0.1);
    await runDispatches(gpu, [dispatch], shape.tokens);
    expect((await readWords(gpu, control))[controlWord.skipped]).toBe(0);
  });

  test('changes nothing when halted for another reason, or by another layer', async () => {
    const shape = { columns: 64, experts: 4, topK: 2, shared: false, tokens: 1 };
    for (const fields of [{ halt: halt.stop }, { halt: halt.fault, faultLayer: 4 }]) {
      const { control, picks, dispatch } = await setUp(gpu, shape, [0, 1, 2, 3]);
      gpu.device.queue.writeBuffer(control, 0, new Uint32Array([fields.halt]));
      gpu.device.queue.writeBuffer(
        control,
        4 * controlWord.faultLayer,
        new Uint32Array([fields.faultLayer ?? 0]),
      );
      await runDispatches(gpu, [dispatch]);
      expect([...(await readWords(gpu, picks))]).toEqual(new Array(8).fill(0));
    }
  });
});

test('runs on a GPU without subgroups and with little workgroup memory, for any width', async () => {
  const { gpu } = (await testGpusOfTeams())[0]!;
  // The minimum limit of adapters: 16 KiB.
  const device = await (await navigator.gpu.requestAdapter())!.requestDevice();
  const small: Gpu = {
    ...gpu,
    device,
    onCpu: false,
    features: { ...gpu.features, subgroups: false, f16: false },
  };
  const shape = { columns: 3072, experts: 64, topK: 2, shared: false, tokens: 2 };
  const pages = Array.from({ length: 65 }, (_, expert) => expert);
  const { picks, dispatch, expected } = await setUp(small, shape, pages);
  await runDispatches(small, [dispatch], shape.tokens);
  const words = await readWords(small, picks);
  expect(expected.flat().map((_, i) => words[4 * i])).toEqual(expected.flat().map(({ id }) => id));
  device.destroy();
});
