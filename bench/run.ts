// One benchmark run: the adapter's own figures, then a model's, then optionally a long context. Runs in a page and in
// Node.

import type { Gpu } from '../src/gpu/device.ts';
import { type AdapterFigures, measureAdapter } from './adapter.ts';
import {
  type BenchModel,
  describeModel,
  type ModelChoice,
  type ModelDescription,
  openModel,
  type ReadFile,
} from './bench-model.ts';
import { countDevice, type DeviceCounter } from './device-counts.ts';
import { type LongFigures, measureLongContext } from './long-context.ts';
import { type ModelFigures, type ModelOptions, measureModel } from './model.ts';

export interface BenchOptions extends Omit<ModelOptions, 'decodeTokens'> {
  model: ModelChoice;
  /** Maximum tokens of one decode sample; null: 64 on an adapter that computes on the CPU, 256 on others. */
  decodeTokens: number | null;
  /** Also measure a context of a million tokens. */
  long: boolean;
}

export interface BenchResult {
  adapter: AdapterFigures;
  model: ModelDescription;
  figures: ModelFigures;
  /** Why it failed, if it did; the other figures are valid all the same. */
  long: LongFigures | { failed: string } | null;
  /** The model's prompt and the engine's greedy answer, as a reference for other runtimes. */
  reference: { prompt: number[]; answer: number[]; promptText: string | null; answerText: string | null };
}

/** The bundled model must fit a million tokens in this. */
const longContextBytes = 1.5e9;

export async function runBench(
  gpu: Gpu,
  options: BenchOptions,
  read: ReadFile,
  onProgress: (what: string) => void,
): Promise<BenchResult> {
  const counter = countDevice(gpu.device);
  onProgress('adapter');
  const adapter = await measureAdapter(gpu, options.runs);
  const model = await openModel(options.model, read);
  const decodeTokens = options.decodeTokens ?? (gpu.onCpu ? 64 : 256);
  const modelOptions: ModelOptions = { ...options, decodeTokens };
  const { figures, answer } = await measureModel(gpu, model, adapter, counter, modelOptions, {
    onProgress,
    onFigures: () => {},
  });
  const { prompt, decode } = model;
  return {
    adapter,
    model: describeModel(model),
    figures,
    long: options.long ? await longContext(gpu, model, counter, modelOptions, onProgress) : null,
    reference: {
      prompt,
      answer,
      promptText: decode?.(prompt) ?? null,
      answerText: decode?.(answer) ?? null,
    },
  };
}

async function longContext(
  gpu: Gpu,
  model: BenchModel,
  counter: DeviceCounter,
  { decodeTokens: tokens, stepsPerSubmit, runs }: ModelOptions,
  onProgress: (what: string) => void,
): Promise<LongFigures | { failed: string }> {
  const small = model.manifest.config.hiddenSize <= 256;
  const allowedBytes = small ? longContextBytes : null;
  try {
    const options = { tokens, stepsPerSubmit, runs, allowedBytes };
    return await measureLongContext(gpu, model, counter, options, onProgress);
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
