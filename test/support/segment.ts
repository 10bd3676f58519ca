// Whole answers through the segmenter.

import { expect } from 'vitest';
import { type Cut, type SegmentedPart, Segmenter, type SegmenterOptions } from '../../src/text/segmenter.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';

export interface Segmented {
  parts: SegmentedPart[];
  cut: Cut | undefined;
  malformed: readonly string[];
}

/** The parts of an answer that the model ended itself, unless it was cut off. */
export function segment(
  tokenizer: Tokenizer,
  ids: readonly number[],
  options?: SegmenterOptions,
  ending?: 'done' | 'cut-off',
): Segmented {
  const segmenter = new Segmenter(tokenizer, options);
  const parts = ids.flatMap((id) => segmenter.push(id));
  parts.push(...segmenter.finish(ending));
  expect(parts.filter((part) => 'text' in part && part.text === '')).toEqual([]);
  return { parts: merge(parts), cut: segmenter.cut, malformed: segmenter.malformedToolCalls };
}

export function merge(parts: readonly SegmentedPart[]): SegmentedPart[] {
  const merged: SegmentedPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if ('text' in part && last?.type === part.type) last.text += part.text;
    else merged.push({ ...part });
  }
  return merged;
}

/** The same text, some tokens of which are spelled in bytes. */
export function spellSome(tokenizer: Tokenizer, ids: readonly number[], split: readonly boolean[]): number[] {
  return ids.flatMap((id, i) => {
    if (!split[i % split.length] || tokenizer.addedTokens.has(id)) return [id];
    return Array.from(tokenizer.bytesOf(id), (byte) => idOfByte(tokenizer, byte));
  });
}

const idsOfBytes = new Map<Tokenizer, Map<number, number>>();

function idOfByte(tokenizer: Tokenizer, byte: number): number {
  let ids = idsOfBytes.get(tokenizer);
  if (ids === undefined) {
    ids = new Map();
    for (let id = 0; ids.size < 256; id++) {
      const [first, ...more] = tokenizer.addedTokens.has(id) ? [] : tokenizer.bytesOf(id);
      if (first !== undefined && more.length === 0) ids.set(first, id);
    }
    idsOfBytes.set(tokenizer, ids);
  }
  return ids.get(byte)!;
}
