// Sets of Unicode characters, as sorted ranges, and how UTF-8 spells them. Surrogates are no characters.

import { choice, type Piece, sequence, symbolBetween } from './pieces.ts';

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

/** The last code points of one, two, three and four bytes. */
const LENGTH_ENDS = [0x7f, 0x7ff, 0xffff, MAX_CODE_POINT];

/** One of the characters, in UTF-8. */
export function utf8(points: CodePoints): Piece {
  const pieces: Piece[] = [];
  for (const [first, last] of pairsOf(commonOf(points, anyCodePoint))) {
    let from = first;
    for (const end of LENGTH_ENDS) {
      if (from > last || from > end) continue;
      pieces.push(...sameLength(bytesOf(from), bytesOf(Math.min(last, end))));
      from = end + 1;
    }
  }
  return choice(...pieces);
}

const encoder = new TextEncoder();

function bytesOf(codePoint: number): number[] {
  return Array.from(encoder.encode(String.fromCodePoint(codePoint)));
}

/** The spellings from `first` to `last`, which have as many bytes, as sequences of ranges of bytes. */
function sameLength(first: readonly number[], last: readonly number[]): Piece[] {
  const [lowest, ...restOfFirst] = first as [number, ...number[]];
  const [highest, ...restOfLast] = last as [number, ...number[]];
  if (restOfFirst.length === 0) return [symbolBetween(lowest, highest)];
  const led = (from: number, to: number, rests: Piece[]): Piece[] =>
    from > to ? [] : rests.map((rest) => sequence(symbolBetween(from, to), rest));
  const smallest = restOfFirst.map(() => 0x80);
  const largest = restOfFirst.map(() => 0xbf);
  if (lowest === highest) return led(lowest, lowest, sameLength(restOfFirst, restOfLast));
  const isFromSmallest = restOfFirst.every((byte) => byte === 0x80);
  const isToLargest = restOfLast.every((byte) => byte === 0xbf);
  return [
    ...(isFromSmallest ? [] : led(lowest, lowest, sameLength(restOfFirst, largest))),
    ...led(
      isFromSmallest ? lowest : lowest + 1,
      isToLargest ? highest : highest - 1,
      sameLength(smallest, largest),
    ),
    ...(isToLargest ? [] : led(highest, highest, sameLength(smallest, restOfLast))),
  ];
}
