// A tiny model with weights from a formula, and its expected answers. Every weight is a multiple of 1/32 from -8/32 to 7/32,
// which all formats represent exactly, so the answers do not depend on the format.

import type { ModelConfig } from '../contract/model-config.ts';
import type { Quantization, WeightFormat } from '../model/config.ts';
import {
  coreShards,
  expertTensors,
  type MatrixLayout,
  modelLayout,
  type StoredTensor,
  type TensorLayout,
} from '../model/layout.ts';
import { MANIFEST_VERSION, type Manifest } from '../shards/manifest.ts';
import { safetensorsHeader } from '../shards/safetensors.ts';
import { concatenate, type ModelSource } from './load-onto-gpu.ts';

const scale = { alpha: 1.5, beta: 1 };

/** Every kind of layer, a shared expert, and sizes that are not multiples of a tile. */
export const selfTestConfig: ModelConfig = {
  vocabSize: 128,
  hiddenSize: 64,
  intermediateSize: 32,
  numAttentionHeads: 2,
  numKeyValueHeads: 1,
  headDim: 32,
  rotaryDim: 16,
  ropeTheta: 1e4,
  attentionMultiplier: 32 ** -0.5,
  qkNorm: 'none',
  numLocalExperts: 4,
  numExpertsPerTok: 2,
  router: { scores: 'softmax', selectionBias: false, renormalize: true },
  sharedExpert: true,
  embeddingMultiplier: 1,
  logitsMultiplier: 1,
  tiedHead: false,
  rmsNormEps: 1e-5,
  lightningNormEps: 1e-6,
  postnorm: true,
  lightningScale: scale,
  attentionScale: scale,
  mlpScale: scale,
  maxPositionEmbeddings: 1024,
  layers: [
    { type: 'lightning', decay: [0.5, 0.05] },
    { type: 'lightning', decay: [0.25, 0.02] },
    { type: 'attention' },
  ],
};

/** More than one block of lightning attention. */
export const selfTestPrompt: Uint32Array<ArrayBuffer> = Uint32Array.from(
  { length: 70 },
  (_, i) => (i * 37 + 11) % selfTestConfig.vocabSize,
);

/**
 * Computed in float64 from the formulas of the M1 report: the first logits after the prompt, the tokens of greedy decoding,
 * and the first logits after those. The best two logits differ by at least 0.24, and the logits of chosen and other experts
 * by at least 0.019, so rounding changes no choice.
 */
export const selfTestAnswer = {
  afterPrompt: [-0.7213, 0.6915, 3.7555, 0.9216, -1.3364, 1.134, -1.2344, -0.492],
  tokens: [2, 94, 109, 31],
  afterTokens: [-0.7474, 0.9407, 2.4779, 1.0957, -0.7883, 1.7402, -1.2194, -0.7485],
};

/**
 * The tokens sampled after those, with top-k and top-p both removing some tokens, as computed by sorting in float64 and the
 * Philox generator. Logit errors of 0.02, twice those of half precision, change none of these draws.
 */
export const selfTestDraws = {
  sampling: { temperature: 1.2, topK: 40, topP: 0.9, minP: 0.02, repetitionPenalty: 1.2, seed: 232 },
  tokens: [47, 116, 100, 19, 31, 109, 8, 64],
};

const SEED = 68;

export function selfTestModel(quantization: Quantization): { manifest: Manifest; source: ModelSource } {
  const layout = modelLayout(selfTestConfig, quantization);
  const page = layout.expertPage;
  return {
    manifest: {
      format: 'pocket-m1',
      version: MANIFEST_VERSION,
      name: 'self-test',
      revision: '0'.repeat(16),
      config: selfTestConfig,
      quantization,
      files: [],
      shards: [],
    },
    source: {
      async *coreShards() {
        for (const parts of coreShards(layout.core)) {
          // Tensors of a model this small are never split.
          const content = parts.map(({ tensor, weight, scales }) => ({
            stored: scales ? [weight, scales] : [weight],
            bytes: tensorBytes(tensor),
          }));
          yield {
            content: shard(
              content.flatMap(({ stored }) => stored),
              content.flatMap(({ bytes }) => bytes),
            ),
          };
        }
      },
      expert: async (layer, expert) => {
        const name = `model.layers.${layer}.experts.${expert}`;
        const bytes = [...matrixBytes(`${name}.w13`, page.w13), ...matrixBytes(`${name}.w2`, page.w2)];
        return shard(expertTensors(page), bytes);
      },
    },
  };
}

function shard(tensors: readonly StoredTensor[], contents: readonly Uint8Array[]): ArrayBuffer {
  return concatenate([safetensorsHeader(tensors), ...contents]).buffer;
}

function tensorBytes(tensor: TensorLayout): Uint8Array[] {
  if (tensor.kind === 'matrix') return matrixBytes(tensor.name, tensor);
  const values = new Float32Array(tensor.paddedLength);
  for (let i = 0; i < tensor.length; i++) values[i] = 1 + level(tensor.name, 0, i) / 32;
  return [new Uint8Array(values.buffer)];
}

/** Weights and, for q8 and q4, scales. */
function matrixBytes(name: string, layout: MatrixLayout): Uint8Array[] {
  const { rows, columns, paddedColumns, format, weightBytes, scaleBytes } = layout;
  const bytes = new Uint8Array(weightBytes);
  if (format === 'q4') bytes.fill(0x88);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      write[format](view, row * paddedColumns + column, level(name, row, column));
    }
  }
  const scales = new Uint16Array(scaleBytes / 2).fill(0x2800); // 1/32 in half precision
  return scaleBytes > 0 ? [bytes, new Uint8Array(scales.buffer)] : [bytes];
}

const write: Record<WeightFormat, (view: DataView, index: number, level: number) => void> = {
  f32: (view, index, level) => view.setFloat32(4 * index, level / 32, true),
  f16: (view, index, level) => view.setUint16(2 * index, halfBits(level / 32), true),
  q8: (view, index, level) => view.setInt8(index, level),
  // Of eight columns, the low nibbles of a word hold the first four and the high nibbles the others.
  q4: (view, index, level) => {
    const byte = Math.floor(index / 8) * 4 + (index & 3);
    const shift = index & 4;
    view.setUint8(byte, (view.getUint8(byte) & ~(15 << shift)) | ((level + 8) << shift));
  },
};

function halfBits(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const fraction = (Math.abs(value) / 2 ** exponent - 1) * 1024;
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | fraction;
}

/** An integer from -8 to 7 for a row and column of a tensor. */
function level(name: string, row: number, column: number): number {
  let hash = SEED;
  for (const char of name) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = (hash + Math.imul(row, 0x9e3779b1) + Math.imul(column, 0x85ebca77)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 28) - 8;
}
