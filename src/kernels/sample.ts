// Chooses the next token on the GPU and advances the control block, so that the next step needs nothing from the CPU.

import automaton from '../../shaders/automaton.wgsl?raw';
import automatonStep from '../../shaders/automaton-step.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import philox from '../../shaders/philox.wgsl?raw';
import source from '../../shaders/sample.wgsl?raw';
import sampling from '../../shaders/sampling.wgsl?raw';
import scores from '../../shaders/scores.wgsl?raw';
import wide from '../../shaders/wide.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';

export interface SampleShape {
  /** Rows of the head, padding rows included; below 2^24. */
  vocabSize: number;
  /** Tokens the ring holds. */
  ring: number;
}

export interface Sample {
  /**
   * scores: (vocabSize padded to 4), of `process-logits`; with `samplingUse.raw`, the logits · params: `samplingWords(vocabSize)` ·
   * counts: (vocabSize) · ids: at least 1 · ring: (ring) · automaton, symbols: see `automaton.wgsl`. Halts with `stop`, `limit`, or
   * `noToken` when none is allowed; changes nothing once halted.
   */
  dispatch(buffers: {
    control: Resource;
    scores: Resource;
    params: Resource;
    counts: Resource;
    ids: Resource;
    ring: Resource;
    automaton: Resource;
    symbols: Resource;
  }): Dispatch;
}

export async function createSample(gpu: Gpu, shape: SampleShape): Promise<Sample> {
  const kernel = await createKernel(gpu, {
    label: 'sample',
    modules: [control, sampling, scores, wide, philox, automaton, automatonStep, source],
    constants: { VOCAB: shape.vocabSize, RING: shape.ring },
    // Starting a thread is expensive on a CPU.
    workgroupSize: gpu.onCpu ? 16 : 256,
  });
  return {
    dispatch: (buffers) => ({ kernel, bindGroup: kernel.bind(buffers), grid: [1, 1, 1] }),
  };
}
