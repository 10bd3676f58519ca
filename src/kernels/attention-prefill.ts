// Causal softmax attention of a chunk's tokens over the whole cache, a segment at a time.

import inputs from '../../shaders/attention-inputs.wgsl?raw';
import source from '../../shaders/attention-prefill.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import {
  attentionConstants,
  type KvSegment,
  kvConstants,
  kvModules,
  octsOf,
  partialBytes,
  type ScoringShape,
  scoreScale,
} from './attention.ts';
import { powerOfTwoFrom } from './powers-of-two.ts';

export interface AttentionPrefill {
  /** Bytes of `carry`, for a chunk of `tokens` and a cache of `segments`. */
  carryBytes(tokens: number, segments: number): number;
  /**
   * u: (tokens, heads + 2 kvHeads, headDim), rotated queries first · segments: from the first on, the chunk's own keys and
   * values included · carry: partial results between the dispatches · g: (tokens, heads * headDim padded to 32), padding
   * not written. Returns one dispatch per segment, to be recorded in this order.
   */
  dispatches(buffers: {
    control: Resource;
    u: Resource;
    segments: readonly KvSegment[];
    carry: Resource;
    g: Resource;
  }): Dispatch[];
}

export async function createAttentionPrefill(gpu: Gpu, shape: ScoringShape): Promise<AttentionPrefill> {
  const { heads, headDim } = shape;
  // Fewer on adapters that compute on the CPU, because a barrier there costs time per thread.
  const queries = gpu.onCpu ? 8 : 32;
  const kernel = await createKernel(gpu, {
    label: 'attention-prefill',
    modules: [control, ...kvModules(gpu), inputs, source],
    constants: {
      ...attentionConstants(shape),
      ...kvConstants(shape),
      SCALE: scoreScale(shape),
      QUERIES: queries,
    },
    // One thread per four queries and eight keys of a tile, and one per four queries and eight features.
    workgroupSize: powerOfTwoFrom((queries / 4) * Math.max(8, octsOf(headDim))),
  });
  return {
    carryBytes: (tokens, segments) => (segments > 1 ? tokens * partialBytes(shape) : 0),
    dispatches: ({ segments, ...buffers }) =>
      segments.map(({ segment, kv }) => ({
        kernel,
        bindGroup: kernel.bind({ ...buffers, segment, kv }),
        grid: (tokens) => [heads, Math.ceil(tokens / queries), 1],
      })),
  };
}
