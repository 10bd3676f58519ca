// A nondeterministic automaton under construction. Its symbols are bytes, and 256 + i for special token i.

import { MAX_STATES } from './automaton.ts';

/** When a jump may be taken: always, or only before the first or after the last symbol of the text. */
export type JumpCondition = 'always' | 'at-start' | 'at-end';

/** Several states of a construction often become one. */
const MAX_NFA_STATES = 4 * MAX_STATES;

/** Thrown when an automaton gets too large; the compiler turns it into an error that names the schema. */
export class TooManyStates extends Error {}

export class Nfa {
  /** (edges, 4, and room for more) from, first symbol, last symbol, to. */
  edges: Int32Array = new Int32Array(1024);
  edgeCount = 0;
  /** (jumps, 2) from, to. */
  readonly jumps: number[] = [];
  readonly conditions: JumpCondition[] = [];
  /** (states) flags of the automaton's states. */
  readonly flags: number[] = [];

  readonly #maxStates: number;
  /** Whether only the number of states matters, so that pieces are better written than determinised. */
  readonly isEstimate: boolean;

  constructor({ maxStates = MAX_NFA_STATES, isEstimate = false } = {}) {
    this.#maxStates = maxStates;
    this.isEstimate = isEstimate;
  }

  get states(): number {
    return this.flags.length;
  }

  state(flags = 0): number {
    if (this.flags.length === this.#maxStates) throw new TooManyStates();
    return this.flags.push(flags) - 1;
  }

  /** Reads one symbol from `first` to `last`. */
  edge(from: number, first: number, last: number, to: number): void {
    const at = 4 * this.edgeCount++;
    if (at === this.edges.length) {
      const larger = new Int32Array(2 * at);
      larger.set(this.edges);
      this.edges = larger;
    }
    this.edges[at] = from;
    this.edges[at + 1] = first;
    this.edges[at + 2] = last;
    this.edges[at + 3] = to;
  }

  /** Reads nothing. */
  jump(from: number, to: number, condition: JumpCondition = 'always'): void {
    this.jumps.push(from, to);
    this.conditions.push(condition);
  }
}
