// How a model's weights are stored, and what its config says of the experts in a token and a layer.

import type { ModelConfig } from '../contract/model-config.ts';

/** Storage of one weight matrix. q8 and q4 are symmetric blocks of 32 along the input with an f16 scale each. */
export type WeightFormat = 'f32' | 'f16' | 'q8' | 'q4';

/** Which class of matrices is stored how. Norms and routers are always f32. */
export interface Quantization {
  /** w1, w2, w3 of routed and shared experts. */
  experts: WeightFormat;
  /** Projections of both attention kinds. */
  attention: WeightFormat;
  /** The input embedding. */
  embedding: WeightFormat;
  /** lm_head. */
  head: WeightFormat;
}

/** Experts of one token: the routed ones, and the shared one at the end. */
export function slotsPerToken(config: ModelConfig): number {
  return config.numExpertsPerTok + (config.sharedExpert ? 1 : 0);
}

/** Experts of one layer that have pages: the routed ones, and the shared one at the end. */
export function expertsPerLayer(config: ModelConfig): number {
  return config.numLocalExperts + (config.sharedExpert ? 1 : 0);
}
