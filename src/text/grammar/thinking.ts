// The automaton of an answer whose thinking has a budget, and whose text is free.

import { THINK_CLOSE } from '../tags.ts';
import type { Tokenizer } from '../tokenizer.ts';
import {
  type Automaton,
  COUNTED,
  FREE,
  LINE_START,
  type TokenBudget,
  type TokenSymbols,
} from './automaton.ts';
import { specialSymbol } from './token-symbols.ts';

const LINE_END = 10;

/** What ends the thinking, as templates write it. The line end before it is left out at the start of a line. */
const ending = `${THINK_CLOSE}\n\n`;

/** A budget of `tokens` tokens of thinking, and the ids that close it. */
export function thinkingBudget(tokenizer: Pick<Tokenizer, 'encode'>, tokens: number): TokenBudget {
  // A tokenizer may begin every text with a BOS, which has no place within an answer.
  const begins = tokenizer.encode('').length;
  const forced = ['\n', ending].flatMap((text) => tokenizer.encode(text).slice(begins));
  return { tokens, forced };
}

/** `continues`: the answer begins in the middle of a line of thinking, not with its first line. */
export function thinkingAutomaton(
  tokenizer: Pick<Tokenizer, 'encode' | 'idOf'>,
  symbols: TokenSymbols,
  { tokens, continues = false }: { tokens: number; continues?: boolean },
): Automaton {
  const id = tokenizer.idOf(THINK_CLOSE);
  const special = id === undefined ? undefined : specialSymbol(symbols, id);
  const tag = special === undefined ? [...new TextEncoder().encode(THINK_CLOSE)] : [special];
  const symbolCount = 256 + symbols.specialIds.length;
  // A class for each symbol of the tag, one for line ends, and one for all others.
  const distinct = [LINE_END, ...new Set(tag)];
  const classOf = Uint16Array.from({ length: symbolCount }, (_, symbol) => distinct.indexOf(symbol) + 1);
  const classes = distinct.length + 1;
  // States: DEAD, the start of a line, then one for each number of symbols of the tag that are written, and the answer.
  const withTag = (written: number): number => 2 + written;
  const answer = withTag(tag.length);
  const states = answer + 1;
  const next = new Uint16Array(states * classes).fill(answer, answer * classes);
  for (let state = 1; state < answer; state++) {
    const written = Math.max(0, state - 2);
    for (let c = 0; c < classes; c++) {
      const symbol = distinct[c - 1];
      const matched = symbol === undefined ? 0 : matchedAfter(tag, written, symbol);
      next[state * classes + c] = symbol === LINE_END && matched === 0 ? 1 : withTag(matched);
    }
  }
  const flags = new Uint8Array(states).fill(FREE | COUNTED, 1, answer);
  flags[1]! |= LINE_START;
  flags[answer] = FREE;
  const budget = thinkingBudget(tokenizer, tokens);
  return { states, start: continues ? withTag(0) : 1, classes, classOf, next, flags, budget };
}

/** How much of the tag the text ends with after one more symbol, where it ended with its first `written` ones. */
function matchedAfter(tag: readonly number[], written: number, symbol: number): number {
  const end = [...tag.slice(0, written), symbol];
  let length = end.length;
  while (!end.slice(end.length - length).every((value, i) => value === tag[i])) length -= 1;
  return length;
}
