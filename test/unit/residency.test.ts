import { describe, expect, test } from 'vitest';
import { minBudgetBytes, planArena } from '../../src/experts/arena-plan.ts';
import { Residency } from '../../src/experts/residency.ts';

const none = () => false;

describe('residency', () => {
  test('assigns every page before it evicts the least recently used one', () => {
    const residency = new Residency(3);
    const used: Record<number, number> = { 10: 7, 11: 5, 12: 6 };
    const slots = [10, 11, 12].map((key) => residency.claim(key, () => 0, none));
    expect(new Set(slots.map((claim) => claim?.slot))).toEqual(new Set([0, 1, 2]));
    expect(slots.every((claim) => claim?.evicted === undefined)).toBe(true);
    expect(residency.claim(13, (key) => used[key]!, none)).toEqual({ slot: slots[1]?.slot, evicted: 11 });
    expect([10, 11, 12, 13].map((key) => residency.has(key))).toEqual([true, false, true, true]);
  });

  test('an expert that has a page keeps it', () => {
    const residency = new Residency(1);
    const first = residency.claim(4, () => 0, none);
    expect(residency.claim(4, () => 0, none)).toEqual({ slot: first?.slot });
  });

  test('evicts neither pinned nor kept experts, and reports if none is left', () => {
    const residency = new Residency(2);
    residency.pin(1);
    residency.claim(1, () => 0, none);
    residency.claim(2, () => 0, none);
    expect(residency.evictable).toBe(1);
    expect(
      residency.claim(
        3,
        () => 0,
        (key) => key === 2,
      ),
    ).toBeUndefined();
    expect(residency.claim(3, (key) => key, none)).toMatchObject({ evicted: 2 });
  });
});

describe('arena plan', () => {
  const shape = { layers: 8, experts: 32, shared: false, topK: 2, pageBytes: 1000 };

  test('puts every expert into one buffer if one is large enough', () => {
    expect(planArena(shape, 1_000_000)).toEqual([{ firstLayer: 0, endLayer: 8, slots: 256 }]);
  });

  test('without a budget uses at most one buffer', () => {
    expect(planArena(shape, 100_999)).toEqual([{ firstLayer: 0, endLayer: 8, slots: 100 }]);
  });

  test('distributes layers over buffers if a budget is larger than one', () => {
    const parts = planArena(shape, 100_000, 256_000);
    expect(parts).toEqual([
      { firstLayer: 0, endLayer: 2, slots: 64 },
      { firstLayer: 2, endLayer: 5, slots: 96 },
      { firstLayer: 5, endLayer: 8, slots: 96 },
    ]);
    for (const bufferBytes of [32_000, 40_000, 70_000, 130_000]) {
      const cut = planArena(shape, bufferBytes, 256_000);
      expect(cut[0]!.firstLayer).toBe(0);
      expect(cut.at(-1)!.endLayer).toBe(8);
      cut.slice(1).forEach((part, i) => {
        expect(part.firstLayer).toBe(cut[i]!.endLayer);
      });
      expect(cut.every(({ slots }) => slots >= 2 && slots * 1000 <= bufferBytes)).toBe(true);
    }
  });

  test("has a page for every shared expert and a token's experts, for any buffer size", () => {
    const shared = { ...shape, layers: 24, shared: true };
    for (const bufferBytes of [3_000, 4_000, 10_000, 25_000, 26_000, 40_000]) {
      const parts = planArena(shared, bufferBytes);
      expect(parts.at(-1)!.endLayer).toBe(24);
      for (const { firstLayer, endLayer, slots } of parts) {
        expect(slots).toBeGreaterThanOrEqual(endLayer - firstLayer + shared.topK);
        expect(slots * shared.pageBytes).toBeLessThanOrEqual(bufferBytes);
      }
    }
  });

  test('rejects a GPU that binds less than one token needs', () => {
    expect(() => planArena(shape, 1_999)).toThrow(/take 2000 bytes, but this GPU binds at most 1999/);
    expect(() => planArena({ ...shape, shared: true }, 2_999)).toThrow(/take 3000 bytes/);
  });

  test('stays within the budget, down to the experts of one token', () => {
    for (const budget of [255_999, 100_000, 5_000, 2_000]) {
      const pages = planArena(shape, 1_000_000, budget).reduce((sum, { slots }) => sum + slots, 0);
      expect(pages).toBe(Math.floor(budget / 1000));
    }
    expect(minBudgetBytes({ ...shape, shared: true })).toBe(10_000);
    expect(() => planArena(shape, 1_000_000, 1_999)).toThrow(/expertBudgetBytes is 1999/);
  });
});
