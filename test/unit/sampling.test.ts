import { describe, expect, test } from 'vitest';
import type { SamplingParams } from '../../src/contract/sampling-params.ts';
import { anyToken } from '../../src/engine/sampler.ts';
import { encodeSampling, isPlainGreedy, resolveSampling, type Sampling } from '../../src/engine/sampling.ts';
import { PocketM1Error } from '../../src/errors.ts';
import { biasesAt, samplingUse, samplingWord, samplingWords } from '../../src/kernels/sampling.ts';

const refusals: { params: SamplingParams; message: string }[] = [
  { params: { temperature: -0.1 }, message: 'temperature is -0.1, expected a number from 0 to 100.' },
  { params: { temperature: 101 }, message: 'temperature is 101, expected a number from 0 to 100.' },
  { params: { temperature: Number.NaN }, message: 'temperature is NaN, expected a number from 0 to 100.' },
  { params: { topK: -1 }, message: 'topK is -1, expected an integer from 0 to 4294967295.' },
  { params: { topK: 1.5 }, message: 'topK is 1.5, expected an integer from 0 to 4294967295.' },
  { params: { topP: 1.01 }, message: 'topP is 1.01, expected a number from 0 to 1.' },
  { params: { topP: -1 }, message: 'topP is -1, expected a number from 0 to 1.' },
  { params: { minP: 2 }, message: 'minP is 2, expected a number from 0 to 1.' },
  { params: { repetitionPenalty: 0 }, message: 'repetitionPenalty is 0, expected a number from 0.1 to 10.' },
  {
    params: { repetitionPenalty: Number.POSITIVE_INFINITY },
    message: 'repetitionPenalty is Infinity, expected a number from 0.1 to 10.',
  },
  {
    params: { seed: 2 ** 53 },
    message: 'seed is 9007199254740992, expected an integer from 0 to 9007199254740991.',
  },
  {
    params: { presencePenalty: 2.1 },
    message: 'presencePenalty is 2.1, expected a number from -2 to 2.',
  },
  {
    params: { frequencyPenalty: Number.NaN },
    message: 'frequencyPenalty is NaN, expected a number from -2 to 2.',
  },
  { params: { logitBias: { 7: 101 } }, message: 'logitBias[7] is 101, expected a number from -100 to 100.' },
  {
    params: { logitBias: { 7: '1' } as unknown as Record<number, number> },
    message: 'logitBias[7] is "1", expected a number from -100 to 100.',
  },
  {
    params: { logitBias: 3 as unknown as Record<number, number> },
    message: 'logitBias is 3, expected an object of biases by token id.',
  },
  {
    params: { ignoreEos: 'yes' as unknown as boolean },
    message: 'ignoreEos is "yes", expected true or false.',
  },
  { params: { seed: 0.5 }, message: 'seed is 0.5, expected an integer from 0 to 9007199254740991.' },
];

describe('sampling options', () => {
  test.each(refusals)('are rejected with the range: $message', ({ params, message }) => {
    const attempt = (): unknown => resolveSampling(params);
    expect(attempt).toThrow(PocketM1Error);
    expect(attempt).toThrow(expect.objectContaining({ code: 'invalid-argument', message }));
  });

  test('that are not numbers are rejected', () => {
    const params = { temperature: '0.7' } as unknown as SamplingParams;
    expect(() => resolveSampling(params)).toThrow('temperature is "0.7", expected a number');
  });

  test('are taken from the call, then the model, then the library', () => {
    const resolved = resolveSampling({ temperature: 0.5, seed: 3 }, { temperature: 0.7, topK: 40 });
    expect(resolved).toEqual({
      logitBias: {},
      ignoreEos: false,
      frequencyPenalty: 0,
      presencePenalty: 0,
      repetitionPenalty: 1,
      temperature: 0.5,
      topK: 40,
      topP: 0.95,
      minP: 0,
      seed: 3,
    });
  });

  test('get another seed each time if none is given', () => {
    const seeds = Array.from({ length: 20 }, () => resolveSampling({}).seed);
    expect(new Set(seeds).size).toBe(20);
    expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
  });
});

describe('encoded sampling options', () => {
  const encode = (sampling: Sampling, stopIds: number[], vocabSize: number): Uint32Array<ArrayBuffer> =>
    encodeSampling(sampling, { vocabSize, allowed: anyToken(vocabSize), stopIds });
  const floatsOf = (words: Uint32Array<ArrayBuffer>): Float32Array => new Float32Array(words.buffer);

  test('contain the factors that the shader uses', () => {
    const sampling = resolveSampling({
      temperature: 0.5,
      topK: 40,
      topP: 0.5,
      minP: 0.25,
      repetitionPenalty: 2,
      seed: 2 ** 40 + 7,
    });
    const words = encode(sampling, [5, 9, 64], 70);
    expect(words).toHaveLength(biasesAt(70));
    expect(floatsOf(words)[samplingWord.falloff]).toBeCloseTo(2 * Math.LOG2E, 6);
    expect(words[samplingWord.topK]).toBe(40);
    expect(words[samplingWord.topP]).toBe(2 ** 31 - 1);
    expect(words[samplingWord.deepest]).toBe(2 * 2 ** 27);
    expect(floatsOf(words)[samplingWord.repetitionPenalty]).toBe(2);
    expect(floatsOf(words)[samplingWord.inversePenalty]).toBe(0.5);
    expect([...words.subarray(samplingWord.seed)]).toEqual([
      7,
      256,
      samplingUse.penalties,
      2 ** 5 + 2 ** 9,
      0,
      1,
      // Only ids 0 to 69 are allowed.
      0,
      0,
      2 ** 32 - 64,
    ]);
  });

  test('at their limits keep everything, or one token', () => {
    const all = encode(resolveSampling({ topP: 1, minP: 0 }), [], 5);
    expect(all[samplingWord.topK]).toBe(2 ** 32 - 1);
    expect([all[samplingWord.topP], all[samplingWord.deepest]]).toEqual([2 ** 32 - 1, 2 ** 32 - 2]);
    const one = encode(resolveSampling({ topP: 0, minP: 1 }), [], 5);
    expect([one[samplingWord.topP], one[samplingWord.deepest]]).toEqual([0, 0]);
  });

  test('contain biases after the stop ids, if there are any, and the flags of used features', () => {
    const sampling = resolveSampling({
      logitBias: { 0: -100, 69: 2.5, 70: 9 },
      ignoreEos: true,
      presencePenalty: 1,
    });
    const words = encode(sampling, [64], 70);
    expect(words).toHaveLength(samplingWords(70));
    const biases = floatsOf(words).subarray(biasesAt(70));
    expect([...biases.keys()].filter((id) => biases[id] !== 0)).toEqual([0, 69]);
    expect([biases[0], biases[69]]).toEqual([-100, 2.5]);
    const { penalties, biases: biased } = samplingUse;
    expect(words[samplingWord.uses]).toBe(penalties + biased);
    expect(encode(resolveSampling({}), [], 70)[samplingWord.uses]).toBe(0);
  });

  test('forbid the tokens that are not allowed, and with ignoreEos those that end the run', () => {
    const tokens = { vocabSize: 33, allowed: Uint32Array.of(0xfffffff1, 1), stopIds: [0, 8] };
    const barred = (ignoreEos: boolean): number[] => [
      ...encodeSampling(resolveSampling({ ignoreEos }), tokens).subarray(samplingWord.tables + 2),
    ];
    expect(barred(false)).toEqual([0b1110, 2 ** 32 - 2]);
    expect(barred(true)).toEqual([0b1_0000_1111, 2 ** 32 - 2]);
  });

  test('select the raw logits on request, and only plain greedy sampling reads them', () => {
    const tokens = { vocabSize: 5, allowed: anyToken(5), stopIds: [] };
    const greedy = resolveSampling({ temperature: 0, ignoreEos: true, topK: 3 });
    expect(encodeSampling(greedy, tokens, true)[samplingWord.uses]).toBe(samplingUse.raw);
    expect(isPlainGreedy(greedy)).toBe(true);
    expect(isPlainGreedy(resolveSampling({}))).toBe(false);
    for (const option of [{ presencePenalty: 1 }, { repetitionPenalty: 1.1 }, { logitBias: { 3: 1 } }])
      expect(isPlainGreedy(resolveSampling({ temperature: 0, ...option }))).toBe(false);
  });

  test('are greedy at and near temperature 0', () => {
    for (const temperature of [0, 1e-6]) {
      const words = encode(resolveSampling({ temperature }), [], 5);
      expect(floatsOf(words)[samplingWord.falloff]).toBe(0);
    }
  });

  test.each([
    { vocabSize: 40, stopIds: Array.from({ length: 33 }, (_, i) => i + 3) },
    { vocabSize: 32, stopIds: [31, 31] },
    { vocabSize: 33, stopIds: [32, 33, 64, 200_020] },
  ])('mark every stop id of a vocabulary of $vocabSize, and none beyond it', ({ vocabSize, stopIds }) => {
    const end = samplingWord.tables + Math.ceil(vocabSize / 32);
    const words = encode(resolveSampling({}), stopIds, vocabSize).subarray(samplingWord.tables, end);
    const ids = Array.from({ length: 32 * words.length }, (_, id) => id);
    const marked = ids.filter((id) => (words[id >> 5]! >>> (id & 31)) & 1);
    expect(marked).toEqual([...new Set(stopIds)].filter((id) => id < vocabSize));
  });
});

test.each([1, 31, 32, 33, 777, 4096])('any of %i tokens excludes nonexistent ones', (vocabSize) => {
  const words = anyToken(vocabSize);
  const ids = Array.from({ length: 32 * words.length }, (_, id) => id);
  expect(ids.filter((id) => (words[id >> 5]! >>> (id & 31)) & 1)).toEqual(ids.slice(0, vocabSize));
});
