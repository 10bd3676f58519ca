// Log-probabilities of chosen tokens and of the most probable ones, of the raw logits. Compiled when they are first asked for.

import control from '../../shaders/control.wgsl?raw';
import source from '../../shaders/log-probs.wgsl?raw';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createKernel, type Resource } from '../gpu/kernel.ts';
import { wgslConstant } from '../gpu/struct-layout.ts';

/** Maximum of tokens in a record besides the chosen one. */
export const maxTopLogProbs: number = wgslConstant(source, 'MAX_TOP');

/** Words of a token's record: its log-probability (f32), then id (u32) and log-probability (f32) of each of the others. */
export const logProbWords: number = wgslConstant(source, 'RECORD_WORDS');

/** As an id: there are no more tokens. */
export const noTopId: number = wgslConstant(source, 'NO_ID');

export interface LogProbsShape {
  /** Rows of the head, padding rows included; below 2^24. */
  vocabSize: number;
  /** Tokens that the ring of records holds. */
  ring: number;
  /** Whether records have the most probable tokens. */
  top: boolean;
}

export interface LogProbs {
  /**
   * Runs after `sample`. logits: (vocabSize padded to 4) · ids: the token that was chosen · records: (ring, logProbWords)
   */
  dispatch(buffers: { control: Resource; logits: Resource; ids: Resource; records: Resource }): Dispatch;
}

export async function createLogProbs(gpu: Gpu, { vocabSize, ring, top }: LogProbsShape): Promise<LogProbs> {
  const kernel = await createKernel(gpu, {
    label: 'log-probs',
    modules: [control, source],
    constants: { VOCAB: vocabSize, RING: ring, TOP: top ? maxTopLogProbs : 0 },
    // Starting a thread is expensive on a CPU.
    workgroupSize: gpu.onCpu ? 16 : 256,
  });
  return {
    dispatch: (buffers) => ({ kernel, bindGroup: kernel.bind(buffers), grid: [1, 1, 1] }),
  };
}
