// The config with which a fixture's answers were computed, if it differs from its config.json.

import type { ModelConfig } from '../../src/contract/model-config.ts';

/**
 * The config of the answers. Those of transformers come from a model after `model.to(torch.bfloat16)`, which rounds not only
 * the weights (as saving them does) but also the buffer of rotary frequencies, which is not saved; a loaded model has exact
 * ones. Metadata `rotary_frequencies: exact` means that the answers have them too.
 */
export function configOfAnswers(config: ModelConfig, metadata: Record<string, string>): ModelConfig {
  if (!metadata.oracle?.startsWith('transformers') || metadata.rotary_frequencies === 'exact') return config;
  const { rotaryDim, ropeTheta, ropeScaling } = config;
  const frequencyFactors = Array.from({ length: rotaryDim / 2 }, (_, i) => {
    const plain = ropeTheta ** ((-2 * i) / rotaryDim);
    return bfloat16(plain * (ropeScaling?.frequencyFactors[i] ?? 1)) / plain;
  });
  return { ...config, ropeScaling: { frequencyFactors, amplitude: ropeScaling?.amplitude ?? 1 } };
}

/** The nearest bfloat16, ties to even. */
export function bfloat16(value: number): number {
  const [bits] = new Uint32Array(Float32Array.of(value).buffer);
  const rounded = (bits! + 0x7fff + ((bits! >>> 16) & 1)) & 0xffff0000;
  return new Float32Array(Int32Array.of(rounded).buffer)[0]!;
}
