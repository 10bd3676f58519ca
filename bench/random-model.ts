// Models with random weights, made on the spot in shard form: the benchmark's sizes, or any other config.

import type { ModelConfig, Quantization } from '../src/model/config.ts';
import { coreShards, expertTensors, modelLayout, type StoredTensor } from '../src/model/layout.ts';
import type { ModelSource } from '../src/runtime/load.ts';
import type { Manifest } from '../src/shards/manifest.ts';
import { safetensorsHeader } from '../src/shards/safetensors.ts';

export type ModelSize = 'nano' | 'm' | 'l' | 'xl';

interface Size {
  hidden: number;
  layers: number;
  heads: number;
  kvHeads: number;
  vocabulary: number;
}

const sizes: Record<ModelSize, Size> = {
  nano: { hidden: 256, layers: 8, heads: 4, kvHeads: 2, vocabulary: 4096 },
  m: { hidden: 512, layers: 8, heads: 8, kvHeads: 2, vocabulary: 8192 },
  l: { hidden: 768, layers: 16, heads: 12, kvHeads: 4, vocabulary: 32768 },
  xl: { hidden: 1024, layers: 24, heads: 16, kvHeads: 4, vocabulary: 32768 },
};

export interface RandomModel {
  manifest: Manifest;
  source: ModelSource;
}

/** The architecture of a benchmark size: 7 lightning layers to each softmax layer, 32 experts, 2 a token. */
export function sizedConfig(size: ModelSize): ModelConfig {
  const { hidden, layers, heads, kvHeads, vocabulary } = sizes[size];
  const scale = { alpha: (2 * layers) ** 0.25, beta: 1 };
  return {
    vocabSize: vocabulary,
    hiddenSize: hidden,
    intermediateSize: hidden,
    numAttentionHeads: heads,
    numKeyValueHeads: kvHeads,
    headDim: 64,
    rotaryDim: 32,
    ropeTheta: 1e7,
    numLocalExperts: 32,
    numExpertsPerTok: 2,
    sharedExpert: false,
    rmsNormEps: 1e-5,
    lightningNormEps: 1e-6,
    postnorm: true,
    lightningScale: scale,
    attentionScale: scale,
    mlpScale: scale,
    maxPositionEmbeddings: 1 << 20,
    layers: Array.from({ length: layers }, (_, l) =>
      l % 8 === 7
        ? { type: 'attention' }
        : {
            type: 'lightning',
            decay: Array.from(
              { length: heads },
              (_, h) => 2 ** ((-8 * (h + 1)) / heads) * (1 - l / (layers - 1) + 1e-5),
            ),
          },
    ),
  };
}

/** q4 experts and projections, q8 embedding and head; the same seed gives the same weights. */
export function randomModel(config: ModelConfig, seed = 1): RandomModel {
  const quantization: Quantization = { experts: 'q4', attention: 'q4', embedding: 'q8', head: 'q8' };
  const layout = modelLayout(config, quantization);
  const page = expertTensors(layout.expertPage);
  const shards = coreShards(layout.core).map((parts) =>
    parts.flatMap(({ weight, scales }) => (scales ? [weight, scales] : [weight])),
  );
  return {
    manifest: {
      format: 'pocket-m1',
      version: 1,
      name: 'random',
      revision: '0'.repeat(16),
      config,
      quantization,
      files: [],
      shards: [],
    },
    source: {
      async *coreShards() {
        for (const [i, tensors] of shards.entries()) yield { content: randomShard(tensors, seed * 7919 + i) };
      },
      expert: async (layer, expert) => randomShard(page, seed * 104_729 + layer * 256 + expert + 1000),
    },
  };
}

// Matrices of variance about 1 / columns; vectors, which are norms, of ones. Padding is as random as the rest, which
// no kernel may notice but in the columns: those widths are best multiples of 32.
function randomShard(tensors: readonly StoredTensor[], seed: number): ArrayBuffer {
  const header = safetensorsHeader(tensors);
  const content = new Uint8Array(header.byteLength + tensors.reduce((sum, { bytes }) => sum + bytes, 0));
  content.set(header);
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  let at = header.byteLength;
  let deviation = 1;
  for (const { dtype, shape, bytes } of tensors) {
    const view = new DataView(content.buffer, at, bytes);
    at += bytes;
    if (shape.length === 1) for (let i = 0; i < bytes; i += 4) view.setFloat32(i, 1, true);
    else if (dtype === 'F32') {
      const reach = Math.sqrt(3 / shape[1]!);
      for (let i = 0; i < bytes; i += 4) view.setFloat32(i, (next() / 2 ** 31 - 1) * reach, true);
    } else if (dtype === 'F16') {
      // Scales follow the weights they belong to.
      const scale = halfBits(1 / (deviation * Math.sqrt(shape[1]! * 32)));
      for (let i = 0; i < bytes; i += 2) view.setUint16(i, scale, true);
    } else {
      deviation = dtype === 'U8' ? 4.6 : 74; // of a uniform nibble, of a uniform byte
      for (let i = 0; i < bytes; i += 4) view.setUint32(i, next(), true);
    }
  }
  return content.buffer;
}

// A small positive number as IEEE half precision, truncated.
function halfBits(value: number): number {
  const exponent = Math.floor(Math.log2(value));
  return ((exponent + 15) << 10) | Math.floor((value / 2 ** exponent - 1) * 1024);
}
