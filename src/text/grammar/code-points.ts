// Sets of Unicode characters, as sorted ranges, and how UTF-8 spells them. Surrogates are no characters.

import type { Nfa } from './nfa.ts';
import type { Piece } from './pieces.ts';

/** (ranges, 2) first and last code point, ascending and apart. */
export type CodePoints = readonly number[];

export const MAX_CODE_POINT = 0x10ffff;
export const anyCodePoint: CodePoints = [0, 0xd7ff, 0xe000, MAX_CODE_POINT];

/** Sorts ranges and joins those that touch. */
export function codePointsOf(ranges: readonly (readonly [number, number])[]): CodePoints {
  const joined: number[] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (joined.length > 0 && first <= joined.at(-1)! + 1)
      joined[joined.length - 1] = Math.max(joined.at(-1)!, last);
    else joined.push(first, last);
  }
  return joined;
}

export function pairsOf(points: CodePoints): [number, number][] {
  return Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i]!, points[2 * i + 1]!]);
}

export function unionOf(...sets: CodePoints[]): CodePoints {
  return codePointsOf(sets.flatMap(pairsOf));
}

export function complementOf(points: CodePoints): CodePoints {
  const gaps: number[] = [];
  let next = 0;
  for (let i = 0; i < points.length; i += 2) {
    if (points[i]! > next) gaps.push(next, points[i]! - 1);
    next = points[i + 1]! + 1;
  }
  if (next <= MAX_CODE_POINT) gaps.push(next, MAX_CODE_POINT);
  return gaps;
}

export function commonOf(a: CodePoints, b: CodePoints): CodePoints {
  const common: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const first = Math.max(a[i]!, b[j]!);
    const last = Math.min(a[i + 1]!, b[j + 1]!);
    if (first <= last) common.push(first, last);
    if (a[i + 1]! === last) i += 2;
    else j += 2;
  }
  return common;
}

/** How many bytes follow the first one, what that one is marked with, and the last code point that is spelled so. */
const spellings = [
  { following: 0, mark: 0, last: 0x7f },
  { following: 1, mark: 0xc0, last: 0x7ff },
  { following: 2, mark: 0xe0, last: 0xffff },
  { following: 3, mark: 0xf0, last: MAX_CODE_POINT },
];
const FOLLOWING_MARK = 0x80;
const FOLLOWING_BITS = 6;

/** One of the characters, in UTF-8. */
export function utf8(points: CodePoints): Piece {
  const characters = commonOf(points, anyCodePoint);
  return (nfa, from, to) => {
    const anyFollowing = [to];
    let first = 0;
    for (const { following, mark, last } of spellings) {
      if (following > 0) {
        const state = nfa.state();
        nfa.edge(state, FOLLOWING_MARK, 0xbf, anyFollowing[following - 1]!);
        anyFollowing.push(state);
      }
      writeBytes(nfa, from, commonOf(characters, [first, last]), { following, mark, anyFollowing });
      first = last + 1;
    }
  };
}

/** What the bytes that are still to be written have in common. */
interface Level {
  /** How many bytes follow this one. */
  following: number;
  /** Of this byte. */
  mark: number;
  /** By their number, the states before following bytes that may be any. */
  anyFollowing: readonly number[];
}

/**
 * Writes the spellings of characters whose bytes before are the same. Characters that share this byte too are a block: all of its
 * characters take an edge for a run of blocks, some of them one to a state of its own.
 */
function writeBytes(nfa: Nfa, from: number, points: CodePoints, level: Level): void {
  const { following, mark, anyFollowing } = level;
  const bits = FOLLOWING_BITS * following;
  const byteOf = (point: number): number => mark | ((point >> bits) & (mark === 0 ? 0x7f : 0x3f));
  const edge = (first: number, last: number, to: number): void =>
    nfa.edge(from, byteOf(first), byteOf(last), to);
  for (const { first, last, part } of blocksOf(points, 1 << bits)) {
    if (!part) {
      edge(first, last, anyFollowing[following]!);
    } else {
      const state = nfa.state();
      edge(first, last, state);
      writeBytes(nfa, state, part, { following: following - 1, mark: FOLLOWING_MARK, anyFollowing });
    }
  }
}

/** A run of blocks whose characters are all in a set, or one block and the `part` of it that is in the set. */
interface Blocks {
  first: number;
  last: number;
  part?: number[];
}

/** A set of characters by blocks of `size`, a power of two. */
function blocksOf(points: CodePoints, size: number): Blocks[] {
  const blocks: Blocks[] = [];
  for (let i = 0; i < points.length; i += 2) {
    let first = points[i]!;
    const last = points[i + 1]!;
    while (first <= last) {
      const blockEnd = first | (size - 1);
      const before = blocks.at(-1);
      if (before?.part && before.last === blockEnd) {
        before.part.push(first, Math.min(last, blockEnd));
        first = blockEnd + 1;
      } else if (first % size === 0 && last >= blockEnd) {
        const next = last + 1 - ((last + 1) % size);
        blocks.push({ first, last: next - 1 });
        first = next;
      } else {
        const end = Math.min(last, blockEnd);
        blocks.push({ first: blockEnd + 1 - size, last: blockEnd, part: [first, end] });
        first = end + 1;
      }
    }
  }
  return blocks;
}
