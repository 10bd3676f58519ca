// Compiles JSON schemas to pieces of an automaton. Values are written in one form: see json-text.ts; properties come in the
// schema's order, additional ones last.

import type { PlainData } from '../plain-data.ts';
import type { Dfa } from './dfa.ts';
import { anyValue, arrayOf, objectOf, type PropertyPiece } from './json-containers.ts';
import { jsonText } from './json-text.ts';
import { Nfa, TooManyStates } from './nfa.ts';
import { numberDfa } from './numbers.ts';
import { choice, compilePiece, embedded, literal, type Piece, shared } from './pieces.ts';
import { difference } from './product.ts';
import { schemaError } from './schema-keywords.ts';
import { type Depths, SchemaReader } from './schema-reader.ts';
import {
  type ArrayShape,
  itemOf,
  type NeverShape,
  type Node,
  neverShape,
  type ObjectShape,
  propertyOf,
  type Shape,
} from './schema-shapes.ts';
import { SizeRecord } from './size-record.ts';
import { quoted, stringDfa } from './strings.ts';

/** How many objects and lists may be in one another where a schema allows any value. */
export const ANY_DEPTH = 2;
/** The same for a whole answer of `json_object`. */
export const JSON_OBJECT_DEPTH = 5;
/** How often a definition may contain itself. Definitions of large automata contain themselves less often. */
export const MAX_RECURSION = 5;
const MIN_RECURSION = 2;
/** Up to this size of a construction, recursion is not limited further. */
const LARGE_RECURSION = 2500;

/**
 * The texts of the values that a schema allows.
 * @throws PocketM1Error `invalid-argument`, with the JSON pointer `details.path`, for a schema that is not supported, allows no
 * value, or needs too many states.
 */
export function compileJsonSchema(schema: PlainData): Piece {
  for (let recursion = MAX_RECURSION; ; recursion--) {
    const reader = new SchemaReader(schema, recursion);
    const compiler = new SchemaCompiler(reader);
    const isLast = (): boolean => recursion === MIN_RECURSION || !reader.reachedMaxDepth;
    try {
      const piece = compiler.compile([{ schema, path: '' }]);
      if (isLast() || !isLarge(piece)) return compiler.sizes.checked(piece);
    } catch (error) {
      if (!(error instanceof TooManyStates)) throw error;
      if (isLast()) throw compiler.sizes.error();
    }
  }
}

/** Any JSON object. */
export function anyJsonObject(): Piece {
  const { value, names } = anything(JSON_OBJECT_DEPTH - 1);
  return objectOf({ properties: [], additional: { names, value } });
}

function isLarge(piece: Piece): boolean {
  try {
    const nfa = new Nfa({ maxStates: LARGE_RECURSION, isEstimate: true });
    piece(nfa, nfa.state(), nfa.state());
    return false;
  } catch (error) {
    if (error instanceof TooManyStates) return true;
    throw error;
  }
}

interface Anything {
  value: Piece;
  /** Of properties. */
  names: Dfa;
}

/** By depth. */
const everything = new Map<number, Anything>();

function anything(depth: number): Anything {
  const known = everything.get(depth) ?? makeAnything(depth);
  everything.set(depth, known);
  return known;
}

function makeAnything(depth: number): Anything {
  const names = stringDfa({ minLength: 0, patterns: [], formats: [] });
  const number = embedded(numberDfa({ integer: false, divisors: [] }));
  const scalar = choice(quoted(names), number, ...['true', 'false', 'null'].map(literal));
  return { value: anyValue(depth, scalar, names), names };
}

type Built = Piece | NeverShape;

function isNever(built: Built | Dfa): built is NeverShape {
  return 'why' in built;
}

class SchemaCompiler {
  readonly sizes: SizeRecord = new SizeRecord();
  readonly #reader: SchemaReader;
  /** By schemas and depths. */
  readonly #built = new Map<string, Built>();
  /** Strings and numbers by their limits. */
  readonly #scalars = new Map<string, Dfa>();

  constructor(reader: SchemaReader) {
    this.#reader = reader;
  }

  get #any(): Anything {
    return anything(ANY_DEPTH);
  }

  compile(node: Node): Piece {
    const built = this.#build(node, new Map([['', 1]]));
    if (isNever(built)) throw schemaError(built.path, `${built.sentence}, so that no value is valid`);
    return built;
  }

  #build(node: Node, depths: Depths): Built {
    const key = [...node.map(({ path }) => path), '', ...[...depths].flat()].join('\n');
    let built = this.#built.get(key);
    if (built === undefined) {
      const shapes = this.#reader.shapes(node, depths).map((shape) => this.#shape(shape, depths));
      const pieces = shapes.filter((shape): shape is Piece => !isNever(shape));
      built = pieces.length > 0 ? choice(...pieces) : (shapes[0] as NeverShape);
      if (!isNever(built) && node.length > 0) built = this.sizes.recorded(built, node[0]!.path);
      this.#built.set(key, built);
    }
    return built;
  }

  #shape(shape: Shape, depths: Depths): Built {
    switch (shape.type) {
      case 'never':
        return shape;
      case 'any':
        return this.#any.value;
      case 'literal':
        return choice(...shape.values.map((value) => literal(jsonText(value))));
      case 'string': {
        const { minLength, maxLength, patterns, formats } = shape;
        const limits = { minLength, ...(maxLength !== undefined && { maxLength }), patterns, formats };
        const dfa = this.#scalar(shape, limits, () => stringDfa(limits));
        return isNever(dfa) ? dfa : quoted(dfa);
      }
      case 'number': {
        const { integer, min, max, divisors } = shape;
        const range = { integer, ...(min && { min }), ...(max && { max }), divisors };
        const dfa = this.#scalar(shape, range, () => numberDfa(range));
        return isNever(dfa) ? dfa : embedded(dfa);
      }
      case 'boolean':
        return choice(literal('true'), literal('false'));
      case 'null':
        return literal('null');
      case 'array':
        return this.#array(shape, deeper(depths, shape));
      case 'object':
        return this.#object(shape, deeper(depths, shape));
      default:
        return shape satisfies never;
    }
  }

  #scalar({ type, path }: Shape, limits: object, make: () => Dfa): Dfa | NeverShape {
    const key = `${type} ${JSON.stringify(limits)}`;
    const dfa = this.#scalars.get(key) ?? this.sizes.during(path, make);
    this.#scalars.set(key, dfa);
    if (dfa.states > 0) return dfa;
    return neverShape(path, 'contradiction', `has limits that no ${type} meets`);
  }

  #array({ path, ...shape }: ArrayShape, depths: Depths): Built {
    const { min } = shape;
    let { max } = shape;
    const prefix: Piece[] = [];
    for (let i = 0; i < shape.prefix.length && i < (max ?? i + 1); i++) {
      const built = this.#optional(itemOf(shape as ArrayShape, i), depths, i < min);
      if (isNever(built)) {
        if (i < min) return built;
        max = i;
      } else prefix.push(built);
    }
    let items: Piece | undefined;
    if (max === undefined || max > prefix.length) {
      const built = this.#optional(shape.items, depths, prefix.length < min);
      if (isNever(built)) {
        if (prefix.length < min) return built;
        max = prefix.length;
      } else items = shared(built);
    }
    if (min > (max ?? min)) {
      return neverShape(path, 'contradiction', `has at least ${min} items and at most ${max}`);
    }
    return arrayOf({ prefix, items, min, max });
  }

  #object(shape: ObjectShape, depths: Depths): Built {
    const properties: PropertyPiece[] = [];
    const names = [...new Set([...shape.properties.keys(), ...shape.required])];
    for (const name of names) {
      const required = shape.required.includes(name);
      const value = this.#optional(propertyOf(shape, name), depths, required);
      if (!isNever(value)) properties.push({ name, value, required });
      else if (required) return value;
    }
    const rest = shape.additional ?? (names.length === 0 ? [] : undefined);
    if (rest === undefined) return objectOf({ properties, additional: undefined });
    const value = this.#optional(rest, depths, false);
    if (isNever(value)) return objectOf({ properties, additional: undefined });
    return objectOf({ properties, additional: { names: this.#otherNames(names), value } });
  }

  /** As `build`; refuses what may be missing, but is wrong in itself. */
  #optional(node: Node, depths: Depths, required: boolean): Built {
    const built = this.#build(node, depths);
    if (!required && isNever(built) && built.why === 'contradiction')
      throw schemaError(built.path, `${built.sentence}, so that no value is valid`);
    return built;
  }

  #otherNames(declared: readonly string[]): Dfa {
    if (declared.length === 0) return this.#any.names;
    const spelled = declared.map((name) => literal(JSON.stringify(name).slice(1, -1)));
    return difference(this.#any.names, compilePiece(choice(...spelled)));
  }
}

function deeper(depths: Depths, { refs }: Shape): Depths {
  if (refs.length === 0) return depths;
  const next = new Map(depths);
  for (const ref of refs) next.set(ref, (next.get(ref) ?? 0) + 1);
  return next;
}
