// The config in manifest.json: the model's shape and semantics, checked to be consistent and supported by the kernels.

import type {
  AttentionConfig,
  LayerConfig,
  ModelConfig,
  ResidualScale,
  RopeScaling,
  RouterConfig,
} from '../contract/model-config.ts';
import { show } from '../errors.ts';
import { expertsPerLayer, maxExperts, sparseLayers } from '../model/config.ts';
import { array, boolean, fail, finite, integer, object, oneOf, positive } from './manifest-fields.ts';

/** The config of a manifest of version 1 or 2; those of version 1 get what their fields implied. */
export function parseConfig(value: unknown, version: 1 | 2): ModelConfig {
  const config = object(value, 'config');
  const parsed: ModelConfig = {
    ...parseShape(config),
    ...(version === 1 ? impliedSemantics(config) : parseSemantics(config)),
  };
  const problem = configProblem(parsed);
  if (problem !== undefined) fail(`config.${problem}`);
  return parsed;
}

/** The fields that version 2 added. */
type Semantics = Pick<
  ModelConfig,
  | 'ropeScaling'
  | 'attentionMultiplier'
  | 'qkNorm'
  | 'router'
  | 'denseIntermediateSize'
  | 'sharedIntermediateSize'
  | 'embeddingMultiplier'
  | 'logitsMultiplier'
  | 'tiedHead'
>;

function impliedSemantics({ headDim }: Record<string, unknown>): Semantics {
  return {
    attentionMultiplier: (headDim as number) ** -0.5,
    qkNorm: 'none',
    router: { scores: 'softmax', selectionBias: false, renormalize: true },
    embeddingMultiplier: 1,
    logitsMultiplier: 1,
    tiedHead: false,
  };
}

function parseSemantics(config: Record<string, unknown>): Semantics {
  const { ropeScaling, denseIntermediateSize, sharedIntermediateSize } = config;
  const semantics: Semantics = {
    attentionMultiplier: finite(config.attentionMultiplier, 'config.attentionMultiplier'),
    qkNorm: oneOf(config.qkNorm, 'config.qkNorm', ['none', 'per-head', 'all-heads']),
    router: parseRouter(config.router),
    embeddingMultiplier: finite(config.embeddingMultiplier, 'config.embeddingMultiplier'),
    logitsMultiplier: finite(config.logitsMultiplier, 'config.logitsMultiplier'),
    tiedHead: boolean(config.tiedHead, 'config.tiedHead'),
  };
  if (ropeScaling !== undefined) semantics.ropeScaling = parseRopeScaling(ropeScaling);
  if (denseIntermediateSize !== undefined) {
    semantics.denseIntermediateSize = integer(denseIntermediateSize, 'config.denseIntermediateSize', 1);
  }
  if (sharedIntermediateSize !== undefined) {
    semantics.sharedIntermediateSize = integer(sharedIntermediateSize, 'config.sharedIntermediateSize', 1);
  }
  return semantics;
}

function parseRouter(value: unknown): RouterConfig {
  const router = object(value, 'config.router');
  return {
    scores: oneOf(router.scores, 'config.router.scores', ['softmax', 'sigmoid']),
    selectionBias: boolean(router.selectionBias, 'config.router.selectionBias'),
    renormalize: boolean(router.renormalize, 'config.router.renormalize'),
  };
}

function parseRopeScaling(value: unknown): RopeScaling {
  const path = 'config.ropeScaling';
  const { frequencyFactors, amplitude } = object(value, path);
  return {
    frequencyFactors: array(frequencyFactors, `${path}.frequencyFactors`).map((factor, i) =>
      positive(factor, `${path}.frequencyFactors[${i}]`),
    ),
    amplitude: positive(amplitude, `${path}.amplitude`),
  };
}

function parseShape(config: Record<string, unknown>): Omit<ModelConfig, keyof Semantics> {
  const count = (key: string) => integer(config[key], `config.${key}`, 1);
  return {
    vocabSize: count('vocabSize'),
    hiddenSize: count('hiddenSize'),
    intermediateSize: count('intermediateSize'),
    numAttentionHeads: count('numAttentionHeads'),
    numKeyValueHeads: count('numKeyValueHeads'),
    headDim: count('headDim'),
    rotaryDim: count('rotaryDim'),
    ropeTheta: positive(config.ropeTheta, 'config.ropeTheta'),
    numLocalExperts: count('numLocalExperts'),
    numExpertsPerTok: count('numExpertsPerTok'),
    sharedExpert: boolean(config.sharedExpert, 'config.sharedExpert'),
    rmsNormEps: positive(config.rmsNormEps, 'config.rmsNormEps'),
    lightningNormEps: positive(config.lightningNormEps, 'config.lightningNormEps'),
    postnorm: boolean(config.postnorm, 'config.postnorm'),
    lightningScale: parseScale(config.lightningScale, 'config.lightningScale'),
    attentionScale: parseScale(config.attentionScale, 'config.attentionScale'),
    mlpScale: parseScale(config.mlpScale, 'config.mlpScale'),
    maxPositionEmbeddings: count('maxPositionEmbeddings'),
    layers: array(config.layers, 'config.layers').map((layer, l) => parseLayer(layer, `config.layers[${l}]`)),
  };
}

/** The first inconsistency in a config, or its first value that the kernels do not support; undefined if there is none. */
export function configProblem(config: ModelConfig): string | undefined {
  const { numAttentionHeads, numKeyValueHeads, headDim, rotaryDim, numLocalExperts, numExpertsPerTok } =
    config;
  if (numAttentionHeads % numKeyValueHeads !== 0) {
    return `numAttentionHeads is ${numAttentionHeads}, expected a multiple of numKeyValueHeads ${numKeyValueHeads}`;
  }
  if (rotaryDim % 2 !== 0 || rotaryDim > headDim || rotaryDim < 2) {
    return `rotaryDim is ${rotaryDim}, expected an even number from 2 to headDim ${headDim}`;
  }
  if (headDim % 4 !== 0) return `headDim is ${headDim}, expected a multiple of 4`;
  const experts = expertsPerLayer(config);
  if (experts > maxExperts) {
    return `numLocalExperts makes ${experts} experts per layer, expected at most ${maxExperts}`;
  }
  if (numExpertsPerTok > numLocalExperts) {
    return `numExpertsPerTok is ${numExpertsPerTok}, expected at most numLocalExperts ${numLocalExperts}`;
  }
  const factors = config.ropeScaling?.frequencyFactors.length ?? rotaryDim / 2;
  if (factors !== rotaryDim / 2) {
    return `ropeScaling.frequencyFactors has ${factors} entries, expected ${rotaryDim / 2}, one per rotated pair`;
  }
  return routerProblem(config) ?? sharedProblem(config) ?? layersProblem(config);
}

function routerProblem({ router }: ModelConfig): string | undefined {
  if (!router.selectionBias || router.scores === 'sigmoid') return undefined;
  return 'router.selectionBias is true, expected false where router.scores is "softmax"';
}

/** The MLP is added before the experts, to the same residual. */
function sharedProblem({ sharedIntermediateSize, postnorm, mlpScale }: ModelConfig): string | undefined {
  if (sharedIntermediateSize === undefined) return undefined;
  if (postnorm) return 'postnorm is true, expected false with sharedIntermediateSize';
  if (mlpScale.alpha === 1) return undefined;
  return `mlpScale.alpha is ${mlpScale.alpha}, expected 1 with sharedIntermediateSize`;
}

function layersProblem(config: ModelConfig): string | undefined {
  const { layers, numAttentionHeads, denseIntermediateSize } = config;
  if (layers.length === 0) return 'layers is empty';
  if (sparseLayers(config).length === 0) return 'layers are all dense, expected at least one with experts';
  for (const [l, layer] of layers.entries()) {
    if (layer.dense && denseIntermediateSize === undefined) {
      return `layers[${l}] is dense, but denseIntermediateSize is missing`;
    }
    if (layer.type === 'lightning' && layer.decay.length !== numAttentionHeads) {
      return `layers[${l}].decay has ${layer.decay.length} rates, expected ${numAttentionHeads}, one per head`;
    }
  }
  return undefined;
}

function parseLayer(value: unknown, path: string): LayerConfig {
  const { dense, ...attention } = object(value, path);
  if (dense !== undefined && dense !== true)
    fail(`${path}.dense is ${show(dense)}, expected true or nothing`);
  return { ...parseAttention(attention, path), ...(dense === true && { dense }) };
}

function parseAttention({ type, decay }: Record<string, unknown>, path: string): AttentionConfig {
  if (type === 'attention') return { type };
  if (type !== 'lightning') fail(`${path}.type is ${show(type)}, expected "lightning" or "attention"`);
  return {
    type: 'lightning',
    decay: array(decay, `${path}.decay`).map((s, h) => positive(s, `${path}.decay[${h}]`)),
  };
}

function parseScale(value: unknown, path: string): ResidualScale {
  const { alpha, beta } = object(value, path);
  return { alpha: finite(alpha, `${path}.alpha`), beta: finite(beta, `${path}.beta`) };
}
