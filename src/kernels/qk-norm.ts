// Norms queries and keys in place, for one token or a chunk, and rotates them.

import attention from '../../shaders/attention.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import source from '../../shaders/qk-norm.wgsl?raw';
import rotary from '../../shaders/rotary.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type KernelOptions, type Resource } from '../gpu/kernel.ts';
import { type AttentionShape, attentionConstants, octsOf } from './attention.ts';
import { powerOfTwoFrom } from './powers-of-two.ts';

export interface QkNormShape extends AttentionShape {
  /** True: one mean over all heads of q and one over all heads of k. False: one per head. */
  allHeads: boolean;
  eps: number;
  /** How many of a head's features are rotated, from the first on; 0 if another kernel does it. */
  rotaryDim: number;
}

export interface QkNorm {
  /** rotary: `rotaryTable` · weight: (heads + kvHeads, headDim) · u: (tokens, heads + 2 kvHeads, headDim). */
  dispatch(buffers: { control: Resource; rotary: Resource; weight: Resource; u: Resource }): Dispatch;
}

export async function createQkNorm(gpu: Gpu, shape: QkNormShape, options?: KernelOptions): Promise<QkNorm> {
  const { heads, kvHeads, headDim, allHeads, eps, rotaryDim } = shape;
  const features = allHeads ? heads * headDim : headDim;
  const kernel = await createKernel(
    gpu,
    {
      label: 'qk-norm',
      modules: [control, attention, rotary, source],
      constants: {
        ...attentionConstants(shape),
        ROTARY_DIM: rotaryDim,
        ALL_HEADS: allHeads ? 1 : 0,
        EPS: eps,
      },
      // On a GPU one thread per eight features, at most 128.
      workgroupSize: gpu.onCpu ? gpu.lockstep : Math.min(128, powerOfTwoFrom(octsOf(features))),
    },
    options,
  );
  const means = allHeads ? 2 : heads + kvHeads;
  return {
    dispatch: (buffers) => ({
      kernel,
      bindGroup: kernel.bind(buffers),
      grid: (tokens) => [means, tokens, 1],
    }),
  };
}
