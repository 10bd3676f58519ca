// The working buffers of a forward pass, sized for a chunk of tokens; decoding uses their first row. Rows that a matrix
// multiplies are padded with zeros to blocks of 32 columns; kernels never overwrite the padding.

import type { ModelConfig } from '../contract/model-config.ts';
import { createStorage, uploadStorage } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { BufferPart } from '../gpu/kernel.ts';
import { controlWords } from '../kernels/control.ts';
import { blocksOf } from '../kernels/matrix.ts';
import { rotaryTable } from '../kernels/rotary.ts';
import { pickBytes } from '../kernels/router.ts';
import { slotsPerToken } from './config.ts';

export interface ForwardBuffers {
  control: GPUBuffer;
  /** u32 (tokens): the chunk's ids; sampling writes the next id to index 0. */
  ids: GPUBuffer;
  /** (tokens, hidden): the residual stream before attention and after the experts. */
  x: GPUBuffer;
  /** (tokens, hidden): the residual stream between attention and experts. */
  x1: GPUBuffer;
  /** (tokens, hidden): x1 and the output of the MLP beside the experts, in models that have one. */
  x2?: GPUBuffer;
  /** (tokens, hidden): the normed input of a branch. */
  n: GPUBuffer;
  /** (tokens, widest projection): q | k | v | gate, or q | k | v. */
  u: GPUBuffer;
  /** (tokens, heads · headDim): the output of lightning attention. */
  o: GPUBuffer;
  /** (tokens, heads · headDim padded): the input of the output projection. */
  g: GPUBuffer;
  /** `rotaryTable`. */
  rotary: GPUBuffer;
  /** (layers, chunk's tokens · slots, padded) picks. Each layer has its own, so that the routing of a whole pass can be read. */
  picks: GPUBuffer;
  /** (slots, intermediate padded), for one token. */
  h: GPUBuffer;
  /** f32 (vocabulary) of the last token. */
  logits: GPUBuffer;
}

export function createBuffers(
  gpu: Gpu,
  config: ModelConfig,
  chunkTokens: number,
  contextLength: number,
): ForwardBuffers {
  const {
    hiddenSize,
    numAttentionHeads,
    numKeyValueHeads,
    headDim,
    denseIntermediateSize = 0,
    sharedIntermediateSize = 0,
    layers,
  } = config;
  const slots = slotsPerToken(config);
  const hidden = blocksOf(hiddenSize) * 32;
  const inner = numAttentionHeads * headDim;
  const widest = Math.max(4 * inner, inner + 2 * numKeyValueHeads * headDim);
  const floats = (label: string, count: number): GPUBuffer => createStorage(gpu.device, label, 4 * count);
  const mlp = Math.max(denseIntermediateSize, sharedIntermediateSize);
  const rotates = layers.some(({ type }) => type === 'attention');
  return {
    control: floats('control', controlWords),
    ids: floats('ids', chunkTokens),
    x: floats('x', chunkTokens * hidden),
    x1: floats('x1', chunkTokens * hidden),
    ...(sharedIntermediateSize > 0 && { x2: floats('x2', chunkTokens * hidden) }),
    n: floats('n', chunkTokens * hidden),
    u: floats('u', chunkTokens * widest),
    o: floats('o', chunkTokens * inner),
    g: floats('g', chunkTokens * blocksOf(inner) * 32),
    rotary: uploadStorage(gpu.device, 'rotary', rotaryTable(rotates ? contextLength : 1, config)),
    picks: createStorage(gpu.device, 'picks', layers.length * layerPicks(chunkTokens, slots) * pickBytes),
    h: floats('h', Math.max(slots * blocksOf(config.intermediateSize), blocksOf(mlp)) * 32),
    logits: floats('logits', config.vocabSize),
  };
}

/** Picks that a layer has room for. Bindings start at multiples of 256 bytes, so every layer's picks do. */
function layerPicks(chunkTokens: number, slots: number): number {
  const alignment = 256 / pickBytes;
  return Math.ceil((chunkTokens * slots) / alignment) * alignment;
}

/** The picks of one layer. */
export function picksOf({ picks }: ForwardBuffers, { layers }: ModelConfig, layer: number): BufferPart {
  const size = picks.size / layers.length;
  return { buffer: picks, offset: layer * size, size };
}
