// Runs one golden fixture through the engine, without a worker, and compares everything with the recorded answers.

import { decodeSteps } from '../../src/engine/decode-loop.ts';
import type { Executor } from '../../src/engine/executor.ts';
import { resolveSampling } from '../../src/engine/sampling.ts';
import type { Sequence } from '../../src/engine/sequence.ts';
import { readLogits, readRouting, readSampledLogits } from '../../src/engine/trace.ts';
import { createTraffic } from '../../src/engine/traffic.ts';
import { readBack } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import type { KvFormat } from '../../src/kernels/attention.ts';
import { slotsPerToken, sparseLayers } from '../../src/model/config.ts';
import type { Manifest } from '../../src/shards/manifest.ts';
import { parseSafetensors } from '../../src/shards/safetensors.ts';
import { loadOntoGpu, type ModelSource } from '../../src/startup/load-onto-gpu.ts';
import { configOfAnswers } from './oracle.ts';
import { compareRestored } from './restore.ts';

export interface GoldenReport {
  /** Largest |logit - answer| over every recorded position and every continuation step. */
  logitError: number;
  /** Mean Kullback–Leibler divergence, in nats, from the answers' distributions. */
  divergence: number;
  /** Largest relative error of a lightning state after the 257-token prompt. */
  stateError: number;
  /** Tokens and layers with the same experts in the same order. */
  router: { same: number; of: number };
  greedy: { same: number; of: number };
  /** Forked, saved and restored sequences that continue bit-identically to an uninterrupted one. */
  restored: { same: number; of: number };
  /** Layers that had to wait for experts. */
  faults: number;
  milliseconds: number;
}

/** Fetches every expert on demand. `chunkTokens` below the prompt's length also tests the seams between chunks. */
export async function evaluateGolden(
  gpu: Gpu,
  given: Manifest,
  source: ModelSource,
  goldenFile: ArrayBuffer,
  chunkTokens: number,
  kvCache: KvFormat,
): Promise<GoldenReport> {
  const started = performance.now();
  const golden = readGolden(goldenFile);
  const config = configOfAnswers(given.config, golden.metadata);
  const manifest = { ...given, config };
  const contextLength = config.maxPositionEmbeddings;
  const model = await loadOntoGpu({ gpu, manifest, source, contextLength, chunkTokens, kvCache });
  const report: GoldenReport = {
    logitError: 0,
    divergence: 0,
    stateError: 0,
    router: { same: 0, of: 0 },
    greedy: { same: 0, of: 0 },
    restored: { same: 0, of: 0 },
    faults: 0,
    milliseconds: 0,
  };
  const divergences: number[] = [];
  const compareLogits = (actual: Float32Array, expected: Float32Array): void => {
    report.logitError = Math.max(report.logitError, maxAbsError(actual, expected));
    divergences.push(divergence(expected, actual));
  };
  try {
    for (const length of golden.lengths) {
      report.faults += await evaluatePrompt(gpu, model.sequence, golden, length, report, compareLogits);
    }
    const longest = golden.lengths.at(-1)!;
    report.restored = await compareRestored(model.sequence, [...golden.integers(`n${longest}.input_ids`)]);
  } finally {
    model.destroy();
  }
  report.divergence = divergences.reduce((sum, value) => sum + value, 0) / divergences.length;
  report.milliseconds = performance.now() - started;
  return report;
}

/** Returns how many layers waited for experts. */
async function evaluatePrompt(
  gpu: Gpu,
  sequence: Sequence,
  golden: Golden,
  length: number,
  report: GoldenReport,
  compareLogits: (actual: Float32Array, expected: Float32Array) => void,
): Promise<number> {
  const { executor } = sequence;
  const { forward } = executor;
  const { config, chunkTokens } = forward;
  const prompt = golden.integers(`n${length}.input_ids`);
  const positions = [...golden.integers(`n${length}.positions`)];
  const logits = golden.rows(`n${length}.logits`, config.vocabSize);
  const continuation = [...golden.integers(`n${length}.greedy_ids`)];
  const continuationLogits = golden.rows(`n${length}.greedy_logits`, config.vocabSize);

  const sampling = resolveSampling({ temperature: 0 });
  const traffic = createTraffic();
  sequence.begin({ sampling, stopIds: [], limit: continuation.length + 1, traffic });
  for (let at = 0; at < length; at += chunkTokens) {
    const ids = Uint32Array.from(prompt.subarray(at, at + chunkTokens));
    await sequence.prefill(ids);
    await compareRouting(
      gpu,
      executor,
      golden.integers(`n${length}.router_ids`),
      length,
      at,
      ids.length,
      report,
    );
    for (const [i, position] of positions.entries()) {
      if (position < at || position >= at + ids.length) continue;
      compareLogits(await readLogits(gpu, executor, position - at), logits[i]!);
    }
  }
  if (length === golden.stateLength) await compareStates(gpu, sequence, golden, report);

  // The last logits were those of the prompt's last token, so sampling continues from there.
  let status = await executor.run([forward.head, ...executor.sampler.sample]);
  compareLogits(await readSampledLogits(gpu, executor), continuationLogits[0]!);
  for (let i = 0; ; i++) {
    const sampled = status.ring[(status.generated - 1) % status.ring.length];
    report.greedy.of += 1;
    if (sampled === continuation[i]) report.greedy.same += 1;
    if (i + 1 === continuation.length) return traffic.faults;
    // Feeding the recorded token keeps later steps comparable when quantized weights choose another one.
    gpu.device.queue.writeBuffer(forward.buffers.ids, 0, new Uint32Array([continuation[i]!]));
    status = await decodeSteps(sequence, status.generated, 1);
    const steps = continuation.length - 1;
    const [sampledLogits] = await Promise.all([
      readSampledLogits(gpu, executor),
      compareRouting(gpu, executor, golden.integers(`n${length}.greedy_router_ids`), steps, i, 1, report),
    ]);
    compareLogits(sampledLogits, continuationLogits[i + 1]!);
  }
}

// `expected`: (layers with experts, total, K). Compares `count` tokens from `first` on with rows 0.. of the picks.
async function compareRouting(
  gpu: Gpu,
  executor: Executor,
  expected: Int32Array,
  total: number,
  first: number,
  count: number,
  report: GoldenReport,
): Promise<void> {
  const { config } = executor.forward;
  const slots = slotsPerToken(config);
  const k = config.numExpertsPerTok;
  const layers = sparseLayers(config);
  // At once, because waiting for the GPU is most of the time.
  const routings = await Promise.all(layers.map((layer) => readRouting(gpu, executor, layer, count)));
  for (const [index, { experts }] of routings.entries()) {
    for (let t = 0; t < count; t++) {
      let same = true;
      for (let i = 0; i < k; i++) {
        same &&= experts[t * slots + i] === expected[(index * total + first + t) * k + i];
      }
      report.router.of += 1;
      if (same) report.router.same += 1;
    }
  }
}

async function compareStates(
  gpu: Gpu,
  sequence: Sequence,
  golden: Golden,
  report: GoldenReport,
): Promise<void> {
  for (const [l, layer] of sequence.executor.forward.config.layers.entries()) {
    if (layer.type !== 'lightning') continue;
    const expected = golden.floats(`n${golden.stateLength}.state.${l}`);
    const actual = new Float32Array(
      await readBack(gpu.device, sequence.state.lightning(l), 0, expected.byteLength),
    );
    const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    report.stateError = Math.max(report.stateError, maxAbsError(actual, expected) / scale);
  }
}

interface Golden {
  metadata: Record<string, string>;
  lengths: number[];
  /** The prompt whose lightning states are recorded. */
  stateLength: number;
  integers(name: string): Int32Array;
  floats(name: string): Float32Array;
  rows(name: string, width: number): Float32Array[];
}

function readGolden(file: ArrayBuffer): Golden {
  const { dataOffset, tensors, metadata } = parseSafetensors(file, { file: 'golden.safetensors' });
  const bytes = (name: string): ArrayBuffer => {
    const entry = tensors.get(name);
    if (!entry) throw new Error(`golden.safetensors has no tensor ${name}`);
    return file.slice(dataOffset + entry.begin, dataOffset + entry.end);
  };
  const lengths = [...tensors.keys()]
    .flatMap((name) => /^n(\d+)\.input_ids$/.exec(name)?.[1] ?? [])
    .map(Number);
  if (lengths.length === 0)
    throw new Error('golden.safetensors has no prompt: expected tensors such as n17.input_ids');
  const stateLength = Number(
    [...tensors.keys()].flatMap((name) => /^n(\d+)\.state\./.exec(name)?.[1] ?? [])[0],
  );
  const floats = (name: string): Float32Array => new Float32Array(bytes(name));
  return {
    metadata,
    lengths: lengths.sort((a, b) => a - b),
    stateLength,
    integers: (name) => new Int32Array(bytes(name)),
    floats,
    rows: (name, width) => {
      const all = floats(name);
      return Array.from({ length: all.length / width }, (_, i) => all.subarray(i * width, (i + 1) * width));
    },
  };
}

function maxAbsError(actual: Float32Array, expected: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!);
    if (!(error <= largest)) largest = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  }
  return largest;
}

// Σ p (log p - log q) of the softmaxes of two rows of logits.
function divergence(p: Float32Array, q: Float32Array): number {
  const [logP, logQ] = [p, q].map(logSoftmax) as [Float64Array, Float64Array];
  return logP.reduce((sum, value, i) => sum + Math.exp(value) * (value - logQ[i]!), 0);
}

function logSoftmax(logits: Float32Array): Float64Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (const value of logits) total += Math.exp(value - largest);
  return Float64Array.from(logits, (value) => value - largest - Math.log(total));
}
