// The families of MiniMax-M1 and MiniMax-Text-01: lightning and softmax attention. They differ in decay rates, residual
// branch, rotated features and names of options.

import type { AttentionConfig, ResidualScale } from '../contract/model-config.ts';
import { show } from '../errors.ts';
import {
  type Architecture,
  boolean,
  commonConfig,
  type HfConfig,
  integer,
  invalid,
  number,
  ropeParameters,
} from './hf-config.ts';

// MiniMaxAI's own modelling code, shipped with MiniMax-M1 and MiniMax-Text-01.
export function releasedFamily(hf: HfConfig): Architecture {
  const common = sparseConfig(hf);
  const rope = plainRope(hf);
  const types = layerTypes(hf, 'attn_type_list', { 0: 'lightning', 1: 'attention' });
  if (types.length === 1 && types[0] === 'lightning') {
    throw invalid('num_hidden_layers is 1, expected at least 2 for the decay rates of this family');
  }
  const sharedExpert = number(hf, 'shared_intermediate_size', 0) > 0;
  if (sharedExpert && hf.shared_moe_mode !== 'sigmoid') {
    throw invalid(`shared_moe_mode is ${show(hf.shared_moe_mode)}, expected "sigmoid"`);
  }
  const partialDim = Math.trunc(common.headDim * number(rope, 'partial_rotary_factor', 1));
  const rotaryDim = integer(hf, 'rotary_dim', partialDim);
  const notes: string[] = [];
  if (rotaryDim !== partialDim && (rope.partial_rotary_factor ?? null) !== null) {
    notes.push(
      `config.json: partial_rotary_factor ${show(rope.partial_rotary_factor)} has no effect beside rotary_dim; ` +
        `${rotaryDim} of the ${common.headDim} features of a head are rotated`,
    );
  }
  return {
    config: {
      ...common,
      rotaryDim,
      ropeTheta: number(rope, 'rope_theta'),
      sharedExpert,
      rmsNormEps: number(hf, 'rms_norm_eps'),
      postnorm: boolean(hf, 'postnorm', false),
      lightningScale: scale(hf, 'layernorm_linear_attention_alpha', 'layernorm_linear_attention_beta'),
      attentionScale: scale(hf, 'layernorm_full_attention_alpha', 'layernorm_full_attention_beta'),
      mlpScale: scale(hf, 'layernorm_mlp_alpha', 'layernorm_mlp_beta'),
      layers: types.map((type, l) => {
        const factor = 1 - l / (types.length - 1) + 1e-5;
        return layer(type, alibiSlopes(common.numAttentionHeads), factor);
      }),
    },
    notes,
  };
}

// The port in Hugging Face transformers (models/minimax). It has another layer factor, other slopes for numbers of heads that
// are not powers of two, always the normed input as the residual, and rotates whole heads.
export function transformersFamily(hf: HfConfig): Architecture {
  const common = sparseConfig(hf);
  const { headDim, numAttentionHeads } = common;
  const rope = plainRope(hf);
  const types = layerTypes(hf, 'layer_types', { linear_attention: 'lightning', full_attention: 'attention' });
  const rotaryDim = Math.trunc(headDim * number(rope, 'partial_rotary_factor', 1));
  const notes: string[] = [];
  if (hf.rotary_dim !== undefined && hf.rotary_dim !== null && hf.rotary_dim !== rotaryDim) {
    notes.push(
      `config.json: rotary_dim ${show(hf.rotary_dim)} has no effect in MiniMaxForCausalLM; ${rotaryDim} of the ` +
        `${headDim} features of a head are rotated (partial_rotary_factor would change that)`,
    );
  }
  const slopes = Array.from(
    { length: numAttentionHeads },
    (_, h) => 2 ** ((-8 * (h + 1)) / numAttentionHeads),
  );
  return {
    config: {
      ...common,
      rotaryDim,
      ropeTheta: number(rope, 'rope_theta', 1e6),
      sharedExpert: false,
      rmsNormEps: number(hf, 'rms_norm_eps', 1e-5),
      postnorm: true,
      lightningScale: scale(hf, 'linear_attn_alpha_factor', 'linear_attn_beta_factor'),
      attentionScale: scale(hf, 'full_attn_alpha_factor', 'full_attn_beta_factor'),
      mlpScale: scale(hf, 'mlp_alpha_factor', 'mlp_beta_factor'),
      layers: types.map((type, l) => layer(type, slopes, 1 - l / (types.length - 1 + 1e-5) + 1e-5)),
    },
    notes,
  };
}

function sparseConfig(hf: HfConfig) {
  const common = commonConfig(hf);
  return {
    ...common,
    intermediateSize: integer(hf, 'intermediate_size'),
    numLocalExperts: integer(hf, 'num_local_experts'),
    attentionMultiplier: common.headDim ** -0.5,
    qkNorm: 'none' as const,
    router: { scores: 'softmax' as const, selectionBias: false, renormalize: true },
    embeddingMultiplier: 1,
    logitsMultiplier: 1,
  };
}

function plainRope(hf: HfConfig): HfConfig {
  const rope = ropeParameters(hf);
  const type = rope.rope_type ?? rope.type ?? 'default';
  if (type !== 'default') throw invalid(`rope_parameters.rope_type is ${show(type)}, expected "default"`);
  return rope;
}

function layerTypes<T extends string>(hf: HfConfig, key: string, typeOf: Record<string, T>): T[] {
  const count = integer(hf, 'num_hidden_layers');
  const types: unknown = hf[key];
  if (!Array.isArray(types) || types.length !== count) {
    throw invalid(`${key} is ${show(types)}, expected a list of num_hidden_layers = ${count} entries`);
  }
  return types.map((type: unknown, l) => {
    const name = typeof type === 'string' || typeof type === 'number' ? String(type) : '';
    const known = Object.hasOwn(typeOf, name) ? typeOf[name] : undefined;
    if (known === undefined) {
      throw invalid(`${key}[${l}] is ${show(type)}, expected one of ${Object.keys(typeOf).join(', ')}`);
    }
    return known;
  });
}

function layer(type: AttentionConfig['type'], slopes: number[], factor: number): AttentionConfig {
  return type === 'attention' ? { type } : { type, decay: slopes.map((slope) => slope * factor) };
}

/** 2^(-8(h+1)/H) if H is a power of two; else the slopes of the power below, then every second one of the power above. */
function alibiSlopes(heads: number): number[] {
  const geometric = (n: number) => Array.from({ length: n }, (_, h) => 2 ** ((-8 * (h + 1)) / n));
  const lower = 2 ** Math.floor(Math.log2(heads));
  const between = geometric(2 * lower).filter((_, h) => h % 2 === 0);
  return [...geometric(lower), ...between.slice(0, heads - lower)];
}

function scale(hf: HfConfig, alpha: string, beta: string): ResidualScale {
  return { alpha: number(hf, alpha, 1), beta: number(hf, beta, 1) };
}
