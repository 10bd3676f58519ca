// What a model costs on an adapter: load, prefill by prompt length, decoding by context length, each kernel, memory,
// and what the decoding loop asks of the device. Every timing ends with a check that the work was really done.

import { type Dispatch, record } from '../src/gpu/commands.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { controlWord, halt } from '../src/kernels/control.ts';
import type { Executor } from '../src/runtime/executor.ts';
import { loadOntoGpu } from '../src/runtime/load.ts';
import { resolveSampling } from '../src/runtime/sampling.ts';
import { readSampledLogits } from '../src/runtime/trace.ts';
import { countDevice, type DeviceCounter, type DeviceCounts } from './device-counts.ts';
import type { RandomModel } from './random-model.ts';
import { type Spread, spread } from './statistics.ts';

export interface KernelFigure {
  kernel: string;
  /** Dispatches of it in one decoding step. */
  perToken: number;
  /** Microseconds of one dispatch. */
  us: Spread;
}

export interface ModelFigures {
  /** Milliseconds from nothing to all weights and pipelines on the GPU, experts included. */
  loadMs: number;
  /** Milliseconds from a 15-token prompt to its first sampled token. */
  timeToFirstTokenMs: Spread;
  decode: { context: number; tokensPerSecond: Spread }[];
  prefill: { tokens: number; tokensPerSecond: Spread }[];
  kernels: KernelFigure[];
  dispatchesPerToken: number;
  gpuBytes: number;
  /** Buffers alive after 100 generations, less those after the first: a leak if not 0. */
  buffersKept: number;
  /** Steps in a submit of the decode figures. */
  stepsPerSubmit: number;
  /** What decoding asked of the device, for each token … */
  perToken: DeviceCounts;
  /** … and milliseconds the CPU spent recording and submitting it. */
  cpuMsPerToken: Spread;
}

export interface ModelOptions {
  contexts: readonly number[];
  prompts: readonly number[];
  runs: number;
  /** Tokens of one decode sample. */
  decodeTokens: number;
  stepsPerSubmit: number;
  onProgress?: (what: string) => void;
}

export async function measureModel(
  gpu: Gpu,
  model: RandomModel,
  options: ModelOptions,
): Promise<ModelFigures> {
  const { contexts, prompts, runs, decodeTokens, stepsPerSubmit, onProgress = () => {} } = options;
  const { manifest, source } = model;
  const { config } = manifest;
  const counter = countDevice(gpu.device);
  onProgress('load');
  const started = performance.now();
  const contextLength = Math.min(
    config.maxPositionEmbeddings,
    Math.max(4096, ...contexts.map((context) => context + 4 * decodeTokens)),
  );
  const allowed = new Uint32Array(Math.ceil(config.vocabSize / 32)).fill(0xffffffff);
  const loaded = await loadOntoGpu({ gpu, manifest, source, allowed, contextLength });
  const { executor } = loaded;
  try {
    await loaded.placeAllExperts();
    const loadMs = performance.now() - started;
    const gpuBytes = counter.liveBytes;

    const samples = async (measure: () => Promise<number>): Promise<Spread> => {
      await measure();
      const values: number[] = [];
      for (let i = 0; i < runs; i++) values.push(await measure());
      return spread(values);
    };
    onProgress('first token');
    const timeToFirstTokenMs = await samples(() => prefillMs(executor, 15));
    const prefill: ModelFigures['prefill'] = [];
    for (const tokens of prompts) {
      onProgress(`prefill ${tokens}`);
      const tokensPerSecond = await samples(
        async () => (1000 * tokens) / (await prefillMs(executor, tokens)),
      );
      prefill.push({ tokens, tokensPerSecond });
    }
    const decode: ModelFigures['decode'] = [];
    for (const context of contexts) {
      onProgress(`decode at ${context}`);
      const run = () => decodeMs(gpu, executor, context, decodeTokens, stepsPerSubmit);
      decode.push({
        context,
        tokensPerSecond: await samples(async () => (1000 * decodeTokens) / (await run()).ms),
      });
    }
    onProgress('100 generations');
    await prefillMs(executor, 3);
    const aliveBefore = counter.liveBuffers;
    for (let i = 1; i < 100; i++) await prefillMs(executor, 3);
    const buffersKept = counter.liveBuffers - aliveBefore;
    onProgress('loop');
    const loop = await measureLoop(gpu, executor, counter, decodeTokens, stepsPerSubmit, runs);
    onProgress('kernels');
    const { forward, sampler } = executor;
    const step = [...forward.decode.dispatches, forward.head, sampler.sample];
    const kernels = await measureKernels(gpu, executor, step, runs);
    const logits = await readSampledLogits(gpu, executor);
    check(
      logits.every(Number.isFinite) && new Set(logits).size > config.vocabSize / 2,
      'the logits are degenerate',
    );
    return {
      loadMs,
      timeToFirstTokenMs,
      decode,
      prefill,
      kernels,
      dispatchesPerToken: step.length,
      gpuBytes,
      buffersKept,
      stepsPerSubmit,
      ...loop,
    };
  } finally {
    loaded.destroy();
  }
}

async function prefillMs(executor: Executor, tokens: number): Promise<number> {
  const { config, chunkTokens } = executor.forward;
  const ids = Uint32Array.from({ length: tokens }, (_, i) => (i * 2_654_435_761) % config.vocabSize);
  const started = performance.now();
  executor.sampler.begin(resolveSampling({ temperature: 0 }), []);
  executor.begin(1 << 20);
  for (let at = 0; at < tokens; at += chunkTokens) {
    const status = await executor.prefill(ids.slice(at, at + chunkTokens), at, at + chunkTokens >= tokens);
    if (at + chunkTokens >= tokens) check(status.generated === 1, 'the prefill sampled nothing');
  }
  return performance.now() - started;
}

interface DecodeTime {
  ms: number;
  /** Spent recording and submitting. */
  cpuMs: number;
}

// Keys and values before `context` are zero, which costs as much to read as any others.
async function decodeMs(
  gpu: Gpu,
  executor: Executor,
  context: number,
  tokens: number,
  steps: number,
): Promise<DecodeTime> {
  executor.ensureCapacity(context + tokens + 1);
  executor.sampler.begin(resolveSampling({ temperature: 0 }), []);
  executor.begin(1 << 20);
  const { control } = executor.forward.buffers;
  gpu.device.queue.writeBuffer(control, 4 * controlWord.position, new Uint32Array([context]));
  await gpu.device.queue.onSubmittedWorkDone();
  let cpuMs = 0;
  const submit = () => {
    const before = performance.now();
    const status = executor.decode(steps);
    cpuMs += performance.now() - before;
    return status;
  };
  const started = performance.now();
  let submitted = 0;
  const inFlight: ReturnType<typeof submit>[] = [];
  let generated = 0;
  while (submitted < tokens || inFlight.length > 0) {
    while (submitted < tokens && inFlight.length < 2) {
      inFlight.push(submit());
      submitted += steps;
    }
    const status = await inFlight.shift()!;
    check(status.halt === halt.none, 'decoding halted');
    generated = status.generated;
  }
  const ms = performance.now() - started;
  check(generated === submitted, `${generated} tokens came of ${submitted} steps`);
  return { ms: (ms * tokens) / submitted, cpuMs: (cpuMs * tokens) / submitted };
}

async function measureLoop(
  gpu: Gpu,
  executor: Executor,
  counter: DeviceCounter,
  tokens: number,
  steps: number,
  runs: number,
): Promise<Pick<ModelFigures, 'perToken' | 'cpuMsPerToken'>> {
  const cpu: number[] = [];
  // Two lengths, so that what starting costs cancels out.
  const asked = async (count: number): Promise<DeviceCounts> => {
    counter.reset();
    cpu.push((await decodeMs(gpu, executor, 0, count, steps)).cpuMs / count);
    return counter.counts;
  };
  const short = await asked(tokens);
  const long = await asked(2 * tokens);
  for (let i = 2; i < runs; i++) await asked(tokens);
  const perToken = Object.fromEntries(
    Object.entries(long).map(([key, value]) => [key, (value - short[key as keyof DeviceCounts]) / tokens]),
  ) as unknown as DeviceCounts;
  return { perToken, cpuMsPerToken: spread(cpu) };
}

// Each kernel's dispatches over and over in one pass: long enough that the round trip does not count.
async function measureKernels(
  gpu: Gpu,
  executor: Executor,
  step: readonly Dispatch[],
  runs: number,
): Promise<KernelFigure[]> {
  const byKernel = new Map<string, Dispatch[]>();
  for (const dispatch of step) {
    const { label } = dispatch.kernel;
    byKernel.set(label, [...(byKernel.get(label) ?? []), dispatch]);
  }
  const figures: KernelFigure[] = [];
  for (const [kernel, dispatches] of byKernel) {
    const repeats = Math.ceil(160 / dispatches.length);
    const times: number[] = [];
    for (let i = 0; i <= runs; i++) {
      executor.begin(1 << 20);
      await gpu.device.queue.onSubmittedWorkDone();
      const encoder = gpu.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (let r = 0; r < repeats; r++) record(pass, dispatches);
      pass.end();
      const commands = encoder.finish();
      const started = performance.now();
      gpu.device.queue.submit([commands]);
      await gpu.device.queue.onSubmittedWorkDone();
      if (i > 0) times.push((1000 * (performance.now() - started)) / (repeats * dispatches.length));
    }
    figures.push({ kernel, perToken: dispatches.length, us: spread(times) });
  }
  return figures.sort((a, b) => b.perToken * b.us.median - a.perToken * a.us.median);
}

function check(condition: boolean, problem: string): void {
  if (!condition) throw new Error(`bench: ${problem}`);
}
