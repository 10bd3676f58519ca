// The storage formats of a model's weights, and the numbers of experts that follow from its config.

import type { LayerConfig, ModelConfig } from '../contract/model-config.ts';

/** Storage of one weight matrix. q8 and q4 are symmetric blocks of 32 along the input with an f16 scale each. */
export type WeightFormat = 'f32' | 'f16' | 'q8' | 'q4';

/** Storage format by class of matrices. Norms and routers are always f32. */
export interface Quantization {
  /** w1, w2, w3 of routed and shared experts, and of other MLPs. */
  experts: WeightFormat;
  /** Projections of both attention kinds. */
  attention: WeightFormat;
  /** The input embedding. */
  embedding: WeightFormat;
  /** lm_head. */
  head: WeightFormat;
}

/**
 * Maximum number of experts per layer, the shared one included: as many as the fault mask in control.wgsl has bits. Not taken from
 * there, because the page reads manifests without any shader.
 */
export const maxExperts = 256;

/** Experts per token: the routed ones, then the shared one. */
export function slotsPerToken(config: ModelConfig): number {
  return config.numExpertsPerTok + (config.sharedExpert ? 1 : 0);
}

/** Experts per layer that have pages: the routed ones, then the shared one. */
export function expertsPerLayer(config: ModelConfig): number {
  return config.numLocalExperts + (config.sharedExpert ? 1 : 0);
}

/** Width of the MLP that all tokens of a layer pass, in place of experts or beside them; undefined if it has none. */
export function mlpWidth(
  { dense }: LayerConfig,
  { denseIntermediateSize, sharedIntermediateSize }: ModelConfig,
): number | undefined {
  return dense ? denseIntermediateSize : sharedIntermediateSize;
}

/** The layers with experts. */
export function sparseLayers({ layers }: { layers: readonly LayerConfig[] }): number[] {
  return layers.flatMap(({ dense }, l) => (dense ? [] : [l]));
}
