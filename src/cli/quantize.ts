// Quantises f32 rows to the bytes of a shard: f32, f16, and symmetric blocks of 32 columns with an f16 scale each (q8, q4).
// Weights are divided by the scale after it is rounded to f16, which compensates for that rounding.

import type { WeightFormat } from '../model/config.ts';
import { BLOCK_COLUMNS } from '../model/layout.ts';
import { F16_OVERFLOW, f16Bits, f16Value } from './f16.ts';

/** Weights must stay below this magnitude to have a finite value in the format. */
export const overflowAt: Record<WeightFormat, number> = {
  f32: Number.POSITIVE_INFINITY,
  f16: F16_OVERFLOW,
  q8: F16_OVERFLOW * 127,
  q4: F16_OVERFLOW * 8,
};

/** The byte that encodes zero weights when repeated. The scales of zero weights are zero bytes. */
export function zeroByte(format: WeightFormat): number {
  return format === 'q4' ? 0x88 : 0;
}

/** The stored rows of one matrix. */
export interface StoredRows {
  format: WeightFormat;
  columns: number;
  paddedColumns: number;
  weight: Uint8Array<ArrayBuffer>;
  /** Empty for f32 and f16. */
  scales: Uint8Array<ArrayBuffer>;
}

/** Stores `values`, rows of `columns` weights, from row `firstRow` on. Padding columns become zero. */
export function quantizeRows(values: Float32Array, firstRow: number, out: StoredRows): void {
  const { format, columns, paddedColumns, weight } = out;
  const f32 = new Float32Array(weight.buffer, weight.byteOffset, weight.byteLength >> 2);
  const f16 = new Uint16Array(weight.buffer, weight.byteOffset, weight.byteLength >> 1);
  const scales = new Uint16Array(out.scales.buffer, out.scales.byteOffset, out.scales.byteLength >> 1);
  const row = new Float32Array(paddedColumns);

  for (let r = 0; r * columns < values.length; r++) {
    row.set(values.subarray(r * columns, (r + 1) * columns));
    const start = (firstRow + r) * paddedColumns;
    if (format === 'f32') {
      f32.set(row, start);
    } else if (format === 'f16') {
      for (let i = 0; i < paddedColumns; i++) f16[start + i] = f16Bits(row[i]!);
    } else {
      for (let i = 0; i < paddedColumns; i += BLOCK_COLUMNS) {
        const block = row.subarray(i, i + BLOCK_COLUMNS);
        const quantizeBlock = format === 'q8' ? quantizeQ8 : quantizeQ4;
        scales[(start + i) / BLOCK_COLUMNS] = quantizeBlock(block, weight, start + i);
      }
    }
  }
}

// Both functions take the index `start` of the block's first weight in the padded matrix and return the scale's f16 bits.

// weight = q * scale, q in -127..127, one byte each in two's complement.
function quantizeQ8(block: Float32Array, out: Uint8Array, start: number): number {
  let largest = 0;
  for (const value of block) largest = Math.max(largest, Math.abs(value));
  const bits = f16Bits(largest / 127);
  const scale = f16Value(bits);
  if (scale === 0) return zeroBlock(out, start, BLOCK_COLUMNS, 'q8');
  for (let i = 0; i < BLOCK_COLUMNS; i++) out[start + i] = clamp(Math.round(block[i]! / scale), -127, 127);
  return bits;
}

// weight = (nibble - 8) * scale. The scale's sign is chosen so that the largest weight gets the level -8, which has no
// positive counterpart. Byte j of word i holds column 8i + j in its low nibble and column 8i + 4 + j in its high one, so a
// shader unpacks eight consecutive columns from a u32 with two masks.
function quantizeQ4(block: Float32Array, out: Uint8Array, start: number): number {
  let largest = 0;
  for (const value of block) if (Math.abs(value) > Math.abs(largest)) largest = value;
  const bits = f16Bits(largest / -8);
  const scale = f16Value(bits);
  if (scale === 0) return zeroBlock(out, start / 2, BLOCK_COLUMNS / 2, 'q4');
  const nibble = (column: number) => clamp(Math.round(block[column]! / scale) + 8, 0, 15);
  for (let byte = 0; byte < BLOCK_COLUMNS / 2; byte++) {
    const column = 8 * (byte >> 2) + (byte & 3);
    out[start / 2 + byte] = nibble(column) | (nibble(column + 4) << 4);
  }
  return bits;
}

function zeroBlock(out: Uint8Array, firstByte: number, bytes: number, format: WeightFormat): number {
  out.fill(zeroByte(format), firstByte, firstByte + bytes);
  return 0;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
