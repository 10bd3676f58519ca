// The families with softmax attention in every layer and sparse experts: MiniMax-M2, Qwen3-MoE, OLMoE and Granite-MoE.

import type { LayerConfig, ModelConfig } from '../contract/model-config.ts';
import { show } from '../errors.ts';
import {
  type Architecture,
  boolean,
  commonConfig,
  type HfConfig,
  integer,
  invalid,
  number,
  only,
} from './hf-config.ts';
import { type RotaryOptions, readRotary } from './rope-scaling.ts';

/** Queries and keys are normed over all heads; experts are chosen by their logistic scores plus a bias. */
export function miniMaxM2(hf: HfConfig): Architecture {
  only(hf, 'scoring_func', ['sigmoid']);
  only(hf, 'use_qk_norm', [true]);
  only(hf, 'qk_norm_type', ['per_layer']);
  only(hf, 'use_routing_bias', [true]);
  only(hf, 'shared_intermediate_size', [0], ', because shared experts of this family are not supported');
  const types = hf.attn_type_list ?? null;
  if (types !== null && !(Array.isArray(types) && types.every((type) => type === 1))) {
    throw invalid(`attn_type_list is ${show(types)}, expected softmax attention (1) in every layer`);
  }
  return architecture(hf, {
    rotary: { theta: 5e6, partial: true },
    intermediateSize: integer(hf, 'intermediate_size'),
    qkNorm: 'all-heads',
    router: { scores: 'sigmoid', selectionBias: true, renormalize: true },
  });
}

/** Queries and keys are normed by head; some layers may be dense. */
export function qwen3Moe(hf: HfConfig): Architecture {
  const count = integer(hf, 'num_hidden_layers');
  const step = integer(hf, 'decoder_sparse_step', 1);
  const listed: unknown = hf.mlp_only_layers ?? [];
  if (!Array.isArray(listed)) throw invalid(`mlp_only_layers is ${show(listed)}, expected a list of layers`);
  const layers = Array.from({ length: count }, (_, l): LayerConfig => {
    const dense = listed.includes(l) || (l + 1) % step !== 0;
    return { type: 'attention', ...(dense && { dense }) };
  });
  return architecture(hf, {
    rotary: { theta: 1e4, partial: false },
    intermediateSize: integer(hf, 'moe_intermediate_size'),
    qkNorm: 'per-head',
    router: {
      scores: 'softmax',
      selectionBias: false,
      renormalize: boolean(hf, 'norm_topk_prob', false),
    },
    layers,
    ...(layers.some(({ dense }) => dense) && { denseIntermediateSize: integer(hf, 'intermediate_size') }),
  });
}

/** Queries and keys are normed over all heads. */
export function olmoe(hf: HfConfig): Architecture {
  if ((hf.clip_qkv ?? null) !== null) {
    throw invalid(`clip_qkv is ${show(hf.clip_qkv)}, but clipped projections are not supported`);
  }
  return architecture(hf, {
    rotary: { theta: 1e4, partial: false },
    intermediateSize: integer(hf, 'intermediate_size'),
    qkNorm: 'all-heads',
    router: {
      scores: 'softmax',
      selectionBias: false,
      renormalize: boolean(hf, 'norm_topk_prob', false),
    },
  });
}

/** As `graniteMoe`, with an MLP beside the experts. */
export function graniteMoeShared(hf: HfConfig): Architecture {
  const width = number(hf, 'shared_intermediate_size', 0);
  const { config, notes } = graniteMoe(hf);
  if (width === 0) return { config, notes };
  const sharedIntermediateSize = integer(hf, 'shared_intermediate_size');
  return { config: { ...config, sharedIntermediateSize }, notes };
}

/** Embedding, attention, branches and logits have multipliers. */
export function graniteMoe(hf: HfConfig): Architecture {
  const residual = { alpha: 1, beta: number(hf, 'residual_multiplier', 1) };
  const logitsScaling = number(hf, 'logits_scaling', 1);
  if (logitsScaling === 0) throw invalid('logits_scaling is 0, expected another number');
  return architecture(hf, {
    rotary: { theta: 1e4, partial: false },
    intermediateSize: integer(hf, 'intermediate_size'),
    qkNorm: 'none',
    // Softmax over the chosen experts: the same as over all, divided by the sum over the chosen.
    router: { scores: 'softmax', selectionBias: false, renormalize: true },
    attentionMultiplier: number(hf, 'attention_multiplier', 1),
    attentionScale: residual,
    mlpScale: residual,
    embeddingMultiplier: number(hf, 'embedding_multiplier', 1),
    logitsMultiplier: 1 / logitsScaling,
  });
}

type Differences = Pick<ModelConfig, 'intermediateSize' | 'qkNorm' | 'router'> &
  Partial<ModelConfig> & {
    rotary: RotaryOptions;
  };

function architecture(hf: HfConfig, { rotary, ...differences }: Differences): Architecture {
  only(hf, 'attention_bias', [false], ', because projections with a bias are not supported');
  const common = commonConfig(hf);
  const scale = { alpha: 1, beta: 1 };
  return {
    config: {
      ...common,
      ...readRotary(hf, common.headDim, rotary),
      attentionMultiplier: common.headDim ** -0.5,
      numLocalExperts: expertCount(hf),
      sharedExpert: false,
      rmsNormEps: number(hf, 'rms_norm_eps'),
      postnorm: false,
      lightningScale: scale,
      attentionScale: scale,
      mlpScale: scale,
      embeddingMultiplier: 1,
      logitsMultiplier: 1,
      layers: Array.from({ length: integer(hf, 'num_hidden_layers') }, () => ({
        type: 'attention' as const,
      })),
      ...differences,
    },
    notes: [],
  };
}

// transformers reads either name, whichever the family wrote.
function expertCount(hf: HfConfig): number {
  return integer({ num_local_experts: hf.num_local_experts ?? hf.num_experts }, 'num_local_experts');
}
