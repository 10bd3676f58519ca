// Does this GPU compute what it should? Drivers and shader compilers have bugs that turn an answer into plausible
// nonsense. A tiny model with known answers goes through every kernel, prefill and decode, before the real one is trusted.

import { UnsupportedDeviceError } from '../errors.ts';
import type { Gpu, GpuFeatures } from '../gpu/device.ts';
import type { Quantization } from '../model/config.ts';
import { loadOntoGpu } from './load.ts';
import { resolveSampling } from './sampling.ts';
import { selfTestAnswer, selfTestModel, selfTestPrompt } from './self-test-model.ts';
import { readSampledLogits } from './trace.ts';

/** Features that kernels can do without, and whose drivers have failed elsewhere. */
export const optionalFeatures: readonly (keyof GpuFeatures)[] = ['subgroups', 'f16'];

// The logits have a deviation of 1. Half-precision tiles and caches stay within a hundredth; wrong ones miss by far more.
const tolerance = 0.05;

/** What the test found: undefined when every answer was right, else one sentence. */
export type SelfTestVerdict = string | undefined;

/** Loads the tiny model in the formats of the real one, so that the same kernels run, and compares its answers. */
export async function selfTest(gpu: Gpu, quantization: Quantization): Promise<SelfTestVerdict> {
  const { manifest, source } = selfTestModel(quantization);
  const { config } = manifest;
  const allowed = new Uint32Array(Math.ceil(config.vocabSize / 32)).fill(0xffffffff);
  const model = await loadOntoGpu({ gpu, manifest, source, allowed, contextLength: 256, chunkTokens: 128 });
  try {
    const { executor } = model;
    const { afterPrompt, tokens, afterTokens } = selfTestAnswer;
    executor.sampler.begin(resolveSampling({ temperature: 0 }), []);
    executor.begin(config.vocabSize);
    await executor.prefill(selfTestPrompt, 0, true);
    const prefill = compare(afterPrompt, await readSampledLogits(gpu, executor));
    if (prefill) return `prefill is wrong: ${prefill}`;
    let status = await executor.decode(tokens.length);
    while (status.halt !== 0) {
      await executor.serveFault(status);
      status = await executor.decode(tokens.length + 1 - status.generated, status.faultLayer);
    }
    const decoded = Array.from(tokens, (_, i) => status.ring[i]!);
    if (decoded.join() !== tokens.join()) {
      return `decoding is wrong: expected the tokens ${tokens.join(' ')}, got ${decoded.join(' ')}`;
    }
    const decode = compare(afterTokens, await readSampledLogits(gpu, executor));
    return decode && `decoding is wrong: ${decode}`;
  } finally {
    model.destroy();
  }
}

export interface TrustedGpu {
  gpu: Gpu;
  /** Why features were left unused; undefined when all work. */
  distrusted?: string;
}

/**
 * Opens a device that has passed the self-test: with all features, else without the optional ones.
 * @throws UnsupportedDeviceError when it computes wrong results even so.
 */
export async function openTrustedGpu(
  open: (without: readonly (keyof GpuFeatures)[]) => Promise<Gpu>,
  test: (gpu: Gpu) => Promise<SelfTestVerdict>,
): Promise<TrustedGpu> {
  const gpu = await open([]);
  const verdict = await test(gpu);
  if (verdict === undefined) return { gpu };
  gpu.device.destroy();
  const plain = await open(optionalFeatures);
  const plainVerdict = await test(plain);
  if (plainVerdict === undefined) return { gpu: plain, distrusted: verdict };
  plain.device.destroy();
  throw new UnsupportedDeviceError(
    `This GPU (${plain.name}) computes wrong results, ${plainVerdict}: update its driver or use another browser.`,
    { details: { gpu: plain.name } },
  );
}

function compare(expected: readonly number[], logits: Float32Array): string | undefined {
  const at = expected.findIndex((value, i) => !(Math.abs(logits[i]! - value) <= tolerance));
  return at < 0 ? undefined : `expected the logit ${expected[at]}, got ${logits[at]}`;
}
