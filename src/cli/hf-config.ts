// Reads options of a config.json. null counts as absent, as in the Python configuration classes.

import type { ModelConfig } from '../contract/model-config.ts';
import { show } from '../errors.ts';
import { checkpointError } from './checkpoint-error.ts';

export type HfConfig = Record<string, unknown>;

/** A model as its config.json describes it. */
export interface Architecture {
  config: ModelConfig;
  /** Sentences for the user about options that have no effect. */
  notes: string[];
}

const MAX_HEADS = 4096;

/** Options that have the same name and meaning in every family. */
export function commonConfig(hf: HfConfig) {
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
    numAttentionHeads,
    numKeyValueHeads: integer(hf, 'num_key_value_heads', numAttentionHeads),
    headDim: integer(hf, 'head_dim', hiddenSize / numAttentionHeads),
    numExpertsPerTok: integer(hf, 'num_experts_per_tok'),
    lightningNormEps: 1e-6, // fixed in the code of every family with lightning layers, independent of rms_norm_eps
    maxPositionEmbeddings: integer(hf, 'max_position_embeddings'),
    tiedHead: boolean(hf, 'tie_word_embeddings', false),
  };
}

/** @throws PocketM1Error `checkpoint-invalid` if the option has a value other than those, or than being absent. */
export function only(hf: HfConfig, key: string, values: readonly unknown[], why = ''): void {
  const value = hf[key] ?? null;
  if (value === null || values.includes(value)) return;
  const expected = values.map((allowed) => JSON.stringify(allowed)).join(' or ');
  throw invalid(`${key} is ${show(value)}, expected ${expected}${why}`);
}

/** The config with `rope_theta` and the like at the top level; newer versions of transformers nest them in an object. */
export function ropeParameters(hf: HfConfig): HfConfig {
  const given = [hf.rope_scaling, hf.rope_parameters].map((parameters) => parameters ?? {});
  for (const parameters of given) {
    if (typeof parameters !== 'object' || Array.isArray(parameters))
      throw invalid(`rope_parameters is ${show(parameters)}, expected an object`);
  }
  const rope = (given.find((parameters) => Object.keys(parameters).length > 0) ?? {}) as HfConfig;
  const nested = Object.values(rope).some((value) => typeof value === 'object' && value !== null);
  if (nested) throw invalid('rope_parameters differ between layers, which is not supported');
  return { ...hf, ...rope };
}

export function number(hf: HfConfig, key: string, fallback?: number): number {
  const value = hf[key] ?? fallback;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalid(`${key} is ${show(value)}, expected a number`);
}

export function integer(hf: HfConfig, key: string, fallback?: number): number {
  const value = number(hf, key, fallback);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw invalid(`${key} is ${show(value)}, expected a positive integer`);
}

export function boolean(hf: HfConfig, key: string, fallback: boolean): boolean {
  const value = hf[key] ?? fallback;
  if (typeof value === 'boolean') return value;
  throw invalid(`${key} is ${show(value)}, expected true or false`);
}

export function invalid(problem: string) {
  return checkpointError(`config.json: ${problem}`);
}
