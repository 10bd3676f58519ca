// The model's shape and semantics, as in the manifest. The converter derives these explicit numbers from a Hugging Face
// config, so that nothing depends on the name of an architecture.

/** A decoder of the M1 architecture, with Hugging Face's names in camel case. */
export interface ModelConfig {
  vocabSize: number;
  hiddenSize: number;
  /** Width of one expert, and of the shared expert. */
  intermediateSize: number;
  numAttentionHeads: number;
  /** Key/value heads of a softmax layer, which groups of query heads share. */
  numKeyValueHeads: number;
  headDim: number;
  /** How many features of a query or key head are rotated, from the first on. */
  rotaryDim: number;
  ropeTheta: number;
  numLocalExperts: number;
  numExpertsPerTok: number;
  /** Whether a shared expert, weighted by sigmoid(coefficient · x), is mixed with the routed ones. */
  sharedExpert: boolean;
  rmsNormEps: number;
  /** Epsilon of the norm inside lightning attention: 1e-6 in every released model. */
  lightningNormEps: number;
  /** True: the residual branch is the normed input. False: it is the raw input. */
  postnorm: boolean;
  lightningScale: ResidualScale;
  attentionScale: ResidualScale;
  mlpScale: ResidualScale;
  maxPositionEmbeddings: number;
  layers: LayerConfig[];
}

/** The attention of one layer. */
export type LayerConfig =
  /** Linear attention; `decay[h]` is the rate s of head h: the state is multiplied by exp(-s) per token. */
  | { type: 'lightning'; decay: number[] }
  /** Causal softmax attention with grouped key/value heads. */
  | { type: 'attention' };

/** x ← alpha · residual + beta · branch. */
export interface ResidualScale {
  alpha: number;
  beta: number;
}
