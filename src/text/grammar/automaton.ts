// The automaton that says what a model may write next: a table over the bytes of its text and its special tokens. It knows no
// vocabulary but the special tokens; see token-symbols.ts for the others.

/** The state of no return: a symbol that leads here is not allowed. */
export const DEAD = 0;
/** Flag of a state in which every token is allowed, so that no mask is made. No token leads from it to `DEAD`. */
export const FREE = 1;
/** Flag of a state whose tokens count against the budget. */
export const COUNTED = 2;
/** Flag of a `COUNTED` state at the start of a line, where the first of the budget's ids, a line end, is left out. */
export const LINE_START = 4;
/** States are numbered in 16 bits. */
export const MAX_STATES = 65_536;

export interface Automaton {
  /** At most `MAX_STATES`; state 0 is `DEAD`. */
  readonly states: number;
  readonly start: number;
  /** Symbols that no state distinguishes share a class. */
  readonly classes: number;
  /** (256 + special tokens) the class of each symbol: the bytes, then the tokens of `TokenSymbols.specialIds`. */
  readonly classOf: Uint16Array;
  /**
   * (states, classes) the next state, or `DEAD`. An answer may end in a state if, and only if, the symbols of stop tokens lead to
   * a live state from there.
   */
  readonly next: Uint16Array;
  /** (states) `FREE`, `COUNTED` and `LINE_START`, or 0. */
  readonly flags: Uint8Array;
  readonly budget?: TokenBudget;
}

/** How many tokens may be generated in `COUNTED` states. */
export interface TokenBudget {
  readonly tokens: number;
  /**
   * Ids that come one after another when the budget is spent and the state is `COUNTED`, or a stop token is sampled there. They
   * step the automaton as any token.
   */
  readonly forced: readonly number[];
}

/** What each token of a vocabulary means to an automaton. */
export interface TokenSymbols {
  /**
   * (vocabSize + 1) where each token's bytes begin. The highest bit is set for a special token, whose two bytes are its symbol, low
   * byte first. A token without bytes is never allowed.
   */
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Ids of special tokens, ascending: token i of them is the symbol 256 + i. */
  readonly specialIds: readonly number[];
}

/** The bit of `TokenSymbols.offsets` that marks a special token. */
export const SPECIAL = 0x8000_0000;

/** Where an answer stands: the state, and what the budget has counted. */
export interface AutomatonPosition {
  readonly state: number;
  /** Tokens generated in `COUNTED` states so far. */
  readonly counted: number;
  /** How many of the budget's ids have been forced or left out. */
  readonly forced: number;
}
