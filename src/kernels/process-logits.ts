// Turns logits into the scores that the next token is chosen by.

import automaton from '../../shaders/automaton.wgsl?raw';
import control from '../../shaders/control.wgsl?raw';
import newMaskThreads from '../../shaders/new-mask-threads.wgsl?raw';
import newMaskWorkgroup from '../../shaders/new-mask-workgroup.wgsl?raw';
import source from '../../shaders/process-logits.wgsl?raw';
import sampling from '../../shaders/sampling.wgsl?raw';
import scores from '../../shaders/scores.wgsl?raw';
import type { Dispatch, Grid } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';

export interface ProcessLogits {
  /**
   * logits, scores: (vocabSize padded to 4) · params: `samplingWords(vocabSize)` · counts: (vocabSize) · automaton, symbols: see
   * `automaton.wgsl` · masks: (slots, vocabSize) bits, each padded with zeros to 32
   */
  dispatch(buffers: {
    control: Resource;
    logits: Resource;
    params: Resource;
    counts: Resource;
    automaton: Resource;
    symbols: Resource;
    masks: Resource;
    scores: Resource;
  }): Dispatch;
}

/** `vocabSize`: rows of the head, padding rows included. */
export async function createProcessLogits(gpu: Gpu, vocabSize: number): Promise<ProcessLogits> {
  // Starting a thread is expensive on a CPU.
  const { workgroupSize, quads, newMask } = gpu.onCpu
    ? { workgroupSize: 16, quads: 8, newMask: newMaskThreads }
    : { workgroupSize: 256, quads: 1, newMask: newMaskWorkgroup };
  const kernel = await createKernel(gpu, {
    label: 'process-logits',
    modules: [control, sampling, scores, automaton, source, newMask],
    constants: { VOCAB: vocabSize, QUADS: quads },
    workgroupSize,
  });
  const grid: Grid = [Math.ceil(vocabSize / (4 * quads * workgroupSize)), 1, 1];
  return {
    dispatch: (buffers) => ({ kernel, bindGroup: kernel.bind(buffers), grid }),
  };
}
