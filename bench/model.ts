// Measures a model on an adapter: one section after the other, on one loaded model.

import type { ModelConfig } from '../src/contract/model-config.ts';
import type { Sequence } from '../src/engine/sequence.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { submittedWorkDone } from '../src/gpu/wait.ts';
import { kvCacheBytes } from '../src/kernels/attention.ts';
import type { Manifest } from '../src/shards/manifest.ts';
import { loadOntoGpu } from '../src/startup/load-onto-gpu.ts';
import type { TuningStore } from '../src/startup/tuning.ts';
import { type AdapterFigures, bandwidthGBs } from './adapter.ts';
import { allExpertBytes, type BenchModel } from './bench-model.ts';
import { check } from './check.ts';
import { checkLogits, checkOutput, type OutputCheck } from './check-output.ts';
import { bytesOf, promptFlops, stepCost } from './costs.ts';
import { type DecodeFigure, measureDecode } from './decode.ts';
import type { DeviceCounter } from './device-counts.ts';
import { type LoopFigures, measureLoop } from './device-loop.ts';
import { type EngineFigures, measureEngine } from './engine.ts';
import { type KernelFigures, measureKernels } from './kernels.ts';
import { type KvReadFigure, kvRead } from './kv-read.ts';
import { measurePrefill, type PrefillFigure, prefillMs } from './prefill.ts';
import { measurePrefillKernels, type PrefillKernelFigures } from './prefill-kernels.ts';
import { type Spread, sample } from './statistics.ts';

export interface ModelOptions {
  contexts: readonly number[];
  prompts: readonly number[];
  runs: number;
  /** Maximum tokens of one decode sample. */
  decodeTokens: number;
  stepsPerSubmit: number;
}

export interface ModelFigures {
  /** Milliseconds from files in memory to all weights and experts on the GPU and prefill pipelines compiled. */
  loadMs: number;
  /** Milliseconds from a 15-token prompt to its first sampled token. */
  timeToFirstTokenMs: Spread;
  engine: EngineFigures;
  /** Kernels that were tuned for this adapter, by the product that they compute; none on software adapters. */
  tuning: Readonly<Record<string, string>>;
  check: OutputCheck;
  decode: (DecodeFigure & {
    /** Minimum bytes that a token reads and writes: see `costs.ts`. */
    bytesPerToken: number;
    /** Share of the adapter's bandwidth, as for kernels. */
    shareOfBandwidth: number;
  })[];
  kvRead: KvReadFigure | null;
  prefill: PrefillFigure[];
  kernels: KernelFigures;
  prefillKernels: PrefillKernelFigures;
  /** The minimum work of a step at the kernels' context: see `costs.ts`. */
  step: { flops: number; weightBytes: number; stateBytes: number; activationBytes: number };
  loop: LoopFigures;
  /** Bytes of GPU buffers after loading. */
  gpuBytes: number;
  /** Buffers alive after 100 generations, minus those after the first: a leak if not 0. */
  buffersKept: number;
}

export interface ModelListeners {
  /** Called with a section's name before it is measured. */
  onProgress: (what: string) => void;
  /** Called with figures as soon as they are known, and with the whole list when a list grows. */
  onFigures: (figures: Partial<ModelFigures>) => void;
}

export interface ModelRun {
  figures: ModelFigures;
  /** The engine's answer to the model's prompt. */
  answer: number[];
}

/** Tokens before the step whose kernels are timed. */
const kernelContext = 1024;

/**
 * Measures one section after the other, the most informative first. Calls `onFigures` after each section, so that an
 * interrupted run has all earlier ones.
 */
export async function measureModel(
  gpu: Gpu,
  model: BenchModel,
  adapter: AdapterFigures,
  counter: DeviceCounter,
  options: ModelOptions,
  { onProgress, onFigures }: ModelListeners,
): Promise<ModelRun> {
  const { manifest, source, allowed } = model;
  const { config } = manifest;
  const { contexts, prompts, runs, decodeTokens } = options;
  const longest = Math.max(...contexts, ...prompts) + 2 * decodeTokens;
  check(
    longest <= config.maxPositionEmbeddings,
    `--contexts and --prompts ask for ${longest} tokens, but the model holds ${config.maxPositionEmbeddings}`,
  );
  const { store: tuning, tuned } = memoryTuningStore();
  onProgress('engine');
  const engine = await measureEngine(gpu, model, tuning, 2 * decodeTokens, runs);
  const chosen = { engine: engine.figures, tuning: tuned() };
  onFigures(chosen);

  onProgress('load');
  const before = counter.liveBytes;
  const started = performance.now();
  const contextLength = Math.min(config.maxPositionEmbeddings, Math.max(4096, longest));
  const expertBudgetBytes = allExpertBytes(manifest);
  const given = { gpu, manifest, source, allowed, contextLength, tuning, expertBudgetBytes };
  const loaded = await loadOntoGpu(given);
  try {
    await loaded.placeAllExperts();
    await submittedWorkDone(gpu.device);
    const load = { loadMs: performance.now() - started, gpuBytes: counter.liveBytes - before };
    onFigures(load);
    onProgress('output');
    const output = { check: await checkOutput(gpu, loaded.sequence, model, engine.ids) };
    onFigures(output);
    const bench: LoadedBench = { gpu, sequence: loaded.sequence, manifest, adapter, counter };
    const speed = await measureSpeed(bench, options, { onProgress, onFigures });
    const work = await measureWork(bench, options, { onProgress, onFigures });
    await checkLogits(gpu, loaded.sequence);
    const figures = { ...chosen, ...load, ...output, ...speed, ...work };
    return { answer: engine.ids, figures };
  } finally {
    loaded.destroy();
  }
}

interface LoadedBench {
  gpu: Gpu;
  sequence: Sequence;
  manifest: Manifest;
  adapter: AdapterFigures;
  counter: DeviceCounter;
}

type SpeedFigures = Pick<ModelFigures, 'timeToFirstTokenMs' | 'prefill' | 'decode' | 'kvRead'>;

/** Tokens per second, which a user of the model notices. */
async function measureSpeed(
  { gpu, sequence, manifest: { config, quantization }, adapter }: LoadedBench,
  { contexts, prompts, runs, decodeTokens, stepsPerSubmit }: ModelOptions,
  { onProgress, onFigures }: ModelListeners,
): Promise<SpeedFigures> {
  const kvElementBytes = kvBytes(config);
  onProgress('first token');
  const timeToFirstTokenMs = await sample(() => prefillMs(sequence, 15), { runs });
  onFigures({ timeToFirstTokenMs });
  const prefill: PrefillFigure[] = [];
  for (const tokens of prompts) {
    onProgress(`prefill ${tokens}`);
    const flops = promptFlops({ config, quantization, kvElementBytes }, tokens);
    const peakGflops = adapter.fmaGflops.median;
    prefill.push(await measurePrefill(sequence, tokens, { runs, flops, peakGflops }));
    onFigures({ prefill });
  }
  const decode: ModelFigures['decode'] = [];
  for (const context of contexts) {
    onProgress(`decode at ${context}`);
    const figure = await measureDecode(gpu, sequence, context, {
      tokens: decodeTokens,
      stepsPerSubmit,
      runs,
    });
    const bytesPerToken = bytesOf(stepCost({ config, quantization, context, kvElementBytes }));
    const bytesPerSecond = bytesPerToken * figure.tokensPerSecond.median;
    const shareOfBandwidth = bytesPerSecond / 1e9 / bandwidthGBs(adapter);
    decode.push({ ...figure, bytesPerToken, shareOfBandwidth });
    onFigures({ decode });
  }
  const kv = { kvRead: kvRead(config, kvElementBytes, decode, adapter.readGBs.median) };
  onFigures(kv);
  return { timeToFirstTokenMs, prefill, decode, ...kv };
}

type WorkFigures = Pick<ModelFigures, 'kernels' | 'prefillKernels' | 'step' | 'loop' | 'buffersKept'>;

/** Where a token's time is spent: kernels against the adapter's limits, calls on the device, and buffers. */
async function measureWork(
  { gpu, sequence, manifest: { config, quantization }, adapter, counter }: LoadedBench,
  { runs, decodeTokens, stepsPerSubmit }: ModelOptions,
  { onProgress, onFigures }: ModelListeners,
): Promise<WorkFigures> {
  onProgress('kernels');
  const shape = { config, quantization, context: kernelContext, kvElementBytes: kvBytes(config) };
  const { flops, weights, state, activations } = stepCost(shape);
  const kernels = await measureKernels(gpu, sequence, {
    ...shape,
    runs,
    bandwidthGBs: bandwidthGBs(adapter),
    peakGflops: adapter.fmaGflops.median,
  });
  const step = { flops, weightBytes: weights, stateBytes: state, activationBytes: activations };
  onFigures({ kernels, step });
  onProgress('kernels of a prefill');
  const prefillKernels = await measurePrefillKernels(gpu, sequence, runs);
  onFigures({ prefillKernels });
  onProgress('loop');
  const loop = await measureLoop(gpu, sequence, counter, decodeTokens, stepsPerSubmit, runs);
  onFigures({ loop });
  onProgress('100 generations');
  await prefillMs(sequence, 3);
  const aliveBefore = counter.liveBuffers;
  for (let i = 1; i < 100; i++) await prefillMs(sequence, 3);
  const buffersKept = counter.liveBuffers - aliveBefore;
  onFigures({ buffersKept });
  return { kernels, prefillKernels, step, loop, buffersKept };
}

/** Bytes of one element of a key or value in the cache. */
function kvBytes({ numKeyValueHeads: kvHeads, headDim }: ModelConfig): number {
  return kvCacheBytes({ kvHeads, headDim }, 1) / (2 * kvHeads * headDim);
}

/** Decoding is measured with the kernels that an application's engine would choose on this adapter. */
function memoryTuningStore(): { store: TuningStore; tuned: () => Record<string, string> } {
  const entries = new Map<string, string>();
  const store: TuningStore = {
    get: async (key) => entries.get(key),
    set: async (key, value) => void entries.set(key, value),
  };
  const tuned = () => Object.assign({}, ...[...entries.values()].map((value) => JSON.parse(value)));
  return { store, tuned };
}
