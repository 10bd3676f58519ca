// A context of a million tokens. Measures that a lightning layer costs the same at any position, how much more softmax layers
// cost, that decoding works near the end, and that everything fits in memory. Skips to positions instead of reading the tokens,
// because keys and values of zero take as long to read as any others, and a lightning state always has the same size.

import type { Sequence } from '../src/engine/sequence.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { loadOntoGpu } from '../src/startup/load-onto-gpu.ts';
import { anyIds, type BenchModel } from './bench-model.ts';
import { check } from './check.ts';
import { checkLogits } from './check-output.ts';
import { type DecodeFigure, type DecodeOptions, jumpTo, measureDecode, setPosition } from './decode.ts';
import type { DeviceCounter } from './device-counts.ts';
import { createDispatchClock, type DispatchClock, enoughRounds, type TimedBy } from './dispatch-clock.ts';
import { type Part, programParts } from './parts.ts';
import { type Spread, spread } from './statistics.ts';

export interface LongFigures {
  contextLength: number;
  timedBy: TimedBy;
  /** Tokens of the prefill chunk that is timed. */
  chunkTokens: number;
  /** Positions of that chunk. */
  positions: readonly number[];
  parts: PartFigure[];
  decode: DecodeFigure[];
  /** Bytes of GPU buffers at the end, with room for the whole context, and the maximum. */
  gpuBytes: number;
  peakBytes: number;
}

/** All layers of one kind together. */
export interface PartFigure {
  part: Part;
  /** By position: microseconds per token of the chunk. */
  usPerToken: Spread[];
  /** Time at the last position divided by that at the first: 1 if the position costs nothing. */
  ratio: Spread;
}

export interface LongOptions extends DecodeOptions {
  /** Maximum bytes of GPU buffers for the model, if limited. */
  allowedBytes: number | null;
}

const contextLength = 1_000_000;
const positions = [100_000, 900_000] as const;
const timedParts: readonly Part[] = ['lightning', 'attention', 'experts'];
/** Milliseconds after which few samples suffice. */
const budgetMs = 10_000;

export async function measureLongContext(
  gpu: Gpu,
  { manifest, source, allowed }: BenchModel,
  counter: DeviceCounter,
  options: LongOptions,
  onProgress: (what: string) => void,
): Promise<LongFigures> {
  const { maxPositionEmbeddings } = manifest.config;
  check(maxPositionEmbeddings >= contextLength, `the model holds ${maxPositionEmbeddings} tokens only`);
  const before = counter.liveBytes;
  counter.resetPeak();
  onProgress('long context: load');
  const loaded = await loadOntoGpu({ gpu, manifest, source, allowed, contextLength });
  // A chunk attends to everything before it, which takes seconds on a CPU.
  const chunkTokens = gpu.onCpu ? 16 : 64;
  const clock = createDispatchClock(gpu);
  try {
    await loaded.placeAllExperts();
    const { sequence } = loaded;
    sequence.ensureCapacity(contextLength);
    for (const position of positions) {
      onProgress(`long context: prefill at ${position}`);
      jumpTo(gpu, sequence, position, chunkTokens);
      await sequence.prefill(anyIds(chunkTokens, manifest.config.vocabSize), { sample: true });
      await checkLogits(gpu, sequence);
    }
    const parts: PartFigure[] = [];
    for (const part of timedParts) {
      onProgress(`long context: ${part}`);
      const figure = await measurePart(gpu, sequence, clock, part, chunkTokens, options.runs);
      if (figure) parts.push(figure);
    }
    const decode: DecodeFigure[] = [];
    for (const context of [1000, contextLength - 1000]) {
      onProgress(`long context: decode at ${context}`);
      decode.push(await measureDecode(gpu, sequence, context, options));
      await checkLogits(gpu, sequence);
    }
    const gpuBytes = counter.liveBytes - before;
    const { allowedBytes } = options;
    check(
      allowedBytes === null || gpuBytes <= allowedBytes,
      `a context of ${contextLength} takes ${gpuBytes} bytes of GPU buffers, more than ${allowedBytes}`,
    );
    return {
      contextLength,
      timedBy: clock.timedBy,
      chunkTokens,
      positions,
      parts,
      decode,
      gpuBytes,
      peakBytes: counter.peakBytes - before,
    };
  } finally {
    clock.destroy();
    loaded.destroy();
  }
}

// Positions take turns, so that other load on the machine affects both.
async function measurePart(
  gpu: Gpu,
  sequence: Sequence,
  clock: DispatchClock,
  part: Part,
  tokens: number,
  runs: number,
): Promise<PartFigure | undefined> {
  const { config } = sequence.executor.forward;
  const { prefill } = sequence.programs;
  const placed = programParts(config, prefill).filter((dispatch) => dispatch.part === part);
  if (placed.length === 0) return undefined;
  const dispatches = placed.map(({ dispatch }) => dispatch);
  const jump = (position: number): void => {
    jumpTo(gpu, sequence, position, tokens);
    setPosition(gpu, sequence, position, tokens);
  };
  const rounds = await enoughRounds(clock, dispatches, () => jump(positions[0]), tokens);
  const us = positions.map((): number[] => []);
  const started = performance.now();
  // One round may take seconds; then it is long enough by itself and varies little.
  const wanted = rounds === 1 ? 1 : runs;
  while (us[0]!.length < wanted || (us[0]!.length < runs && performance.now() - started < budgetMs)) {
    for (const [i, position] of positions.entries()) {
      jump(position);
      us[i]!.push((1000 * (await clock.round(dispatches, rounds, tokens))) / tokens);
    }
  }
  return {
    part,
    usPerToken: us.map(spread),
    ratio: spread(us.at(-1)!.map((time, i) => time / us[0]![i]!)),
  };
}
