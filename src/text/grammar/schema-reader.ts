// Reads a schema and what it refers to into shapes.

import { show } from '../../errors.ts';
import type { PlainData } from '../plain-data.ts';
import { areDisjoint } from './schema-decide.ts';
import {
  checkSchema,
  namesIn,
  pointer,
  type SchemaObject,
  schemaError,
  typedShapes,
} from './schema-keywords.ts';
import { mergeShapes } from './schema-merge.ts';
import { anyShape, type Node, neverShape, type Part, type Shape } from './schema-shapes.ts';

/** How often each definition contains the place that is read, by its pointer. */
export type Depths = ReadonlyMap<string, number>;

const nowhere: Depths = new Map();

export class SchemaReader {
  readonly #root: PlainData;
  readonly #maxDepth: number;
  /** Whether a definition has been left out because it contains itself too often. */
  reachedMaxDepth = false;

  /** @param maxDepth - How often a definition may contain itself. */
  constructor(root: PlainData, maxDepth: number) {
    this.#root = root;
    this.#maxDepth = maxDepth;
  }

  /**
   * The shapes of a node, at least one.
   * @throws PocketM1Error `invalid-argument` with `details.path` for what has no automaton.
   */
  shapes(node: Node, depths: Depths): readonly Shape[] {
    return node.reduce(
      (shapes: readonly Shape[], part) => this.#merge(shapes, this.#read(part, depths, [])),
      [anyShape(node[0]?.path ?? '')],
    );
  }

  readonly #anywhere = (node: Node): readonly Shape[] => this.shapes(node, nowhere);

  #merge(a: readonly Shape[], b: readonly Shape[]): Shape[] {
    return mergeShapes(a, b, this.#anywhere);
  }

  /** @param opened - Definitions that refer to this one without a value between. */
  #read({ schema, path }: Part, depths: Depths, opened: readonly string[]): readonly Shape[] {
    if (schema === true) return [anyShape(path)];
    if (schema === false) return [neverShape(path, 'false', 'allows no value')];
    checkSchema(schema, path);
    let shapes: readonly Shape[] = typedShapes(schema, path);
    const add = (others: readonly Shape[]): void => {
      shapes = this.#merge(shapes, others);
    };
    if (schema.const !== undefined) add([{ ...anyShape(path), type: 'literal', values: [schema.const] }]);
    if (schema.enum !== undefined) add([readEnum(schema.enum, path)]);
    if (schema.$ref !== undefined) add(this.#readRef(schema.$ref, path, depths, opened));
    const branches = (keyword: string): readonly (readonly Shape[])[] =>
      branchesOf(schema, keyword, path).map((part) => this.#read(part, depths, opened));
    for (const branch of branches('allOf')) add(branch);
    const anyOf = branches('anyOf');
    if (anyOf.length > 0) add(anyOf.flat());
    const oneOf = branches('oneOf').map((branch) => this.#merge(shapes, branch));
    if (oneOf.length === 0) return shapes;
    this.#checkDisjoint(oneOf, pointer(path, 'oneOf'));
    return this.#merge(oneOf.flat(), [anyShape(path)]);
  }

  #readRef(ref: PlainData, path: string, depths: Depths, opened: readonly string[]): readonly Shape[] {
    const place = pointer(path, '$ref');
    const target = this.#resolve(ref, place);
    if (opened.includes(target.path)) throw schemaError(place, 'refers to itself without a value between');
    if ((depths.get(target.path) ?? 0) >= this.#maxDepth) {
      this.reachedMaxDepth = true;
      const sentence = `must contain itself more than ${this.#maxDepth} times`;
      return [neverShape(target.path, 'recursion', sentence)];
    }
    return this.#read(target, depths, [...opened, target.path]).map((shape) => ({
      ...shape,
      refs: [...shape.refs, target.path],
    }));
  }

  #resolve(ref: PlainData, place: string): Part {
    if (typeof ref !== 'string' || !/^#(\/|$)/.test(ref))
      throw schemaError(
        place,
        `is ${show(ref)}, expected "#" or a place in this schema, such as "#/$defs/name"`,
      );
    let schema: PlainData | undefined = this.#root;
    let path = '';
    for (const name of namesIn(decoded(ref, place))) {
      const holder: unknown = schema;
      const has = typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name);
      if (!has) throw schemaError(place, `is ${show(ref)}, which does not exist`);
      schema = (holder as SchemaObject)[name];
      path = pointer(path, name);
    }
    return { schema: schema!, path };
  }

  #checkDisjoint(branches: readonly (readonly Shape[])[], path: string): void {
    branches.forEach((branch, i) => {
      for (let j = 0; j < i; j++) {
        const both = branch.every((a) => branches[j]!.every((b) => areDisjoint(a, b, this.#anywhere)));
        if (!both) {
          const problem = `is supported if no value can match two of its schemas, which is not certain for ${j} and ${i}; use anyOf if a value may match both`;
          throw schemaError(path, problem);
        }
      }
    });
  }
}

function decoded(ref: string, place: string): string {
  try {
    return decodeURIComponent(ref);
  } catch {
    throw schemaError(place, `is ${show(ref)}, which is no URI`);
  }
}

function readEnum(values: PlainData, path: string): Shape {
  const isList = Array.isArray(values) && values.length > 0;
  if (!isList) throw schemaError(pointer(path, 'enum'), `is ${show(values)}, expected a list of values`);
  return { ...anyShape(path), type: 'literal', values };
}

function branchesOf(schema: SchemaObject, keyword: string, path: string): Part[] {
  const branches = schema[keyword];
  if (branches === undefined) return [];
  if (!Array.isArray(branches) || branches.length === 0)
    throw schemaError(pointer(path, keyword), `is ${show(branches)}, expected a list of schemas`);
  return branches.map((branch, i) => ({ schema: branch, path: pointer(path, keyword, i) }));
}
