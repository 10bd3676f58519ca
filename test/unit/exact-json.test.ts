import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseExactJson } from '../../src/text/exact-json.ts';
import { runs } from '../support/runs.ts';

it.each([
  ['{"id":2512292042121000001}', { id: 2512292042121000001n }],
  [
    '[-9007199254740993, 9007199254740991, 1.0000000000000000001, 1e20]',
    [-9007199254740993n, 9007199254740991, 1, 1e20],
  ],
  [
    '{"a \\" 12345678901234567890": "12345678901234567890"}',
    { 'a " 12345678901234567890': '12345678901234567890' },
  ],
  ['12345678901234567890', 12345678901234567890n],
])('reads %s with every digit', (text, value) => {
  expect(parseExactJson(text)).toEqual(value);
});

it('otherwise equals JSON.parse', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const exact = JSON.stringify(parseExactJson(text), (_, value) =>
        typeof value === 'bigint' ? Number(value) : value,
      );
      expect(exact).toBe(JSON.stringify(JSON.parse(text)));
    }),
    runs(100),
  );
  for (const text of ['', '{', '[012345678901234567890]', "{'a': 1}", '"a', '"\\"']) {
    expect(() => parseExactJson(text), text).toThrow(SyntaxError);
  }
});
