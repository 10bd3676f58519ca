// Small languages and what is made of them: each piece writes its automaton between two states.

import { type Automaton, MAX_STATES } from './automaton.ts';
import { determinise } from './determinise.ts';
import { type Dfa, NONE } from './dfa.ts';
import { minimise } from './minimise.ts';
import { Nfa, TooManyStates } from './nfa.ts';

const BYTES = 256;

/** Writes what leads from one state to another. It neither leads into `from` nor out of `to`. */
export type Piece = (nfa: Nfa, from: number, to: number) => void;

/** The empty text. */
export const nothing: Piece = (nfa, from, to) => nfa.jump(from, to);

/** One symbol from `first` to `last`: a byte, or 256 + i for special token i. */
export function symbolBetween(first: number, last: number): Piece {
  return (nfa, from, to) => nfa.edge(from, first, last, to);
}

export function symbol(value: number): Piece {
  return symbolBetween(value, value);
}

export function literal(text: string): Piece {
  return sequence(...Array.from(new TextEncoder().encode(text), symbol));
}

export function sequence(...pieces: Piece[]): Piece {
  if (pieces.length === 0) return nothing;
  return (nfa, from, to) => {
    pieces.forEach((piece, i) => {
      const next = i === pieces.length - 1 ? to : nfa.state();
      piece(nfa, from, next);
      from = next;
    });
  };
}

/** One of the pieces; of none, no text at all. */
export function choice(...pieces: Piece[]): Piece {
  return (nfa, from, to) => {
    for (const piece of pieces) piece(nfa, from, to);
  };
}

export function optional(piece: Piece): Piece {
  return choice(nothing, piece);
}

/** From `min` to `max` times. @param max - Default: no limit. */
export function repeat(piece: Piece, min: number, max?: number): Piece {
  return (nfa, from, to) => {
    if (max !== undefined && max < min) return;
    for (let i = 0; i < min; i++) {
      const next = nfa.state();
      piece(nfa, from, next);
      from = next;
    }
    if (max === undefined) {
      const loop = nfa.state();
      nfa.jump(from, loop);
      loopOf(piece)(nfa, loop);
      nfa.jump(loop, to);
      return;
    }
    nfa.jump(from, to);
    for (let i = min; i < max; i++) {
      const next = nfa.state();
      piece(nfa, from, next);
      nfa.jump(next, to);
      from = next;
    }
  };
}

function loopOf(piece: Piece): (nfa: Nfa, state: number) => void {
  return (nfa, state) => {
    const end = nfa.state();
    piece(nfa, state, end);
    nfa.jump(end, state);
  };
}

/** What `dfa` accepts. Its states keep their flags. */
export function embedded(dfa: Dfa): Piece {
  const edges = rangesOf(dfa);
  return (nfa, from, to) => {
    if (dfa.states === 0) return;
    const first = nfa.states;
    for (let state = 0; state < dfa.states; state++) nfa.state(dfa.flags[state]);
    nfa.jump(from, first + dfa.start);
    for (let i = 0; i < edges.length; i += 4)
      nfa.edge(first + edges[i]!, edges[i + 1]!, edges[i + 2]!, first + edges[i + 3]!);
    for (let state = 0; state < dfa.states; state++) if (dfa.accepting[state]) nfa.jump(first + state, to);
  };
}

/** (ranges, 4) from, first symbol, last symbol, to. */
function rangesOf({ states, classes, classOf, next }: Dfa): number[] {
  /** Where a run of symbols of one class begins. */
  const runs = Array.from(classOf.keys()).filter((symbol) => classOf[symbol] !== classOf[symbol - 1]);
  const edges: number[] = [];
  for (let state = 0; state < states; state++) {
    let first = 0;
    let target = NONE;
    for (const symbol of runs) {
      const reached = next[state * classes + classOf[symbol]!]!;
      if (reached === target) continue;
      if (target !== NONE) edges.push(state, first, symbol - 1, target);
      first = symbol;
      target = reached;
    }
    if (target !== NONE) edges.push(state, first, classOf.length - 1, target);
  }
  return edges;
}

/**
 * The smallest automaton of a piece.
 * @param symbols - How many there are. Default: the bytes.
 * @throws TooManyStates
 */
export function compilePiece(piece: Piece, symbols: number = BYTES): Dfa {
  const nfa = new Nfa();
  const start = nfa.state();
  const end = nfa.state();
  piece(nfa, start, end);
  return minimise(determinise(nfa, start, end, symbols));
}

/** The piece, of bytes, determinised once, for pieces that are written several times. */
export function shared(piece: Piece): Piece {
  let dfa: Piece | undefined;
  return (nfa, from, to) => {
    if (!nfa.isEstimate) dfa ??= embedded(compilePiece(piece));
    (dfa ?? piece)(nfa, from, to);
  };
}

/** The automaton of a piece whose texts end with a stop token. @throws TooManyStates */
export function compileAutomaton(piece: Piece, symbols: number, budget?: Automaton['budget']): Automaton {
  const dfa = compilePiece(piece, symbols);
  if (dfa.states + 1 > MAX_STATES) throw new TooManyStates();
  const { columns, classOf } = differentColumns(dfa);
  const next = new Uint16Array((dfa.states + 1) * columns.length);
  let at = columns.length;
  for (let state = 0; state < dfa.states; state++) {
    for (const column of columns) next[at++] = dfa.next[state * dfa.classes + column]! + 1;
  }
  const flags = new Uint8Array(dfa.states + 1);
  flags.set(dfa.flags, 1);
  const start = dfa.states > 0 ? dfa.start + 1 : 0;
  return {
    states: dfa.states + 1,
    start,
    classes: columns.length,
    classOf,
    next,
    flags,
    ...(budget && { budget }),
  };
}

/** Merges the classes that no state distinguishes. */
function differentColumns({ states, classes, classOf, next }: Dfa): {
  columns: number[];
  classOf: Uint16Array;
} {
  /** (classes) the same for columns that are equal in the states so far, and the first of those columns. */
  const merged = new Uint32Array(classes);
  let columns = [0];
  for (let state = 0; state < states && columns.length < classes; state++) {
    const row = next.subarray(state * classes, (state + 1) * classes);
    if (row.every((target, column) => target === row[columns[merged[column]!]!])) continue;
    const known = new Map<number, number>();
    columns = [];
    for (let column = 0; column < classes; column++) {
      const key = merged[column]! * (states + 1) + row[column]! + 1;
      if (!known.has(key)) known.set(key, columns.push(column) - 1);
      merged[column] = known.get(key)!;
    }
  }
  return { columns, classOf: classOf.map((symbolClass) => merged[symbolClass]!) };
}
