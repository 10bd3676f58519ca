// Converts config.json of the supported families to ModelConfig. The families differ in decay rates, residual branch, rotated
// features and names of options, which become explicit numbers here.

import type { LayerConfig, ModelConfig, ResidualScale } from '../contract/model-config.ts';
import { show } from '../errors.ts';
import { configProblem } from '../shards/manifest.ts';
import { checkpointError } from './checkpoint-error.ts';

type HfConfig = Record<string, unknown>;

const MAX_HEADS = 4096;

/** A model as its config.json describes it. */
export interface Architecture {
  config: ModelConfig;
  /** Whether lm_head shares the embedding's weights. */
  tiedEmbeddings: boolean;
  /** Sentences for the user about options that have no effect. */
  notes: string[];
}

const families: Record<string, (config: HfConfig) => Architecture> = {
  MiniMaxM1ForCausalLM: releasedFamily,
  MiniMaxText01ForCausalLM: releasedFamily,
  MiniMaxForCausalLM: transformersFamily,
};

/** @throws PocketM1Error `checkpoint-invalid` naming the option that is missing, malformed or not supported. */
export function readArchitecture(config: HfConfig): Architecture {
  const name = Array.isArray(config.architectures) ? config.architectures[0] : undefined;
  const family = typeof name === 'string' && Object.hasOwn(families, name) ? families[name] : undefined;
  if (family === undefined) {
    throw invalid(
      `architectures is ${show(config.architectures)}, expected one of ${Object.keys(families).join(', ')}`,
    );
  }
  rejectUnsupported(config);
  const architecture = family(config);
  const problem = configProblem(architecture.config);
  if (problem !== undefined) throw invalid(problem);
  return architecture;
}

// MiniMaxAI's own modelling code, shipped with MiniMax-M1 and MiniMax-Text-01.
function releasedFamily(hf: HfConfig): Architecture {
  const common = commonConfig(hf);
  const rope = ropeParameters(hf);
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
    tiedEmbeddings: boolean(hf, 'tie_word_embeddings', false),
    notes,
  };
}

// The port in Hugging Face transformers (models/minimax). It has another layer factor, other slopes for numbers of heads that
// are not powers of two, always the normed input as the residual, and rotates whole heads.
function transformersFamily(hf: HfConfig): Architecture {
  const common = commonConfig(hf);
  const { headDim, numAttentionHeads } = common;
  const rope = ropeParameters(hf);
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
    tiedEmbeddings: boolean(hf, 'tie_word_embeddings', false),
    notes,
  };
}

function commonConfig(hf: HfConfig) {
  const hiddenSize = integer(hf, 'hidden_size');
  const numAttentionHeads = integer(hf, 'num_attention_heads');
  // Bounds memory: every head of every layer gets a decay rate before any tensor is checked.
  if (numAttentionHeads > MAX_HEADS) {
    throw invalid(`num_attention_heads is ${numAttentionHeads}, expected at most ${MAX_HEADS}`);
  }
  if ((hf.head_dim ?? null) === null && hiddenSize % numAttentionHeads !== 0) {
    throw invalid(
      `hidden_size is ${hiddenSize}, expected a multiple of num_attention_heads ${numAttentionHeads}`,
    );
  }
  return {
    vocabSize: integer(hf, 'vocab_size'),
    hiddenSize,
    intermediateSize: integer(hf, 'intermediate_size'),
    numAttentionHeads,
    numKeyValueHeads: integer(hf, 'num_key_value_heads', numAttentionHeads),
    headDim: integer(hf, 'head_dim', hiddenSize / numAttentionHeads),
    numLocalExperts: integer(hf, 'num_local_experts'),
    numExpertsPerTok: integer(hf, 'num_experts_per_tok'),
    lightningNormEps: 1e-6, // fixed in the code of every family, independent of rms_norm_eps
    maxPositionEmbeddings: integer(hf, 'max_position_embeddings'),
  };
}

function rejectUnsupported(hf: HfConfig): void {
  const act = hf.hidden_act ?? 'silu';
  if (act !== 'silu' && act !== 'swish') throw invalid(`hidden_act is ${show(act)}, expected "silu"`);
  const window = hf.sliding_window ?? null;
  if (window !== null)
    throw invalid(`sliding_window is ${show(window)}, but attention windows are not supported`);
  const quantized = hf.quantization_config ?? null;
  if (quantized !== null)
    throw invalid('quantization_config is set, but quantised checkpoints are not supported');
}

/** The config with `rope_theta` and the like at the top level; newer versions of transformers nest them in an object. */
function ropeParameters(hf: HfConfig): HfConfig {
  const given = [hf.rope_scaling, hf.rope_parameters].map((parameters) => parameters ?? {});
  for (const parameters of given) {
    if (typeof parameters !== 'object' || Array.isArray(parameters))
      throw invalid(`rope_parameters is ${show(parameters)}, expected an object`);
  }
  const rope = (given.find((parameters) => Object.keys(parameters).length > 0) ?? {}) as HfConfig;
  const type = rope.rope_type ?? rope.type ?? 'default';
  if (type !== 'default') throw invalid(`rope_parameters.rope_type is ${show(type)}, expected "default"`);
  const nested = Object.values(rope).some((value) => typeof value === 'object' && value !== null);
  if (nested) throw invalid('rope_parameters differ between layers, which is not supported');
  return { ...hf, ...rope };
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

function layer(type: LayerConfig['type'], slopes: number[], factor: number): LayerConfig {
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

// null counts as absent, as in the Python configuration classes.

function number(hf: HfConfig, key: string, fallback?: number): number {
  const value = hf[key] ?? fallback;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalid(`${key} is ${show(value)}, expected a number`);
}

function integer(hf: HfConfig, key: string, fallback?: number): number {
  const value = number(hf, key, fallback);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw invalid(`${key} is ${show(value)}, expected a positive integer`);
}

function boolean(hf: HfConfig, key: string, fallback: boolean): boolean {
  const value = hf[key] ?? fallback;
  if (typeof value === 'boolean') return value;
  throw invalid(`${key} is ${show(value)}, expected true or false`);
}

function invalid(problem: string) {
  return checkpointError(`config.json: ${problem}`);
}
