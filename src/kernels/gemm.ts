// Y = epilogue(A · Wᵀ) for all tokens of a chunk: the projections of a prefill.

import activations from '../../shaders/activations.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import dequantize from '../../shaders/dequantize.wgsl?raw';
import source from '../../shaders/gemm.wgsl?raw';
import { assert } from '../errors.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { type Matrix, type MatrixFormat, matrixConstants } from './matrix.ts';
import { defaultReal, defaultTiling, type Tiling, tilePlan } from './tiling.ts';

export interface GemmShape {
  /** Features of y. */
  rows: number;
  columns: number;
  format: MatrixFormat;
  /** Floats from one row of y (and of the residual) to the next, a multiple of 4. Default: `rows`. */
  stride?: number;
  /** The first features go through silu … Default 0. */
  siluRows?: number;
  /** … and the next through the logistic function. Default 0. */
  sigmoidRows?: number;
  /** y = alpha · residual + beta · (A · Wᵀ), instead of activations. */
  residual?: { alpha: number; beta: number };
  /** Default: `defaultTiling`. */
  tiling?: Tiling;
  /** Element type of weights in workgroup memory. Default: `defaultReal`. */
  real?: 'f32' | 'f16';
}

export interface Gemm {
  /**
   * a: (tokens, columns padded to blocks) · y, residual: (tokens, stride). Writes features up to `rows` rounded up to 4,
   * the surplus as zeros. y must not be the buffer of a or residual.
   */
  dispatch(buffers: {
    control: Resource;
    a: Resource;
    weight: Matrix;
    y: Resource;
    residual?: Resource;
  }): Dispatch;
}

export async function createGemm(gpu: Gpu, shape: GemmShape): Promise<Gemm> {
  const { rows, columns, format, stride = rows, siluRows = 0, sigmoidRows = 0, residual } = shape;
  assert(
    stride % 4 === 0 && stride >= rows,
    `gemm: stride is ${stride}, expected a multiple of 4, at least ${rows}.`,
  );
  const tiling = shape.tiling ?? defaultTiling(gpu);
  const tile = tilePlan(tiling);
  const kernel = await createKernel(gpu, {
    label: 'gemm',
    modules: [control, dequantize, ...tile.modules, activations, source],
    constants: {
      ...matrixConstants({ format, columns }),
      OUT: rows,
      SILU_ROWS: siluRows,
      SIGMOID_ROWS: sigmoidRows,
      RESIDUAL: residual ? 1 : 0,
      ALPHA: residual?.alpha ?? 0,
      BETA: residual?.beta ?? 1,
      STRIDE4: stride / 4,
    },
    workgroupSize: tile.workgroupSize,
    teamSize: tile.teamSize,
    real: shape.real ?? defaultReal(gpu, format, tiling),
  });
  return {
    dispatch: ({ weight, residual: residualBuffer, ...buffers }) => {
      assert(!residual || residualBuffer, 'gemm: no buffer bound to the residual.');
      return {
        kernel,
        bindGroup: kernel.bind({
          ...buffers,
          words: weight.words,
          scales: weight.scales,
          residual: residualBuffer ?? buffers.a,
        }),
        grid: (tokens) => [Math.ceil(rows / tile.features), Math.ceil(tokens / tile.inputs), 1],
      };
    },
  };
}
