// Models with random weights in shard form, generated in memory: the benchmark's sizes, or any other config.

import type { ModelConfig } from '../src/contract/model-config.ts';
import type { Quantization } from '../src/model/config.ts';
import { coreShards, expertTensors, modelLayout, type StoredTensor } from '../src/model/layout.ts';
import { MANIFEST_VERSION, type Manifest } from '../src/shards/manifest.ts';
import { safetensorsHeader } from '../src/shards/safetensors.ts';
import type { ModelSource } from '../src/startup/load-onto-gpu.ts';

export type ModelSize = 'nano' | 'm' | 'l' | 'xl';
/** A small shape without softmax layers, for prompts that would take too long with one. */
export type LightningShape = 'lightning';

interface Size {
  hidden: number;
  layers: number;
  heads: number;
  kvHeads: number;
  vocabulary: number;
}

const sizes: Record<ModelSize | LightningShape, Size> = {
  nano: { hidden: 256, layers: 8, heads: 4, kvHeads: 2, vocabulary: 4096 },
  m: { hidden: 512, layers: 8, heads: 8, kvHeads: 2, vocabulary: 8192 },
  l: { hidden: 768, layers: 16, heads: 12, kvHeads: 4, vocabulary: 32768 },
  xl: { hidden: 1024, layers: 24, heads: 16, kvHeads: 4, vocabulary: 32768 },
  lightning: { hidden: 128, layers: 4, heads: 2, kvHeads: 1, vocabulary: 4096 },
};

/** A model in shard form, independent of the shards' origin. */
export interface ShardModel {
  manifest: Manifest;
  source: ModelSource;
}

/** The architecture of a benchmark size: 7 lightning layers to each softmax layer, 32 experts, 2 per token. */
export function sizedConfig(size: ModelSize | LightningShape): ModelConfig {
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
    attentionMultiplier: 64 ** -0.5,
    qkNorm: 'none',
    numLocalExperts: 32,
    numExpertsPerTok: 2,
    router: { scores: 'softmax', selectionBias: false, renormalize: true },
    sharedExpert: false,
    embeddingMultiplier: 1,
    logitsMultiplier: 1,
    tiedHead: false,
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

/** q4 experts and projections, q8 embedding and head; deterministic for a seed. */
export function randomModel(config: ModelConfig, seed = 1): ShardModel {
  const quantization: Quantization = { experts: 'q4', attention: 'q4', embedding: 'q8', head: 'q8' };
  const layout = modelLayout(config, quantization);
  const page = expertTensors(layout.expertPage);
  const shards = coreShards(layout.core).map((parts) =>
    parts.flatMap(({ weight, scales }) => (scales ? [weight, scales] : [weight])),
  );
  return {
    manifest: {
      format: 'pocket-m1',
      version: MANIFEST_VERSION,
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

// Matrices have variance about 1 / columns; vectors, which are norms, are ones. Padding is random too. Kernels must ignore it,
// except padding columns; so the widths should be multiples of 32.
function randomShard(tensors: readonly StoredTensor[], seed: number): ArrayBuffer {
  const header = safetensorsHeader(tensors);
  const content = new Uint8Array(header.byteLength + tensors.reduce((sum, { bytes }) => sum + bytes, 0));
  content.set(header);
  const fill = noise(seed);
  let at = header.byteLength;
  let deviation = 1;
  for (const { dtype, shape, bytes } of tensors) {
    // Headers end at multiples of 8 and tensors at multiples of 256, so every tensor can be viewed as words.
    const { buffer } = content;
    if (shape.length === 1) new Float32Array(buffer, at, bytes / 4).fill(1);
    else if (dtype === 'F32') {
      const reach = Math.sqrt(3 / shape[1]!);
      const values = new Float32Array(buffer, at, bytes / 4);
      const words = fill(new Uint32Array(values.length));
      for (let i = 0; i < values.length; i++) values[i] = (words[i]! / 2 ** 31 - 1) * reach;
    } else if (dtype === 'F16') {
      // Scales follow their weights.
      new Uint16Array(buffer, at, bytes / 2).fill(halfBits(1 / (deviation * Math.sqrt(shape[1]! * 32))));
    } else {
      deviation = dtype === 'U8' ? 4.6 : 74; // of a uniform nibble, of a uniform byte
      fill(new Uint32Array(buffer, at, bytes / 4));
    }
    at += bytes;
  }
  return content.buffer;
}

// Marsaglia's xorshift32: all nibbles are equally random, at about a gigabyte per second.
function noise(seed: number): (words: Uint32Array) => Uint32Array {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return (words) => {
    for (let i = 0; i < words.length; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      words[i] = state;
    }
    return words;
  };
}

// A small positive number as IEEE half precision, truncated.
function halfBits(value: number): number {
  const exponent = Math.floor(Math.log2(value));
  return ((exponent + 15) << 10) | Math.floor((value / 2 ** exponent - 1) * 1024);
}
