import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ObjectReader, type ObjectReading, readObject } from '../../src/text/lenient-json.ts';
import { exactIntegers } from '../support/exact-integers.ts';
import { runs } from '../support/runs.ts';

const pieces = [
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '“',
  '\\',
  '\\u12',
  ':',
  ',',
  '\n',
  ' ',
  'a',
  '1',
  '-',
  '//',
  '/*',
  '"""',
  '"a":',
  'None',
];

/** The value of a text that is a single object; undefined if it cannot be parsed. */
function read(text: string): unknown {
  const reading = readObject(text, 0);
  if (!reading.value) return undefined;
  expect(reading.end).toBe(text.length);
  return reading.value;
}

const json = fc.jsonValue({ maxDepth: 4 }).filter(isRecord);

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('valid JSON', () => {
  it('has the value of JSON.parse', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(JSON.stringify(read(text))).toBe(JSON.stringify(JSON.parse(text, exactIntegers)));
      }),
      runs(500),
    );
  });

  it.each([
    '{"a":-0,"b":1e3,"c":2.50,"d":-7E-2}',
    '{"\\u00e9\\n":"\\ud83d\\ude00 \\ud83d \\" \\\\ \\/ \\b\\f\\r\\t"}',
    '{"__proto__":{"x":1},"constructor":[],"a":1,"a":2}',
    '{ "a" : [ ] , "b" : { } , "" : "" }',
    '{"quotes":"\'`“”","brackets":"{[}]","tag":"</tool_calls>","comment":"// no /* no */"}',
  ])('includes edge cases: %s', (text) => {
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it('ends where the object ends', () => {
    expect(readObject('x {"a":1} {"b":2}', 2)).toEqual({ value: { a: 1 }, end: 9, closed: true });
  });
});

describe("numbers beyond a number's precision", () => {
  it.each([
    ['{"n":9007199254740991}', 9007199254740991],
    ['{"n":9007199254740992}', '9007199254740992'],
    ['{"n":-31415926535897932384}', '-31415926535897932384'],
    ['{"n":1e999}', '1e999'],
    ['{"n":1e25}', 1e25],
  ])('keep their spelling: %s', (text, n) => {
    expect(read(text)).toEqual({ n });
  });
});

describe('common mistakes', () => {
  it.each<[string, string, unknown]>([
    ['single quotes', `{'a': 'it\\'s', 'b': 'say "x"'}`, { a: "it's", b: 'say "x"' }],
    ['an apostrophe in single quotes', `{'a': 'it's', 'b': 1}`, { a: "it's", b: 1 }],
    ['curly quotes', '{“a”: “b”}', { a: 'b' }],
    ['backticks', '{`a`: `b\nc`}', { a: 'b\nc' }],
    ['three quotes', '{"a": """b "c" d""", "e": 1}', { a: 'b "c" d', e: 1 }],
    ['raw line breaks and tabs', '{"a": "b\n\tc", "d": 1}', { a: 'b\n\tc', d: 1 }],
    ['quotes that are not escaped', '{"a": "print("b")", "c": 1}', { a: 'print("b")', c: 1 }],
    ['escapes that there are not', '{"a": "\\d+ \\$ C:\\\\x \\\'"}', { a: "\\d+ \\$ C:\\x '" }],
    ['keys without quotes', '{a: 1, b_2: {c-d: 2}, 3: 4}', { a: 1, b_2: { 'c-d': 2 }, 3: 4 }],
    [
      'words of Python',
      '{"a": True, "b": False, "c": None, "d": [None]}',
      { a: true, b: false, c: null, d: [null] },
    ],
    ['words without quotes', '{"a": Rio de Janeiro, "b": x1}', { a: 'Rio de Janeiro', b: 'x1' }],
    ['commas too many', '{"a": [1, 2,], "b": {"c": 3,},}', { a: [1, 2], b: { c: 3 } }],
    ['commas too few', '{"a": 1 "b": [2 3]\n"c": "x"\n"d": 4}', { a: 1, b: [2, 3], c: 'x', d: 4 }],
    ['comments', '{"a": 1, // one\n /* two */ "b": 2}', { a: 1, b: 2 }],
    ['signs and dots of other languages', '{"a": +1, "b": .5, "c": 2.}', { a: 1, b: 0.5, c: 2 }],
  ])('are understood: %s', (_, text, value) => {
    expect(read(text)).toEqual(value);
  });

  it('include a missing outermost brace', () => {
    expect(readObject('{"a": {"b": 1}\n', 0)).toEqual({ value: { a: { b: 1 } }, end: 15, closed: false });
    expect(readObject('{"a": 1,\n{"b": 2}', 0)).toEqual({ value: { a: 1 }, end: 9, closed: false });
  });
});

describe('invalid text', () => {
  it.each([
    '{',
    '{"a"',
    '{"a":',
    '{"a":}',
    '{"a":[1}',
    '{"a":{"b":1',
    '{"a" 1}',
    '{a b: 1}',
    '{"a": 007}',
    '{"a": f(1)}',
    `{"a": ${'['.repeat(300)}${']'.repeat(300)}}`,
  ])('is undefined: %s', (text) => {
    expect(readObject(text, 0).value).toBeUndefined();
  });

  it('reports which string the text ends in', () => {
    expect(readObject('{"a": "b, c', 0)).toEqual({ value: undefined, openString: { start: 7, closer: '"' } });
    expect(readObject("{'a': 'b\\", 0)).toEqual({ value: undefined, openString: { start: 7, closer: "'" } });
    expect(readObject('{"a": [1', 0)).toEqual({ value: undefined, openString: undefined });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' }))), (parts) => {
        const text = `{${parts.join('')}`;
        const reading = readObject(text, 0);
        if (!reading.value) return;
        expect(reading.end).toBeLessThanOrEqual(text.length);
        expect(JSON.parse(JSON.stringify(reading.value))).toEqual(reading.value);
      }),
      runs(2000),
    );
  });
});

describe('a text that grows', () => {
  /** The parser's state for a text that arrives in pieces, and the JSON written from it. */
  function readPieces(text: string, cuts: readonly number[]): { reading: ObjectReading; json: string } {
    const reader = new ObjectReader(0, () => true);
    let json = '';
    for (const cut of cuts) {
      const reading = reader.read(text.slice(0, cut), false);
      json += reader.takeJson();
      if (reading) return { reading, json };
    }
    const reading = reader.read(text, true)!;
    return { reading, json: json + reader.takeJson() };
  }

  const texts = fc.oneof(
    fc
      .array(fc.oneof(fc.constantFrom(...pieces, '"""b"', "'''", '{"a": ', '/* x */', '\n{"', 'x y', '1e5')))
      .map((parts) => `{${parts.join('')}`),
    json.map((value) => JSON.stringify(value)),
    json.map((value) => JSON.stringify(value, undefined, 1).replaceAll('"', "'")),
  );

  it('is parsed like the whole text, and written as far as it is certain', () => {
    let readable = 0;
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60)), (text, given) => {
        const whole = readObject(text, 0);
        const every = Array.from({ length: text.length }, (_, i) => i + 1);
        const some = [...new Set(given.filter((cut) => cut > 0 && cut < text.length))].sort((a, b) => a - b);
        for (const cuts of [every, some]) {
          const { reading, json } = readPieces(text, cuts);
          if (whole.value === undefined) {
            expect(reading.value).toBeUndefined();
            continue;
          }
          readable++;
          expect(reading).toEqual(whole);
          expect(JSON.stringify(JSON.parse(json))).toBe(JSON.stringify(whole.value));
        }
      }),
      runs(2000),
    );
    expect(readable).toBeGreaterThan(1000);
  });

  it('is written before it ends', () => {
    const reader = new ObjectReader(0, ([key]) => key === 'b');
    const written = ['{"a": {"x": 1}, "b": {', '"c', 'd": "it', ' is', '", e: True', '}}'].map(
      (_, i, all) => {
        reader.read(all.slice(0, i + 1).join(''), false);
        return reader.takeJson();
      },
    );
    expect(written).toEqual(['', '{"c', 'd":"it', ' is', '","e":', 'true}']);
    expect(reader.isWritten).toBe(true);
  });
});
