// Free text up to a tag, such as thinking up to `</think>`.

import { LINE_START } from './automaton.ts';
import type { Nfa } from './nfa.ts';
import type { Piece } from './pieces.ts';

export interface FreeText {
  /** What ends it: bytes, or the symbol of a special token. */
  end: string | number;
  /** Strings that it may not contain. */
  without?: readonly string[];
  /** Of its states. With `LINE_START`, only those at the start of a line have that flag. Default 0. */
  flags?: number;
  /** Whether it begins in the middle of a line. Default false. */
  midLine?: boolean;
}

const LINE_END = 10;

/** Any bytes, and no special tokens, up to and including the first `end`. */
export function freeText({ end, without = [], flags = 0, midLine = false }: FreeText): Piece {
  const utf8 = new TextEncoder();
  const ends = typeof end === 'string' ? [utf8.encode(end)] : [];
  const bars = without.map((text) => utf8.encode(text));
  return (nfa, from, to) => {
    const search = writeSearch(nfa, { ends, bars, flags, to });
    nfa.jump(from, midLine ? search.midLine : search.lineStart);
    if (typeof end === 'number') for (const state of search.states) nfa.edge(state, end, end, to);
  };
}

interface Search {
  ends: readonly Uint8Array[];
  bars: readonly Uint8Array[];
  flags: number;
  to: number;
}

interface WrittenSearch {
  lineStart: number;
  midLine: number;
  states: readonly number[];
}

/**
 * Writes a state for each beginning of the strings that are looked for (Aho and Corasick, 1975), and one for the start of a line,
 * which no tag contains.
 */
function writeSearch(nfa: Nfa, { ends, bars, flags, to }: Search): WrittenSearch {
  const ending = new Set(ends.map((text) => text.join()));
  const barred = new Set(bars.map((text) => text.join()));
  const stateOf = new Map<string, number>([['', nfa.state(flags & ~LINE_START)]]);
  for (const text of [...ends, ...bars]) {
    for (let length = 1; length < text.length; length++) {
      const beginning = text.slice(0, length).join();
      if (!stateOf.has(beginning)) stateOf.set(beginning, nfa.state(flags & ~LINE_START));
    }
  }
  const midLine = stateOf.get('')!;
  const lineStart = nfa.state(flags);
  /** Bytes that do not always lead to the middle of a line. */
  const special = [...new Set([LINE_END, ...[...ends, ...bars].flatMap((text) => [...text])])].sort(
    (a, b) => a - b,
  );
  /** The state after some text: that of its longest end with which a string begins; undefined if it may not go on. */
  const after = (text: readonly number[]): number | undefined => {
    if (text.at(-1) === LINE_END) return lineStart;
    for (let from = 0; ; from++) {
      const rest = text.slice(from).join();
      if (ending.has(rest)) return to;
      if (barred.has(rest)) return undefined;
      if (stateOf.has(rest)) return stateOf.get(rest)!;
    }
  };
  for (const [beginning, state] of [...stateOf, ['', lineStart] as const]) {
    const text = beginning === '' ? [] : beginning.split(',').map(Number);
    let from = 0;
    for (const byte of [...special, 256]) {
      if (from < byte) nfa.edge(state, from, byte - 1, midLine);
      const next = byte < 256 ? after([...text, byte]) : undefined;
      if (next !== undefined) nfa.edge(state, byte, byte, next);
      from = byte + 1;
    }
  }
  return { lineStart, midLine, states: [...stateOf.values(), lineStart] };
}
