// Softmax attention of one token: partial results over splits of the keys, then their combination.

import attention from '../../shaders/attention.wgsl?raw';
import tilesSource from '../../shaders/attention-decode.wgsl?raw';
import keys from '../../shaders/attention-decode-keys.wgsl?raw';
import lanesSource from '../../shaders/attention-decode-lanes.wgsl?raw';
import inputs from '../../shaders/attention-inputs.wgsl?raw';
import reduceSource from '../../shaders/attention-reduce.wgsl?raw';
import splits from '../../shaders/attention-splits.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import kvStore from '../../shaders/kv-store.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type KernelOptions, type Resource } from '../gpu/kernel.ts';
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

export interface AttentionDecodeShape extends ScoringShape {
  /** Maximum number of workgroups for a segment and key/value head. Default 64, or 4 on adapters that compute on the CPU. */
  splits?: number;
}

export interface AttentionDecode {
  /** Bytes of `partials`. */
  partialsBytes(segments: number): number;
  /**
   * u: (heads + 2 kvHeads, headDim), q | k | v of the token at control.position, q and k rotated · segments: from the
   * first up to that position, where its key and value are stored · g: (heads * headDim padded to 32).
   * Returns one dispatch per segment and one that combines them, to be recorded in this order.
   */
  dispatches(buffers: {
    control: Resource;
    u: Resource;
    segments: readonly KvSegment[];
    partials: Resource;
    g: Resource;
  }): Dispatch[];
}

export async function createAttentionDecode(
  gpu: Gpu,
  shape: AttentionDecodeShape,
  options?: KernelOptions,
): Promise<AttentionDecode> {
  const { heads, kvHeads, headDim } = shape;
  const splitCount = shape.splits ?? (gpu.onCpu ? 4 : 64);
  const pairs = Math.ceil(heads / kvHeads / 2);
  const constants = { ...attentionConstants(shape), SPLITS: splitCount };
  const [decode, reduce] = await Promise.all([
    createKernel(
      gpu,
      {
        label: 'attention-decode',
        modules: [
          control,
          ...kvModules(gpu),
          kvStore,
          inputs,
          splits,
          keys,
          gpu.onCpu ? lanesSource : tilesSource,
        ],
        constants: { ...constants, ...kvConstants(shape), SCALE: scoreScale(shape) },
        workgroupSize: gpu.onCpu
          ? Math.min(16, Math.max(4, gpu.lockstep))
          : // Per pair of heads: one thread per four keys of a tile of 64, and one per eight features.
            powerOfTwoFrom(pairs * Math.max(16, octsOf(headDim))),
      },
      options,
    ),
    createKernel(
      gpu,
      {
        label: 'attention-reduce',
        modules: [control, attention, splits, reduceSource],
        constants,
        workgroupSize: powerOfTwoFrom(headDim / 4),
      },
      options,
    ),
  ]);
  return {
    partialsBytes: (segments) => segments * splitCount * partialBytes(shape),
    dispatches: ({ control, u, segments, partials, g }) => [
      ...segments.map(
        ({ segment, kv }): Dispatch => ({
          kernel: decode,
          bindGroup: decode.bind({ control, segment, u, kv, partials }),
          grid: [kvHeads, splitCount, 1],
        }),
      ),
      { kernel: reduce, bindGroup: reduce.bind({ control, partials, g }), grid: [heads, 1, 1] },
    ],
  };
}
