// Which copies of states belong to whole steps, and when they are overwritten.

import { describe, expect, it } from 'vitest';
import type { Status } from '../../src/engine/readback.ts';
import { StateRing } from '../../src/engine/state-ring.ts';
import { halt } from '../../src/kernels/control.ts';
import type { SequenceState } from '../../src/model/state.ts';

/** A ring, and the names of its existing copies. */
async function createRing(memory = 3) {
  const alive = new Set<string>();
  const state = {
    lightningBytes: 10,
    copyLightning: async () => {
      const name = `copy ${alive.size}`;
      if (alive.size === memory) throw new Error('no memory');
      alive.add(name);
      return [{ name, destroy: () => alive.delete(name) }];
    },
    encodeCopy: (written: unknown[], copies: unknown[]) => written.push(...copies),
  } as unknown as SequenceState;
  return { ring: await StateRing.create(state), state, alive };
}

const ended = (reason: Status['halt']): Status => ({ halt: reason }) as Status;

describe('a ring of states', () => {
  it('has the states before the submits in flight and before the one received last', async () => {
    const { ring, state } = await createRing();
    const written: unknown[] = [];
    const submit = (resumes = false) => {
      const open = ring.open(state, 16, resumes);
      open?.before(written as unknown as GPUCommandEncoder);
      return open?.copy;
    };
    const [first, second] = [submit(), submit()];
    expect(ring.latest(1000)).toBeUndefined();
    ring.close(first, 100, ended(halt.none));
    expect(ring.latest(1000)).toMatchObject({ position: 100, bytes: 10 });
    const third = submit();
    ring.close(second, 104, ended(halt.none));
    expect(ring.latest(1000)?.position).toBe(104);
    expect(ring.latest(103)?.position).toBe(100);
    const fourth = submit();
    expect(ring.latest(103)).toBeUndefined();
    ring.close(third, 108, ended(halt.none));
    ring.close(fourth, 112, ended(halt.limit));
    expect([112, 111, 107, 103].map((at) => ring.latest(at)?.position)).toEqual([112, 108, 104, undefined]);
    expect(written).toHaveLength(4);
    ring.clear();
    expect(ring.latest(1000)).toBeUndefined();
  });

  it('has none after a fault, and makes none when a step resumes', async () => {
    const { ring, state } = await createRing();
    const [first, second] = [ring.open(state, 16, false)!.copy, ring.open(state, 16, false)!.copy];
    ring.close(first, 100, ended(halt.fault));
    ring.close(second, 103, ended(halt.fault));
    expect(ring.latest(1000)?.position).toBe(100);
    expect(ring.open(state, 16, true)).toBeUndefined();
    const third = ring.open(state, 16, false)!.copy;
    ring.close(undefined, 103, ended(halt.none));
    ring.close(third, 104, ended(halt.none));
    expect(ring.latest(1000)?.position).toBe(104);
    expect(ring.latest(103)?.position).toBe(100);
  });

  it('has states that are some steps apart, for any length of the submits', async () => {
    const { ring, state } = await createRing();
    let tokens = 100;
    for (let i = 0; i < 60; i++) {
      const open = ring.open(state, 1, false);
      ring.close(open?.copy, tokens++, ended(halt.none));
    }
    // The last copies were made before tokens 116, 132 and 148.
    expect([159, 147, 131].map((at) => ring.latest(at)?.position)).toEqual([148, 132, 116]);
    ring.clear();
    expect(ring.open(state, 1, false)).toBeDefined();
  });

  it('leaves nothing behind without memory, or when it is destroyed', async () => {
    const { ring, alive } = await createRing();
    expect(alive.size).toBe(3);
    ring.destroy();
    expect(alive.size).toBe(0);
    await expect(createRing(2)).rejects.toThrow('no memory');
  });
});
