// The shapes in which Hugging Face's model is measured: those of the benchmark.

import { type ModelSize, sizedConfig } from '../random-model.ts';

/** The input of hugging_face.py. */
export interface NeighbourRequest {
  /** Fields of a `MiniMaxConfig`, by the shape's name. */
  shapes: Partial<Record<ModelSize, Record<string, unknown>>>;
  dtypes: ('bfloat16' | 'float32')[];
  /** Decoding is measured after the first one. */
  prompts: number[];
  tokens: number;
  runs: number;
  /** Accept a machine without a GPU. */
  cpu: boolean;
}

export function neighbourRequest(rehearsal: boolean): NeighbourRequest {
  const sizes: ModelSize[] = rehearsal ? ['nano'] : ['nano', 'm', 'l', 'xl'];
  const shapes = Object.fromEntries(sizes.map((size) => [size, neighbourConfig(size)]));
  return rehearsal
    ? { shapes, dtypes: ['bfloat16', 'float32'], prompts: [128], tokens: 8, runs: 2, cpu: true }
    : { shapes, dtypes: ['bfloat16', 'float32'], prompts: [512, 2048], tokens: 64, runs: 3, cpu: false };
}

/** Their softmax layers rotate every feature of a head, ours half of them; the cost is the same. */
function neighbourConfig(size: ModelSize): Record<string, unknown> {
  const config = sizedConfig(size);
  return {
    vocab_size: config.vocabSize,
    hidden_size: config.hiddenSize,
    intermediate_size: config.intermediateSize,
    num_hidden_layers: config.layers.length,
    num_attention_heads: config.numAttentionHeads,
    num_key_value_heads: config.numKeyValueHeads,
    head_dim: config.headDim,
    num_local_experts: config.numLocalExperts,
    num_experts_per_tok: config.numExpertsPerTok,
    max_position_embeddings: config.maxPositionEmbeddings,
    layer_types: config.layers.map(({ type }) =>
      type === 'lightning' ? 'linear_attention' : 'full_attention',
    ),
    full_attn_alpha_factor: config.attentionScale.alpha,
    linear_attn_alpha_factor: config.lightningScale.alpha,
    mlp_alpha_factor: config.mlpScale.alpha,
  };
}
