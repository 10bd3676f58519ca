// Every kernel of a chunk of a prompt: its time, and its share of the chunk's time.

import type { Sequence } from '../src/engine/sequence.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { anyIds } from './bench-model.ts';
import { jumpTo, setPosition } from './decode.ts';
import { createDispatchClock, type TimedBy } from './dispatch-clock.ts';
import { byKernel, timeRound } from './kernels.ts';
import { type Part, programParts } from './parts.ts';
import { readPrompt } from './prefill.ts';
import { mapSpread, type Spread } from './statistics.ts';

export interface PrefillKernelFigures {
  timedBy: TimedBy;
  /** Tokens of the chunk, which is the first of the sequence. */
  tokens: number;
  /** Microseconds of a chunk: the sum of every kernel's time. */
  chunkUs: number;
  kernels: {
    part: Part;
    kernel: string;
    /** Dispatches in one chunk. */
    perChunk: number;
    /** Microseconds of one dispatch, on average: dispatches of one kernel may differ in shape. */
    us: Spread;
    shareOfChunk: number;
  }[];
}

export async function measurePrefillKernels(
  gpu: Gpu,
  sequence: Sequence,
  runs: number,
): Promise<PrefillKernelFigures> {
  const { executor, programs } = sequence;
  const { forward } = executor;
  const tokens = Math.min(forward.chunkTokens, gpu.onCpu ? 128 : 512);
  const ids = anyIds(tokens, forward.config.vocabSize);
  const prepare = (): void => {
    jumpTo(gpu, sequence, 0, tokens);
    setPosition(gpu, sequence, 0, tokens);
  };
  const clock = createDispatchClock(gpu);
  const kernels: PrefillKernelFigures['kernels'] = [];
  try {
    for (const { part, dispatches } of byKernel(programParts(forward.config, programs.prefill)).values()) {
      await readPrompt(sequence, ids, true);
      const ms = await timeRound(clock, dispatches, runs, prepare, tokens);
      const us = mapSpread(ms, (time) => (1000 * time) / dispatches.length);
      const kernel = dispatches[0]!.kernel.label;
      kernels.push({ part, kernel, perChunk: dispatches.length, us, shareOfChunk: 0 });
    }
    await readPrompt(sequence, ids, true);
  } finally {
    clock.destroy();
  }
  const chunkUs = kernels.reduce((sum, { perChunk, us }) => sum + perChunk * us.median, 0);
  for (const figure of kernels) figure.shareOfChunk = (figure.perChunk * figure.us.median) / chunkUs;
  kernels.sort((a, b) => b.shareOfChunk - a.shareOfChunk);
  return { timedBy: clock.timedBy, tokens, chunkUs, kernels };
}
