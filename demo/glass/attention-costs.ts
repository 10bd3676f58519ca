// What a context costs a model: memory for its states, and what one token reads. Computed from the model's shape; no DOM.

import type { ModelConfig, ModelMemory } from '../../src/index.ts';

export type AttentionShape = Pick<ModelConfig, 'numAttentionHeads' | 'numKeyValueHeads' | 'headDim'> & {
  layers: readonly Pick<ModelConfig['layers'][number], 'type' | 'dense'>[];
};

/** Bytes of one element of a key or value, which the KV cache keeps in 16 bits. */
const kvElementBytes = 2;

/** Bytes of one element of a lightning state. */
const stateElementBytes = 4;

/** The same model with softmax attention in every layer. */
export function softmaxEverywhere(shape: AttentionShape): AttentionShape {
  return { ...shape, layers: shape.layers.map((layer) => ({ ...layer, type: 'attention' })) };
}

/** Bytes of states, keys and values for a context of `tokens` tokens. */
export function contextBytes(shape: AttentionShape, tokens: number): number {
  return stateBytes(shape) + tokens * kvBytesPerToken(shape);
}

/** Bytes of all lightning states, which no number of tokens changes. */
export function stateBytes({ layers, numAttentionHeads, headDim }: AttentionShape): number {
  const lightning = layers.filter(({ type }) => type === 'lightning').length;
  return lightning * numAttentionHeads * headDim * headDim * stateElementBytes;
}

/** Bytes of one token's keys and values in all softmax layers. */
export function kvBytesPerToken({ layers, numKeyValueHeads, headDim }: AttentionShape): number {
  const softmax = layers.filter(({ type }) => type === 'attention').length;
  return softmax * 2 * numKeyValueHeads * headDim * kvElementBytes;
}

/** Bytes of the weights that one token needs: all that are not experts, and its own experts. */
export function tokenWeightBytes(
  { layers, numExpertsPerTok }: Pick<AttentionShape, 'layers'> & Pick<ModelConfig, 'numExpertsPerTok'>,
  { weightBytes, bytesPerExpert }: Pick<ModelMemory, 'weightBytes' | 'bytesPerExpert'>,
): number {
  const sparse = layers.filter(({ dense }) => !dense).length;
  return weightBytes + sparse * numExpertsPerTok * bytesPerExpert;
}

/**
 * Bytes that decoding one token moves after a context of `tokens` tokens: weights once, states twice, because they are read and
 * written, keys and values once. Decoding is bound by memory, so its time grows in this proportion.
 */
export function tokenTrafficBytes(shape: AttentionShape, weightBytes: number, tokens: number): number {
  return weightBytes + 2 * stateBytes(shape) + tokens * kvBytesPerToken(shape);
}

/** The context from which on softmax attention everywhere takes more memory; undefined if that is never. */
export function breakEvenTokens(shape: AttentionShape): number | undefined {
  const saved = kvBytesPerToken(softmaxEverywhere(shape)) - kvBytesPerToken(shape);
  return saved === 0 ? undefined : Math.ceil(stateBytes(shape) / saved);
}
