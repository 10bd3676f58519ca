// The automaton of a whole answer: thinking, if the model thinks, then text of a given form, then a stop token.

import { assert } from '../../errors.ts';
import {
  type Automaton,
  COUNTED,
  DEAD,
  LINE_START,
  SPECIAL,
  type TokenBudget,
  type TokenSymbols,
} from './automaton.ts';
import { freeText } from './free-text.ts';
import { choice, compileAutomaton, literal, optional, type Piece, sequence, symbol } from './pieces.ts';
import { specialSymbol } from './token-symbols.ts';
import { stepSymbol } from './walk.ts';

/** What templates write between the closing tag and the text. */
const GAP = '\n\n';

/** A tag as bytes, or as one special token. */
export type TagForm = string | number;

export interface AnswerForm {
  /** What the text must be. */
  text: Piece;
  /** Whether the prompt has opened the thinking, or the answer may. */
  thinking: 'open' | 'possible' | 'none';
  /** The tags around thinking: their text, or the id of their token. */
  tags: { open: TagForm; close: TagForm };
  /** Whether the prompt ends in the middle of a line of thinking. Default false. */
  midLine?: boolean;
  /** What thinking must not contain, because it would not be read as thinking. */
  notInThinking?: readonly string[];
  budget?: TokenBudget | undefined;
}

/** @throws TooManyStates */
export function compileAnswer(
  { text, thinking, midLine = false, tags, notInThinking = [], budget }: AnswerForm,
  symbols: TokenSymbols,
  stopIds: readonly number[],
): Automaton {
  const close = typeof tags.close === 'string' ? tags.close : symbolOf(symbols, tags.close);
  const free = (midLine: boolean): Piece => {
    const flags = COUNTED | LINE_START;
    return sequence(freeText({ end: close, without: notInThinking, flags, midLine }), literal(GAP));
  };
  const open = typeof tags.open === 'string' ? literal(tags.open) : symbol(symbolOf(symbols, tags.open));
  const before = {
    open: [free(midLine)],
    // The first line is that of the tag.
    possible: [optional(sequence(open, free(true)))],
    none: [],
  }[thinking];
  const stops = choice(...stopIds.map((id) => symbol(symbolOf(symbols, id))));
  return compileAutomaton(sequence(...before, text, stops), 256 + symbols.specialIds.length, budget);
}

function symbolOf(symbols: TokenSymbols, id: number): number {
  const found = specialSymbol(symbols, id);
  assert(found !== undefined, `token ${id} is not special.`);
  return found;
}

/** The automaton of what follows `text`; undefined if it does not allow that text. */
export function continued(automaton: Automaton, text: string): Automaton | undefined {
  let state = automaton.start;
  for (const byte of new TextEncoder().encode(text)) {
    state = stepSymbol(automaton, state, byte);
    if (state === DEAD) return undefined;
  }
  return { ...automaton, start: state };
}

/**
 * Whether tokens of one byte and special tokens lead from each state to an end. If so, there is a next token in every state that
 * any tokens lead to.
 */
export function canAlwaysEnd({ states, classes, classOf, next }: Automaton, symbols: TokenSymbols): boolean {
  const usable = new Set<number>();
  const { offsets, bytes } = symbols;
  for (let id = 0; id + 1 < offsets.length; id++) {
    const first = offsets[id]! & ~SPECIAL;
    if (offsets[id]! >= SPECIAL) usable.add(classOf[bytes[first]! | (bytes[first + 1]! << 8)]!);
    else if ((offsets[id + 1]! & ~SPECIAL) === first + 1) usable.add(classOf[bytes[first]!]!);
  }
  if (usable.size === classes) return true;
  const incoming: number[][] = Array.from({ length: states }, () => []);
  const ends = new Uint8Array(states);
  for (let state = 1; state < states; state++) {
    let leads = false;
    for (let symbolClass = 0; symbolClass < classes; symbolClass++) {
      const target = next[state * classes + symbolClass]!;
      if (target === DEAD) continue;
      leads = true;
      if (usable.has(symbolClass)) incoming[target]!.push(state);
    }
    if (!leads) ends[state] = 1; // after the stop token
  }
  const open = Array.from(ends.keys()).filter((state) => ends[state] === 1);
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const from of incoming[state]!) {
      if (ends[from] === 0) open.push(from);
      ends[from] = 1;
    }
  }
  return ends.subarray(1).every((end) => end === 1);
}
