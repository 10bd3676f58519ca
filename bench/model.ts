// What a model costs on an adapter: one section after the other, on one loaded model.

import type { Gpu } from '../src/gpu/device.ts';
import { submittedWorkDone } from '../src/gpu/wait.ts';
import { kvCacheBytes } from '../src/kernels/attention.ts';
import { loadOntoGpu } from '../src/runtime/load.ts';
import { type AdapterFigures, bandwidthGBs } from './adapter.ts';
import type { BenchModel } from './bench-model.ts';
import { check } from './check.ts';
import { checkLogits, checkOutput, type OutputCheck } from './check-output.ts';
import { promptFlops, stepCost } from './costs.ts';
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
  /** Most tokens of one decode sample. */
  decodeTokens: number;
  stepsPerSubmit: number;
}

export interface ModelFigures {
  /** Milliseconds from files in memory to all weights, experts included, and what reads a prompt on the GPU. */
  loadMs: number;
  /** Milliseconds from a 15-token prompt to its first sampled token. */
  timeToFirstTokenMs: Spread;
  engine: EngineFigures;
  check: OutputCheck;
  decode: DecodeFigure[];
  kvRead: KvReadFigure | null;
  prefill: PrefillFigure[];
  kernels: KernelFigures;
  prefillKernels: PrefillKernelFigures;
  /** What a step at the kernels' context must do: see `costs.ts`. */
  step: { flops: number; weightBytes: number; stateBytes: number; activationBytes: number };
  loop: LoopFigures;
  /** Bytes of GPU buffers after loading. */
  gpuBytes: number;
  /** Buffers alive after 100 generations, less those after the first: a leak if not 0. */
  buffersKept: number;
}

export interface ModelRun {
  figures: ModelFigures;
  /** What the engine answered to the model's prompt. */
  answer: number[];
}

/** Tokens before the step whose kernels are timed. */
const kernelContext = 1024;

export async function measureModel(
  gpu: Gpu,
  model: BenchModel,
  adapter: AdapterFigures,
  counter: DeviceCounter,
  { contexts, prompts, runs, decodeTokens, stepsPerSubmit }: ModelOptions,
  onProgress: (what: string) => void,
): Promise<ModelRun> {
  const { manifest, source, allowed } = model;
  const { config, quantization } = manifest;
  const { numKeyValueHeads: kvHeads, headDim } = config;
  const kvElementBytes = kvCacheBytes({ kvHeads, headDim }, 1) / (2 * kvHeads * headDim);
  const peakGflops = adapter.fmaGflops.median;
  const longest = Math.max(...contexts, ...prompts) + 2 * decodeTokens;
  check(
    longest <= config.maxPositionEmbeddings,
    `--contexts and --prompts ask for ${longest} tokens, but the model holds ${config.maxPositionEmbeddings}`,
  );
  onProgress('engine');
  const engine = await measureEngine(gpu, model, 2 * decodeTokens, runs);

  onProgress('load');
  const before = counter.liveBytes;
  const started = performance.now();
  const contextLength = Math.min(config.maxPositionEmbeddings, Math.max(4096, longest));
  const loaded = await loadOntoGpu({ gpu, manifest, source, allowed, contextLength });
  const { executor } = loaded;
  try {
    await loaded.placeAllExperts();
    await submittedWorkDone(gpu.device);
    const loadMs = performance.now() - started;
    const gpuBytes = counter.liveBytes - before;

    onProgress('output');
    const output = await checkOutput(gpu, executor, model, engine.ids);
    onProgress('first token');
    const timeToFirstTokenMs = await sample(() => prefillMs(executor, 15), { runs });
    const prefill: PrefillFigure[] = [];
    for (const tokens of prompts) {
      onProgress(`prefill ${tokens}`);
      const flops = promptFlops({ config, quantization, kvElementBytes }, tokens);
      prefill.push(await measurePrefill(executor, tokens, { runs, flops, peakGflops }));
    }
    onProgress('100 generations');
    await prefillMs(executor, 3);
    const aliveBefore = counter.liveBuffers;
    for (let i = 1; i < 100; i++) await prefillMs(executor, 3);
    const buffersKept = counter.liveBuffers - aliveBefore;

    onProgress('loop');
    const loop = await measureLoop(gpu, executor, counter, decodeTokens, stepsPerSubmit, runs);
    onProgress('kernels');
    const shape = { config, quantization, context: kernelContext, kvElementBytes };
    const cost = stepCost(shape);
    const kernels = await measureKernels(gpu, executor, {
      ...shape,
      runs,
      bandwidthGBs: bandwidthGBs(adapter),
      peakGflops,
    });
    onProgress('kernels of a prefill');
    const prefillKernels = await measurePrefillKernels(gpu, executor, runs);
    const decode: DecodeFigure[] = [];
    for (const context of contexts) {
      onProgress(`decode at ${context}`);
      decode.push(
        await measureDecode(gpu, executor, context, { tokens: decodeTokens, stepsPerSubmit, runs }),
      );
    }
    await checkLogits(gpu, executor);
    return {
      answer: engine.ids,
      figures: {
        loadMs,
        timeToFirstTokenMs,
        engine: engine.figures,
        check: output,
        decode,
        kvRead: kvRead(config, kvElementBytes, decode, adapter.readGBs.median),
        prefill,
        kernels,
        prefillKernels,
        step: {
          flops: cost.flops,
          weightBytes: cost.weights,
          stateBytes: cost.state,
          activationBytes: cost.activations,
        },
        loop,
        gpuBytes,
        buffersKept,
      },
    };
  } finally {
    loaded.destroy();
  }
}
