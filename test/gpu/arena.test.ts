import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ExpertArena } from '../../src/experts/arena.ts';
import { minBudgetBytes } from '../../src/experts/arena-plan.ts';
import { type Gpu, requestGpu } from '../../src/gpu/device.ts';
import { runShortOfMemory } from '../support/short-of-memory.ts';

/** A token needs two experts and the shared one, and each layer has its own shared one, so ten pages at least. */
const shape = { layers: 8, experts: 32, topK: 2, shared: true, pageBytes: 65_536 };

describe('the expert arena', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await requestGpu();
  });
  afterAll(() => gpu.device.destroy());

  test.each([10, 11, 15, 40])('takes the available memory of %i pages', async (pages) => {
    const memoryIsBack = runShortOfMemory(gpu.device, 'expert arena', pages * shape.pageBytes);
    const arena = await ExpertArena.create(gpu, shape);
    memoryIsBack();
    expect(arena.bytes).toBeLessThanOrEqual(pages * shape.pageBytes);
    expect(arena.bytes).toBeGreaterThanOrEqual(minBudgetBytes(shape));
    expect(arena.bytes).toBeGreaterThan((pages * shape.pageBytes) / 2);
    arena.destroy();
  });

  test('reports what is missing if the minimum does not fit', async () => {
    const memoryIsBack = runShortOfMemory(gpu.device, 'expert arena', 9 * shape.pageBytes);
    const failure = await ExpertArena.create(gpu, shape).catch((error: unknown) => error);
    memoryIsBack();
    expect(failure).toMatchObject({ code: 'out-of-memory', details: { expected: 10 * shape.pageBytes } });
  });
});
