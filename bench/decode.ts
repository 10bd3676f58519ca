// Decoding speed by context length, on the bare sequence: a fixed number of steps per submit, two submits in flight.
// `engine.ts` measures the same through the engine.

import { submitsInFlight } from '../src/engine/pacing.ts';
import type { Status } from '../src/engine/readback.ts';
import { resolveSampling } from '../src/engine/sampling.ts';
import type { Sequence } from '../src/engine/sequence.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { submittedWorkDone } from '../src/gpu/wait.ts';
import { controlWord, halt } from '../src/kernels/control.ts';
import { check } from './check.ts';
import { mapSpread, type Spread, sample } from './statistics.ts';

export interface DecodeFigure {
  context: number;
  /** Tokens of a sample: fewer than requested if they take long. */
  tokens: number;
  tokensPerSecond: Spread;
}

export interface DecodeOptions {
  tokens: number;
  stepsPerSubmit: number;
  runs: number;
}

export interface DecodeRun {
  /** Sampled tokens, in order. */
  ids: number[];
  ms: number;
  /** Milliseconds of that time spent recording and submitting. */
  cpuMs: number;
}

/** Samples are shortened to about this time. */
const sampleMs = 1500;

/** Decodes from `context` on. Every run must give the tokens of a first run of single steps. */
export async function measureDecode(
  gpu: Gpu,
  sequence: Sequence,
  context: number,
  { tokens, stepsPerSubmit, runs }: DecodeOptions,
): Promise<DecodeFigure> {
  jumpTo(gpu, sequence, context, tokens);
  const slow = await decodeSteps(sequence, Math.min(16, tokens), 1);
  const affordable = Math.floor(sampleMs / (slow.ms / slow.ids.length));
  const count = Math.max(1, Math.min(tokens, affordable));
  const ms = await sample(
    async () => {
      jumpTo(gpu, sequence, context, tokens);
      await submittedWorkDone(gpu.device);
      const run = await decodeSteps(sequence, count, Math.min(stepsPerSubmit, count));
      const same = slow.ids.every((id, i) => i >= run.ids.length || run.ids[i] === id);
      check(same, `decoding at ${context} gave other tokens than decoding step by step`);
      return run.ms / run.ids.length;
    },
    { runs },
  );
  return { context, tokens: count, tokensPerSecond: mapSpread(ms, (time) => 1000 / time) };
}

/**
 * Starts a greedy sequence at `context`, with room for `tokens` more. Keys and values before it are arbitrary, which take
 * as long to read as any others.
 */
export function jumpTo(gpu: Gpu, sequence: Sequence, context: number, tokens: number): void {
  sequence.ensureCapacity(context + tokens + 1);
  sequence.begin({ sampling: resolveSampling({ temperature: 0 }), stopIds: [], limit: 1 << 20 });
  sequence.tokens.push(new Uint32Array(context));
  gpu.device.queue.writeBuffer(sequence.executor.forward.buffers.ids, 0, new Uint32Array([1]));
  setPosition(gpu, sequence, context, 1);
}

/** The chunk of `tokens` at `position`, for the dispatches that are recorded next. */
export function setPosition(gpu: Gpu, sequence: Sequence, position: number, tokens: number): void {
  const words = new Uint32Array([position, tokens]);
  gpu.device.queue.writeBuffer(sequence.executor.forward.buffers.control, 4 * controlWord.position, words);
}

/** Decodes `tokens` tokens, rounded up to whole submits of `steps`. */
export async function decodeSteps(sequence: Sequence, tokens: number, steps: number): Promise<DecodeRun> {
  const ids: number[] = [];
  let first: number | undefined;
  let cpuMs = 0;
  let submitted = 0;
  const inFlight: Promise<Status>[] = [];
  const started = performance.now();
  while (submitted < tokens || inFlight.length > 0) {
    while (submitted < tokens && inFlight.length < submitsInFlight) {
      const before = performance.now();
      inFlight.push(sequence.decode(steps));
      cpuMs += performance.now() - before;
      submitted += steps;
    }
    const status = await inFlight.shift()!;
    check(
      status.halt !== halt.fault,
      'decoding met an absent expert: this adapter has no room for all of them',
    );
    check(status.halt === halt.none, `decoding halted (${status.halt})`);
    first ??= status.generated - steps;
    while (first + ids.length < status.generated) {
      ids.push(status.ring[(first + ids.length) % status.ring.length]!);
    }
  }
  const ms = performance.now() - started;
  check(ids.length === submitted, `${ids.length} tokens came of ${submitted} steps`);
  return { ids, ms, cpuMs };
}
