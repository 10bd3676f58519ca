// Random weight matrices in kernel layout, with the exact values that they encode.

import { uploadStorage } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { blocksOf, type Matrix, type MatrixFormat } from '../../src/kernels/matrix.ts';
import { normals } from './gpu.ts';

export interface TestMatrix extends Matrix {
  /** (rows, columns): the exact values of the stored weights. */
  values: Float64Array;
}

export interface EncodedMatrix {
  words: Uint8Array<ArrayBuffer>;
  scales: Uint8Array<ArrayBuffer>;
  /** (rows, columns) */
  values: Float64Array;
}

/** Encodes random weights of deviation 1/sqrt(columns). */
export function encodeRandom(
  rows: number,
  columns: number,
  format: MatrixFormat,
  seed: number,
): EncodedMatrix {
  const paddedColumns = blocksOf(columns) * 32;
  const paddedRows = Math.ceil(rows / 128) * 128;
  const random = normals(seed)(rows * columns, columns ** -0.5);
  const values = new Float64Array(rows * columns);
  const bits = { f32: 32, f16: 16, q8: 8, q4: 4 }[format];
  const words = new Uint8Array((paddedRows * paddedColumns * bits) / 8);
  const view = new DataView(words.buffer);
  const scales = new Uint16Array((paddedRows * paddedColumns) / 32);
  const float16 = halfCodec();
  if (format === 'q4') words.fill(0x88);
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < paddedColumns / 32; block++) {
      const blockAt = row * (paddedColumns / 32) + block;
      const width = Math.min(32, columns - block * 32);
      const source = random.subarray(row * columns + block * 32, row * columns + block * 32 + width);
      let extreme = 0;
      for (const value of source) if (Math.abs(value) > Math.abs(extreme)) extreme = value;
      const scaleBits = float16.encode(format === 'q4' ? extreme / -8 : Math.abs(extreme) / 127);
      const scale = float16.decode(scaleBits);
      scales[blockAt] = scaleBits;
      for (let j = 0; j < width; j++) {
        const at = row * paddedColumns + block * 32 + j;
        let value = source[j]!;
        if (format === 'f32') view.setFloat32(at * 4, value, true);
        else if (format === 'f16') {
          view.setUint16(at * 2, float16.encode(value), true);
          value = float16.decode(float16.encode(value));
        } else if (format === 'q8') {
          const level = Math.max(-127, Math.min(127, Math.round(value / scale)));
          view.setInt8(at, level);
          value = level * scale;
        } else {
          const level = Math.max(0, Math.min(15, Math.round(value / scale) + 8));
          const byte = blockAt * 16 + 4 * (j >> 3) + (j & 3);
          words[byte] = j & 4 ? (words[byte]! & 0x0f) | (level << 4) : (words[byte]! & 0xf0) | level;
          value = (level - 8) * scale;
        }
        values[row * columns + block * 32 + j] = value;
      }
    }
  }
  return { words, scales: new Uint8Array(scales.buffer), values };
}

/** Random weights on the GPU. */
export function randomMatrix(
  gpu: Gpu,
  rows: number,
  columns: number,
  format: MatrixFormat,
  seed: number,
): TestMatrix {
  const { words, scales, values } = encodeRandom(rows, columns, format, seed);
  return {
    format,
    rows,
    columns,
    words: uploadStorage(gpu.device, 'words', words),
    scales: uploadStorage(gpu.device, 'scales', scales),
    values,
  };
}

/** W · x in float64. */
export function matvecReference(
  matrix: { values: Float64Array; rows: number; columns: number },
  x: ArrayLike<number>,
): Float64Array {
  const y = new Float64Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row++) {
    for (let column = 0; column < matrix.columns; column++) {
      y[row]! += matrix.values[row * matrix.columns + column]! * x[column]!;
    }
  }
  return y;
}

/** IEEE half precision, round to nearest even, through float32 arithmetic that is exact for it. */
export function halfCodec(): { encode(value: number): number; decode(bits: number): number } {
  const decode = (bits: number): number => {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
  };
  const encode = (value: number): number => {
    const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
    const magnitude = Math.abs(value);
    if (magnitude === 0) return sign;
    const exponent = Math.max(-14, Math.floor(Math.log2(magnitude)));
    const units = magnitude / 2 ** (exponent - 10);
    const floor = Math.floor(units);
    const rest = units - floor;
    const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
    return sign | (exponent === -14 ? rounded : ((exponent + 14) << 10) + rounded);
  };
  return { encode, decode };
}
