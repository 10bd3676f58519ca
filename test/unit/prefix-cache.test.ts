// What the prefix cache finds, keeps and evicts, on sequences whose state is the list of ids that produced it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PrefixCache } from '../../src/engine/prefix-cache.ts';
import type { Sequence } from '../../src/engine/sequence.ts';
import type { Checkpoint } from '../../src/engine/sequence-checkpoint.ts';
import { TokenList } from '../../src/engine/token-list.ts';
import { runs } from '../support/runs.ts';

const checkpointBytes = 10;
const sequenceBytes = 100;

interface FakeCheckpoint extends Checkpoint {
  state: number[];
}

/** All sequences that were created and not destroyed. */
class World {
  readonly alive = new Set<FakeSequence>();
  /** Whether there is memory for one more. */
  hasMemory = (): boolean => true;

  restorable(prompt: readonly number[]): number {
    const states = [...this.alive].flatMap(({ intact, state, checkpoints }) => [
      ...(intact ? [state] : []),
      ...checkpoints.map((checkpoint) => checkpoint.state),
    ]);
    const isPrefix = (state: readonly number[]) =>
      state.length < prompt.length && state.every((id, i) => id === prompt[i]);
    return Math.max(0, ...states.filter(isPrefix).map(({ length }) => length));
  }

  bytes(current: FakeSequence): number {
    const checkpoints = [...this.alive].reduce((sum, sequence) => sum + sequence.checkpoints.length, 0);
    const idle = [...this.alive].filter((sequence) => sequence !== current).length;
    return checkpoints * checkpointBytes + idle * sequenceBytes;
  }
}

class FakeSequence {
  readonly world: World;
  readonly tokens = new TokenList(1000);
  readonly checkpoints: FakeCheckpoint[] = [];
  readonly bytes = sequenceBytes;
  readonly checkpointBytes = checkpointBytes;
  freeMemory = (): boolean => false;
  state: number[] = [];
  intact = true;
  expertThreshold = 0;
  /** The time of its last use. */
  ranAt = 0;

  constructor(world: World) {
    this.world = world;
    world.alive.add(this);
  }

  run(ids: readonly number[]): void {
    this.tokens.push(ids);
    this.state.push(...ids);
  }

  fail(): void {
    this.intact = false;
    this.state.push(-1);
  }

  async checkpoint(): Promise<Checkpoint> {
    if (!this.world.hasMemory()) throw new Error('no memory');
    const position = this.tokens.length;
    const checkpoint = { position, bytes: checkpointBytes, states: [], state: [...this.state] };
    this.checkpoints.push(checkpoint);
    return checkpoint;
  }

  rewind(to: FakeCheckpoint): void {
    expect(to.position === 0 || this.checkpoints.includes(to)).toBe(true);
    while ((this.checkpoints.at(-1)?.position ?? 0) > to.position) this.checkpoints.pop();
    this.state = to.position === 0 ? [] : [...to.state];
    this.tokens.truncate(to.position);
    this.intact = true;
  }

  async fork(from: FakeCheckpoint): Promise<FakeSequence> {
    expect(from.position === 0 || this.checkpoints.includes(from)).toBe(true);
    if (!this.world.hasMemory()) throw new Error('no memory');
    const fork = new FakeSequence(this.world);
    fork.run(from.position === 0 ? [] : from.state);
    fork.freeMemory = this.freeMemory;
    fork.expertThreshold = this.expertThreshold;
    return fork;
  }

  discard(checkpoint: FakeCheckpoint): void {
    expect(this.checkpoints).toContain(checkpoint);
    this.checkpoints.splice(this.checkpoints.indexOf(checkpoint), 1);
  }

  destroy(): void {
    this.checkpoints.length = 0;
    this.world.alive.delete(this);
  }
}

function cacheOf(budget: number) {
  const world = new World();
  const cache = new PrefixCache(new FakeSequence(world) as unknown as Sequence, budget);
  let clock = 0;
  const take = async (prompt: number[], promptEnd?: number): Promise<FakeSequence> => {
    const sequence = (await cache.take(prompt, promptEnd)) as unknown as FakeSequence;
    sequence.ranAt = ++clock;
    return sequence;
  };
  /** Reads a prompt with its checkpoints and answers it. Returns the number of cached tokens. */
  const ask = async (prompt: number[], worth: number[] = [], answer: number[] = []): Promise<number> => {
    const sequence = await take(prompt, worth.at(-1));
    const cached = sequence.tokens.length;
    for (const end of [...cache.positions(prompt.length, worth), prompt.length]) {
      sequence.run(prompt.slice(sequence.tokens.length, end));
      if (end < prompt.length) await cache.save();
    }
    sequence.run(answer);
    return cached;
  };
  return { world, cache, take, ask };
}

/** Deterministic tokens of a message, which depend on the name. */
function said(name: number, length = 70): number[] {
  return Array.from({ length }, (_, i) => 1000 * name + i);
}

const [system, question, answer, next] = [1, 2, 3, 4].map((name) => said(name)) as [
  number[],
  number[],
  number[],
  number[],
];

describe('the prefix cache', () => {
  it('continues at the end of the answer if a prompt repeats all of it', async () => {
    const { ask } = cacheOf(1000);
    expect(await ask([...system, ...question], [], answer)).toBe(0);
    expect(await ask([...system, ...question, ...answer, ...next])).toBe(210);
  });

  it('reads at least the last token, for its logits', async () => {
    const { ask } = cacheOf(1000);
    await ask([...system, ...question]);
    expect(await ask([...system, ...question])).toBe(0);
    await ask([...system, ...question], [70]);
    expect(await ask([...system, ...question], [70])).toBe(70);
  });

  it('rolls back to the end of the question if an answer is left out or replaced', async () => {
    const { world, ask } = cacheOf(1000);
    const prompt = [...system, ...question, 9];
    await ask(prompt, [70, 140], answer);
    expect(await ask(prompt, [70, 140], answer)).toBe(140);
    expect(await ask([...system, ...question, ...next, 9], [70, 210])).toBe(140);
    expect(world.alive.size).toBe(1);
  });

  it('keeps two conversations with a common prefix, and continues either', async () => {
    const { world, ask } = cacheOf(1000);
    await ask([...system, ...question, 9], [70, 140], answer);
    expect(await ask([...system, ...next, 9], [70, 140], answer)).toBe(70);
    expect(world.alive.size).toBe(2);
    expect(await ask([...system, ...question, 9, ...answer, ...next])).toBe(211);
    expect(await ask([...system, ...next, 9, ...answer, ...question])).toBe(211);
    expect(world.alive.size).toBe(2);
  });

  it('keeps conversations that have nothing in common', async () => {
    const { ask } = cacheOf(1000);
    await ask(question, [], answer);
    await ask(next, [], answer);
    expect(await ask([...question, ...answer, 9])).toBe(140);
    expect(await ask([...next, ...answer, 9])).toBe(140);
  });

  it('continues a prompt whose prefill was interrupted', async () => {
    const { world, cache, take } = cacheOf(1000);
    const prompt = [...system, ...question, ...next];
    const sequence = await take(prompt, 140);
    sequence.run(system);
    await cache.save();
    sequence.run(question);
    sequence.fail();
    expect(await take(prompt, 140)).toBe(sequence);
    expect([...sequence.tokens]).toEqual(system);
    expect(world.alive.size).toBe(1);
  });

  it('never continues tokens that were read with another expert threshold', async () => {
    const { world, cache, ask } = cacheOf(1000);
    const prompt = [...system, ...question, 9];
    await ask(prompt, [70, 140], answer);
    const other = (await cache.take(prompt, 140, undefined, 0.3)) as unknown as FakeSequence;
    expect([...other.tokens]).toEqual([]);
    other.expertThreshold = 0.3;
    other.run([...prompt, ...answer]);
    expect(world.alive.size).toBe(2);
    expect(await ask([...prompt, ...answer, 9])).toBe(211);
    expect((await cache.take([...prompt, ...answer, 9], 212, undefined, 0.3)).tokens).toHaveLength(211);
    // A session saves the one that it continued last.
    expect(cache.closest([...prompt, ...answer]).sequence.expertThreshold).toBe(0.3);
  });

  it('does nothing without a budget', async () => {
    const { world, ask } = cacheOf(0);
    await ask([...system, ...question], [70], answer);
    expect(await ask([...system, ...question, ...answer, ...next], [70])).toBe(0);
    expect([...world.alive].map(({ checkpoints }) => checkpoints)).toEqual([[]]);
  });

  it('with room for one checkpoint keeps the newest one', async () => {
    const { world, ask } = cacheOf(checkpointBytes);
    await ask([...system, ...question, 9], [70, 140], answer);
    expect([...world.alive].flatMap(({ checkpoints }) => checkpoints.map((c) => c.position))).toEqual([140]);
    expect(await ask([...system, ...question, ...next], [70, 140])).toBe(140);
  });

  it('evicts the least recently used conversation, its checkpoints first', async () => {
    const { world, ask } = cacheOf(2 * sequenceBytes);
    for (const name of [1, 2, 3]) await ask(said(name), [], answer);
    expect(world.alive.size).toBe(3);
    await ask(said(4), [], answer);
    expect(await ask([...said(2), ...answer, 9])).toBe(140);
    expect(await ask([...said(1), ...answer, 9])).toBe(0);
  });

  it('evicts the deepest of the checkpoints that one prompt used first', async () => {
    const { world, ask } = cacheOf(3 * checkpointBytes);
    const parts = [1, 2, 3].flatMap((name) => said(name));
    await ask([...parts, 9], [70, 140, 210]);
    await ask([...parts, ...said(5), 9], [70, 280]);
    const [sequence] = world.alive;
    expect(sequence!.checkpoints.map(({ position }) => position)).toEqual([70, 140, 280]);
  });

  it('has checkpoints every few thousand tokens of a long prompt, and none close together', async () => {
    const { cache, take } = cacheOf(1000);
    await take(said(1, 10_000));
    expect(cache.positions(10_000, [30, 100, 131, 4090, 9990, 10_000])).toEqual([100, 4090, 8192, 9990]);
  });

  it('continues without state that the GPU has no memory for, and frees what it can', async () => {
    const { world, ask } = cacheOf(1000);
    await ask([...system, ...question, 9], [70, 140], answer);
    world.hasMemory = () => false;
    expect(await ask([...system, ...next, 9], [70, 140], answer)).toBe(70);
    expect(world.alive.size).toBe(1);
    expect([...world.alive][0]!.checkpoints).toEqual([]);
    expect(await ask([...system, ...question, 9], [70, 140])).toBe(0);
  });

  it('frees everything except the conversation in use when that needs memory', async () => {
    const { world, take, ask } = cacheOf(1000);
    await ask([...system, ...question, 9], [70, 140]);
    const sequence = await take(next);
    expect(sequence.freeMemory()).toBe(true);
    expect([...world.alive]).toEqual([sequence]);
    expect(sequence.freeMemory()).toBe(false);
  });
});

const requests = fc.array(
  fc.record({
    // Few names, so that prompts often have a common prefix.
    parts: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 }),
    length: fc.constantFrom(40, 70, 100),
    answer: fc.integer({ min: 0, max: 3 }),
    fate: fc.constantFrom('ends', 'ends', 'fails', 'fails while reading'),
    hasMemory: fc.boolean(),
  }),
  { maxLength: 12 },
);

describe('for any prompts, the prefix cache', () => {
  it('uses the longest state of the prompt, and respects its budget and the order of use', async () => {
    const budgets = fc.constantFrom(checkpointBytes, 35, sequenceBytes + 25, 350, 10_000);
    await fc.assert(
      fc.asyncProperty(requests, budgets, fc.boolean(), async (asked, budget, runsOut) => {
        const { world, cache, take } = cacheOf(budget);
        for (const { parts, length, answer, fate, hasMemory } of asked) {
          world.hasMemory = () => !runsOut || hasMemory;
          const prompt = parts.flatMap((name) => said(name, length));
          const before = new Set([...world.alive].filter(({ intact }) => intact));
          const longest = world.restorable(prompt);
          const worth = parts.map((_, i) => (i + 1) * length).slice(0, -1);
          const sequence = await take(prompt, worth.at(-1));
          const isWhole = (): void => {
            expect(sequence.state).toEqual(prompt.slice(0, sequence.tokens.length));
            expect([...sequence.tokens]).toEqual(sequence.state);
            expect(world.alive).toContain(sequence);
            expect(world.bytes(sequence)).toBe(cache.bytes);
            expect(cache.bytes).toBeLessThanOrEqual(budget);
          };
          isWhole();
          expect(sequence.tokens.length).toBe(longest);
          const idle = [...world.alive].filter((other) => other !== sequence);
          if (world.hasMemory()) {
            const gone = [...before].filter((other) => other !== sequence && !world.alive.has(other));
            const oldestKept = Math.min(...idle.map(({ ranAt }) => ranAt));
            for (const { ranAt, tokens } of gone)
              if (tokens.length > 0) expect(ranAt).toBeLessThan(oldestKept);
          }
          const ends = [...cache.positions(prompt.length, worth), prompt.length];
          if (fate === 'fails while reading') ends.pop();
          for (const end of ends) {
            expect(end).toBeGreaterThan(sequence.tokens.length);
            sequence.run(prompt.slice(sequence.tokens.length, end));
            if (end < prompt.length) await cache.save();
            isWhole();
          }
          if (fate === 'ends') sequence.run(said(answer, 70).slice(0, 35 * answer));
          else sequence.fail();
        }
        cache.destroy();
        expect(world.alive.size).toBe(0);
      }),
      runs(300),
    );
  });
});
