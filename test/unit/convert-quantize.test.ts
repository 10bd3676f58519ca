import { describe, expect, it } from 'vitest';
import { f16Bits, f16Value } from '../../src/cli/f16.ts';
import { quantizeRows, zeroByte } from '../../src/cli/quantize.ts';
import type { WeightFormat } from '../../src/model/config.ts';
import { matrixLayout } from '../../src/model/layout.ts';
import { dequantize, f16Values } from '../support/checkpoint-dequantize.ts';
import type { RawTensors } from '../support/checkpoint-files.ts';

/** Finds the nearest finite f16 in a table of all of them; ties go to even bits. */
function nearestF16(value: number): number {
  const magnitude = Math.abs(value);
  let bits = 0;
  for (let step = 0x4000; step >= 1; step /= 2) if (f16Values[bits + step]! <= magnitude) bits += step;
  const below = magnitude - f16Values[bits]!;
  const above = f16Values[bits + 1]! - magnitude;
  if (above < below || (above === below && bits % 2 === 1)) bits += 1;
  return Math.sign(value) * f16Values[bits]!;
}

describe('f16', () => {
  it('decodes all 65536 patterns and encodes every number back', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = f16Values[bits]!;
      if (Number.isNaN(value) ? !Number.isNaN(f16Value(bits)) : f16Value(bits) !== value) wrong.push(bits);
      if (!Number.isNaN(value) && f16Bits(f16Value(bits)) !== bits) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
    expect(f16Bits(Number.NaN)).toBe(0x7e00);
  });

  it('rounds to nearest, ties to even, at every boundary between neighbours', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 0x7bff; bits++) {
      const middle = (f16Values[bits]! + f16Values[bits + 1]!) / 2;
      if (f16Bits(middle) !== bits + (bits % 2)) wrong.push(middle);
      if (f16Bits(middle * (1 - 2 ** -50)) !== bits) wrong.push(middle);
      if (f16Bits(-middle * (1 + 2 ** -50)) !== 0x8000 + bits + 1) wrong.push(-middle);
    }
    expect(wrong).toEqual([]);
  });

  it('overflows to infinity from 65520 on', () => {
    expect(f16Bits(65519.999)).toBe(0x7bff);
    expect(f16Bits(65520)).toBe(0x7c00);
    expect(f16Bits(Number.NEGATIVE_INFINITY)).toBe(0xfc00);
  });
});

/** Numbers distributed like weights; deterministic. */
function weights(count: number, scale: number): Float32Array {
  let state = 12345;
  return Float32Array.from({ length: count }, () => {
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      sum += state / 2 ** 31 - 0.5;
    }
    return sum * scale;
  });
}

function store(values: Float32Array, rows: number, columns: number, format: WeightFormat) {
  const matrix = matrixLayout(rows, columns, format);
  const weight = new Uint8Array(matrix.weightBytes).fill(zeroByte(format));
  const scales = new Uint8Array(matrix.scaleBytes);
  quantizeRows(values, 0, { ...matrix, weight, scales });
  const tensors: RawTensors = new Map([
    [
      'm.weight',
      {
        dtype: '',
        shape: [matrix.paddedRows, format === 'q4' ? matrix.paddedColumns / 2 : matrix.paddedColumns],
        bytes: weight,
      },
    ],
    ['m.scales', { dtype: 'F16', shape: [], bytes: scales }],
  ]);
  return { stored: dequantize(tensors, 'm', format), weight, scales };
}

/** The stored values of a block of 32 weights, by the format's definition in doubles. */
function definition(block: number[], format: WeightFormat): number[] {
  if (format === 'f32') return block;
  if (format === 'f16') return block.map(nearestF16);
  const largest = block.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  const [low, high] = format === 'q8' ? [-127, 127] : [-8, 7];
  const scale = nearestF16(format === 'q8' ? Math.abs(largest) / 127 : largest / -8);
  if (scale === 0) return block.map(() => 0);
  return block.map((value) => Math.min(Math.max(Math.round(value / scale), low!), high!) * scale);
}

describe.each(['f32', 'f16', 'q8', 'q4'] as const)('%s', (format) => {
  const cases: [what: string, rows: number, columns: number, scale: number][] = [
    ['ordinary weights', 128, 64, 0.05],
    ['one weight', 1, 1, 1],
    ['rows and columns that need padding', 3, 33, 0.1],
    ['more rows than one tile', 130, 96, 2],
    ['weights so small that scales are subnormal', 4, 32, 1e-4],
    ['weights too small for any scale', 4, 32, 1e-9],
  ];
  it.each(cases)('stores %s by the definition, and zeros around them', (_, rows, columns, scale) => {
    const values = weights(rows * columns, scale);
    const { stored } = store(values, rows, columns, format);
    const wrong: string[] = [];
    for (let row = 0; row < stored.rows; row++) {
      for (let first = 0; first < stored.columns; first += 32) {
        const block = Array.from({ length: 32 }, (_, i) => {
          return row < rows && first + i < columns ? values[row * columns + first + i]! : 0;
        });
        for (const [i, expected] of definition(block, format).entries()) {
          const actual = stored.at(row, first + i);
          if (actual !== expected)
            wrong.push(`row ${row}, column ${first + i}: ${actual}, expected ${expected}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

it('q8 is within half a step of every weight', () => {
  const values = weights(64 * 64, 0.05);
  const { stored } = store(values, 64, 64, 'q8');
  for (let i = 0; i < values.length; i++) {
    const [row, column] = [Math.floor(i / 64), i % 64];
    const block = values.subarray(i - (column % 32), i - (column % 32) + 32);
    const step = Math.max(...block.map(Math.abs)) / 127;
    // The f16 rounding of the scale moves the outermost level by up to 127 * 2^-11 of a step.
    expect(Math.abs(stored.at(row, column) - values[i]!)).toBeLessThanOrEqual(step * (0.5 + 127 * 2 ** -11));
  }
});

it('q4 keeps the largest weight of a block, of either sign, to the precision of its scale', () => {
  for (const sign of [1, -1]) {
    const values = new Float32Array(32).fill(0.01);
    values[5] = sign * 0.7;
    const { stored } = store(values, 1, 32, 'q4');
    expect(Math.abs(stored.at(0, 5) - values[5]!)).toBeLessThan(0.7 * 2 ** -11);
  }
});

it('q4 packs columns 0-3 of eight into low nibbles and 4-7 into high nibbles', () => {
  // With -8 in the block the scale is 1, so nibbles are the values plus 8.
  const values = Float32Array.from({ length: 32 }, (_, column) => (column % 16) - 8);
  const { weight, scales } = store(values, 1, 32, 'q4');
  expect([...scales.subarray(0, 2)]).toEqual([0x00, 0x3c]);
  expect([...weight.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')).toBe(
    '40 51 62 73 c8 d9 ea fb 40 51 62 73 c8 d9 ea fb',
  );
  expect([...weight.subarray(16)].every((byte) => byte === 0x88)).toBe(true);
});

it('q8 stores two’s complement and never -128', () => {
  const values = Float32Array.from({ length: 32 }, (_, column) =>
    column === 0 ? -127 : column === 1 ? 127 : -1,
  );
  const { weight } = store(values, 1, 32, 'q8');
  expect([...weight.subarray(0, 3)]).toEqual([0x81, 0x7f, 0xff]);
});

it('does not change other rows when it stores some', () => {
  const matrix = matrixLayout(4, 32, 'q8');
  const weight = new Uint8Array(matrix.weightBytes).fill(7);
  quantizeRows(weights(64, 1), 1, { ...matrix, weight, scales: new Uint8Array(matrix.scaleBytes) });
  expect(weight.subarray(0, 32).every((byte) => byte === 7)).toBe(true);
  expect(weight.subarray(96).every((byte) => byte === 7)).toBe(true);
});
