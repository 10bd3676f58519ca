// Minimises deterministic automata, and drops the states that cannot reach the end, by refining two partitions: of the states and
// of the transitions (A. Valmari, "Fast brief practical DFA minimization", 2012).

import type { Dfa } from './dfa.ts';

/** A partition of the numbers below `size` that splits off marked elements. */
class Partition {
  sets: number;
  /** Elements, set by set. */
  readonly elements: Int32Array;
  readonly #place: Int32Array;
  readonly setOf: Int32Array;
  readonly first: Int32Array;
  readonly end: Int32Array;
  readonly #marked: Int32Array;
  readonly #touched: number[] = [];

  constructor(size: number) {
    this.sets = size > 0 ? 1 : 0;
    this.elements = new Int32Array(size);
    for (let i = 0; i < size; i++) this.elements[i] = i;
    this.#place = this.elements.slice();
    this.setOf = new Int32Array(size);
    this.first = new Int32Array(size + 1);
    this.end = new Int32Array(size + 1);
    this.end[0] = size;
    this.#marked = new Int32Array(size + 1);
  }

  mark(element: number): void {
    const set = this.setOf[element]!;
    const from = this.#place[element]!;
    const to = this.first[set]! + this.#marked[set]!;
    const other = this.elements[to]!;
    this.elements[from] = other;
    this.#place[other] = from;
    this.elements[to] = element;
    this.#place[element] = to;
    if (this.#marked[set]!++ === 0) this.#touched.push(set);
  }

  /** Separates the marked elements of each set from the others. The smaller part gets a new number. */
  split(): void {
    for (let set = this.#touched.pop(); set !== undefined; set = this.#touched.pop()) {
      const middle = this.first[set]! + this.#marked[set]!;
      this.#marked[set] = 0;
      if (middle === this.end[set]) continue;
      const added = this.sets++;
      if (middle - this.first[set]! <= this.end[set]! - middle) {
        this.first[added] = this.first[set]!;
        this.end[added] = this.first[set] = middle;
      } else {
        this.end[added] = this.end[set]!;
        this.first[added] = this.end[set] = middle;
      }
      for (let i = this.first[added]!; i < this.end[added]!; i++) this.setOf[this.elements[i]!] = added;
    }
  }
}

/** The transitions by class, as three lists. */
interface Transitions {
  from: Int32Array;
  to: Int32Array;
  /** (classes + 1) where each class begins. */
  starts: Int32Array;
}

/** The smallest automaton of the same language and flags; all its states are live. */
export function minimise(dfa: Dfa): Dfa {
  const live = liveStates(dfa);
  if (dfa.states === 0 || !live[dfa.start]) return { ...dfa, states: 0 };
  const transitions = liveTransitions(dfa, live);
  const blocks = new Partition(dfa.states);
  separate(blocks, dfa, live);
  refine(blocks, transitions, dfa.states);
  return quotient(dfa, blocks, live);
}

/** (states) whether each can reach an accepting state. */
function liveStates({ states, classes, next, accepting }: Dfa): Uint8Array {
  const incoming = incomingOf(states, (visit) => {
    for (let i = 0; i < states * classes; i++) if (next[i]! >= 0) visit((i / classes) | 0, next[i]!);
  });
  const live = accepting.slice(0, states);
  const open: number[] = [];
  for (let state = 0; state < states; state++) if (live[state]) open.push(state);
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (let i = incoming.starts[state]!; i < incoming.starts[state + 1]!; i++) {
      const from = incoming.items[i]!;
      if (!live[from]) open.push(from);
      live[from] = 1;
    }
  }
  return live;
}

/** Groups items by a key below `keys`; `each` calls back with item and key, twice. */
function incomingOf(
  keys: number,
  each: (visit: (item: number, key: number) => void) => void,
): { starts: Int32Array; items: Int32Array } {
  const starts = new Int32Array(keys + 2);
  each((_, key) => {
    starts[key + 2]! += 1;
  });
  for (let key = 2; key < keys + 2; key++) starts[key]! += starts[key - 1]!;
  const items = new Int32Array(starts[keys + 1]!);
  each((item, key) => {
    items[starts[key + 1]!++] = item;
  });
  return { starts, items };
}

function liveTransitions({ states, classes, next }: Dfa, live: Uint8Array): Transitions {
  const isLive = (i: number): boolean => next[i]! >= 0 && live[next[i]!] === 1;
  let count = 0;
  for (let i = 0; i < states * classes; i++) if (isLive(i)) count++;
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const starts = new Int32Array(classes + 1);
  let at = 0;
  for (let symbolClass = 0; symbolClass < classes; symbolClass++) {
    starts[symbolClass] = at;
    for (let state = 0; state < states; state++) {
      if (!isLive(state * classes + symbolClass)) continue;
      from[at] = state;
      to[at++] = next[state * classes + symbolClass]!;
    }
  }
  starts[classes] = at;
  return { from, to, starts };
}

/** Begins with one set for each kind of state: dead, or by flags and whether the text may end there. */
function separate(blocks: Partition, { states, accepting, flags }: Dfa, live: Uint8Array): void {
  const kindOf = (state: number): number => (live[state] ? 1 + 2 * flags[state]! + accepting[state]! : 0);
  const kinds = new Set<number>();
  for (let state = 0; state < states; state++) kinds.add(kindOf(state));
  for (const kind of kinds) {
    for (let state = 0; state < states; state++) if (kindOf(state) === kind) blocks.mark(state);
    blocks.split();
  }
}

function refine(blocks: Partition, { from, to, starts }: Transitions, states: number): void {
  const cords = new Partition(from.length);
  for (let symbolClass = 1; symbolClass + 1 < starts.length; symbolClass++) {
    for (let i = starts[symbolClass]!; i < starts[symbolClass + 1]!; i++) cords.mark(i);
    cords.split();
  }
  const incoming = incomingOf(states, (visit) => {
    for (let i = 0; i < to.length; i++) visit(i, to[i]!);
  });
  let block = 0;
  for (let cord = 0; cord < cords.sets; cord++) {
    for (let i = cords.first[cord]!; i < cords.end[cord]!; i++) blocks.mark(from[cords.elements[i]!]!);
    blocks.split();
    for (; block < blocks.sets; block++) {
      for (let i = blocks.first[block]!; i < blocks.end[block]!; i++) {
        const state = blocks.elements[i]!;
        for (let j = incoming.starts[state]!; j < incoming.starts[state + 1]!; j++)
          cords.mark(incoming.items[j]!);
      }
      cords.split();
    }
  }
}

/** One state for each live block, in the order in which the walk from the start finds them. */
function quotient(dfa: Dfa, blocks: Partition, live: Uint8Array): Dfa {
  const { classes, next } = dfa;
  const idOf = new Int32Array(blocks.sets).fill(-1);
  const members: number[] = [dfa.start];
  idOf[blocks.setOf[dfa.start]!] = 0;
  const table = new Int32Array(blocks.sets * classes).fill(-1);
  for (let id = 0; id < members.length; id++) {
    for (let symbolClass = 0; symbolClass < classes; symbolClass++) {
      const target = next[members[id]! * classes + symbolClass]!;
      if (target < 0 || !live[target]) continue;
      const block = blocks.setOf[target]!;
      if (idOf[block] === -1) idOf[block] = members.push(target) - 1;
      table[id * classes + symbolClass] = idOf[block]!;
    }
  }
  return {
    states: members.length,
    start: 0,
    classes,
    classOf: dfa.classOf,
    next: table.subarray(0, members.length * classes),
    accepting: Uint8Array.from(members, (state) => dfa.accepting[state]!),
    flags: Uint8Array.from(members, (state) => dfa.flags[state]!),
  };
}
