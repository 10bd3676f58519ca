import { describe, expect, it } from 'vitest';
import {
  breakEvenTokens,
  contextBytes,
  softmaxEverywhere,
  tokenTrafficBytes,
  tokenWeightBytes,
} from '../../demo/glass/attention-costs.ts';
import { positionOf, spaced, ticks } from '../../demo/glass/log-scale.ts';
import { kvCacheBytes } from '../../src/kernels/attention.ts';
import { lightningStateBytes } from '../../src/kernels/lightning.ts';

const shape = {
  numAttentionHeads: 4,
  numKeyValueHeads: 2,
  headDim: 64,
  layers: [{ type: 'lightning' as const }, { type: 'lightning' as const }, { type: 'attention' as const }],
};

describe('the cost of a context', () => {
  it('equals what the engine allocates for it', () => {
    const state = lightningStateBytes({ heads: 4, headDim: 64 });
    const kv = (tokens: number) => kvCacheBytes({ kvHeads: 2, headDim: 64 }, tokens);
    expect(contextBytes(shape, 1000)).toBe(2 * state + kv(1000));
    expect(contextBytes(softmaxEverywhere(shape), 1000)).toBe(3 * kv(1000));
  });

  it('breaks even where both lines meet', () => {
    const tokens = breakEvenTokens(shape)!;
    const everywhere = softmaxEverywhere(shape);
    expect(contextBytes(shape, tokens)).toBeLessThanOrEqual(contextBytes(everywhere, tokens));
    expect(contextBytes(shape, tokens - 1)).toBeGreaterThan(contextBytes(everywhere, tokens - 1));
    expect(breakEvenTokens(everywhere)).toBeUndefined();
  });

  it('reads weights once, reads and writes states, and reads keys and values once', () => {
    const weights = tokenWeightBytes(
      { layers: [...shape.layers, { type: 'attention', dense: true }], numExpertsPerTok: 2 },
      { weightBytes: 500, bytesPerExpert: 10 },
    );
    expect(weights).toBe(500 + 3 * 2 * 10);
    const state = 2 * 4 * 64 * 64 * 4;
    expect(tokenTrafficBytes(shape, weights, 10)).toBe(weights + 2 * state + 10 * 512);
  });
});

describe('a logarithmic axis', () => {
  const scale = { min: 1, max: 1000, from: 0, to: 300 };

  it('has equal distances for equal factors', () => {
    expect([1, 10, 100, 1000].map((value) => Math.round(positionOf(value, scale)))).toEqual([
      0, 100, 200, 300,
    ]);
    expect(positionOf(0, scale)).toBe(0);
    expect(positionOf(5000, { ...scale, from: 300, to: 0 })).toBeCloseTo(0);
  });

  it('has ticks at powers, as many as fit, and points from end to end', () => {
    expect(ticks(scale, 10, 9)).toEqual([1, 10, 100, 1000]);
    expect(ticks(scale, 10, 2)).toEqual([1, 100]);
    expect(ticks({ min: 100, max: 5000 }, 2, 3)).toEqual([128, 512, 2048]);
    expect(spaced(scale, 4).map(Math.round)).toEqual([1, 10, 100, 1000]);
  });
});
