// Chooses the next token on the GPU and advances the control block, so that the next step needs nothing from the CPU.

import control from '../../shaders/control.wgsl?raw';
import philox from '../../shaders/philox.wgsl?raw';
import source from '../../shaders/sample.wgsl?raw';
import wide from '../../shaders/wide.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';

/**
 * Index of each field of `Sampling` in `sample.wgsl`, in words; `falloff` and the penalties are f32, the rest u32. `stops`
 * holds one bit per token of the vocabulary, set for tokens that end the run.
 */
export const samplingWord = {
  falloff: 0,
  topK: 1,
  topP: 2,
  deepest: 3,
  penalty: 4,
  inversePenalty: 5,
  seed: 6,
  stops: 8,
} as const;

/** Length of `Sampling` in words. */
export function samplingWords(vocabSize: number): number {
  return samplingWord.stops + Math.ceil(vocabSize / 32);
}

/** Steps of a token's depth in one halving of its probability. */
export const depthSteps: number = 2 ** 27;

export interface SampleShape {
  /** Rows of the head, padding rows included; below 2^24. */
  vocabSize: number;
  /** Tokens the ring holds. */
  ring: number;
}

export interface Sample {
  /**
   * logits: (vocabSize padded to 4) · params: `samplingWords(vocabSize)` · allowed, seen: one bit per token, padded
   * with zeros to 32 · ids: at least 1 · ring: (ring). Halts with `stop` or `limit`; changes nothing once halted.
   */
  dispatch(buffers: {
    control: Resource;
    logits: Resource;
    params: Resource;
    allowed: Resource;
    seen: Resource;
    ids: Resource;
    ring: Resource;
  }): Dispatch;
}

export async function createSample(gpu: Gpu, shape: SampleShape): Promise<Sample> {
  const kernel = await createKernel(gpu, {
    label: 'sample',
    modules: [control, wide, philox, source],
    constants: { VOCAB: shape.vocabSize, RING: shape.ring },
    // Starting a thread is expensive on a CPU.
    workgroupSize: gpu.onCpu ? 16 : 256,
  });
  return {
    dispatch: (buffers) => ({ kernel, bindGroup: kernel.bind(buffers), grid: [1, 1, 1] }),
  };
}
