// What a JSON schema allows, sorted by type: a schema is a list of shapes, any one of which a value may have.

import type { PlainData } from '../plain-data.ts';
import type { NumberRange } from './numbers.ts';
import type { StringLimits } from './strings.ts';

/** A schema and its JSON pointer. */
export interface Part {
  schema: PlainData;
  path: string;
}

/** Schemas that all hold for a value. None: it may be anything. */
export type Node = readonly Part[];

interface Common {
  path: string;
  /** Pointers of the definitions that led here, for counting how deep they contain themselves. */
  refs: readonly string[];
  /** Whether keywords imply the type, so that values of other types are valid, though never written. */
  implied: boolean;
}

export type StringShape = Common & { type: 'string' } & StringLimits;
export type NumberShape = Common & { type: 'number' } & NumberRange;
export type ArrayShape = Common & {
  type: 'array';
  /** Of the first items. */
  prefix: readonly Node[];
  /** Of the others. */
  items: Node;
  min: number;
  max?: number;
};
export type ObjectShape = Common & {
  type: 'object';
  properties: ReadonlyMap<string, Node>;
  required: readonly string[];
  /** Of properties that are not declared; undefined where the schema says nothing about them. */
  additional: Node | undefined;
};
export type LiteralShape = Common & { type: 'literal'; values: readonly PlainData[] };
export type NeverShape = Common & {
  type: 'never';
  /** `false` and the limit of recursion are meant; a contradiction is a mistake. */
  why: 'false' | 'recursion' | 'contradiction';
  sentence: string;
};
export type Shape =
  | StringShape
  | NumberShape
  | ArrayShape
  | ObjectShape
  | LiteralShape
  | NeverShape
  | (Common & { type: 'any' | 'boolean' | 'null' });

export function anyShape(path: string): Shape {
  return { type: 'any', path, refs: [], implied: false };
}

export function neverShape(path: string, why: NeverShape['why'], sentence: string): NeverShape {
  return { type: 'never', path, refs: [], implied: false, why, sentence };
}

/** The schemas of a property. */
export function propertyOf({ properties, additional }: ObjectShape, name: string): Node {
  return properties.get(name) ?? additional ?? [];
}

/** The schemas of an item. */
export function itemOf({ prefix, items }: ArrayShape, index: number): Node {
  return prefix[index] ?? items;
}
