// Softmax attention of one token: partial results over splits of the keys, then their combination.

import decodeSource from '../../shaders/attention-decode.wgsl?raw';
import reduceSource from '../../shaders/attention-reduce.wgsl?raw';
import splits from '../../shaders/attention-splits.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import kvCache from '../../shaders/kv-cache.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { type AttentionShape, attentionConstants, powerOfTwo } from './attention.ts';

export interface AttentionDecodeShape extends AttentionShape {
  /** Most workgroups a key/value head's keys are spread over. Default 64; 4 on an adapter that computes on the CPU. */
  splits?: number;
}

export interface AttentionDecode {
  /** Bytes of `partials`. */
  readonly partialsBytes: number;
  /**
   * q: (heads, headDim), rotated · kv: (capacity, 2, kvHeads, headDim), where the token at control.position already has
   * its key and value · g: (heads * headDim padded to 32). Two dispatches, to be recorded in this order.
   */
  dispatches(buffers: {
    control: Resource;
    q: Resource;
    kv: Resource;
    partials: Resource;
    g: Resource;
  }): [decode: Dispatch, reduce: Dispatch];
}

export async function createAttentionDecode(gpu: Gpu, shape: AttentionDecodeShape): Promise<AttentionDecode> {
  const { heads, kvHeads, headDim } = shape;
  const splitCount = shape.splits ?? (gpu.onCpu ? 4 : 64);
  const pairs = Math.ceil(heads / kvHeads / 2);
  const constants = { ...attentionConstants(shape), SPLITS: splitCount };
  const [decode, reduce] = await Promise.all([
    createKernel(gpu, {
      label: 'attention-decode',
      modules: [control, kvCache, splits, decodeSource],
      constants: { ...constants, SCALE: headDim ** -0.5 },
      // Per pair of heads: a thread per four keys of a tile of 64, and one per four features.
      workgroupSize: powerOfTwo(pairs * Math.max(16, headDim / 4)),
    }),
    createKernel(gpu, {
      label: 'attention-reduce',
      modules: [control, splits, reduceSource],
      constants,
      workgroupSize: powerOfTwo(headDim / 4),
    }),
  ]);
  return {
    partialsBytes: splitCount * heads * (4 + headDim) * 4,
    dispatches: ({ g, ...buffers }) => [
      { kernel: decode, bindGroup: decode.bind(buffers), grid: [kvHeads, splitCount, 1] },
      {
        kernel: reduce,
        bindGroup: reduce.bind({ control: buffers.control, partials: buffers.partials, g }),
        grid: [heads, 1, 1],
      },
    ],
  };
}
