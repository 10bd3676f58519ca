// The decode loop on a sequence that counts instead of computing.

import { describe, expect, it } from 'vitest';
import { decode, decodeSteps } from '../../src/engine/decode-loop.ts';
import type { Status } from '../../src/engine/readback.ts';
import { halt } from '../../src/kernels/control.ts';

const promptTokens = 5;

/**
 * Samples its own index at each step, halts at `limit`, and faults once at each number of tokens in `faultsAt`. As on a GPU,
 * submits after a halt change nothing.
 */
function countingSequence(limit: number, faultsAt: number[] = []) {
  const ring = Uint32Array.from({ length: 256 }, (_, i) => i);
  let generated = 1;
  let state: Status['halt'] = generated >= limit ? halt.limit : halt.none;
  let onTheirWay = 0;
  const diary: string[] = [];
  const capacities: number[] = [];
  const faults = new Set(faultsAt);
  const status = (): Status => ({
    halt: state,
    position: promptTokens + generated - 1,
    generated,
    faultLayer: 3,
    faultExperts: [1],
    skipped: 0,
    ring,
  });
  return {
    diary,
    capacities,
    most: 0,
    status,
    get onTheirWay() {
      return onTheirWay;
    },
    contextLength: 1000,
    ensureCapacity(tokens: number) {
      capacities.push(tokens);
    },
    async decode(count: number, resumeAt?: number): Promise<Status> {
      diary.push(resumeAt === undefined ? `${count}` : `${count} from ${resumeAt}`);
      this.most = Math.max(this.most, ++onTheirWay);
      for (let i = 0; i < count && state === halt.none; i++) {
        if (faults.delete(generated)) state = halt.fault;
        else if (++generated >= limit) state = halt.limit;
      }
      const after = status();
      await new Promise((resolve) => setTimeout(resolve, 1));
      onTheirWay--;
      return after;
    },
    async serveFault(fault: Status, signal?: AbortSignal) {
      expect(fault.halt).toBe(halt.fault);
      expect(onTheirWay).toBe(0);
      signal?.throwIfAborted();
      diary.push('serve');
      state = halt.none;
    },
  };
}

describe('decoding', () => {
  it.each([
    [2, []],
    [40, []],
    [40, [1]],
    [40, [7, 8, 30]],
  ])('generates %i tokens with faults at %j', async (limit, faultsAt) => {
    const sequence = countingSequence(limit, faultsAt);
    const generated: number[] = [];
    let last: Status | undefined;
    for await (last of decode(sequence, sequence.status(), limit, undefined)) generated.push(last.generated);
    expect(last).toMatchObject({ halt: halt.limit, generated: limit });
    expect(generated).toEqual(generated.toSorted((a, b) => a - b));
    expect(sequence.diary.filter((entry) => entry === 'serve')).toHaveLength(faultsAt.length);
    expect(sequence.diary.filter((entry) => entry === '1 from 3')).toHaveLength(faultsAt.length);
    expect(sequence.onTheirWay).toBe(0);
  });

  it('keeps two submits in flight, and room for all of their steps', async () => {
    const sequence = countingSequence(200);
    for await (const { position } of decode(sequence, sequence.status(), 200, undefined)) {
      expect(sequence.capacities.at(-1)).toBeGreaterThanOrEqual(Math.min(position, 1000));
    }
    expect(sequence.most).toBe(2);
    expect(Math.max(...sequence.capacities)).toBeLessThanOrEqual(1000);
  });

  it('submits nothing after a prefill that halted', async () => {
    const sequence = countingSequence(1);
    for await (const _ of decode(sequence, sequence.status(), 1, undefined)) expect.unreachable();
    expect(sequence.diary).toEqual([]);
  });

  it('has no submit in flight after it was left', async () => {
    const sequence = countingSequence(200);
    for await (const { generated } of decode(sequence, sequence.status(), 200, undefined)) {
      if (generated > 20) break;
    }
    expect(sequence.onTheirWay).toBe(0);
  });

  it('has no submit in flight after it was aborted', async () => {
    const sequence = countingSequence(200);
    const controller = new AbortController();
    const reason = new Error('enough');
    const aborted = async () => {
      for await (const { generated } of decode(sequence, sequence.status(), 200, controller.signal)) {
        if (generated > 15) controller.abort(reason);
      }
    };
    await expect(aborted()).rejects.toBe(reason);
    expect(sequence.onTheirWay).toBe(0);
  });

  it('ends when it is aborted during a fault, and submits nothing more', async () => {
    const sequence = countingSequence(200, [20]);
    const controller = new AbortController();
    const reason = new Error('enough');
    const { serveFault } = sequence;
    sequence.serveFault = (fault, signal) => {
      sequence.diary.length = 0;
      controller.abort(reason);
      return serveFault(fault, signal);
    };
    const aborted = async () => {
      for await (const _ of decode(sequence, sequence.status(), 200, controller.signal));
    };
    await expect(aborted()).rejects.toBe(reason);
    expect(sequence.diary).toEqual([]);
    expect(sequence.onTheirWay).toBe(0);
  });

  it("throws a submit's error when its turn comes", async () => {
    const sequence = countingSequence(200);
    const lost = new Error('lost');
    const { decode: submit } = sequence;
    let submits = 0;
    sequence.decode = (count, resumeAt) =>
      ++submits === 4 ? Promise.reject(lost) : submit.call(sequence, count, resumeAt);
    const generated: number[] = [];
    const failing = async () => {
      for await (const status of decode(sequence, sequence.status(), 200, undefined)) {
        generated.push(status.generated);
      }
    };
    await expect(failing()).rejects.toBe(lost);
    expect(generated).toHaveLength(3);
    expect(sequence.onTheirWay).toBe(0);
  });

  it('by a number of steps serves the faults in between', async () => {
    const sequence = countingSequence(200, [3, 5]);
    expect((await decodeSteps(sequence, 1, 6)).generated).toBe(7);
    expect(sequence.diary).toEqual(['6', 'serve', '4 from 3', 'serve', '2 from 3']);
  });
});
