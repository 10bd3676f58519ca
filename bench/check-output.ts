// Checks the timed tokens: compares the engine's answer with the same answer computed in a slower way.

import type { Sequence } from '../src/engine/sequence.ts';
import { readLogits, readSampledLogits } from '../src/engine/trace.ts';
import type { Gpu } from '../src/gpu/device.ts';
import type { BenchModel } from './bench-model.ts';
import { check } from './check.ts';
import { decodeSteps } from './decode.ts';
import { readPrompt } from './prefill.ts';

export interface OutputCheck {
  /** Tokens compared. */
  tokens: number;
  /** Tokens that are the most probable ones when the whole answer is read as a prompt … */
  mostProbable: number;
  /** … and the largest gap of the others, in logits: prefill and decode sum in different orders. */
  largestGap: number;
}

/** Logits closer than this may change order where tiles hold 16-bit floats; a mistake is many times larger. */
export const tie = 0.05;

/**
 * Decodes the engine's answer again in single steps, which must give the same tokens, and reads prompt and answer as one
 * prompt, whose logits must choose the same tokens. Throws otherwise.
 */
export async function checkOutput(
  gpu: Gpu,
  sequence: Sequence,
  { prompt, allowed }: BenchModel,
  answer: readonly number[],
): Promise<OutputCheck> {
  const first = await readPrompt(sequence, Uint32Array.from(prompt), true);
  const { ids } = await decodeSteps(sequence, answer.length - 1, 1);
  const steps = [...first, ...ids];
  const differs = answer.findIndex((id, i) => id !== steps[i]);
  check(
    differs === -1,
    `token ${differs} of the engine's answer is ${answer[differs]}, step by step ${steps[differs]}`,
  );

  const { chunkTokens } = sequence.executor.forward;
  const whole = Uint32Array.from([...prompt, ...answer]).slice(0, chunkTokens);
  const tokens = Math.min(answer.length, whole.length - prompt.length);
  await readPrompt(sequence, whole, false);
  let mostProbable = 0;
  let largestGap = 0;
  for (let i = 0; i < tokens; i++) {
    const logits = await readLogits(gpu, sequence.executor, prompt.length - 1 + i);
    const mayBe = logits.filter((_, id) => (allowed[id >> 5]! >>> (id & 31)) & 1);
    const gap = mayBe.reduce((a, b) => Math.max(a, b)) - logits[answer[i]!]!;
    check(
      gap <= tie,
      `token ${i} of the answer is ${gap} logits below the most probable one of a prefill of all before it`,
    );
    if (gap === 0) mostProbable += 1;
    largestGap = Math.max(largestGap, gap);
  }
  return { tokens, mostProbable, largestGap };
}

/** A model that computed nothing gives logits that are not finite or mostly equal. */
export async function checkLogits(gpu: Gpu, sequence: Sequence): Promise<void> {
  const logits = await readSampledLogits(gpu, sequence.executor);
  check(logits.every(Number.isFinite), 'a logit is not finite');
  check(new Set(logits).size > logits.length / 2, 'the logits are degenerate');
}
