import { expect, test } from 'vitest';
import { bytesOf, decodeCosts, kvTokenBytes, promptFlops, stepCost } from '../../bench/costs.ts';
import { sizedConfig } from '../../bench/random-model.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import type { Quantization } from '../../src/model/config.ts';
import { countableConfig } from '../support/countable-config.ts';

const nano = sizedConfig('nano');
const q4: Quantization = { experts: 'q4', attention: 'q4', embedding: 'q4', head: 'q4' };
const f16: Quantization = { experts: 'f16', attention: 'f16', embedding: 'f16', head: 'f16' };

test('a step of the bundled model multiplies and adds about 14 million times and reads about 3.9 MB of weights', () => {
  const { flops, weights, state } = stepCost({
    config: nano,
    quantization: q4,
    context: 0,
    kvElementBytes: 4,
  });
  expect(flops / 1e6).toBeCloseTo(14.1, 0);
  // 8 routers in f32 rather than f16 are 0.13 MB of it.
  expect(weights / 1e6 - 0.13).toBeCloseTo(3.9, 1);
  // 7 layers read and write 4 states of 64 × 64 floats; one layer writes a key and a value of 2 heads.
  expect(state).toBe(7 * 2 * 4 * 64 * 64 * 4 + 2 * 2 * 64 * 4);
});

test('every kernel of a small model has the cost counted by hand', () => {
  const costs = decodeCosts({ config: countableConfig, quantization: f16, context: 9, kvElementBytes: 2 });
  const products: [string, number, number][] = [
    ['lightning norm-linear', 32, 32], // q, k, v, gate of 8 features, of 32
    ['lightning linear-residual', 32, 8],
    ['attention attention-in', 16, 32], // q of 8, k and v of 4
    ['attention linear-residual', 32, 8],
    ['experts expert-up', 128, 32],
    ['experts expert-down', 32, 64],
    ['head norm-linear', 160, 32],
  ];
  for (const [key, rows, columns] of products) {
    const { flops, weights } = costs.get(key)!;
    // 8 columns are stored as a block of 32.
    expect(weights, key).toBe(2 * rows * Math.max(32, columns));
    expect(flops, key).toBeGreaterThanOrEqual(2 * rows * columns);
    expect(flops, key).toBeLessThan(2 * rows * columns + 16 * (rows + columns));
  }
  expect(costs.get('experts router')!.weights).toBe(4 * 3 * 32);
  expect(costs.get('lightning lightning-step')).toEqual({
    flops: 5 * 2 * 4 * 4,
    weights: 0,
    state: 2 * 4 * (2 * 4 * 4),
    activations: 4 * 4 * 8,
  });
  // 9 keys and values of 4 features in two bytes are read and one is written; 2 heads, each with two multiply-adds per feature and key.
  expect(costs.get('attention attention-decode')).toMatchObject({
    flops: 4 * 2 * 4 * 10,
    state: 2 * 2 * 4 * 10,
  });
});

test('a step is the sum of its dispatches', () => {
  const shape = { config: countableConfig, quantization: f16, context: 9, kvElementBytes: 2 };
  const costs = [...decodeCosts(shape)];
  const total = (part: string): number =>
    costs.filter(([key]) => key.startsWith(part)).reduce((sum, [, cost]) => sum + bytesOf(cost), 0);
  const expected = total('embedding') + total('lightning') + total('attention') + 2 * total('experts');
  expect(bytesOf(stepCost(shape))).toBe(expected + total('head') + total('sampling'));
});

test('a longer context costs its keys and values, and nothing in lightning layers', () => {
  const at = (context: number) => stepCost({ config: nano, quantization: q4, context, kvElementBytes: 2 });
  expect(at(100_000).state - at(0).state).toBe(100_000 * kvTokenBytes(nano, 2));
  expect(kvTokenBytes(nano, 2)).toBe(2 * 2 * 64 * 2);
  expect(at(100_000).weights).toBe(at(0).weights);
  const lightning: ModelConfig = { ...nano, layers: nano.layers.filter(({ type }) => type === 'lightning') };
  const shape = { config: lightning, quantization: q4, kvElementBytes: 2 };
  expect(stepCost({ ...shape, context: 1_000_000 })).toEqual(stepCost({ ...shape, context: 0 }));
});

test('reading a prompt costs one step per token, of which one includes the head', () => {
  const shape = { config: nano, quantization: q4, kvElementBytes: 4 };
  const at = (context: number): number => stepCost({ ...shape, context }).flops;
  expect(promptFlops(shape, 1)).toBe(at(0));
  const head = 2 * 4096 * 256 + 4 * 256 + 4096;
  expect(promptFlops(shape, 3)).toBeCloseTo(at(0) + at(1) + at(2) - 2 * head);
});
