// Free text up to a tag, such as thinking up to `</think>`.

import type { Nfa } from './nfa.ts';
import type { Piece } from './pieces.ts';

export interface FreeText {
  /** What ends it: bytes, or the symbol of a special token. */
  end: string | number;
  /** Strings that it may not contain. */
  without?: readonly string[];
  /** Of its states. Default 0. */
  flags?: number;
}

/** Any bytes, and no special tokens, up to and including the first `end`. */
export function freeText({ end, without = [], flags = 0 }: FreeText): Piece {
  return (nfa, from, to) => {
    const utf8 = new TextEncoder();
    const endBytes = typeof end === 'string' ? [utf8.encode(end)] : [];
    const first = writeSearch(nfa, {
      ends: endBytes,
      bars: without.map((text) => utf8.encode(text)),
      flags,
      to,
    });
    nfa.jump(from, first.start);
    if (typeof end === 'number') for (const state of first.states) nfa.edge(state, end, end, to);
  };
}

interface Search {
  ends: readonly Uint8Array[];
  bars: readonly Uint8Array[];
  flags: number;
  to: number;
}

/** Writes a state for each beginning of the strings that are looked for (Aho and Corasick, 1975). */
function writeSearch(nfa: Nfa, { ends, bars, flags, to }: Search): { start: number; states: number[] } {
  const ending = new Set(ends.map((text) => text.join()));
  const barred = new Set(bars.map((text) => text.join()));
  const beginnings = [new Uint8Array()];
  for (const text of [...ends, ...bars]) {
    for (let length = 1; length < text.length; length++) beginnings.push(text.slice(0, length));
  }
  const stateOf = new Map<string, number>();
  for (const beginning of beginnings) {
    if (!stateOf.has(beginning.join())) stateOf.set(beginning.join(), nfa.state(flags));
  }
  /** The state after some text: that of its longest end with which a string begins; undefined if it may not go on. */
  const after = (text: Uint8Array): number | undefined => {
    for (let from = 0; ; from++) {
      const rest = text.slice(from).join();
      if (ending.has(rest)) return to;
      if (barred.has(rest)) return undefined;
      if (stateOf.has(rest)) return stateOf.get(rest)!;
    }
  };
  const written = new Set<number>();
  for (const beginning of beginnings) {
    const state = stateOf.get(beginning.join())!;
    if (written.has(state)) continue;
    written.add(state);
    for (let byte = 0; byte < 256; byte++) {
      const next = after(Uint8Array.of(...beginning, byte));
      if (next !== undefined) nfa.edge(state, byte, byte, next);
    }
  }
  return { start: stateOf.get('')!, states: [...stateOf.values()] };
}
