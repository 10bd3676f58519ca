// A weight matrix on the GPU, and the constants of the kernels that read it.

import type { Resource } from '../gpu/kernel.ts';

/** f32, f16, or symmetric blocks of 32 with an f16 scale each. */
export type MatrixFormat = 'f32' | 'f16' | 'q8' | 'q4';

/** (rows, columns) in kernel layout: columns padded to blocks of 32, rows to a multiple of 128, padding zero. */
export interface Matrix {
  readonly format: MatrixFormat;
  readonly rows: number;
  readonly columns: number;
  readonly words: Resource;
  /** Not read for f32 and f16; any buffer. */
  readonly scales: Resource;
}

const formats: Record<MatrixFormat, number> = { f32: 0, f16: 1, q8: 2, q4: 3 };

/** Blocks of 32 columns that hold `columns` values. Activations are padded the same way, with zeros. */
export function blocksOf(columns: number): number {
  return Math.ceil(columns / 32);
}

/** The overrides of `dequantize.wgsl`. */
export function matrixConstants(matrix: { format: MatrixFormat; columns: number }): Record<string, number> {
  return { FORMAT: formats[matrix.format], BLOCKS: blocksOf(matrix.columns) };
}
