import { sizedConfig } from '../../bench/random-model.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';

/** Small enough to count by hand: 2 heads of 4 features, 1 key/value head, 3 experts of which a token uses 1. */
export const countableConfig: ModelConfig = {
  ...sizedConfig('nano'),
  vocabSize: 160,
  hiddenSize: 32,
  intermediateSize: 64,
  numAttentionHeads: 2,
  numKeyValueHeads: 1,
  headDim: 4,
  rotaryDim: 4,
  numLocalExperts: 3,
  numExpertsPerTok: 1,
  layers: [{ type: 'lightning', decay: [0.5, 0.25] }, { type: 'attention' }],
};
