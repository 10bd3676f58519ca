// Runs whole answers through the segmenter.

import { expect } from 'vitest';
import type { GivenToolCall } from '../../src/contract/messages.ts';
import { Segmenter } from '../../src/text/segmenter.ts';
import type { Cut, SegmentedPart, SegmenterOptions } from '../../src/text/segments.ts';
import type { Tokenizer } from '../../src/text/tokenizer.ts';

/** A part of an answer that is not about a call in progress. */
export type WholePart =
  | Exclude<SegmentedPart, { type: 'tool-call' | 'tool-call-delta' | 'tool-call-retracted' }>
  | ({ type: 'tool-call' } & GivenToolCall);

export interface Segmented {
  parts: WholePart[];
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
  return { parts: merge(withoutDeltas(parts)), cut: segmenter.cut, malformed: segmenter.malformedToolCalls };
}

/**
 * The parts without the deltas of calls, and without their indices. Expects that the deltas of a call precede it and add up
 * to its arguments, and that every started call is completed or retracted once.
 */
export function withoutDeltas(parts: readonly SegmentedPart[]): WholePart[] {
  const begun = new Map<number, { name: string | undefined; id: string | undefined; json: string }>();
  let count = 0;
  const whole = parts.flatMap((part): WholePart[] => {
    if (part.type === 'tool-call-delta') {
      const { index, name, id, argumentsDelta } = part;
      expect(argumentsDelta).not.toBe('');
      const known = begun.get(index);
      if (known) {
        expect(part).toEqual({ type: 'tool-call-delta', index, argumentsDelta });
        known.json += argumentsDelta;
      } else {
        expect(index).toBe(count++);
        expect(name).toEqual(expect.any(String));
        begun.set(index, { name, id, json: argumentsDelta });
      }
      return [];
    }
    if (part.type !== 'tool-call' && part.type !== 'tool-call-retracted') return [part];
    const { index } = part;
    const deltas = begun.get(index);
    expect(deltas).toBeDefined();
    begun.delete(index);
    if (part.type === 'tool-call-retracted') return [];
    const { index: _, ...call } = part;
    expect(deltas!.name).toBe(call.name);
    if (deltas!.id !== undefined) expect(deltas!.id).toBe(call.id);
    expect(JSON.stringify(JSON.parse(deltas!.json))).toBe(JSON.stringify(call.arguments));
    return [call];
  });
  expect([...begun]).toEqual([]);
  return whole;
}

export function merge(parts: readonly WholePart[]): WholePart[] {
  const merged: WholePart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if ('text' in part && last?.type === part.type) last.text += part.text;
    else merged.push({ ...part });
  }
  return merged;
}

/** The same text, with some tokens spelled in bytes. */
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
