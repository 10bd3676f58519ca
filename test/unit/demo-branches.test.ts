// Which sessions of the demo are branches of one conversation, and where they diverge.

import { describe, expect, it } from 'vitest';
import { alternativesOf, conversationsOf, sharedMessages } from '../../demo/conversations/branches.ts';
import type { SavedSession } from '../../src/contract/session.ts';

/** A saved session; later ones have a higher number. */
function saved(name: string, updatedAt: number, messages: number, metadata: object = {}): SavedSession {
  const common = { conversation: 'c', title: 'T', pinned: false, created: updatedAt };
  return { name, updatedAt, messages, bytes: 1, model: '', metadata: { ...common, ...metadata } };
}

const forked = (name: string, updatedAt: number, messages: number, parent: string, at: number) =>
  saved(name, updatedAt, messages, { parent: { name: parent, at } });

/** The second question of `a` was edited in `b`; its answer was generated again in `c`; `d` edits the first question. */
const branches = conversationsOf([
  forked('d', 4, 2, 'a', 0),
  forked('c', 3, 4, 'b', 3),
  forked('b', 2, 6, 'a', 2),
  saved('a', 1, 4),
])[0]!.branches;

describe('branches', () => {
  it('share the messages before the first fork between them', () => {
    expect(sharedMessages(branches, 'a', 'b')).toBe(2);
    expect(sharedMessages(branches, 'c', 'a')).toBe(2);
    expect(sharedMessages(branches, 'b', 'c')).toBe(3);
    expect(sharedMessages(branches, 'd', 'c')).toBe(0);
  });

  it('are alternatives where they diverge, the oldest first', () => {
    expect([...alternativesOf(branches, 'c')].sort()).toEqual([
      [0, { names: ['c', 'd'], index: 0 }],
      [2, { names: ['a', 'c'], index: 1 }],
      [3, { names: ['b', 'c'], index: 1 }],
    ]);
    // An alternative leads to the branch that was saved last.
    expect([...alternativesOf(branches, 'd')]).toEqual([[0, { names: ['c', 'd'], index: 1 }]]);
  });

  it('that end where others continue are not alternatives', () => {
    const both = conversationsOf([forked('b', 2, 4, 'a', 4), saved('a', 1, 6)])[0]!.branches;
    expect(alternativesOf(both, 'a').size).toBe(0);
    expect(alternativesOf(both, 'b').size).toBe(0);
  });

  it('are found although the session between them was deleted, and with cyclic damaged metadata', () => {
    const without = branches.filter(({ name }) => name !== 'a');
    expect(sharedMessages(without, 'b', 'd')).toBe(0);
    const ring = conversationsOf([forked('b', 2, 4, 'a', 2), forked('a', 1, 6, 'b', 3)])[0]!.branches;
    expect(sharedMessages(ring, 'a', 'b')).toBe(3);
  });
});

describe('conversations', () => {
  it("are listed with pinned ones first, without other applications' sessions, and with the title saved last", () => {
    const list = conversationsOf([
      { ...saved('x', 5, 1), metadata: { other: 'application' } },
      saved('b', 4, 2, { conversation: 'two', title: 'Two' }),
      saved('a', 3, 2, { conversation: 'one', title: 'One', pinned: true }),
      saved('c', 2, 2, { conversation: 'two', title: 'Old', deletedAt: 7 }),
    ]);
    expect(list.map(({ title, branches, deleted }) => [title, branches.length, deleted])).toEqual([
      ['One', 1, false],
      ['Two', 2, false],
    ]);
  });
});
