// The shape fields of config.json of released models that fit a browser. Their weights are random here.

import { readArchitecture } from '../src/cli/architectures.ts';
import type { ModelConfig } from '../src/contract/model-config.ts';

export type ReleasedShape = 'granite-1b-shape' | 'olmoe-7b-shape';

export const releasedShapes: Record<ReleasedShape, Record<string, unknown>> = {
  // ibm-granite/granite-3.1-1b-a400m: 1.3 billion parameters, 0.4 of them active.
  'granite-1b-shape': {
    architectures: ['GraniteMoeForCausalLM'],
    attention_multiplier: 0.015625,
    embedding_multiplier: 12,
    hidden_size: 1024,
    intermediate_size: 512,
    logits_scaling: 6,
    max_position_embeddings: 131072,
    num_attention_heads: 16,
    num_experts_per_tok: 8,
    num_hidden_layers: 24,
    num_key_value_heads: 8,
    num_local_experts: 32,
    residual_multiplier: 0.22,
    rms_norm_eps: 1e-6,
    rope_theta: 1500000,
    tie_word_embeddings: true,
    vocab_size: 49155,
  },
  // allenai/OLMoE-1B-7B: 6.9 billion parameters, 1.3 of them active.
  'olmoe-7b-shape': {
    architectures: ['OlmoeForCausalLM'],
    hidden_size: 2048,
    intermediate_size: 1024,
    max_position_embeddings: 4096,
    norm_topk_prob: false,
    num_attention_heads: 16,
    num_experts: 64,
    num_experts_per_tok: 8,
    num_hidden_layers: 16,
    num_key_value_heads: 16,
    rms_norm_eps: 1e-5,
    rope_theta: 10000,
    tie_word_embeddings: false,
    vocab_size: 50304,
  },
};

export function isReleasedShape(name: string): name is ReleasedShape {
  return Object.hasOwn(releasedShapes, name);
}

export function releasedConfig(shape: ReleasedShape): ModelConfig {
  return readArchitecture(releasedShapes[shape]).config;
}
