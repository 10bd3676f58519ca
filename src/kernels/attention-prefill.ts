// Causal softmax attention of a chunk's tokens over the whole cache.

import source from '../../shaders/attention-prefill.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import kvCache from '../../shaders/kv-cache.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { type AttentionShape, attentionConstants, powerOfTwo } from './attention.ts';

export interface AttentionPrefill {
  /**
   * u: (tokens, heads + 2 kvHeads, headDim), rotated queries first · kv: holds the chunk's own keys and values ·
   * g: (tokens, heads * headDim padded to 32), whose padding is left as it is.
   */
  dispatch(buffers: { control: Resource; u: Resource; kv: Resource; g: Resource }): Dispatch;
}

export async function createAttentionPrefill(gpu: Gpu, shape: AttentionShape): Promise<AttentionPrefill> {
  const { heads, headDim } = shape;
  // Fewer threads share a barrier on adapters that compute on the CPU, whose barriers cost by the thread.
  const queries = gpu.onCpu ? 8 : 32;
  const kernel = await createKernel(gpu, {
    label: 'attention-prefill',
    modules: [control, kvCache, source],
    constants: { ...attentionConstants(shape), SCALE: headDim ** -0.5, QUERIES: queries },
    // A thread per four queries and eight keys of a tile, and one per eight queries and four features.
    workgroupSize: powerOfTwo(queries * Math.max(2, headDim / 32)),
  });
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: (tokens) => [heads, Math.ceil(tokens / queries), 1],
    }),
  };
}
