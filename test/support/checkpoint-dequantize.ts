// Dequantizes shard tensors weight by weight from the format's definition: slow, and independent of the converter.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WeightFormat } from '../../src/model/config.ts';
import type { Manifest } from '../../src/shards/manifest.ts';
import { type RawTensor, type RawTensors, readTensors } from './checkpoint-files.ts';

/** A matrix in double precision; `at(row, column)` includes the padding. */
export interface PlainMatrix {
  rows: number;
  columns: number;
  at: (row: number, column: number) => number;
}

/** Value of every f16 by its bits; the non-negative ones are in ascending order. */
export const f16Values: Float64Array = Float64Array.from({ length: 0x10000 }, (_, bits) => {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = Math.floor((bits % 0x8000) / 1024);
  const fraction = bits % 1024;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
});

export async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}

/** All core tensors of a shard folder. */
export async function readCoreTensors(dir: string): Promise<RawTensors> {
  const { shards } = (await readJson(join(dir, 'manifest.json'))) as Manifest;
  const core = shards.filter(({ role }) => role === 'core');
  const files = await Promise.all(core.map(({ file }) => readTensors(join(dir, file))));
  return new Map(files.flatMap((tensors) => [...tensors]));
}

/** The matrix stored as `<name>.weight` and `<name>.scales`. `suffix` selects a part of a split one. */
export function dequantize(
  tensors: RawTensors,
  name: string,
  format: WeightFormat,
  suffix = '',
): PlainMatrix {
  const { bytes, shape } = tensors.get(`${name}.weight${suffix}`)!;
  const rows = shape[0]!;
  const columns = format === 'q4' ? shape[1]! * 2 : shape[1]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const scales = tensors.get(`${name}.scales${suffix}`);
  const scale = (row: number, column: number) =>
    f16At(scales!, row * (columns / 32) + Math.floor(column / 32));
  const at = {
    f32: (row: number, column: number) => view.getFloat32(4 * (row * columns + column), true),
    f16: (row: number, column: number) => f16Values[view.getUint16(2 * (row * columns + column), true)]!,
    q8: (row: number, column: number) => view.getInt8(row * columns + column) * scale(row, column),
    q4: (row: number, column: number) => (nibble(view, row * columns, column) - 8) * scale(row, column),
  }[format];
  return { rows, columns, at };
}

/** A checkpoint tensor as a matrix; its last dimension are the columns. */
export function plain({ dtype, shape, bytes }: RawTensor): PlainMatrix {
  const columns = shape.at(-1)!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = new DataView(new ArrayBuffer(4));
  const read: Record<string, (i: number) => number> = {
    BF16: (i) => {
      word.setUint32(0, view.getUint16(2 * i, true) * 0x10000);
      return word.getFloat32(0);
    },
    F16: (i) => f16Values[view.getUint16(2 * i, true)]!,
    F32: (i) => view.getFloat32(4 * i, true),
    F64: (i) => view.getFloat64(8 * i, true),
  };
  const rows = shape.reduce((product, size) => product * size, 1) / columns;
  return { rows, columns, at: (row, column) => read[dtype]!(row * columns + column) };
}

// Of the 32 weights of a block, the u32 word i holds columns 8i to 8i + 7: the first four in the low nibbles of its
// bytes, the other four in the high ones.
function nibble(view: DataView, rowStart: number, column: number): number {
  const block = Math.floor(column / 32);
  const word = Math.floor((column % 32) / 8);
  const place = column % 8;
  const bits = view.getUint32(rowStart / 2 + 16 * block + 4 * word, true);
  const shift = place < 4 ? 8 * place : 8 * (place - 4) + 4;
  return Math.floor(bits / 2 ** shift) % 16;
}

function f16At({ bytes }: RawTensor, index: number): number {
  return f16Values[new DataView(bytes.buffer, bytes.byteOffset).getUint16(2 * index, true)]!;
}
