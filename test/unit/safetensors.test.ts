import { describe, expect, it } from 'vitest';
import { PocketM1Error } from '../../src/errors.ts';
import { parseSafetensors, safetensorsDataOffset, safetensorsHeader } from '../../src/shards/safetensors.ts';

const tensors = [
  { name: 'b', dtype: 'F32', shape: [2, 3], bytes: 24 },
  { name: 'a', dtype: 'U8', shape: [5], bytes: 5 },
  { name: 'scalar', dtype: 'BF16', shape: [], bytes: 2 },
];

function file(header: unknown, dataBytes: number): Uint8Array {
  const json = typeof header === 'string' ? header : JSON.stringify(header);
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(new TextEncoder().encode(json), 8);
  return bytes;
}

it('reads back the header it writes, with the data at a multiple of 8', () => {
  const header = safetensorsHeader(tensors);
  expect(header.length % 8).toBe(0);
  const parsed = parseSafetensors(header, { fileBytes: header.length + 31 });
  expect(parsed.dataOffset).toBe(header.length);
  expect([...parsed.tensors]).toEqual([
    ['b', { dtype: 'F32', shape: [2, 3], begin: 0, end: 24 }],
    ['a', { dtype: 'U8', shape: [5], begin: 24, end: 29 }],
    ['scalar', { dtype: 'BF16', shape: [], begin: 29, end: 31 }],
  ]);
  expect(safetensorsDataOffset(header.subarray(0, 8), { fileBytes: header.length + 31 })).toBe(header.length);
});

it('reads metadata, an ArrayBuffer and a view into a larger buffer', () => {
  const bytes = file(
    { __metadata__: { format: 'pt' }, x: { dtype: 'I8', shape: [4], data_offsets: [0, 4] } },
    4,
  );
  expect(parseSafetensors(bytes.buffer as ArrayBuffer).metadata).toEqual({ format: 'pt' });
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(parseSafetensors(shifted.subarray(3)).tensors.get('x')?.end).toBe(4);
});

it('orders tensors by their bytes, for any order of the header', () => {
  const bytes = file(
    {
      second: { dtype: 'U8', shape: [1], data_offsets: [1, 2] },
      first: { dtype: 'U8', shape: [1], data_offsets: [0, 1] },
    },
    2,
  );
  expect([...parseSafetensors(bytes).tensors.keys()]).toEqual(['first', 'second']);
});

describe('a malformed file is rejected:', () => {
  const u8 = (begin: number, end: number, shape = [end - begin]) => ({
    dtype: 'U8',
    shape,
    data_offsets: [begin, end],
  });
  const cases: [what: string, bytes: Uint8Array, message: RegExp][] = [
    ['an empty file', new Uint8Array(0), /0 bytes long, too short/],
    [
      'a header longer than the file',
      file('{}', 0).subarray(0, 9),
      /header is 2 bytes long, but the file is 9/,
    ],
    ['an enormous header length', new Uint8Array(64).fill(0xff), /header is \d+ bytes long/],
    ['a web page', file('<!doctype html>', 0), /header is not JSON/],
    ['a header that is a list', file([], 0), /not a JSON object/],
    ['a tensor that is no object', file({ x: 3 }, 0), /tensor x is not described by an object/],
    ['an unknown dtype', file({ x: { ...u8(0, 4), dtype: 'Q3' } }, 4), /x has the unknown dtype "Q3"/],
    ['a dtype named like a method', file({ x: { ...u8(0, 4), dtype: 'toString' } }, 4), /unknown dtype/],
    ['a negative size', file({ x: u8(0, 4, [-4]) }, 4), /x has a malformed shape/],
    ['a fractional offset', file({ x: u8(0, 1.5, [1]) }, 4), /x has malformed data_offsets/],
    [
      'three offsets',
      file({ x: { ...u8(0, 4), data_offsets: [0, 4, 4] } }, 4),
      /x has malformed data_offsets/,
    ],
    [
      'a size that differs from the shape',
      file({ x: u8(0, 4, [5]) }, 4),
      /x is U8 \[5\], 5 bytes, but spans 4/,
    ],
    ['a hole', file({ x: u8(0, 2), y: u8(3, 4) }, 4), /y begins at byte 3 of the data section, expected 2/],
    [
      'an overlap',
      file({ x: u8(0, 3), y: u8(2, 4) }, 4),
      /y begins at byte 2 of the data section, expected 3/,
    ],
    [
      'a truncated data section',
      file({ x: u8(0, 8) }, 7),
      /describes 8 bytes of tensors, but the file holds 7/,
    ],
    [
      'bytes after the last tensor',
      file({ x: u8(0, 8) }, 9),
      /describes 8 bytes of tensors, but the file holds 9/,
    ],
    ['metadata that is no text', file({ __metadata__: { a: 1 } }, 0), /__metadata__/],
  ];
  it.each(cases)('%s', (_, bytes, message) => {
    const parse = () => parseSafetensors(bytes, { file: 'core-00.safetensors' });
    expect(parse).toThrow(message);
    expect(parse).toThrow(/^core-00\.safetensors: /);
    expect(parse).toThrow(
      expect.toSatisfy((error) => error instanceof PocketM1Error && error.code === 'integrity'),
    );
  });
});
