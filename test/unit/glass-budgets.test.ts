import { describe, expect, it } from 'vitest';
import { sizedConfig } from '../../bench/random-model.ts';
import { budgetBytes, budgetChoices, firstDifference } from '../../demo/glass/budgets.ts';
import { minBudgetBytes } from '../../src/experts/arena-plan.ts';
import type { ModelConfig } from '../../src/index.ts';

const nano = sizedConfig('nano');
const small: ModelConfig = {
  ...nano,
  numLocalExperts: 8,
  numExpertsPerTok: 2,
  sharedExpert: true,
  layers: [{ type: 'attention', dense: true }, { type: 'attention' }, { type: 'lightning', decay: [1] }],
};

describe('the available budgets', () => {
  it('range from all experts to the minimum', () => {
    expect(budgetChoices({ config: small })).toEqual([16, 8, 4, 2]);
    const choices = budgetChoices({ config: nano });
    expect(choices[0]).toBe(nano.layers.length * nano.numLocalExperts);
    expect(choices).toEqual([...new Set(choices)].toSorted((a, b) => b - a));
  });

  it('have room for shared experts, which always have a page', () => {
    const shape = { layers: 2, experts: 8, shared: true, topK: 2, pageBytes: 100 };
    expect(budgetBytes({ config: small }, 2, 100)).toBe(minBudgetBytes(shape));
    expect(budgetBytes({ config: { ...small, sharedExpert: false } }, 2, 100)).toBe(200);
  });
});

describe('two answers', () => {
  const tokens = (...ids: number[]) => ids.map((id) => ({ id }));

  it('are the same, or differ from a token on', () => {
    expect(firstDifference(tokens(1, 2, 3), tokens(1, 2, 3))).toBeUndefined();
    expect(firstDifference(tokens(1, 2, 3), tokens(1, 4, 3))).toBe(1);
    expect(firstDifference(tokens(1, 2), tokens(1, 2, 3))).toBe(2);
  });
});
