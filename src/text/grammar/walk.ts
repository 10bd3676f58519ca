// Steps an automaton on the CPU: the reference for the sampler, and the way to the place where an interrupted answer continues.

import {
  type Automaton,
  type AutomatonPosition,
  COUNTED,
  DEAD,
  FREE,
  LINE_START,
  SPECIAL,
  type TokenSymbols,
} from './automaton.ts';

/** The state after one symbol: a byte, or 256 + the index of a special token. */
export function stepSymbol({ next, classes, classOf }: Automaton, state: number, symbol: number): number {
  return next[state * classes + classOf[symbol]!]!;
}

/** The state after a token; `DEAD` if it is not allowed. */
export function stepToken(automaton: Automaton, symbols: TokenSymbols, state: number, id: number): number {
  const { offsets, bytes } = symbols;
  if (id >= offsets.length - 1) return DEAD;
  const first = offsets[id]! & ~SPECIAL;
  const end = offsets[id + 1]! & ~SPECIAL;
  if (end === first) return DEAD;
  if (offsets[id]! >= SPECIAL) return stepSymbol(automaton, state, bytes[first]! | (bytes[first + 1]! << 8));
  for (let i = first; i < end && state !== DEAD; i++) state = stepSymbol(automaton, state, bytes[i]!);
  return state;
}

/** Bit `id % 32` of word `id / 32` is set when the token may follow. */
export function allowedTokens(
  automaton: Automaton,
  symbols: TokenSymbols,
  state: number,
): Uint32Array<ArrayBuffer> {
  const { offsets } = symbols;
  const vocabSize = offsets.length - 1;
  const words = new Uint32Array(Math.ceil(vocabSize / 32));
  const isFree = (automaton.flags[state]! & FREE) !== 0;
  for (let id = 0; id < vocabSize; id++) {
    const allowed = isFree
      ? (offsets[id]! & ~SPECIAL) !== (offsets[id + 1]! & ~SPECIAL)
      : stepToken(automaton, symbols, state, id) !== DEAD;
    if (allowed) words[id >> 5]! |= 1 << (id & 31);
  }
  return words;
}

/** The position before the first token. */
export function startOf({ start }: Automaton): AutomatonPosition {
  return { state: start, counted: 0, forced: 0 };
}

/** The id that must come next because the budget is spent; undefined if the token is sampled. */
export function forcedToken(automaton: Automaton, position: AutomatonPosition): number | undefined {
  const index = forcedIndex(automaton, position);
  return index === undefined ? undefined : automaton.budget!.forced[index];
}

/** The index of that id. */
function forcedIndex(
  { flags, budget }: Automaton,
  { state, counted, forced }: AutomatonPosition,
): number | undefined {
  if (!budget) return undefined;
  let index = forced;
  if (forced === 0) {
    if ((flags[state]! & COUNTED) === 0 || counted < budget.tokens) return undefined;
    if ((flags[state]! & LINE_START) !== 0) index = 1;
  }
  return index < budget.forced.length ? index : undefined;
}

/** The position after these tokens. Its state is `DEAD` if one of them is not allowed. */
export function walk(
  automaton: Automaton,
  symbols: TokenSymbols,
  from: AutomatonPosition,
  ids: Iterable<number>,
): AutomatonPosition {
  let { state, counted, forced } = from;
  for (const id of ids) {
    const index = forcedIndex(automaton, { state, counted, forced });
    if (index !== undefined) forced = index + 1;
    else if ((automaton.flags[state]! & COUNTED) !== 0) counted += 1;
    state = stepToken(automaton, symbols, state, id);
  }
  return { state, counted, forced };
}
