// The model's shape and semantics, as the manifest writes them down. Nothing here is guessed from a name:
// the converter has already turned a Hugging Face config into these explicit numbers.

/** An M1-architecture decoder. Hugging Face's names, camel-cased once at this border. */
export interface ModelConfig {
  vocabSize: number;
  hiddenSize: number;
  /** Width of one expert, and of the shared expert. */
  intermediateSize: number;
  numAttentionHeads: number;
  /** Query heads of a softmax layer share this many key/value heads. */
  numKeyValueHeads: number;
  headDim: number;
  /** The first `rotaryDim` features of a query or key head are rotated; the rest pass through. */
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

/** How one attention layer mixes tokens. */
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
