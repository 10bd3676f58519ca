// The model's shape and semantics, as in the manifest. The converter derives these explicit numbers from a Hugging Face
// config, so that nothing depends on the name of an architecture.

/** A decoder with a sparse mixture of experts, with Hugging Face's names in camel case. */
export interface ModelConfig {
  /** Tokens of the vocabulary. */
  vocabSize: number;
  /** Features of a token between layers. */
  hiddenSize: number;
  /** Width of one expert, and of the shared expert. */
  intermediateSize: number;
  /** Query heads of a layer. */
  numAttentionHeads: number;
  /** Key/value heads of a softmax layer, which groups of query heads share. */
  numKeyValueHeads: number;
  /** Features of a head. */
  headDim: number;
  /** How many features of a query or key head are rotated, from the first on. */
  rotaryDim: number;
  /** Base of the rotary frequencies. */
  ropeTheta: number;
  /** Absent: pair i turns by position · ropeTheta^(-2i / rotaryDim). */
  ropeScaling?: RopeScaling;
  /** What softmax attention multiplies q·k by: 1/sqrt(headDim) in most models. */
  attentionMultiplier: number;
  /** Whether softmax layers norm queries and keys before the rotation: each head by itself, or all heads together. */
  qkNorm: QkNorm;
  /** Routed experts of a sparse layer. */
  numLocalExperts: number;
  /** How many of them a token uses. */
  numExpertsPerTok: number;
  /** How they are chosen and weighted. */
  router: RouterConfig;
  /** Whether a shared expert, weighted by sigmoid(coefficient · x), is mixed with the routed ones. */
  sharedExpert: boolean;
  /** Width of the MLP of dense layers. Absent when every layer is sparse. */
  denseIntermediateSize?: number;
  /** Width of an MLP that sparse layers have beside their experts, and whose output is added to theirs. Absent: they have none. */
  sharedIntermediateSize?: number;
  /** What the embedding is multiplied by. */
  embeddingMultiplier: number;
  /** What the logits are multiplied by. */
  logitsMultiplier: number;
  /** Whether the head has no weights of its own and uses those of the embedding. */
  tiedHead: boolean;
  /** Epsilon of the norms, except for the one inside lightning attention. */
  rmsNormEps: number;
  /** Epsilon of the norm inside lightning attention: 1e-6 in every released model. */
  lightningNormEps: number;
  /** True: the residual branch is the normed input. False: it is the raw input. */
  postnorm: boolean;
  /** How the output of lightning attention is added. */
  lightningScale: ResidualScale;
  /** How the output of softmax attention is added. */
  attentionScale: ResidualScale;
  /** How the output of the experts, or of a dense layer's MLP, is added. */
  mlpScale: ResidualScale;
  /** Maximum number of tokens in a context. */
  maxPositionEmbeddings: number;
  /** From the first to the last. */
  layers: LayerConfig[];
}

/** A layer: its attention, and after it the experts or, in a dense layer, one MLP for all tokens. */
export type LayerConfig = AttentionConfig & { dense?: true };

/** The attention of one layer. */
export type AttentionConfig =
  /** Linear attention; `decay[h]` is the rate s of head h: the state is multiplied by exp(-s) per token. */
  | { type: 'lightning'; decay: number[] }
  /** Causal softmax attention with grouped key/value heads. */
  | { type: 'attention' };

/** Over which features queries and keys are normed. */
export type QkNorm = 'none' | 'per-head' | 'all-heads';

/** How the frequencies of the rotary embedding are scaled for long contexts. */
export interface RopeScaling {
  /** By pair of features: what its frequency is multiplied by; rotaryDim / 2 numbers. */
  frequencyFactors: number[];
  /** What the rotated features are multiplied by. */
  amplitude: number;
}

/** How a layer's experts are chosen and weighted. */
export interface RouterConfig {
  /** What makes scores of the logits: softmax over all experts, or the logistic function of each. */
  scores: 'softmax' | 'sigmoid';
  /** Whether a learned bias is added to the scores, for the choice only. */
  selectionBias: boolean;
  /** Whether the weights of the chosen experts are their scores divided by their sum. Otherwise they are the scores. */
  renormalize: boolean;
}

/** x ← alpha · residual + beta · branch. */
export interface ResidualScale {
  /** Factor of the residual. */
  alpha: number;
  /** Factor of the branch. */
  beta: number;
}
