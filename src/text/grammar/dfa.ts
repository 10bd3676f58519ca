// Deterministic automata, all of whose states can be reached and can reach the end.

/** No next state. */
export const NONE = -1;

export interface Dfa {
  /** 0 if it accepts nothing. */
  readonly states: number;
  readonly start: number;
  readonly classes: number;
  /** (symbols) */
  readonly classOf: Uint16Array;
  /** (states, classes) the next state or `NONE`. */
  readonly next: Int32Array;
  /** (states) */
  readonly accepting: Uint8Array;
  /** (states) */
  readonly flags: Uint8Array;
}

export function accepts({ states, start, classes, classOf, next, accepting }: Dfa, text: string): boolean {
  if (states === 0) return false;
  let state = start;
  for (const byte of new TextEncoder().encode(text)) {
    state = next[state * classes + classOf[byte]!]!;
    if (state === NONE) return false;
  }
  return accepting[state] === 1;
}
