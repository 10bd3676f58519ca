// Lists of tokens that share memory, compared with lists that do not.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenList } from '../../src/engine/token-list.ts';
import { runs } from '../support/runs.ts';

/** The distinct buffers of lists. */
function buffersOf(...lists: TokenList[]): Set<ArrayBufferLike> {
  return new Set(lists.map(({ ids }) => ids.buffer));
}

describe('a list of tokens', () => {
  it('takes 4 bytes per token, shared with copies that continue equally', () => {
    const prompt = new TokenList(100, [1, 2, 3]);
    const sequence = prompt.copy(2);
    sequence.push([3, 4]);
    prompt.push([4, 5]);
    expect([[...prompt], [...sequence]]).toEqual([
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4],
    ]);
    expect(buffersOf(prompt, sequence).size).toBe(1);
    expect(prompt.ids.buffer.byteLength).toBe(4 * 5);
  });

  it('adopts the memory of a longer list, and frees its own', () => {
    const sequence = new TokenList(100, [1, 2]);
    const prompt = new TokenList(100, [1, 2, 3]);
    sequence.share(prompt);
    expect([...sequence]).toEqual([1, 2]);
    expect(buffersOf(sequence, prompt).size).toBe(1);
  });

  it('grows beyond its expected length', () => {
    const list = new TokenList(2, [1, 2, 3]);
    list.push(Uint32Array.of(4, 5));
    expect([...list]).toEqual([1, 2, 3, 4, 5]);
  });

  it('cannot be truncated to more than it has', () => {
    expect(() => new TokenList(9, [1]).truncate(2)).toThrow();
  });

  it('keeps its ids when lists that share them change', () => {
    const step = fc.record({
      list: fc.nat(5),
      // Few distinct ids, so that lists often continue equally.
      push: fc.array(fc.nat(1), { maxLength: 4 }),
      keep: fc.nat(9),
      what: fc.constantFrom('push', 'push', 'truncate', 'copy'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const lists = [{ list: new TokenList(20), expected: [] as number[] }];
        for (const { list: index, push, keep, what } of steps) {
          const { list, expected } = lists[index % lists.length]!;
          const length = Math.min(keep, expected.length);
          if (what === 'push') {
            list.push(push);
            expected.push(...push);
          } else if (what === 'truncate') {
            list.truncate(length);
            expected.length = length;
          } else {
            lists.push({ list: list.copy(length), expected: expected.slice(0, length) });
          }
          for (const { list, expected } of lists) expect([...list]).toEqual(expected);
        }
      }),
      runs(100),
    );
  });
});
