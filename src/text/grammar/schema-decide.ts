// Decides whether a value has a shape, and whether two shapes share no value.

import type { PlainData } from '../plain-data.ts';
import { accepts } from './dfa.ts';
import { jsonText } from './json-text.ts';
import type { Bound } from './numbers.ts';
import { intersection } from './product.ts';
import {
  type ArrayShape,
  itemOf,
  type Node,
  type NumberShape,
  type ObjectShape,
  propertyOf,
  type Shape,
  type StringShape,
} from './schema-shapes.ts';
import { stringDfa } from './strings.ts';

/** Reads the shapes of a node, however deep it contains itself. */
export type ReadShapes = (node: Node) => readonly Shape[];

/** `unsure`: formats have more spellings than those that are written. */
export type Verdict = 'yes' | 'no' | 'unsure';

export function matches(shape: Shape, value: PlainData, read: ReadShapes): Verdict {
  switch (shape.type) {
    case 'any':
      return 'yes';
    case 'never':
      return 'no';
    case 'literal':
      return verdict(shape.values.some((each) => sameValue(each, value)));
    default: {
      if (typeOf(value) !== shape.type) return verdict(shape.implied);
      if (shape.type === 'string') return matchesString(shape, value as string);
      if (shape.type === 'number') return verdict(matchesNumber(shape, value as number | bigint));
      if (shape.type === 'array') {
        const items = value as PlainData[];
        if (items.length < shape.min || items.length > (shape.max ?? Number.POSITIVE_INFINITY)) return 'no';
        return all(items.map((item, i) => matchesNode(itemOf(shape, i), item, read)));
      }
      if (shape.type !== 'object') return 'yes';
      const members = value as { [name: string]: PlainData };
      if (!shape.required.every((name) => Object.hasOwn(members, name))) return 'no';
      return all(
        Object.entries(members).map(([name, member]) => matchesNode(propertyOf(shape, name), member, read)),
      );
    }
  }
}

function verdict(matches: boolean): Verdict {
  return matches ? 'yes' : 'no';
}

function all(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('no') ? 'no' : verdicts.includes('unsure') ? 'unsure' : 'yes';
}

function matchesNode(node: Node, value: PlainData, read: ReadShapes): Verdict {
  const verdicts = read(node).map((shape) => matches(shape, value, read));
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('unsure') ? 'unsure' : 'no';
}

function matchesString({ minLength, maxLength, patterns, formats }: StringShape, value: string): Verdict {
  const length = [...value].length;
  if (length < minLength || length > (maxLength ?? length)) return 'no';
  if (!patterns.every((pattern) => new RegExp(pattern, 'u').test(value))) return 'no';
  const text = JSON.stringify(value).slice(1, -1);
  const hasFormat = (format: string): boolean =>
    accepts(stringDfa({ minLength: 0, patterns: [], formats: [format] }), text);
  return formats.every(hasFormat) ? 'yes' : 'unsure';
}

function matchesNumber({ integer, min, max, divisors }: NumberShape, value: number | bigint): boolean {
  if (integer && typeof value === 'number' && !Number.isInteger(value)) return false;
  if (min && !(value > min.value || (!min.exclusive && value >= min.value))) return false;
  if (max && !(value < max.value || (!max.exclusive && value <= max.value))) return false;
  return divisors.every((divisor) =>
    typeof value === 'bigint' ? value % BigInt(divisor) === 0n : value % divisor === 0,
  );
}

export function typeOf(value: PlainData): 'null' | 'array' | 'object' | 'string' | 'number' | 'boolean' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'bigint' ? 'number' : (typeof value as 'object' | 'string' | 'number' | 'boolean');
}

/** Objects are the same in any order of their properties. */
export function sameValue(a: PlainData, b: PlainData): boolean {
  return jsonText(sorted(a)) === jsonText(sorted(b));
}

function sorted(value: PlainData): PlainData {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, PlainData] => [name, sorted(member)]);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Deeper differences are not looked for. */
const MAX_DEPTH = 8;

/** Whether it is certain that no value has both shapes. */
export function areDisjoint(a: Shape, b: Shape, read: ReadShapes, depth = 0): boolean {
  if (a.type === 'never' || b.type === 'never') return true;
  if (a.type === 'literal') return a.values.every((value) => matches(b, value, read) === 'no');
  if (b.type === 'literal') return areDisjoint(b, a, read, depth);
  if (a.type === 'any' || b.type === 'any') return false;
  if (a.type !== b.type) return !a.implied && !b.implied;
  switch (a.type) {
    case 'string':
      return areDisjointStrings(a, b as StringShape);
    case 'number':
      return isAbove(a.min, (b as NumberShape).max) || isAbove((b as NumberShape).min, a.max);
    case 'array':
      return areDisjointArrays(a, b as ArrayShape, read, depth);
    case 'object':
      return areDisjointObjects(a, b as ObjectShape, read, depth);
    default:
      return false;
  }
}

function areDisjointNodes(a: Node, b: Node, read: ReadShapes, depth: number): boolean {
  if (depth === MAX_DEPTH) return false;
  return read(a).every((one) => read(b).every((other) => areDisjoint(one, other, read, depth + 1)));
}

function isAbove(min: Bound | undefined, max: Bound | undefined): boolean {
  if (!min || !max) return false;
  return min.value > max.value || (min.value === max.value && (min.exclusive || max.exclusive));
}

function areDisjointStrings(a: StringShape, b: StringShape): boolean {
  if (a.minLength > (b.maxLength ?? a.minLength) || b.minLength > (a.maxLength ?? b.minLength)) return true;
  if (a.formats.length + b.formats.length > 0 || a.patterns.length + b.patterns.length === 0) return false;
  return intersection(stringDfa(a), stringDfa(b)).states === 0;
}

function areDisjointArrays(a: ArrayShape, b: ArrayShape, read: ReadShapes, depth: number): boolean {
  if (a.min > (b.max ?? a.min) || b.min > (a.max ?? b.min)) return true;
  const both = Math.min(Math.max(a.min, b.min), Math.max(a.prefix.length, b.prefix.length) + 1);
  return Array.from({ length: both }, (_, i) => i).some((i) =>
    areDisjointNodes(itemOf(a, i), itemOf(b, i), read, depth),
  );
}

/** A property that one of them requires tells them apart if it is different in both, or missing in one. */
function areDisjointObjects(a: ObjectShape, b: ObjectShape, read: ReadShapes, depth: number): boolean {
  return [...new Set([...a.required, ...b.required])].some((name) =>
    areDisjointNodes(propertyOf(a, name), propertyOf(b, name), read, depth),
  );
}
