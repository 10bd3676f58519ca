// Tests whether the GPU computes correctly, because bugs of drivers and shader compilers can turn an answer into plausible
// nonsense. A tiny model with known answers runs all kernels of prefill and decode before the real model is used.

import { decodeSteps } from '../engine/decode-loop.ts';
import { resolveSampling } from '../engine/sampling.ts';
import { readSampledLogits } from '../engine/trace.ts';
import { PocketM1Error, UnsupportedDeviceError } from '../errors.ts';
import { type Gpu, type GpuFeatures, lossBehindFailure } from '../gpu/device.ts';
import type { Quantization } from '../model/config.ts';
import { loadOntoGpu } from './load-onto-gpu.ts';
import { selfTestAnswer, selfTestDraws, selfTestModel, selfTestPrompt } from './self-test-model.ts';
import type { TuningStore } from './tuning.ts';

/** Features that kernels can do without, and that are broken on some devices. */
export const optionalFeatures: readonly (keyof GpuFeatures)[] = ['subgroups', 'f16'];

// The logits have a standard deviation of 1. Half precision causes errors of up to 0.01; wrong results differ by far more.
const tolerance = 0.05;

// Increase it when a kernel changes, because stored results are then out of date.
const generation = 6;
const passed = 'passed';

/** Undefined when every answer was right, else what was wrong. */
export type SelfTestVerdict = string | undefined;

/** Runs the tiny model in the formats of the real one, so that the same kernels run, and compares its answers. */
export async function selfTest(gpu: Gpu, quantization: Quantization): Promise<SelfTestVerdict> {
  const { manifest, source } = selfTestModel(quantization);
  const { config } = manifest;
  const model = await loadOntoGpu({ gpu, manifest, source, contextLength: 256, chunkTokens: 128 });
  try {
    const { executor, sequence } = model;
    const { afterPrompt, tokens, afterTokens } = selfTestAnswer;
    sequence.begin({ sampling: resolveSampling({ temperature: 0 }), stopIds: [], limit: config.vocabSize });
    await sequence.prefill(selfTestPrompt, { sample: true });
    const prefill = compare(afterPrompt, await readSampledLogits(gpu, executor));
    if (prefill) return `prefill is wrong: ${prefill}`;
    // Prefill has sampled the first token; decoding samples one more than the expected tokens.
    const decoded = await decodeSteps(sequence, 1, tokens.length);
    const greedy = compareTokens(tokens, decoded.ring);
    if (greedy) return `decoding is wrong: ${greedy}`;
    const decoding = compare(afterTokens, await readSampledLogits(gpu, executor));
    if (decoding) return `decoding is wrong: ${decoding}`;
    sequence.setSampling(resolveSampling(selfTestDraws.sampling));
    const { ring } = await decodeSteps(sequence, decoded.generated, selfTestDraws.tokens.length);
    const draws = compareTokens(selfTestDraws.tokens, ring.subarray(decoded.generated));
    return draws && `sampling is wrong: ${draws}`;
  } finally {
    model.destroy();
  }
}

/**
 * A self-test that stores a pass and skips the test from then on. Failures are not stored, because they may be temporary.
 * Adapters that compute on the CPU are not tested, because they have no driver.
 */
export function storedSelfTest(quantization: Quantization, store: TuningStore) {
  return async (gpu: Gpu): Promise<SelfTestVerdict> => {
    if (gpu.onCpu) return undefined;
    const key = JSON.stringify(['self-test', generation, gpu.identity, gpu.features, quantization]);
    if ((await store.get(key)) === passed) return undefined;
    const verdict = await selfTest(gpu, quantization);
    if (verdict === undefined) await store.set(key, passed);
    return verdict;
  };
}

export interface TrustedLoad<Loaded> {
  /** Opens a device without some features. */
  open: (without: readonly (keyof GpuFeatures)[]) => Promise<Gpu>;
  load: (gpu: Gpu) => Promise<Loaded>;
  test: (gpu: Gpu) => Promise<SelfTestVerdict>;
  /** Called when the device fails the test and its optional features are disabled. */
  onDistrust: (gpu: Gpu, verdict: string) => void;
}

/**
 * Loads something onto a device while testing it: with all features, and again without the optional ones if the test fails.
 * @throws UnsupportedDeviceError when the test fails even so.
 * @throws PocketM1Error `device-lost` when the device is lost meanwhile.
 * @throws The errors of `load`.
 */
export async function loadTrusted<Loaded extends { dispose(): void }>({
  open,
  load,
  test,
  onDistrust,
}: TrustedLoad<Loaded>): Promise<Loaded> {
  const attempt = async (without: readonly (keyof GpuFeatures)[]): Promise<Loaded | Distrust> => {
    const gpu = await open(without);
    const [loading, testing] = await Promise.allSettled([load(gpu), test(gpu)]);
    if (loading.status === 'fulfilled' && testing.status === 'fulfilled') {
      if (testing.value === undefined) return loading.value;
      loading.value.dispose();
      gpu.device.destroy();
      return new Distrust(gpu, testing.value);
    }
    const failed = [loading, testing].find((outcome) => outcome.status === 'rejected')!;
    const reason = await lossOr(failed.reason, gpu);
    if (loading.status === 'fulfilled') loading.value.dispose();
    // Also frees buffers of a load that failed or has not ended.
    gpu.device.destroy();
    throw reason;
  };
  const first = await attempt([]);
  if (!(first instanceof Distrust)) return first;
  onDistrust(first.gpu, first.verdict);
  const plain = await attempt(optionalFeatures);
  if (!(plain instanceof Distrust)) return plain;
  throw new UnsupportedDeviceError(
    `This GPU (${plain.gpu.name}) computes wrong results (${plain.verdict}): update its driver or use another browser.`,
    { details: { gpu: plain.gpu.name } },
  );
}

/** The loss of the device if that caused the failure, else the failure. */
async function lossOr(failure: unknown, gpu: Gpu): Promise<unknown> {
  if (failure instanceof PocketM1Error && failure.code !== 'internal') return failure;
  const lost = await lossBehindFailure(gpu.device);
  if (!lost) return failure;
  const reason = lost.message || 'no reason given';
  return new PocketM1Error(
    'device-lost',
    `The GPU device was lost while the model loaded (${reason}): load it again.`,
    {
      cause: failure,
    },
  );
}

class Distrust {
  readonly gpu: Gpu;
  readonly verdict: string;

  constructor(gpu: Gpu, verdict: string) {
    this.gpu = gpu;
    this.verdict = verdict;
  }
}

function compare(expected: readonly number[], logits: Float32Array): string | undefined {
  const at = expected.findIndex((value, i) => !(Math.abs(logits[i]! - value) <= tolerance));
  return at < 0 ? undefined : `expected the logit ${expected[at]}, got ${logits[at]}`;
}

function compareTokens(expected: readonly number[], sampled: Uint32Array): string | undefined {
  const got = [...sampled.subarray(0, expected.length)];
  if (got.join() === expected.join()) return undefined;
  return `expected the tokens ${expected.join(' ')}, got ${got.join(' ')}`;
}
