// Reads the keywords of one schema, and refuses those that have no automaton.

import { PocketM1Error, show } from '../../errors.ts';
import type { PlainData } from '../plain-data.ts';
import { type Bound, MAX_DIVISOR } from './numbers.ts';
import { PatternError, parseRegex } from './regex-syntax.ts';
import { anyShape, type Node, type Shape } from './schema-shapes.ts';
import { knownFormats } from './strings.ts';

export type SchemaObject = { [keyword: string]: PlainData };

const keywordsOf = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems'],
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
} as const;
const typeNames = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
const combining = ['type', 'enum', 'const', '$ref', 'allOf', 'anyOf', 'oneOf'];
const withoutEffect = [
  ...['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
  ...['$schema', '$id', '$comment', '$defs', 'definitions', 'contentMediaType', 'contentEncoding'],
];
const known = new Set<string>([...Object.values(keywordsOf).flat(), ...combining, ...withoutEffect]);

/** The error for a schema. @param path - The JSON pointer of the sub-schema or keyword. */
export function schemaError(path: string, problem: string): PocketM1Error {
  const place = path === '' ? 'The schema' : `The schema at ${path}`;
  return new PocketM1Error('invalid-argument', `${place} ${problem}.`, { details: { path } });
}

export function pointer(path: string, ...names: (string | number)[]): string {
  return names.reduce<string>(
    (all, name) => `${all}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    path,
  );
}

/** The names in a JSON pointer. */
export function namesIn(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** @throws PocketM1Error for something else, or an unknown keyword. */
export function checkSchema(schema: PlainData, path: string): asserts schema is SchemaObject {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    throw schemaError(path, `is ${show(schema)}, expected an object, true or false`);
  for (const keyword of Object.keys(schema)) {
    if (!known.has(keyword)) {
      throw schemaError(pointer(path, keyword), `is the keyword ${show(keyword)}, which is not supported`);
    }
  }
}

/** The shapes that `type` and the keywords about one type allow. */
export function typedShapes(schema: SchemaObject, path: string): Shape[] {
  const implied = (Object.keys(keywordsOf) as (keyof typeof keywordsOf)[]).filter((type) =>
    keywordsOf[type].some((keyword) => schema[keyword] !== undefined),
  );
  // All are read, so that each keyword is checked.
  const all = new Map(implied.map((type) => [type as string, readers[type](schema, path)]));
  if (schema.type === undefined) {
    if (implied.length === 0) return [anyShape(path)];
    return [...all.values()].map((shape) => ({ ...shape, implied: true }));
  }
  const types = [schema.type].flat();
  const isType = (type: PlainData): type is string => typeNames.includes(type as string);
  if (types.length === 0 || !types.every(isType))
    throw schemaError(pointer(path, 'type'), `is ${show(schema.type)}, expected ${typeNames.join(', ')}`);
  return types
    .filter((type) => type !== 'integer' || !types.includes('number'))
    .map((type) => {
      if (type === 'integer') return { ...readNumber(schema, path), integer: true };
      if (type === 'boolean' || type === 'null') return { type, path, refs: [], implied: false };
      return readers[type as keyof typeof readers](schema, path);
    });
}

const readers = { object: readObject, array: readArray, string: readString, number: readNumber };

function readString(schema: SchemaObject, path: string) {
  const { pattern, format } = schema;
  if (pattern !== undefined) checkPattern(pattern, pointer(path, 'pattern'));
  if (format !== undefined && !knownFormats.includes(format as string)) {
    const problem = `is the format ${show(format)}, supported are ${knownFormats.join(', ')}`;
    throw schemaError(pointer(path, 'format'), problem);
  }
  const maxLength = count(schema, 'maxLength', path);
  return {
    ...{ type: 'string' as const, path, refs: [], implied: false },
    minLength: count(schema, 'minLength', path) ?? 0,
    ...(maxLength !== undefined && { maxLength }),
    patterns: pattern === undefined ? [] : [pattern as string],
    formats: format === undefined ? [] : [format as string],
  };
}

function checkPattern(pattern: PlainData, path: string): void {
  if (typeof pattern !== 'string') throw schemaError(path, `is ${show(pattern)}, expected a string`);
  try {
    parseRegex(pattern);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw schemaError(path, `is the pattern ${show(pattern)}, which cannot be used: ${error.message}`);
  }
}

function readNumber(schema: SchemaObject, path: string) {
  const { multipleOf } = schema;
  const isDivisor =
    Number.isInteger(multipleOf) && Number(multipleOf) > 0 && Number(multipleOf) <= MAX_DIVISOR;
  if (multipleOf !== undefined && !isDivisor) {
    const problem = `is ${show(multipleOf)}, supported are whole numbers from 1 to ${MAX_DIVISOR}`;
    throw schemaError(pointer(path, 'multipleOf'), problem);
  }
  const min = tighter(bound(schema, 'minimum', path), bound(schema, 'exclusiveMinimum', path), 1);
  const max = tighter(bound(schema, 'maximum', path), bound(schema, 'exclusiveMaximum', path), -1);
  return {
    ...{ type: 'number' as const, path, refs: [], implied: false, integer: false },
    ...(min && { min }),
    ...(max && { max }),
    divisors: multipleOf === undefined ? [] : [Number(multipleOf)],
  };
}

/** The larger of two lower bounds (`sign` 1), or the smaller of two upper ones (-1). */
export function tighter(a: Bound | undefined, b: Bound | undefined, sign: 1 | -1): Bound | undefined {
  if (!a || !b) return a ?? b;
  if (a.value === b.value) return a.exclusive ? a : b;
  return sign * (a.value - b.value) > 0 ? a : b;
}

function bound(schema: SchemaObject, keyword: string, path: string): Bound | undefined {
  const value = schema[keyword];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' && typeof value !== 'bigint')
    throw schemaError(pointer(path, keyword), `is ${show(value)}, expected a number`);
  return { value: Number(value), exclusive: keyword.startsWith('exclusive') };
}

function readArray(schema: SchemaObject, path: string) {
  const { items, prefixItems = [], uniqueItems = false } = schema;
  if (uniqueItems !== false)
    throw schemaError(pointer(path, 'uniqueItems'), `is ${show(uniqueItems)}, which is not supported`);
  if (Array.isArray(items))
    throw schemaError(pointer(path, 'items'), 'is a list, which is called prefixItems since draft 2020-12');
  if (!Array.isArray(prefixItems))
    throw schemaError(pointer(path, 'prefixItems'), `is ${show(prefixItems)}, expected a list`);
  const max = count(schema, 'maxItems', path);
  return {
    ...{ type: 'array' as const, path, refs: [], implied: false },
    prefix: prefixItems.map((item, i): Node => [{ schema: item, path: pointer(path, 'prefixItems', i) }]),
    items: nodeOf(items, pointer(path, 'items')) ?? [],
    min: count(schema, 'minItems', path) ?? 0,
    ...(max !== undefined && { max }),
  };
}

function readObject(schema: SchemaObject, path: string) {
  const { properties = {}, required = [], additionalProperties } = schema;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties))
    throw schemaError(pointer(path, 'properties'), `is ${show(properties)}, expected an object`);
  if (!Array.isArray(required) || !required.every((name): name is string => typeof name === 'string'))
    throw schemaError(pointer(path, 'required'), `is ${show(required)}, expected a list of names`);
  return {
    ...{ type: 'object' as const, path, refs: [], implied: false },
    properties: new Map(
      Object.entries(properties).map(([name, property]): [string, Node] => [
        name,
        [{ schema: property, path: pointer(path, 'properties', name) }],
      ]),
    ),
    required: [...new Set(required)],
    additional: nodeOf(additionalProperties, pointer(path, 'additionalProperties')),
  };
}

function nodeOf(schema: PlainData | undefined, path: string): Node | undefined {
  return schema === undefined ? undefined : [{ schema, path }];
}

function count(schema: SchemaObject, keyword: string, path: string): number | undefined {
  const value = schema[keyword];
  if (value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0)) return value as number;
  throw schemaError(pointer(path, keyword), `is ${show(value)}, expected a whole number of at least 0`);
}
