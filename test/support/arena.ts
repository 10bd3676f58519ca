// An expert arena of random pages, in page layout, with the exact values that they encode.

import { uploadStorage } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import type { PageShape } from '../../src/kernels/expert-up.ts';
import type { MatrixFormat } from '../../src/kernels/matrix.ts';
import { type EncodedMatrix, encodeRandom } from './matrices.ts';

export interface TestArena {
  arena: GPUBuffer;
  page: PageShape;
  /** Per page: w13 (2 · width, columns) with rows 2i of w1 and 2i + 1 of w3, and w2 (columns, width). */
  pages: { w13: Float64Array; w2: Float64Array }[];
}

export function randomArena(
  gpu: Gpu,
  shape: { pages: number; columns: number; width: number; format: MatrixFormat; seed: number },
): TestArena {
  const { pages, columns, width, format, seed } = shape;
  const quantised = format === 'q4' || format === 'q8';
  const parts = (matrix: EncodedMatrix) => (quantised ? [matrix.words, matrix.scales] : [matrix.words]);
  const encoded = Array.from({ length: pages }, (_, page) => ({
    w13: encodeRandom(2 * width, columns, format, seed + 2 * page),
    w2: encodeRandom(columns, width, format, seed + 2 * page + 1),
  }));
  const first = encoded[0]!;
  const [w13Bytes, w2Bytes] = [first.w13, first.w2].map((m) =>
    parts(m).reduce((sum, p) => sum + p.byteLength, 0),
  );
  const bytes = w13Bytes! + w2Bytes!;
  const all = new Uint8Array(bytes * pages);
  let at = 0;
  for (const { w13, w2 } of encoded) {
    for (const part of [...parts(w13), ...parts(w2)]) {
      all.set(part, at);
      at += part.byteLength;
    }
  }
  return {
    arena: uploadStorage(gpu.device, 'arena', all),
    page: {
      bytes,
      w13Scales: first.w13.words.byteLength,
      w2Weight: w13Bytes!,
      w2Scales: w13Bytes! + first.w2.words.byteLength,
    },
    pages: encoded.map(({ w13, w2 }) => ({ w13: w13.values, w2: w2.values })),
  };
}
