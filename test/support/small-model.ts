// One period of the real architecture, small enough for a software adapter; tests of the whole engine run it.

import { sizedConfig } from '../../bench/random-model.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';

export const smallConfig: ModelConfig = {
  ...sizedConfig('nano'),
  hiddenSize: 64,
  intermediateSize: 32,
  vocabSize: 512,
  numAttentionHeads: 2,
  numKeyValueHeads: 1,
  headDim: 32,
  attentionMultiplier: 32 ** -0.5,
  rotaryDim: 16,
  numLocalExperts: 8,
  maxPositionEmbeddings: 8192,
  layers: [
    { type: 'lightning', decay: [0.3, 0.02] },
    { type: 'lightning', decay: [0.1, 0.01] },
    { type: 'attention' },
  ],
};

/** Ids known to the small model; deterministic. */
export function smallPrompt(length: number): number[] {
  return Array.from({ length }, (_, i) => (i * 131 + 7) % smallConfig.vocabSize);
}
