// Arrays and objects of given items and properties.

import type { Dfa } from './dfa.ts';
import type { Nfa } from './nfa.ts';
import { literal, type Piece, shared } from './pieces.ts';
import { quoted } from './strings.ts';

const separator = literal(', ');

export interface ArrayPieces {
  prefix: readonly Piece[];
  /** Undefined if there can be no items after the prefix. */
  items: Piece | undefined;
  min: number;
  /** Default: no limit. */
  max?: number | undefined;
}

export function arrayOf({ prefix, items, min, max }: ArrayPieces): Piece {
  const last = max ?? (items ? Math.max(prefix.length, min) : prefix.length);
  return bracketed('[', ']', (nfa, open, close) => {
    let at = open;
    if (min === 0) nfa.jump(at, close);
    for (let i = 0; i < last; i++) {
      const done = nfa.state();
      (prefix[i] ?? items!)(nfa, i === 0 ? at : after(nfa, at, separator), done);
      if (i + 1 >= min) nfa.jump(done, close);
      at = done;
    }
    if (max !== undefined || !items) return;
    const item = nfa.state();
    const done = nfa.state();
    (last === 0 ? jump : separator)(nfa, at, item);
    items(nfa, item, done);
    separator(nfa, done, item);
    nfa.jump(done, close);
  });
}

export interface PropertyPiece {
  name: string;
  value: Piece;
  required: boolean;
}

export interface ObjectPieces {
  properties: readonly PropertyPiece[];
  /** Names, without quotes, and values of other properties. */
  additional: { names: Dfa; value: Piece } | undefined;
}

/** The properties come in their order. */
export function objectOf({ properties, additional }: ObjectPieces): Piece {
  return bracketed('{', '}', (nfa, open, close) => {
    /** The state before the first property that is written, if they all may be missing so far. */
    let first: number | undefined = open;
    /** The state after some property. */
    let some: number | undefined;
    const begin = (): number => {
      const member = nfa.state();
      if (first !== undefined) nfa.jump(first, member);
      if (some !== undefined) separator(nfa, some, member);
      return member;
    };
    for (const { name, value, required } of properties) {
      const member = begin();
      const done: number = nfa.state();
      value(nfa, after(nfa, member, literal(`${JSON.stringify(name)}: `)), done);
      if (required) first = undefined;
      else if (some !== undefined) nfa.jump(some, done);
      some = done;
    }
    if (additional) {
      const member = begin();
      const done = nfa.state();
      additional.value(nfa, after(nfa, after(nfa, member, quoted(additional.names)), literal(': ')), done);
      separator(nfa, done, member);
      nfa.jump(done, close);
    }
    if (first !== undefined) nfa.jump(first, close);
    if (some !== undefined) nfa.jump(some, close);
  });
}

const jump: Piece = (nfa, from, to) => nfa.jump(from, to);

function after(nfa: Nfa, from: number, piece: Piece): number {
  const to = nfa.state();
  piece(nfa, from, to);
  return to;
}

function bracketed(opening: string, closing: string, inner: Piece): Piece {
  return (nfa, from, to) => {
    const close = nfa.state();
    inner(nfa, after(nfa, from, literal(opening)), close);
    literal(closing)(nfa, close, to);
  };
}

/** Any value that holds at most `depth` objects or lists in one another. */
export function anyValue(depth: number, scalar: Piece, names: Dfa): Piece {
  let value = scalar;
  for (let i = 0; i < depth; i++) {
    const inner = value;
    value = shared((nfa, from, to) => {
      scalar(nfa, from, to);
      arrayOf({ prefix: [], items: inner, min: 0 })(nfa, from, to);
      objectOf({ properties: [], additional: { names, value: inner } })(nfa, from, to);
    });
  }
  return value;
}
