// Rotates a chunk's queries and keys, and appends its keys and values to the cache.

import inputs from '../../shaders/attention-inputs.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import kvStore from '../../shaders/kv-store.wgsl?raw';
import source from '../../shaders/rope-append.wgsl?raw';
import rotary from '../../shaders/rotary.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import {
  type AttentionShape,
  attentionConstants,
  type KvSegment,
  kvConstants,
  kvModules,
  octsOf,
} from './attention.ts';

export interface RopeAppendShape extends AttentionShape {
  /** How many of a head's features are rotated, from the first on; even. */
  rotaryDim: number;
}

export interface RopeAppend {
  /**
   * rotary: `rotaryTable` · u: (tokens, heads + 2 kvHeads, headDim); its queries are rotated in place · segments: from the
   * first on, written from control.position on. Returns one dispatch per segment, for any order.
   */
  dispatches(buffers: {
    control: Resource;
    rotary: Resource;
    u: Resource;
    segments: readonly KvSegment[];
  }): Dispatch[];
}

export async function createRopeAppend(gpu: Gpu, shape: RopeAppendShape): Promise<RopeAppend> {
  const { headDim, rotaryDim } = shape;
  const workgroupSize = 64;
  const kernel = await createKernel(gpu, {
    label: 'rope-append',
    modules: [control, rotary, ...kvModules(gpu), kvStore, inputs, source],
    constants: { ...attentionConstants(shape), ...kvConstants(shape), ROTARY_DIM: rotaryDim },
    workgroupSize,
  });
  return {
    dispatches: ({ segments, ...buffers }) =>
      segments.map(({ segment, kv }) => ({
        kernel,
        bindGroup: kernel.bind({ ...buffers, segment, kv }),
        grid: (tokens) => [Math.ceil((tokens * octsOf(headDim)) / workgroupSize), 1, 1],
      })),
  };
}
