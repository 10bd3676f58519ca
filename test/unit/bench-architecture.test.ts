import { expect, test } from 'vitest';
import { bothKinds, contextCost } from '../../bench/architecture.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import { countableConfig } from '../support/countable-config.ts';

const { asItIs, allSoftmax } = bothKinds(countableConfig);

test('a lightning layer takes the bytes of its states at any context, a softmax layer two bytes per feature of keys and values', () => {
  expect(contextCost(asItIs, 0).stateBytes).toBe(2 * 4 * 4 * 4);
  expect(contextCost(asItIs, 1000).stateBytes).toBe(2 * 4 * 4 * 4 + 1000 * 2 * 4 * 2);
  expect(contextCost(allSoftmax, 1000).stateBytes).toBe(2 * 1000 * 2 * 4 * 2);
});

test('a token attends to all before it and itself in each softmax layer, with four operations per feature of a head', () => {
  const grows = (config: ModelConfig) =>
    contextCost(config, 1000).stepFlops - contextCost(config, 0).stepFlops;
  expect(grows(asItIs)).toBe(1000 * 4 * 2 * 4);
  expect(grows(allSoftmax)).toBe(2 * grows(asItIs));
});

test('all tokens cost the sum of their steps', () => {
  for (const config of [asItIs, allSoftmax]) {
    let sum = 0;
    for (let context = 0; context < 7; context++) sum += contextCost(config, context).stepFlops;
    expect(contextCost(config, 7).totalFlops).toBeCloseTo(sum, 6);
  }
});

test('only attention differs, and a model without lightning layers is rejected', () => {
  const { layers, ...rest } = allSoftmax;
  expect(rest).toEqual({ ...asItIs, layers: undefined });
  expect(layers).toEqual([{ type: 'attention' }, { type: 'attention' }]);
  expect(() => bothKinds(allSoftmax)).toThrow('the model has no lightning layers');
});
