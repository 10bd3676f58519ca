// fp8 checkpoints for tests: quantizes in blocks like released ones, independent of the converter's parser.

import type { RawTensor } from './checkpoint-files.ts';

/** The value of an E4M3 number (no infinities), from its definition. */
export function e4m3Value(bits: number): number {
  const sign = bits >= 128 ? -1 : 1;
  const exponent = Math.floor((bits % 128) / 8);
  const fraction = bits % 8;
  if (exponent === 15 && fraction === 7) return Number.NaN;
  return sign * (exponent === 0 ? fraction / 8 / 64 : (1 + fraction / 8) * 2 ** (exponent - 7));
}

const positive = Array.from({ length: 127 }, (_, bits) => e4m3Value(bits)); // ascending

/** The nearest E4M3 number, ties to even. */
export function e4m3Bits(value: number): number {
  const magnitude = Math.min(Math.abs(value), 448);
  let above = positive.findIndex((candidate) => candidate >= magnitude);
  if (above > 0) {
    const [low, high] = [magnitude - positive[above - 1]!, positive[above]! - magnitude];
    if (low < high || (low === high && above % 2 === 1)) above -= 1;
  }
  return above + (value < 0 ? 128 : 0);
}

export function f32(shape: number[], values: Float32Array): RawTensor {
  return { dtype: 'F32', shape, bytes: new Uint8Array(values.slice().buffer) };
}

/** Each block's largest weight becomes 448 times its scale. */
export function fp8(
  shape: [rows: number, columns: number],
  values: ArrayLike<number>,
  [blockRows, blockColumns]: [number, number],
): { weight: RawTensor; scales: Float32Array; scaleShape: number[]; dequantized: Float32Array } {
  const [rows, columns] = shape;
  const scaleShape = [Math.ceil(rows / blockRows), Math.ceil(columns / blockColumns)];
  const blockOf = (i: number): number => {
    const row = Math.floor(Math.floor(i / columns) / blockRows);
    return row * scaleShape[1]! + Math.floor((i % columns) / blockColumns);
  };
  const largest = new Float64Array(scaleShape[0]! * scaleShape[1]!);
  for (let i = 0; i < values.length; i++) {
    largest[blockOf(i)] = Math.max(largest[blockOf(i)]!, Math.abs(values[i]!));
  }
  const scales = Float32Array.from(largest, (value) => value / 448 || 1);
  const bytes = Uint8Array.from({ length: values.length }, (_, i) =>
    e4m3Bits(values[i]! / scales[blockOf(i)]!),
  );
  const dequantized = Float32Array.from(bytes, (bits, i) => e4m3Value(bits) * scales[blockOf(i)]!);
  return { weight: { dtype: 'F8_E4M3', shape, bytes }, scales, scaleShape, dequantized };
}
