// The shapes that two schemas allow together.

import { jsonText } from './json-text.ts';
import { matches, type ReadShapes } from './schema-decide.ts';
import { tighter } from './schema-keywords.ts';
import {
  type ArrayShape,
  itemOf,
  type Node,
  type NumberShape,
  neverShape,
  type ObjectShape,
  propertyOf,
  type Shape,
  type StringShape,
} from './schema-shapes.ts';

/** One of `a` and one of `b`. There is always a shape, if only one that nothing has. */
export function mergeShapes(a: readonly Shape[], b: readonly Shape[], read: ReadShapes): Shape[] {
  const merged = a.flatMap((one) => b.map((other) => merge(one, other, read)));
  const live = merged.filter(({ type }) => type !== 'never');
  return live.length > 0 ? live : merged.slice(0, 1);
}

function merge(a: Shape, b: Shape, read: ReadShapes): Shape {
  const common = {
    path: a.path,
    refs: [...new Set([...a.refs, ...b.refs])],
    implied: a.implied && b.implied,
  };
  if (a.type === 'never') return a;
  if (b.type === 'never') return b;
  if (a.type === 'any') return { ...b, refs: common.refs };
  if (b.type === 'any') return { ...a, refs: common.refs };
  if (b.type === 'literal') {
    const values = b.values.filter((value) => matches(a, value, read) === 'yes');
    if (values.length > 0) return { ...common, type: 'literal', values };
    const names = b.values.map(jsonText).join(', ');
    return neverShape(b.path, 'contradiction', `allows only ${names}, which the other keywords exclude`);
  }
  if (a.type === 'literal') return { ...merge(b, a, read), refs: common.refs };
  if (a.type !== b.type)
    return neverShape(
      b.path,
      'contradiction',
      `must be ${withArticle(a.type)} and ${withArticle(b.type)} at once`,
    );
  switch (a.type) {
    case 'string':
      return { ...common, ...mergeStrings(a, b as StringShape) };
    case 'number':
      return { ...common, ...mergeNumbers(a, b as NumberShape) };
    case 'array':
      return { ...common, ...mergeArrays(a, b as ArrayShape) };
    case 'object':
      return { ...common, ...mergeObjects(a, b as ObjectShape) };
    default:
      return { ...a, ...common };
  }
}

function withArticle(type: string): string {
  return type === 'null' ? 'null' : `${/^[ao]/.test(type) ? 'an' : 'a'} ${type}`;
}

type Own<S> = Omit<S, 'path' | 'refs' | 'implied'>;

function mergeStrings(a: StringShape, b: StringShape): Own<StringShape> {
  const maxLength = smallest(a.maxLength, b.maxLength);
  return {
    type: 'string',
    minLength: Math.max(a.minLength, b.minLength),
    ...(maxLength !== undefined && { maxLength }),
    patterns: [...new Set([...a.patterns, ...b.patterns])],
    formats: [...new Set([...a.formats, ...b.formats])],
  };
}

function mergeNumbers(a: NumberShape, b: NumberShape): Own<NumberShape> {
  const min = tighter(a.min, b.min, 1);
  const max = tighter(a.max, b.max, -1);
  return {
    type: 'number',
    integer: a.integer || b.integer,
    ...(min && { min }),
    ...(max && { max }),
    divisors: [...new Set([...a.divisors, ...b.divisors])],
  };
}

function mergeArrays(a: ArrayShape, b: ArrayShape): Own<ArrayShape> {
  const length = Math.max(a.prefix.length, b.prefix.length);
  const max = smallest(a.max, b.max);
  return {
    type: 'array',
    prefix: Array.from({ length }, (_, i) => [...itemOf(a, i), ...itemOf(b, i)]),
    items: [...a.items, ...b.items],
    min: Math.max(a.min, b.min),
    ...(max !== undefined && { max }),
  };
}

/** The properties of `a` come first. */
function mergeObjects(a: ObjectShape, b: ObjectShape): Own<ObjectShape> {
  const names = new Set([...a.properties.keys(), ...b.properties.keys()]);
  return {
    type: 'object',
    properties: new Map(
      [...names].map((name): [string, Node] => [name, [...propertyOf(a, name), ...propertyOf(b, name)]]),
    ),
    required: [...new Set([...a.required, ...b.required])],
    additional:
      a.additional && b.additional ? [...a.additional, ...b.additional] : (a.additional ?? b.additional),
  };
}

function smallest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
