// Intersections and differences of deterministic automata.

import { MAX_STATES } from './automaton.ts';
import { type Dfa, NONE } from './dfa.ts';
import { minimise } from './minimise.ts';
import { TooManyStates } from './nfa.ts';

/** What both accept. They have the same symbols. */
export function intersection(a: Dfa, b: Dfa): Dfa {
  return product(a, b, { needsBoth: true });
}

/** What `a` accepts and `b` does not. */
export function difference(a: Dfa, b: Dfa): Dfa {
  return product(a, b, { needsBoth: false });
}

function product(a: Dfa, b: Dfa, { needsBoth }: { needsBoth: boolean }): Dfa {
  if (a.states === 0 || (needsBoth && b.states === 0)) return { ...a, states: 0 };
  if (b.states === 0) return a;
  const { classOf, classesOfA, classesOfB } = commonClasses(a, b);
  const classes = classesOfA.length;
  const ids = new Map<number, number>();
  const opened: number[] = [];
  const idOf = (stateOfA: number, stateOfB: number): number => {
    const key = stateOfA * (b.states + 1) + stateOfB + 1;
    let id = ids.get(key);
    if (id === undefined) {
      id = opened.push(key) - 1;
      if (id >= MAX_STATES) throw new TooManyStates();
      ids.set(key, id);
    }
    return id;
  };
  idOf(a.start, b.start);
  const next: number[] = [];
  const accepting: number[] = [];
  for (let id = 0; id < opened.length; id++) {
    const stateOfA = Math.floor(opened[id]! / (b.states + 1));
    const stateOfB = (opened[id]! % (b.states + 1)) - 1;
    const inB = stateOfB !== NONE && b.accepting[stateOfB] === 1;
    accepting.push(a.accepting[stateOfA] === 1 && inB === needsBoth ? 1 : 0);
    let before = { ofA: NONE, ofB: NONE, id: NONE };
    for (let common = 0; common < classes; common++) {
      const ofA = a.next[stateOfA * a.classes + classesOfA[common]!]!;
      const ofB = stateOfB === NONE ? NONE : b.next[stateOfB * b.classes + classesOfB[common]!]!;
      // Neighbours often lead to the same.
      if (ofA !== before.ofA || ofB !== before.ofB)
        before = { ofA, ofB, id: ofA === NONE || (needsBoth && ofB === NONE) ? NONE : idOf(ofA, ofB) };
      next.push(before.id);
    }
  }
  return minimise({
    states: opened.length,
    start: 0,
    classes,
    classOf,
    next: Int32Array.from(next),
    accepting: Uint8Array.from(accepting),
    flags: new Uint8Array(opened.length),
  });
}

/** One class for each pair of classes that a symbol has in both, and the classes of the pairs. */
function commonClasses(
  a: Dfa,
  b: Dfa,
): { classOf: Uint16Array; classesOfA: readonly number[]; classesOfB: readonly number[] } {
  const classesOfA: number[] = [];
  const classesOfB: number[] = [];
  const known = new Map<number, number>();
  const classOf = a.classOf.map((classOfA, symbol) => {
    const classOfB = b.classOf[symbol]!;
    const key = classOfA * b.classes + classOfB;
    if (!known.has(key)) {
      known.set(key, classesOfA.push(classOfA) - 1);
      classesOfB.push(classOfB);
    }
    return known.get(key)!;
  });
  return { classOf, classesOfA, classesOfB };
}
