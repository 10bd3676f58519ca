// The numbers between two bounds, as decimal texts without an exponent. Texts of at most 15 digits and the numbers that they
// become are in the same order, so that comparing digits is comparing numbers.

import type { Dfa } from './dfa.ts';
import { choice, compilePiece, literal, type Piece, sequence, symbol } from './pieces.ts';
import { intersection } from './product.ts';

/** How many digits a number has at most, before and after the point together. */
export const MAX_DIGITS = 15;
/** The largest divisor of `multipleOf`. */
export const MAX_DIVISOR = 1000;

export interface NumberRange {
  integer: boolean;
  min?: Bound;
  max?: Bound;
  /** Whole numbers that divide it. */
  divisors: readonly number[];
}

export interface Bound {
  value: number;
  exclusive: boolean;
}

/** A bound of a number without its sign. */
interface Magnitude {
  integer: string;
  fraction: string;
  exclusive: boolean;
}

/** The texts of the numbers in a range. There may be none. */
export function numberDfa({ integer, min, max, divisors }: NumberRange): Dfa {
  const pieces: Piece[] = [];
  const isWhole = integer || divisors.length > 0;
  const zero: Bound = { value: 0, exclusive: false };
  const largest: Bound = { value: Number('9'.repeat(MAX_DIGITS)), exclusive: false };
  if (!max || max.value > 0 || (max.value === 0 && !max.exclusive)) {
    const low = min && min.value >= 0 ? min : zero;
    pieces.push(magnitudes(magnitudeOf(low), magnitudeOf(smaller(max, largest)), isWhole));
  }
  if (!min || min.value < 0) {
    const low = max && max.value < 0 ? negated(max) : { value: 0, exclusive: true };
    const high = smaller(min && negated(min), largest);
    pieces.push(sequence(literal('-'), magnitudes(magnitudeOf(low), magnitudeOf(high), isWhole)));
  }
  const all = compilePiece(choice(...pieces));
  return divisors.reduce((dfa, divisor) => intersection(dfa, compilePiece(multiplesOf(divisor))), all);
}

function negated({ value, exclusive }: Bound): Bound {
  return { value: -value, exclusive };
}

function smaller(bound: Bound | undefined, limit: Bound): Bound {
  return bound && bound.value <= limit.value ? bound : limit;
}

function magnitudeOf({ value, exclusive }: Bound): Magnitude {
  const [digits, exponent = '0'] = String(value).split('e') as [string, string?];
  const [integer, fraction = ''] = digits.split('.') as [string, string?];
  const point = integer.length + Number(exponent);
  const all = integer + fraction;
  const padded =
    point > all.length ? all.padEnd(point, '0') : all.padStart(all.length + Math.max(1 - point, 0), '0');
  const split = Math.max(point, 1);
  return {
    integer: padded.slice(0, split).replace(/^0+(?=\d)/, ''),
    fraction: padded.slice(split).replace(/0+$/, ''),
    exclusive,
  };
}

/** What remains to be compared: a bound is undefined once the digits so far are beyond it. */
interface Comparison {
  low: Rest | undefined;
  high: Rest | undefined;
}

/** The digits of a bound that are still to come. After the last come zeros. */
interface Rest {
  digits: string;
  exclusive: boolean;
}

/** Integers, or decimals, from `low` to `high`. */
function magnitudes(low: Magnitude, high: Magnitude, isWhole: boolean): Piece {
  return (nfa, from, to) => {
    for (let length = low.integer.length; length <= Math.min(high.integer.length, MAX_DIGITS); length++) {
      const comparison: Comparison = {
        low: length === low.integer.length ? restOf(low) : undefined,
        high: length === high.integer.length ? restOf(high) : undefined,
      };
      const states = new Map<string, number>();
      /** The state in which a digit is expected at `position`, or after the last one of the integer. */
      const stateOf = (position: number, { low, high }: Comparison): number => {
        const key = [position, low?.digits, low?.exclusive, high?.digits, high?.exclusive].join();
        let state = states.get(key);
        if (state !== undefined) return state;
        state = nfa.state();
        states.set(key, state);
        const write = position < length ? writeInteger : writeFraction;
        write(state, position, { low, high });
        return state;
      };
      const writeInteger = (state: number, position: number, now: Comparison): void => {
        const smallest = position === 0 && length > 1 ? 1 : 0;
        writeDigits(state, now, smallest, (next) => stateOf(position + 1, next));
      };
      const writeFraction = (state: number, position: number, now: Comparison): void => {
        if (position > length) {
          if (isWithin(now)) nfa.jump(state, to);
          if (position <= MAX_DIGITS) writeDigits(state, now, 0, (next) => stateOf(position + 1, next));
          return;
        }
        if (isWithin(now)) nfa.jump(state, to);
        if (isWhole || length === MAX_DIGITS) return;
        const point = nfa.state();
        nfa.edge(state, 0x2e, 0x2e, point);
        writeDigits(point, now, 0, (next) => stateOf(length + 2, next));
      };
      const writeDigits = (
        state: number,
        now: Comparison,
        smallest: number,
        stateAfter: (next: Comparison) => number,
      ): void => {
        for (let digit = smallest; digit <= 9; digit++) {
          const next = compared(now, digit);
          if (next) nfa.edge(state, 0x30 + digit, 0x30 + digit, stateAfter(next));
        }
      };
      nfa.jump(from, stateOf(0, comparison));
    }
  };
}

function restOf({ integer, fraction, exclusive }: Magnitude): Rest {
  return { digits: integer + fraction, exclusive };
}

/** What remains after a digit; undefined if it is beyond a bound. */
function compared({ low, high }: Comparison, digit: number): Comparison | undefined {
  const lowest = Number(low?.digits[0] ?? 0);
  const highest = Number(high?.digits[0] ?? 0);
  if ((low && digit < lowest) || (high && digit > highest)) return undefined;
  const after = ({ digits, exclusive }: Rest): Rest => ({ digits: digits.slice(1), exclusive });
  return {
    low: low && digit === lowest ? after(low) : undefined,
    high: high && digit === highest ? after(high) : undefined,
  };
}

/** Whether a number that ends here is between its bounds. */
function isWithin({ low, high }: Comparison): boolean {
  const isZero = ({ digits }: Rest): boolean => /^0*$/.test(digits);
  if (low && !(isZero(low) && !low.exclusive)) return false;
  return !high || !isZero(high) || !high.exclusive;
}

/** Whole numbers that `divisor` divides. Reads digits from left to right and keeps the remainder. */
function multiplesOf(divisor: number): Piece {
  const digits: Piece = (nfa, from, to) => {
    const remainders = Array.from({ length: divisor }, () => nfa.state());
    for (let digit = 0; digit <= 9; digit++) {
      nfa.edge(from, 0x30 + digit, 0x30 + digit, remainders[digit % divisor]!);
      remainders.forEach((state, remainder) => {
        nfa.edge(state, 0x30 + digit, 0x30 + digit, remainders[(10 * remainder + digit) % divisor]!);
      });
    }
    nfa.jump(remainders[0]!, to);
  };
  return choice(digits, sequence(symbol(0x2d), digits));
}
