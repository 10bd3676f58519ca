// The schemas of test/fixtures/schemas, and random texts allowed by an automaton.

import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type Dfa, NONE } from '../../src/text/grammar/dfa.ts';
import type { PlainData } from '../../src/text/plain-data.ts';

const folder = new URL('../fixtures/schemas/', import.meta.url);

export const schemas: ReadonlyMap<string, PlainData> = new Map(
  readdirSync(folder).map((file) => [
    file.replace(/\.json$/, ''),
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as PlainData,
  ]),
);

/** Whether a value is valid, by ajv. */
export function createValidator(schema: PlainData): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  const validate = ajv.compile(schema as object);
  return (value) => validate(value) === true;
}

/** Returns a function that generates texts accepted by the automaton, from numbers from 0 to 1. After `long` bytes they end soon. */
export function randomTexts(dfa: Dfa, long = 200): (random: () => number) => string {
  const distances = distancesToEnd(dfa);
  const symbols = Array.from({ length: 256 }, (_, symbol) => symbol);
  const next = (state: number, symbol: number): number =>
    dfa.next[state * dfa.classes + dfa.classOf[symbol]!]!;
  return (random) => {
    const bytes: number[] = [];
    for (let state = dfa.start; ; ) {
      const isLong = bytes.length >= long;
      const steps = symbols.filter((symbol) => next(state, symbol) !== NONE);
      const mayEnd = dfa.accepting[state] === 1;
      if (steps.length === 0 || (mayEnd && (isLong || random() < 0.3))) break;
      const nearest = (best: number, symbol: number): number =>
        distances[next(state, symbol)]! < distances[next(state, best)]! ? symbol : best;
      const chosen = isLong ? steps.reduce(nearest) : steps[Math.floor(random() * steps.length)]!;
      bytes.push(chosen);
      state = next(state, chosen);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  };
}

/** (states) the bytes of the shortest path to the end. */
function distancesToEnd({ states, classes, next, accepting }: Dfa): number[] {
  const incoming: number[][] = Array.from({ length: states }, () => []);
  for (let i = 0; i < states * classes; i++)
    if (next[i] !== NONE) incoming[next[i]!]!.push(Math.floor(i / classes));
  const distances: number[] = new Array(states).fill(Number.POSITIVE_INFINITY);
  const found = Array.from(accepting.keys()).filter((state) => accepting[state] === 1);
  for (const state of found) distances[state] = 0;
  for (const state of found) {
    for (const from of incoming[state]!) {
      if (distances[from]! < Number.POSITIVE_INFINITY) continue;
      distances[from] = distances[state]! + 1;
      found.push(from);
    }
  }
  return distances;
}
