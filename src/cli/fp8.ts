// 8-bit floating-point weights (E4M3) in blocks with a scale each, as `quantization_config` of method "fp8" stores them: the
// weight is its 8-bit value times the scale of its block, in a tensor with the suffix `_scale_inv`.

import { show } from '../errors.ts';
import { checkpointError } from './checkpoint-error.ts';
import type { CheckpointTensor } from './checkpoint-tensor.ts';
import { type HfConfig, invalid } from './hf-config.ts';

export const FP8_DTYPE = 'F8_E4M3';
const SCALE_SUFFIX = '_scale_inv';

/** By the bits: sign, 4 bits of exponent with bias 7, 3 bits of fraction; no infinities, and NaN where all bits are set. */
const values: Float64Array = Float64Array.from({ length: 256 }, (_, bits) => {
  const exponent = (bits >> 3) & 15;
  const fraction = bits & 7;
  if (exponent === 15 && fraction === 7) return Number.NaN;
  const magnitude = exponent === 0 ? fraction * 2 ** -9 : (8 + fraction) * 2 ** (exponent - 10);
  return bits & 128 ? -magnitude : magnitude;
});

/** Rows and columns of a block; undefined for a checkpoint that is not quantised. */
export function fp8BlockSize(hf: HfConfig): [rows: number, columns: number] | undefined {
  const given = hf.quantization_config ?? null;
  if (given === null) return undefined;
  const { quant_method: method, weight_block_size: size } = given as HfConfig;
  if (method !== 'fp8') {
    throw invalid(`quantization_config.quant_method is ${show(method)}, but only "fp8" is supported`);
  }
  const isBlock =
    Array.isArray(size) && size.length === 2 && size.every((n) => Number.isSafeInteger(n) && n > 0);
  if (isBlock) return size as [number, number];
  throw invalid(
    `quantization_config.weight_block_size is ${show(size)}, expected the rows and columns of a block`,
  );
}

/** Gives every fp8 tensor its scales, and removes those from the tensors. */
export function attachScales(tensors: Map<string, CheckpointTensor>, hf: HfConfig): void {
  const block = fp8BlockSize(hf);
  for (const [name, tensor] of tensors) {
    if (tensor.dtype !== FP8_DTYPE) continue;
    const { file, shape } = tensor;
    const where = `${file}: tensor ${tensor.name} is ${FP8_DTYPE}`;
    if (block === undefined) throw checkpointError(`${where}, but config.json has no quantization_config`);
    const scales = tensors.get(name + SCALE_SUFFIX);
    if (scales === undefined) throw checkpointError(`${where}, but has no tensor ${name}${SCALE_SUFFIX}`);
    const [blockRows, blockColumns] = block;
    const matrix = shape.slice(-2);
    const expected = [
      ...shape.slice(0, -2),
      Math.ceil(matrix[0]! / blockRows),
      Math.ceil(matrix[1]! / blockColumns),
    ];
    if (shape.length < 2 || scales.shape.join() !== expected.join()) {
      throw checkpointError(
        `${scales.file}: tensor ${scales.name} has shape [${scales.shape}], expected [${expected}]`,
      );
    }
    tensor.scales = { tensor: scales, blockRows, blockColumns };
    tensors.delete(name + SCALE_SUFFIX);
  }
}

/** The rows of scales that rows [first, first + count) of an fp8 tensor need. */
export function scaleRows(
  { shape, scales }: CheckpointTensor,
  first: number,
  count: number,
): { first: number; count: number } {
  const rows = shape.at(-2)!;
  const from = scaleRow(first, rows, scales!.blockRows);
  return { first: from, count: scaleRow(first + count - 1, rows, scales!.blockRows) - from + 1 };
}

/** Writes rows from `first` on. `scaleValues` begin with the row of scales of the first one. */
export function decodeFp8(
  bits: Uint8Array,
  { shape, scales }: CheckpointTensor,
  first: number,
  scaleValues: Float32Array,
  out: Float32Array,
): void {
  const columns = shape.at(-1)!;
  const { blockRows, blockColumns } = scales!;
  const perRow = Math.ceil(columns / blockColumns);
  const rows = shape.at(-2)!;
  const from = scaleRow(first, rows, blockRows);
  for (let i = 0; i < bits.length; i++) {
    const row = scaleRow(first + Math.floor(i / columns), rows, blockRows) - from;
    const scale = scaleValues[row * perRow + Math.floor((i % columns) / blockColumns)]!;
    out[i] = values[bits[i]!]! * scale; // exact in float64, then rounded once
  }
}

// Blocks do not span two matrices of a tensor of several.
function scaleRow(row: number, rows: number, blockRows: number): number {
  return Math.floor(row / rows) * Math.ceil(rows / blockRows) + Math.floor((row % rows) / blockRows);
}
