import { describe, expect, test } from 'vitest';
import type { SamplingParams } from '../../src/contract/sampling-params.ts';
import {
  encodeSampling,
  hasPenalties,
  isPlainGreedy,
  resolveSampling,
  type Sampling,
} from '../../src/engine/sampling.ts';
import { createStorage, uploadStorage } from '../../src/gpu/buffers.ts';
import type { Dispatch } from '../../src/gpu/commands.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { noAutomatonWords } from '../../src/kernels/automaton.ts';
import { controlWord, halt } from '../../src/kernels/control.ts';
import { createProcessLogits } from '../../src/kernels/process-logits.ts';
import { createSample } from '../../src/kernels/sample.ts';
import { inPrompt } from '../../src/kernels/sampling.ts';
import { createControl } from '../support/control.ts';
import { normals, readWords, runDispatches, testGpus, uniforms } from '../support/gpu.ts';
import {
  type Candidate,
  candidates,
  philox,
  type SamplingCase,
  tokenBits,
  uniformDraw,
} from '../support/sampling.ts';

const ring = 4096;

interface Setup {
  logits: Float32Array<ArrayBuffer>;
  sampling?: SamplingParams;
  stopIds?: number[];
  allowed?: (id: number) => boolean;
  /** In the prompt. */
  seen?: ((id: number) => boolean) | undefined;
  /** How often it was generated. */
  generated?: (id: number) => number;
  control?: Parameters<typeof createControl>[1];
  /** Reads the raw logits. Default: when the engine would. */
  raw?: boolean;
}

/** The dispatches that choose a token, on buffers of these names; with `raw`, from the raw logits. */
type Op = (
  buffers: Record<'control' | 'logits' | 'params' | 'allowed' | 'counts' | 'ids' | 'ring', GPUBuffer>,
  raw: boolean,
) => Dispatch[];

async function createOp(gpu: Gpu, vocabSize: number): Promise<Op> {
  const [processLogits, sample] = await Promise.all([
    createProcessLogits(gpu, vocabSize),
    createSample(gpu, { vocabSize, ring }),
  ]);
  return ({ control, logits, params, allowed, counts, ids, ring }, raw) => {
    const automaton = createStorage(gpu.device, 'no automaton', 4 * noAutomatonWords);
    const symbols = createStorage(gpu.device, 'no symbols', 4);
    const shared = { control, params, counts, ids, ring, automaton, symbols };
    if (raw) return [sample.dispatch({ ...shared, scores: logits })];
    const scores = createStorage(gpu.device, 'scores', 4 * vocabSize);
    return [
      processLogits.dispatch({ control, logits, params, counts, automaton, symbols, masks: allowed, scores }),
      sample.dispatch({ ...shared, scores }),
    ];
  };
}

interface Bound {
  dispatches: Dispatch[];
  control: GPUBuffer;
  counts: GPUBuffer;
  ids: GPUBuffer;
  ring: GPUBuffer;
}

/** By default, every filter is off and the seed is 0. */
function resolved(sampling: SamplingParams = {}): Sampling {
  return resolveSampling({ topP: 1, seed: 0, ...sampling });
}

function bind(gpu: Gpu, op: Op, setup: Setup): Bound {
  const { logits, sampling, stopIds = [], allowed = () => true } = setup;
  const { seen = () => false, generated = () => 0 } = setup;
  const { device } = gpu;
  const buffers = {
    control: createControl(gpu, setup.control),
    counts: uploadStorage(
      device,
      'counts',
      Uint32Array.from(logits, (_, id) => (seen(id) ? inPrompt : 0) + generated(id)),
    ),
    ids: createStorage(device, 'ids', 4),
    ring: createStorage(device, 'ring', ring * 4),
  };
  const options = resolved(sampling);
  const { raw = isPlainGreedy(options) } = setup;
  const tokens = { vocabSize: logits.length, allowed: tokenBits(logits.length, allowed), stopIds };
  const dispatches = op(
    {
      ...buffers,
      logits: uploadStorage(device, 'logits', logits),
      params: uploadStorage(device, 'params', encodeSampling(options, tokens, raw)),
      allowed: uploadStorage(device, 'allowed', tokens.allowed),
    },
    raw,
  );
  return { dispatches, ...buffers };
}

function repeated(dispatches: readonly Dispatch[], count: number): Dispatch[] {
  return Array.from({ length: count }, () => dispatches).flat();
}

/** The tokens of `count` draws from the same logits. */
async function draw(gpu: Gpu, op: Op, setup: Setup, count: number): Promise<number[]> {
  const bound = bind(gpu, op, setup);
  await runDispatches(gpu, repeated(bound.dispatches, count));
  const start = setup.control?.generated ?? 0;
  const tokens = await readWords(gpu, bound.ring);
  return Array.from({ length: count }, (_, i) => tokens[(start + i) % ring]!);
}

/** The candidates, then those with a slightly moved cut, because float32 may see a boundary on its other side. */
function* variants(setup: SamplingCase): Generator<Map<number, Candidate>> {
  const { sampling } = setup;
  const around = (value: number): number[] =>
    value === 0 || value === 1 ? [value] : [value, value * (1 - tolerance), value * (1 + tolerance)];
  for (const topP of around(sampling.topP)) {
    for (const minP of around(sampling.minP)) {
      const kept = candidates({ ...setup, sampling: { ...sampling, topP, minP } });
      yield new Map(kept.map((candidate) => [candidate.id, candidate]));
    }
  }
}

/** exp2 of a number up to 32 is precise to 67 units in the last place of float32; masses are summed exactly. */
const tolerance = 1e-5;

function explains(kept: Map<number, Candidate>, id: number, uniform: number): boolean {
  const candidate = kept.get(id);
  return (
    candidate !== undefined && uniform >= candidate.from - tolerance && uniform <= candidate.to + tolerance
  );
}

const logitKinds = {
  normal: (size: number) => normals(size)(size, 3),
  peaked: (size: number) => normals(size)(size, 3).map((value, id) => (id === size >> 1 ? 30 : value)),
  flat: (size: number) => new Float32Array(size).fill(-1.5),
  ties: (size: number) => normals(size)(size, 2).map((value) => Math.round(value)),
  ramp: (size: number) => Float32Array.from({ length: size }, (_, id) => (id * 12) / size),
  holes: (size: number) =>
    normals(size)(size, 4).map((value, id) => (id % 3 === 1 ? Number.NEGATIVE_INFINITY : value)),
  huge: (size: number) =>
    normals(size)(size, 4).map((value, id) => (id % 5 === 2 ? -3e38 : id % 5 === 3 ? -1e9 : value)),
  tiny: (size: number) => normals(size)(size, 1e-3),
};

const settings: SamplingParams[] = [
  {},
  { temperature: 0 },
  { temperature: 0.3 },
  { temperature: 2.5 },
  { topK: 1 },
  { topK: 7 },
  { topK: 300, temperature: 2 },
  { topP: 0.5 },
  { topP: 0.95 },
  { topP: 0.999, temperature: 1.7 },
  { topP: 0 },
  { minP: 0.05 },
  { minP: 1 },
  { repetitionPenalty: 1.3 },
  { repetitionPenalty: 0.8, temperature: 0 },
  { presencePenalty: 1.5 },
  { frequencyPenalty: 0.7, temperature: 0.8 },
  { frequencyPenalty: -0.4, presencePenalty: 2, repetitionPenalty: 1.2, topK: 50 },
  { logitBias: { 0: -100, 3: 4.5, 700: 8, 4000: 100, 199999: 20 }, temperature: 0.9 },
  { logitBias: { 1: 3 }, presencePenalty: -2, repetitionPenalty: 1.5, minP: 0.01 },
  { repetitionPenalty: 1.1, temperature: 0.8, topK: 40, topP: 0.9, minP: 0.02 },
  { repetitionPenalty: 1.1, temperature: 1.4, topK: 1000, topP: 0.7 },
  { temperature: 3, topK: 3000, minP: 0.01 },
];

/** Cases for each size, because all pairs would take minutes on a software adapter. */
const sizes = [
  { size: 1, cases: 8 },
  { size: 5, cases: 60 },
  { size: 777, cases: 72 },
  { size: 4096, cases: 60 },
  { size: 32768, cases: 24 },
  { size: 200064, cases: 6 },
];

const kinds = Object.keys(logitKinds) as (keyof typeof logitKinds)[];
describe.each(await testGpus())('sample on $name', ({ gpu }) => {
  const ops = new Map<number, Promise<Op>>();
  const opOf = (vocabSize: number): Promise<Op> => {
    const op = ops.get(vocabSize) ?? createOp(gpu, vocabSize);
    ops.set(vocabSize, op);
    return op;
  };

  test.each(sizes)(
    'chooses as float64 does, $cases cases of $size tokens',
    async ({ size, cases }) => {
      const op = await opOf(size);
      const random = uniforms(size);
      const draws = 6;
      for (let index = 0; index < cases; index++) {
        // Strides without common factors walk through all pairs of settings and kinds.
        const sampling = resolved({
          ...settings[(index * 5) % settings.length]!,
          seed: Math.floor(random() * 2 ** 50),
        });
        const kind = kinds[index % kinds.length]!;
        const forbidden = random() < 0.5 ? 0 : random();
        const hash = (id: number): number => (Math.imul(id + 1, 0x9e3779b1) >>> 8) / 2 ** 24;
        const setup = {
          logits: logitKinds[kind](size),
          sampling,
          allowed: (id: number) => id === 0 || hash(id) >= forbidden,
          seen: (id: number) => hash(id + size) < 0.3,
          generated: (id: number) => Math.max(0, Math.floor(8 * hash(id + 2 * size)) - 5),
        };
        const generated = Math.floor(random() * 2 ** 30);
        const limit = 2 ** 31;
        // With a penalty the second draw depends on the first.
        const count = hasPenalties(sampling) ? 1 : draws;
        const tokens = await draw(gpu, op, { ...setup, control: { generated, limit } }, count);
        let unexplained = tokens.map((token, i) => ({
          token,
          uniform: uniformDraw(sampling.seed, generated + i),
        }));
        for (const kept of variants(setup)) {
          unexplained = unexplained.filter(({ token, uniform }) => !explains(kept, token, uniform));
          if (unexplained.length === 0) break;
        }
        expect(unexplained, `case ${index}: ${kind} logits, ${JSON.stringify(sampling)}`).toEqual([]);
      }
    },
    240_000,
  );

  test('follows the probabilities', async () => {
    const logits = normals(3)(24, 1.5);
    const sampling = resolved({ temperature: 1.3, topP: 0.97, minP: 0.05, seed: 11 });
    const expected = candidates({ logits, sampling, allowed: () => true, seen: () => false });
    const op = await opOf(logits.length);
    const counts = new Array<number>(logits.length).fill(0);
    const draws = 2048;
    for (const token of await draw(gpu, op, { logits, sampling }, draws)) counts[token]!++;
    expect(chiSquare(expected, counts, draws)).toBeLessThan(chiSquareLimit(expected.length - 1));
  });

  test('follows the probabilities across seeds, first draws alone', async () => {
    const logits = Float32Array.from([0, 1, 2, 0.5, -1]);
    const expected = candidates({ logits, sampling: resolved(), allowed: () => true, seen: () => false });
    const op = await opOf(logits.length);
    const counts = new Array<number>(logits.length).fill(0);
    const seeds = 300;
    for (let seed = 0; seed < seeds; seed++)
      counts[(await draw(gpu, op, { logits, sampling: { seed } }, 1))[0]!]!++;
    expect(chiSquare(expected, counts, seeds)).toBeLessThan(chiSquareLimit(expected.length - 1));
  });

  test('draws the same tokens for the same seed, and others for another', async () => {
    const op = await opOf(4096);
    const logits = normals(1)(4096, 2);
    const run = (seed: number): Promise<number[]> =>
      draw(gpu, op, { logits, sampling: { seed, topP: 0.98, temperature: 1.5 } }, 64);
    const first = await run(5);
    expect(await run(5)).toEqual(first);
    // Also where only the upper half of the seed differs.
    for (const other of [6, 5 + 2 ** 32]) {
      const same = (await run(other)).filter((token, i) => token === first[i]).length;
      expect(same).toBeLessThan(8);
    }
    expect(new Set(first).size).toBeGreaterThan(32);
  });

  test('never chooses an id that is not allowed, even the most probable', async () => {
    const op = await opOf(777);
    const logits = normals(2)(777, 1).map((value, id) => (id % 2 === 0 ? 50 : value));
    for (const sampling of [{ temperature: 0 }, { temperature: 5 }, { topK: 5 }, { topP: 0.9 }]) {
      const tokens = await draw(gpu, op, { logits, sampling, allowed: (id) => id % 2 === 1 }, 50);
      expect(tokens.filter((id) => id % 2 === 0)).toEqual([]);
    }
  });

  test.each([5, 777, 4096])('chooses the same token of %i raw logits and of their scores', async (size) => {
    const op = await opOf(size);
    for (const [index, kind] of kinds.entries()) {
      const logits = logitKinds[kind](size);
      if (index % 2 === 1) logits.fill(Number.NaN, 0, 3).fill(Number.POSITIVE_INFINITY, 3, 5);
      const setup = {
        logits,
        sampling: { temperature: 0, ignoreEos: true },
        allowed: (id: number) => id % 7 !== index % 7,
        stopIds: [index % size, 3],
      };
      const [raw, scored] = [
        await draw(gpu, op, { ...setup, raw: true }, 1),
        await draw(gpu, op, { ...setup, raw: false }, 1),
      ];
      expect(raw, kind).toEqual(scored);
    }
  });

  test('resolves ties at a cut to the lowest ids', async () => {
    const op = await opOf(777);
    const logits = new Float32Array(777).fill(1).fill(3, 700);
    const kept = async (sampling: SamplingParams): Promise<number[]> =>
      [...new Set(await draw(gpu, op, { logits, sampling }, 400))].sort((a, b) => a - b);
    expect(await kept({ temperature: 0 })).toEqual([700]);
    expect(await kept({ topK: 3 })).toEqual([700, 701, 702]);
    expect(await kept({ topP: 0 })).toEqual([700]);
    const top = 77;
    const all = await kept({ topK: top + 2, temperature: 100 });
    expect(all.filter((id) => id < 700)).toEqual([0, 1]);
    expect(await kept({ topK: top, topP: 2.5 / top })).toEqual([700, 701, 702]);
  });

  test('penalizes seen tokens like Hugging Face: divides positive logits, multiplies negative ones', async () => {
    const op = await opOf(5);
    const choose = async (logits: number[], seen: number[], repetitionPenalty: number): Promise<number> =>
      (
        await draw(
          gpu,
          op,
          {
            logits: Float32Array.from(logits),
            sampling: { temperature: 0, repetitionPenalty },
            seen: (id) => seen.includes(id),
          },
          1,
        )
      )[0]!;
    expect(await choose([4, 3, 0, 0, 0], [0], 1)).toBe(0);
    expect(await choose([4, 3, 0, 0, 0], [0], 1.5)).toBe(1);
    expect(await choose([4, 3, 0, 0, 0], [0], 1.3)).toBe(0);
    expect(await choose([-2, -3, -9, -9, -9], [0], 1.6)).toBe(1);
    expect(await choose([-2, -3, -9, -9, -9], [0], 1.4)).toBe(0);
    expect(await choose([4, 3, 0, 0, 0], [1], 0.5)).toBe(1);
  });

  test('marks the chosen token, so that a penalty leads to other tokens', async () => {
    const op = await opOf(70);
    const logits = Float32Array.from({ length: 70 }, (_, id) => 10 + id / 100);
    const setup = { logits, sampling: { temperature: 0, repetitionPenalty: 2 } };
    expect(await draw(gpu, op, setup, 6)).toEqual([69, 68, 67, 66, 65, 64]);
  });

  test('counts the chosen token, for penalties that grow and for those that do not', async () => {
    const op = await opOf(70);
    const logits = new Float32Array(70).fill(-50);
    logits.set([10, 9, 8.2]);
    const draws = (sampling: SamplingParams, seen?: (id: number) => boolean): Promise<number[]> =>
      draw(gpu, op, { logits, sampling: { temperature: 0, ...sampling }, seen }, 7);
    // The prompt does not count.
    expect(await draws({ presencePenalty: 2 }, () => true)).toEqual([0, 1, 2, 0, 0, 0, 0]);
    expect(await draws({ frequencyPenalty: 1 })).toEqual([0, 0, 1, 2, 0, 1, 2]);
    expect(await draws({ frequencyPenalty: -1 })).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('adds a bias before the repetition penalty, which then sees its sign', async () => {
    const op = await opOf(5);
    const choose = async (sampling: SamplingParams): Promise<number> => {
      const logits = Float32Array.from([1, -1, -9, -9, -9]);
      return (
        await draw(gpu, op, { logits, sampling: { temperature: 0, ...sampling }, seen: (id) => id === 1 }, 1)
      )[0]!;
    };
    expect(await choose({ logitBias: { 1: 2.5 } })).toBe(1);
    expect(await choose({ logitBias: { 1: 2.5 }, repetitionPenalty: 2 })).toBe(0);
    expect(await choose({ logitBias: { 0: -100, 1: -100, 4: 100 } })).toBe(4);
  });

  test('with ignoreEos chooses no token that would end the run', async () => {
    const op = await opOf(777);
    const logits = normals(2)(777, 1).map((value, id) => (id % 2 === 0 ? 50 : value));
    const stopIds = Array.from({ length: 389 }, (_, i) => 2 * i);
    for (const sampling of [{ temperature: 0 }, { temperature: 5 }, { topK: 5 }]) {
      const tokens = await draw(gpu, op, { logits, sampling: { ...sampling, ignoreEos: true }, stopIds }, 50);
      expect(tokens.filter((id) => id % 2 === 0)).toEqual([]);
    }
    expect((await draw(gpu, op, { logits, sampling: { temperature: 0 }, stopIds }, 1))[0]! % 2).toBe(0);
  });

  test('advances the control block and stores the token for the next step', async () => {
    const op = await opOf(777);
    const logits = normals(9)(777);
    logits[123] = 20;
    const control = { position: 40, tokens: 7, generated: 5 + 2 * ring };
    const bound = bind(gpu, op, { logits, sampling: { temperature: 0 }, control });
    await runDispatches(gpu, bound.dispatches);
    const words = await readWords(gpu, bound.control);
    expect(words[controlWord.halt]).toBe(halt.none);
    expect(words[controlWord.position]).toBe(47);
    expect(words[controlWord.tokens]).toBe(1);
    expect(words[controlWord.generated]).toBe(6 + 2 * ring);
    expect((await readWords(gpu, bound.ids))[0]).toBe(123);
    expect(
      [...(await readWords(gpu, bound.ring))].map((id, at) => [at, id]).filter(([, id]) => id !== 0),
    ).toEqual([[5, 123]]);
    const counts = await readWords(gpu, bound.counts, 0, 777);
    expect([...counts.keys()].filter((id) => counts[id] !== 0)).toEqual([123]);
    expect(counts[123]).toBe(1);
  });

  test('halts after a stop id, or when the limit is reached, and then changes nothing', async () => {
    const op = await opOf(5);
    const logits = Float32Array.from([0, 1, 9, 1, 0]);
    const run = async (stopIds: number[], limit: number): Promise<number[]> => {
      const bound = bind(gpu, op, {
        logits,
        sampling: { temperature: 0 },
        stopIds,
        control: { limit, position: 3 },
      });
      await runDispatches(gpu, repeated(bound.dispatches, 5));
      const words = await readWords(gpu, bound.control);
      expect(words[controlWord.position]).toBe(3 + words[controlWord.generated]!);
      return [words[controlWord.halt]!, words[controlWord.generated]!];
    };
    expect(await run([], 100)).toEqual([halt.none, 5]);
    expect(await run([], 3)).toEqual([halt.limit, 3]);
    expect(await run([4, 2], 100)).toEqual([halt.stop, 1]);
    expect(await run([2], 1)).toEqual([halt.stop, 1]);
    expect(await run([0, 1, 3, 4, 10, 11, 12, 2], 100)).toEqual([halt.stop, 1]);
  });

  test.each([33, 777])('looks for any number of stop ids among %i tokens', async (vocabSize) => {
    const op = await opOf(vocabSize);
    const last = vocabSize - 1;
    const others = Array.from({ length: last }, (_, id) => id);
    const run = async (stopIds: number[], id: number): Promise<number> => {
      const logits = new Float32Array(vocabSize).fill(9, id, id + 1);
      const bound = bind(gpu, op, { logits, sampling: { temperature: 0 }, stopIds });
      await runDispatches(gpu, bound.dispatches);
      return (await readWords(gpu, bound.control))[controlWord.halt]!;
    };
    expect(await run(others, last)).toBe(halt.none);
    expect(await run(others, 31)).toBe(halt.stop);
    expect(await run([...others, last], last)).toBe(halt.stop);
    expect(await run([last], last)).toBe(halt.stop);
    expect(await run([last], 0)).toBe(halt.none);
  });

  test('changes nothing when halted', async () => {
    const op = await opOf(777);
    for (const temperature of [0, 1]) {
      const control = { halt: halt.fault, position: 9, tokens: 4, generated: 2 };
      const bound = bind(gpu, op, { logits: normals(4)(777), sampling: { temperature }, control });
      const before = await readWords(gpu, bound.control);
      await runDispatches(gpu, bound.dispatches);
      expect(await readWords(gpu, bound.control)).toEqual(before);
      for (const buffer of [bound.ids, bound.ring, bound.counts]) {
        expect((await readWords(gpu, buffer)).every((word) => word === 0)).toBe(true);
      }
    }
  });

  test('treats NaN as the least probable, and chooses the lowest allowed id when nothing else is left', async () => {
    const op = await opOf(777);
    const allowed = (id: number): boolean => id >= 35;
    for (const nothing of [Number.NaN, Number.NEGATIVE_INFINITY]) {
      for (const sampling of [{ temperature: 0 }, {}, { topK: 5, topP: 0.9 }, { repetitionPenalty: 2 }]) {
        const seen = (id: number): boolean => id % 2 === 0;
        const empty = new Float32Array(777).fill(nothing);
        expect(await draw(gpu, op, { logits: empty, sampling, allowed, seen }, 2)).toEqual([35, 35]);
        const one = empty.slice();
        one[600] = -4e37;
        expect(await draw(gpu, op, { logits: one, sampling, allowed, seen }, 2)).toEqual([600, 600]);
      }
    }
    const infinite = normals(5)(777, 1);
    infinite[400] = Number.POSITIVE_INFINITY;
    infinite[401] = Number.NaN;
    expect(await draw(gpu, op, { logits: infinite, allowed }, 3)).toEqual([400, 400, 400]);
    expect(await draw(gpu, op, { logits: infinite, sampling: { temperature: 0 } }, 1)).toEqual([400]);
  });
});

test("the reference's random words equal the published ones", () => {
  const hex = (words: [number, number]): string => words.map((word) => word.toString(16)).join(' ');
  expect(hex(philox(0, 0, 0))).toBe('ff1dae59 6cd10df2');
  expect(hex(philox(0xffffffff, 0xffffffff, 0xffffffff))).toBe('2c3f628b ab4fd7ad');
  expect(hex(philox(0x243f6a88, 0x85a308d3, 0x13198a2e))).toBe('dd7ce038 f62a4c12');
});

function chiSquare(expected: readonly Candidate[], counts: readonly number[], draws: number): number {
  return expected.reduce((sum, { id, from, to }) => {
    const mean = (to - from) * draws;
    return sum + (counts[id]! - mean) ** 2 / mean;
  }, 0);
}

/** The bound that chi-square exceeds once in ten thousand runs (Wilson and Hilferty). */
function chiSquareLimit(degrees: number): number {
  const variance = 2 / (9 * degrees);
  return degrees * (1 - variance + 3.72 * Math.sqrt(variance)) ** 3;
}
