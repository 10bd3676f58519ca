import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PocketM1Error } from '../../src/errors.ts';
import { accepts, type Dfa } from '../../src/text/grammar/dfa.ts';
import { compileJsonSchema } from '../../src/text/grammar/json-schema.ts';
import { jsonText } from '../../src/text/grammar/json-text.ts';
import { compilePiece } from '../../src/text/grammar/pieces.ts';
import type { PlainData } from '../../src/text/plain-data.ts';
import { randomFrom } from '../support/random-engine.ts';
import { runs } from '../support/runs.ts';
import { createValidator, randomTexts, schemas } from '../support/schemas.ts';

const compile = (schema: PlainData): Dfa => compilePiece(compileJsonSchema(schema));

describe.each([...schemas])('the schema %s', (_, schema) => {
  const dfa = compile(schema);
  const isValid = createValidator(schema);

  it('allows only texts that parse and are valid', () => {
    const randomText = randomTexts(dfa);
    for (let seed = 0; seed < 60; seed++) {
      const text = randomText(randomFrom(seed));
      expect(isValid(JSON.parse(text)), text).toBe(true);
    }
  });
});

interface Case {
  name: string;
  schema: PlainData;
  yes: PlainData[];
  no: unknown[];
}

const cases: Case[] = [
  {
    name: 'booleans and null',
    schema: { type: ['boolean', 'null'] },
    yes: [true, false, null],
    no: [0, 'true'],
  },
  {
    name: 'integers between bounds',
    schema: { type: 'integer', minimum: -5, exclusiveMaximum: 120 },
    yes: [-5, -1, 0, 7, 99, 119],
    no: [-6, 120, 1.5, 1000],
  },
  {
    name: 'numbers between bounds',
    schema: { type: 'number', exclusiveMinimum: 0.25, maximum: 1e3 },
    yes: [0.250_001, 0.3, 1, 999.99, 1000],
    no: [0.25, 0.2, 1000.5, 1001, 0, -1],
  },
  {
    name: 'negative numbers',
    schema: { type: 'number', minimum: -2.5, exclusiveMaximum: -0.5 },
    yes: [-2.5, -1, -0.51],
    no: [-2.51, -0.5, -0.25, 0, 1],
  },
  { name: 'multiples', schema: { type: 'number', multipleOf: 7 }, yes: [0, 7, -14, 994], no: [8, 7.7] },
  {
    name: 'lengths in characters',
    schema: { type: 'string', minLength: 2, maxLength: 4 },
    yes: ['ab', 'a😀é\n', '\u0001"\\/', '世界世界'],
    no: ['a', 'abcde', '😀', ''],
  },
  {
    name: 'patterns that search',
    schema: { type: 'string', pattern: 'b.d|^x$' },
    yes: ['abcd', 'b"dd', 'x'],
    no: ['bd', 'b\nd', 'xx', 'ax'],
  },
  {
    name: 'patterns with properties of characters',
    schema: { type: 'string', pattern: '^\\p{Lu}[\\p{Ll}\\-]{1,3}\\s?[^\\d\\x41-\\u{5a}]$' },
    yes: ['Ébé!', 'Żż-\u00a0z'],
    no: ['ébé!', 'Ébé3', 'ÉbéA', 'É!'],
  },
  {
    name: 'dates',
    schema: { format: 'date' },
    yes: ['2024-02-29', '2000-02-29'],
    no: ['2023-02-29', '1900-02-29', '2024-04-31', '24-1-1'],
  },
  {
    name: 'times',
    schema: { format: 'time' },
    yes: ['23:59:59Z', '00:00:00.125+05:30'],
    no: ['24:00:00Z', '12:00:00', '12:60:00Z'],
  },
  {
    name: 'dates with times',
    schema: { format: 'date-time' },
    yes: ['2024-02-29T12:00:00Z'],
    no: ['2024-02-30T12:00:00Z', '2024-02-29'],
  },
  {
    name: 'addresses',
    schema: { format: 'email' },
    yes: ['a.b+c@d-e.example.org', 'x@y.zz'],
    no: ['a@b', '@b.cc', 'a@-b.cc', 'a b@c.dd'],
  },
  {
    name: 'uuids',
    schema: { format: 'uuid' },
    yes: ['123e4567-e89b-12d3-A456-426614174000'],
    no: ['123e4567e89b12d3a456426614174000'],
  },
  {
    name: 'properties in the order of the schema',
    schema: {
      properties: { a: { type: 'integer' }, b: { type: 'boolean' }, c: { type: 'null' } },
      required: ['b'],
      additionalProperties: false,
    },
    yes: [{ b: true }, { a: 1, b: false, c: null }, { b: true, c: null }],
    no: [{}, { a: 1 }, { b: true, a: 1 }, { b: true, d: 1 }],
  },
  {
    name: 'additional properties, which are not declared ones',
    schema: { properties: { ab: { type: 'null' } }, additionalProperties: { type: 'boolean' } },
    yes: [{}, { ab: null }, { a: true }, { ab: null, abc: true, '': false, __proto_: true }],
    no: [{ ab: true }, { a: null }, { a: true, ab: null }],
  },
  {
    name: 'any additional properties',
    schema: { properties: { a: false }, additionalProperties: true },
    yes: [{}, { b: [1, 'x'], c: { d: [] } }],
    no: [{ a: 1 }, { b: [[[1]]] }],
  },
  {
    name: 'required properties that only additionalProperties describe',
    schema: {
      required: ['x'],
      properties: { y: { type: 'null' } },
      additionalProperties: { type: 'integer' },
    },
    yes: [{ x: 1 }, { y: null, x: 1, z: 2 }],
    no: [{}, { z: 1 }, { x: null }],
  },
  {
    name: 'no additional properties unless asked',
    schema: { properties: { a: true } },
    yes: [{}, { a: 1 }],
    no: [{ b: 1 }],
  },
  { name: 'any objects', schema: { type: 'object' }, yes: [{}, { a: { b: 'c' } }], no: [[], 1] },
  {
    name: 'lists',
    schema: {
      prefixItems: [{ type: 'null' }, { type: 'boolean' }],
      items: { const: 1 },
      minItems: 1,
      maxItems: 4,
    },
    yes: [[null], [null, true], [null, true, 1, 1]],
    no: [[], [true], [null, true, 2], [null, true, 1, 1, 1]],
  },
  {
    name: 'lists without limits',
    schema: { items: { const: 1 } },
    yes: [[], [1], [1, 1, 1, 1]],
    no: [[2], [1, 2]],
  },
  {
    name: 'enums of mixed types',
    schema: { enum: ['a', 1.5, null, { x: [1, true] }, []] },
    yes: ['a', 1.5, null, { x: [1, true] }, []],
    no: ['b', 1, {}],
  },
  {
    name: 'enums within a type',
    schema: { type: ['string', 'integer'], enum: ['a', 1, 1.5, null] },
    yes: ['a', 1],
    no: [1.5, null],
  },
  {
    name: 'one of several schemas',
    schema: {
      type: 'object',
      properties: { kind: { type: 'string' } },
      required: ['kind'],
      oneOf: [
        { properties: { kind: { const: 'a' }, x: { type: 'null' } } },
        { properties: { kind: { enum: ['b', 'c'] } } },
      ],
    },
    yes: [{ kind: 'a', x: null }, { kind: 'a' }, { kind: 'c' }],
    no: [{ kind: 'b', x: null }, { kind: 'd' }, {}],
  },
  {
    name: 'one of disjoint scalars',
    schema: {
      oneOf: [
        { type: 'integer', maximum: 0 },
        { type: 'number', exclusiveMinimum: 0 },
        { pattern: '^a', type: 'string' },
        { pattern: '^b', type: 'string' },
      ],
    },
    yes: [-3, 0.5, 'ax', 'b'],
    no: [-0.5, 'c'],
  },
  {
    name: 'all of several objects',
    schema: {
      allOf: [
        { properties: { a: { type: 'integer', minimum: 0 } }, required: ['a'] },
        { properties: { a: { type: 'number', maximum: 5 }, b: { type: 'null' } } },
      ],
    },
    yes: [{ a: 3, b: null }, { a: 0 }],
    no: [{ a: 6 }, { b: null }, { a: 1.5 }],
  },
  {
    name: 'definitions that contain themselves',
    schema: {
      $ref: '#/$defs/a~1b',
      $defs: {
        'a/b': {
          type: 'object',
          properties: { next: { anyOf: [{ $ref: '#/$defs/a~1b' }, { type: 'null' }] } },
          required: ['next'],
        },
      },
    },
    yes: [{ next: null }, { next: { next: { next: { next: { next: null } } } } }],
    no: [{}, { next: { next: { next: { next: { next: { next: null } } } } } }],
  },
  {
    name: 'a reference beside other keywords',
    schema: { $ref: '#/$defs/n', maximum: 5, $defs: { n: { type: 'integer', minimum: 3 } } },
    yes: [3, 5],
    no: [2, 6],
  },
];

describe('compileJsonSchema', () => {
  it.each(cases)('writes $name', ({ schema, yes, no }) => {
    const dfa = compile(schema);
    const isValid = createValidator(schema);
    for (const value of yes) {
      expect(isValid(value), jsonText(value)).toBe(true);
      expect(accepts(dfa, jsonText(value)), jsonText(value)).toBe(true);
    }
    for (const value of no) expect(accepts(dfa, jsonText(value)), jsonText(value)).toBe(false);
  });

  it('writes white space, strings and numbers in one form only', () => {
    const dfa = compile({ properties: { a: { items: { type: 'number' } }, b: { type: 'string' } } });
    expect(accepts(dfa, '{"a": [1, 2.50], "b": "\\u0001\\n\u007f"}')).toBe(true);
    const others = ['{"a":[1]}', '{"a": [1,2]}', '{ "a": [] }', '{"a": [1e5]}', '{"a": [-0]}', '{"a": [01]}'];
    const escapes = ['\\u0041', '\\/', '\\u000a', '\n', '\\ud83d\\ude00', '\\x'].map(
      (text) => `{"b": "${text}"}`,
    );
    for (const text of [...others, ...escapes]) expect(accepts(dfa, text), text).toBe(false);
  });

  it('is limited to fifteen digits', () => {
    const dfa = compile({ type: 'number' });
    for (const text of ['123456789012345', '0.12345678901234', '-999999999999999', '12345.6789012345'])
      expect(accepts(dfa, text), text).toBe(true);
    for (const text of ['1234567890123456', '0.123456789012345', '123456789012345.0', '1.', '.5', '-'])
      expect(accepts(dfa, text), text).toBe(false);
  });

  it('agrees with numeric comparison for any bounds', () => {
    const decimal = fc
      .tuple(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: 0, max: 3 }))
      .map(([digits, places]) => digits / 10 ** places);
    const property = fc.property(
      decimal,
      decimal,
      fc.boolean(),
      fc.boolean(),
      fc.array(decimal, { minLength: 20, maxLength: 20 }),
      (a, b, open, whole, values) => {
        const [minimum, maximum] = [Math.min(a, b), Number((Math.max(a, b) + 1).toFixed(3))];
        const bounds = open ? { exclusiveMinimum: minimum, exclusiveMaximum: maximum } : { minimum, maximum };
        const schema = { type: whole ? 'integer' : 'number', ...bounds };
        const dfa = compile(schema);
        const isValid = createValidator(schema);
        for (const value of [...values, minimum, maximum]) {
          if (Object.is(value, -0)) continue;
          expect(accepts(dfa, jsonText(value)), `${value} of ${jsonText(schema)}`).toBe(isValid(value));
        }
      },
    );
    fc.assert(property, runs(25));
  });

  it('matches a pattern like JavaScript', () => {
    const patterns = [
      '^a*b?$',
      '(ab|ba)+',
      'a{2,3}$',
      '^[^a]',
      '(?:a|^b)c?$',
      'a\\Sb',
      '^$|c',
      '[a-b]+?c',
      '(?<x>a)b{0}c',
    ];
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', '"', 'é', '😀'), { maxLength: 7 })
      .map((characters) => characters.join(''));
    for (const pattern of patterns) {
      const dfa = compile({ type: 'string', pattern });
      const property = fc.property(text, (given) => {
        expect(accepts(dfa, jsonText(given)), `${pattern} in ${jsonText(given)}`).toBe(
          new RegExp(pattern, 'u').test(given),
        );
      });
      fc.assert(property, runs(200));
    }
  });

  it('ignores annotations', () => {
    const schema = {
      title: 't',
      description: 'd',
      default: 1,
      examples: [1],
      $comment: 'c',
      $schema: 's',
      $id: 'i',
      deprecated: true,
    };
    expect(compile({ ...schema, const: 1 }).states).toBe(2);
  });
});

const deep = (depth: number): PlainData =>
  depth === 0 ? { type: 'string', maxLength: 70_000 } : { properties: { a: deep(depth - 1) } };

describe('a schema is rejected', () => {
  it.each<[name: string, schema: PlainData, path: string, words: string]>([
    [
      'with an unknown keyword',
      { properties: { 'a/b': { not: {} } } },
      '/properties/a~1b/not',
      'keyword "not"',
    ],
    ['with patternProperties', { patternProperties: {} }, '/patternProperties', 'not supported'],
    ['with an unknown format', { items: { format: 'ipv4' } }, '/items/format', 'ipv4'],
    ['with uniqueItems', { uniqueItems: true }, '/uniqueItems', 'not supported'],
    ['with a list of items', { items: [{}] }, '/items', 'prefixItems'],
    ['with look-behind', { pattern: '(?<=a)b' }, '/pattern', 'look-behind'],
    ['with look-ahead', { pattern: '(?!a)b' }, '/pattern', 'look-ahead'],
    ['with a back-reference', { pattern: '(a)\\1' }, '/pattern', 'back-reference'],
    ['with a boundary of words', { pattern: '\\ba' }, '/pattern', 'boundary'],
    ['with a broken pattern', { pattern: '(' }, '/pattern', 'no regular expression'],
    ['with fractions to multiply', { multipleOf: 0.01 }, '/multipleOf', '0.01'],
    [
      'with a limit that is no number',
      { anyOf: [{ minimum: '1' }] },
      '/anyOf/0/minimum',
      'expected a number',
    ],
    ['with a length below 0', { maxLength: -1 }, '/maxLength', '-1'],
    ['with a type that does not exist', { type: 'text' }, '/type', '"text"'],
    ['that is none', [1], '', 'expected an object'],
    [
      'with lengths that contradict',
      { properties: { a: { minLength: 2, maxLength: 1 } } },
      '/properties/a',
      'no value',
    ],
    ['with bounds that contradict', { type: 'integer', minimum: 1.2, maximum: 1.8 }, '', 'no number'],
    ['with numbers of too many digits', { type: 'integer', minimum: 1e16 }, '', 'no number'],
    ['with a pattern that the length excludes', { pattern: '^abc', maxLength: 2 }, '', 'no string'],
    ['with items that contradict', { minItems: 3, maxItems: 2 }, '', 'at least 3'],
    ['with an enum of another type', { type: 'string', enum: [1] }, '', 'only 1'],
    ['with types that contradict', { allOf: [{ type: 'string' }, { type: 'array' }] }, '/allOf/1', 'at once'],
    [
      'that requires what it forbids',
      { required: ['a'], additionalProperties: false },
      '/additionalProperties',
      'no value',
    ],
    ['that allows nothing', false, '', 'no value'],
    [
      'that contains itself without end',
      { properties: { a: { $ref: '#' } }, required: ['a'] },
      '',
      'contain itself',
    ],
    [
      'that refers to itself',
      { $ref: '#/$defs/a', $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } } },
      '/$defs/a/allOf/0/$ref',
      'refers to itself',
    ],
    ['with a reference to nowhere', { $ref: '#/$defs/a' }, '/$ref', 'does not exist'],
    ['with a reference to another file', { $ref: 'a.json' }, '/$ref', 'a.json'],
    [
      'with oneOf that may overlap',
      { oneOf: [{ type: 'integer' }, { type: 'number' }] },
      '/oneOf',
      'not certain',
    ],
    [
      'with oneOf of formats',
      {
        oneOf: [
          { type: 'string', format: 'date' },
          { type: 'string', pattern: '^2' },
        ],
      },
      '/oneOf',
      'not certain',
    ],
    ['with a long string', deep(2), '/properties/a/properties/a', 'states'],
    [
      'with many long items',
      { properties: { a: { items: { type: 'string', maxLength: 100 }, maxItems: 200 } } },
      '/properties/a',
      'states',
    ],
  ])('%s', (_, schema, path, words) => {
    const compileIt = (): unknown => compileJsonSchema(schema);
    expect(compileIt).toThrow(PocketM1Error);
    expect(compileIt).toThrow(expect.objectContaining({ code: 'invalid-argument', details: { path } }));
    expect(compileIt).toThrow(words);
  });
});
