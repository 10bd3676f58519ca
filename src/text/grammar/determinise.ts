// Makes a deterministic automaton of a nondeterministic one: a state for each set of states that the same text leads to.

import { MAX_STATES } from './automaton.ts';
import { type Dfa, NONE } from './dfa.ts';
import { type Nfa, TooManyStates } from './nfa.ts';

/** A set of states, without those that only jump on. `ends`: whether the text may end here. */
interface StateSet {
  readonly members: readonly number[];
  readonly ends: boolean;
}

/**
 * Not minimal, and some of its states may be unable to reach the end.
 * @param symbols - How many there are.
 */
export function determinise(nfa: Nfa, start: number, end: number, symbols: number): Dfa {
  const { classOf, classes } = classesOf(nfa, symbols);
  const edges = edgesByState(nfa, classOf);
  const closures = new Closures(nfa, edges.starts, end);
  const { sets, idOf } = numberedSets();
  /** The state after the closure of a single one. */
  const idAfter = new Int32Array(nfa.states).fill(NONE);
  const idAfterOne = (target: number): number => {
    if (idAfter[target] === NONE) idAfter[target] = idOf(closures.of([target]));
    return idAfter[target]!;
  };

  idOf(closures.of([start], 'at-start'));
  let next = new Int32Array(64 * classes);
  const targets = new Targets(classes);
  for (let id = 0; id < sets.length; id++) {
    if ((id + 1) * classes > next.length) next = grown(next);
    targets.clear();
    for (const state of sets[id]!.members) {
      for (let i = edges.starts[state]!; i < edges.starts[state + 1]!; i++)
        targets.add(edges.first[i]!, edges.last[i]!, edges.to[i]!);
    }
    for (let symbolClass = 0; symbolClass < classes; symbolClass++) {
      const at = id * classes + symbolClass;
      const one = targets.first[symbolClass]!;
      const all = targets.all[symbolClass];
      if (targets.areAsBefore(symbolClass)) next[at] = next[at - 1]!;
      else next[at] = all ? idOf(closures.of(all)) : one === NONE ? NONE : idAfterOne(one);
    }
  }
  return {
    states: sets.length,
    start: 0,
    classes,
    classOf,
    next: next.subarray(0, sets.length * classes),
    accepting: Uint8Array.from(sets, ({ ends }) => (ends ? 1 : 0)),
    flags: Uint8Array.from(sets, ({ members }) => members.reduce((all, state) => all | nfa.flags[state]!, 0)),
  };
}

/** Gives each set a number, in the order in which they are found. */
function numberedSets(): { sets: StateSet[]; idOf: (set: StateSet) => number } {
  const sets: StateSet[] = [];
  const ids = new Map<string | number, number>();
  const idOf = (set: StateSet): number => {
    const { members, ends } = set;
    const key = members.length === 1 ? 2 * members[0]! + Number(ends) : `${ends} ${members.join()}`;
    let id = ids.get(key);
    if (id === undefined) {
      id = sets.push(set) - 1;
      if (id >= MAX_STATES) throw new TooManyStates();
      ids.set(key, id);
    }
    return id;
  };
  return { sets, idOf };
}

/** The states that one set leads to, by class. Most classes lead to one or none. */
class Targets {
  readonly first: Int32Array;
  /** Where there are several. */
  readonly all: (number[] | undefined)[];

  constructor(classes: number) {
    this.first = new Int32Array(classes);
    this.all = new Array(classes).fill(undefined);
  }

  clear(): void {
    this.first.fill(NONE);
    this.all.fill(undefined);
  }

  /** Whether a class leads to the same states as the class before it, in the same order. */
  areAsBefore(symbolClass: number): boolean {
    if (symbolClass === 0 || this.first[symbolClass] !== this.first[symbolClass - 1]) return false;
    const [before, all] = [this.all[symbolClass - 1], this.all[symbolClass]];
    if (!all || !before) return all === before;
    return all.length === before.length && all.every((state, i) => state === before[i]);
  }

  add(firstClass: number, lastClass: number, state: number): void {
    for (let symbolClass = firstClass; symbolClass <= lastClass; symbolClass++) {
      const before = this.first[symbolClass]!;
      if (before === NONE) this.first[symbolClass] = state;
      else if (before !== state) {
        this.all[symbolClass] ??= [before];
        this.all[symbolClass]!.push(state);
      }
    }
  }
}

function grown(words: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * words.length);
  larger.set(words);
  return larger;
}

/** Symbols that every edge has or lacks together share a class; classes are in the order of symbols. */
function classesOf({ edges, edgeCount }: Nfa, symbols: number): { classOf: Uint16Array; classes: number } {
  const begins = new Uint8Array(symbols + 1);
  for (let i = 0; i < 4 * edgeCount; i += 4) {
    begins[edges[i + 1]!] = 1;
    begins[edges[i + 2]! + 1] = 1;
  }
  const classOf = new Uint16Array(symbols);
  for (let symbol = 1; symbol < symbols; symbol++) classOf[symbol] = classOf[symbol - 1]! + begins[symbol]!;
  return { classOf, classes: classOf[symbols - 1]! + 1 };
}

interface EdgesByState {
  /** (states + 1) */
  starts: Int32Array;
  /** (edges) classes */
  first: Int32Array;
  last: Int32Array;
  to: Int32Array;
}

function edgesByState({ edges, edgeCount: count, states }: Nfa, classOf: Uint16Array): EdgesByState {
  const starts = new Int32Array(states + 2);
  for (let i = 0; i < count; i++) starts[edges[4 * i]! + 2]! += 1;
  for (let state = 2; state < states + 2; state++) starts[state]! += starts[state - 1]!;
  const [first, last, to] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  for (let i = 0; i < count; i++) {
    const at = starts[edges[4 * i]! + 1]!++;
    first[at] = classOf[edges[4 * i + 1]!]!;
    last[at] = classOf[edges[4 * i + 2]!]!;
    to[at] = edges[4 * i + 3]!;
  }
  return { starts, first, last, to };
}

/** Follows jumps. */
class Closures {
  readonly #nfa: Nfa;
  readonly #starts: Int32Array;
  readonly #end: number;
  /** (states + 1) where each state's jumps begin, and their indices. */
  readonly #jumpStarts: Int32Array;
  readonly #jumps: Int32Array;
  /** (states) the round in which a state was seen last. */
  readonly #seen: Int32Array;
  #round = 0;
  /** Whether some jumps are for the end of the text only. */
  readonly #hasEnds: boolean;

  constructor(nfa: Nfa, starts: Int32Array, end: number) {
    this.#nfa = nfa;
    this.#starts = starts;
    this.#end = end;
    this.#hasEnds = nfa.conditions.includes('at-end');
    this.#seen = new Int32Array(nfa.states);
    const count = nfa.conditions.length;
    this.#jumpStarts = new Int32Array(nfa.states + 2);
    this.#jumps = new Int32Array(count);
    for (let i = 0; i < count; i++) this.#jumpStarts[nfa.jumps[2 * i]! + 2]! += 1;
    for (let state = 2; state < nfa.states + 2; state++)
      this.#jumpStarts[state]! += this.#jumpStarts[state - 1]!;
    for (let i = 0; i < count; i++) this.#jumps[this.#jumpStarts[nfa.jumps[2 * i]! + 1]!++] = i;
  }

  of(states: readonly number[], at?: 'at-start'): StateSet {
    const reached = this.#reach(states, (condition) => condition === 'always' || condition === at);
    const members = reached
      .filter((state) => this.#starts[state] !== this.#starts[state + 1])
      .sort((a, b) => a - b);
    if (reached.includes(this.#end)) return { members, ends: true };
    if (!this.#hasEnds) return { members, ends: false };
    const last = this.#reach(reached, (condition) => condition !== 'at-start' || condition === at);
    return { members, ends: last.includes(this.#end) };
  }

  #reach(states: readonly number[], takes: (condition: string) => boolean): number[] {
    this.#round += 1;
    const reached: number[] = [];
    const open = [...states];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (this.#seen[state] === this.#round) continue;
      this.#seen[state] = this.#round;
      reached.push(state);
      for (let i = this.#jumpStarts[state]!; i < this.#jumpStarts[state + 1]!; i++) {
        const jump = this.#jumps[i]!;
        if (takes(this.#nfa.conditions[jump]!)) open.push(this.#nfa.jumps[2 * jump + 1]!);
      }
    }
    return reached;
  }
}
