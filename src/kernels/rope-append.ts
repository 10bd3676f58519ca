// Rotary embedding of a chunk's queries and keys, and the chunk's entry into the key/value cache.

import control from '../../shaders/control.wgsl?raw';
import kvCache from '../../shaders/kv-cache.wgsl?raw';
import source from '../../shaders/rope-append.wgsl?raw';
import rotary from '../../shaders/rotary.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import type { AttentionShape } from './attention.ts';

export interface RopeAppendShape extends AttentionShape {
  /** The first features of a head that are rotated; even. */
  rotaryDim: number;
}

export interface RopeAppend {
  /**
   * rotary: `rotaryTable` · u: (tokens, heads + 2 kvHeads, headDim), whose queries are rotated in place ·
   * kv: written from control.position on.
   */
  dispatch(buffers: { control: Resource; rotary: Resource; u: Resource; kv: Resource }): Dispatch;
}

export async function createRopeAppend(gpu: Gpu, shape: RopeAppendShape): Promise<RopeAppend> {
  const { heads, kvHeads, headDim, rotaryDim } = shape;
  const workgroupSize = 64;
  const kernel = await createKernel(gpu, {
    label: 'rope-append',
    modules: [control, rotary, kvCache, source],
    constants: { HEADS: heads, KV_HEADS: kvHeads, HEAD_DIM: headDim, ROTARY_DIM: rotaryDim },
    workgroupSize,
  });
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: (tokens) => [Math.ceil((tokens * headDim) / 4 / workgroupSize), 1, 1],
    }),
  };
}
