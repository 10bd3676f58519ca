// Models of the benchmark's sizes with random weights, made on the spot in shard form.

import type { ModelConfig, Quantization, WeightFormat } from '../src/model/config.ts';
import { coreShards, expertTensors, modelLayout, type StoredTensor } from '../src/model/layout.ts';
import type { ModelSource } from '../src/runtime/load.ts';
import type { Manifest } from '../src/shards/manifest.ts';
import { safetensorsHeader } from '../src/shards/safetensors.ts';

export type ModelSize = 'nano' | 'm' | 'l' | 'xl';

const sizes: Record<ModelSize, { hidden: number; layers: number; heads: number; kvHeads: number; vocabulary: number }> =
  {
    nano: { hidden: 256, layers: 8, heads: 4, kvHeads: 2, vocabulary: 4096 },
    m: { hidden: 512, layers: 8, heads: 8, kvHeads: 2, vocabulary: 8192 },
    l: { hidden: 768, layers: 16, heads: 12, kvHeads: 4, vocabulary: 32768 },
    xl: { hidden: 1024, layers: 24, heads: 16, kvHeads: 4, vocabulary: 32768 },
  };

export interface RandomModel {
  manifest: Manifest;
  source: ModelSource;
  /** Bytes of weights that one token reads: core matrices once, its experts, one row of the embedding. */
  bytesPerToken: number;
  /** Multiply-adds times two that one token costs in matrices. */
  flopsPerToken: number;
}

export function randomModel(size: ModelSize, format: WeightFormat): RandomModel {
  const { hidden, layers, heads, kvHeads, vocabulary } = sizes[size];
  const config: ModelConfig = {
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
    lightningScale: { alpha: (2 * layers) ** 0.25, beta: 1 },
    attentionScale: { alpha: (2 * layers) ** 0.25, beta: 1 },
    mlpScale: { alpha: (2 * layers) ** 0.25, beta: 1 },
    maxPositionEmbeddings: 1 << 20,
    layers: Array.from({ length: layers }, (_, l) =>
      l % 8 === 7
        ? { type: 'attention' as const }
        : {
            type: 'lightning' as const,
            decay: Array.from(
              { length: heads },
              (_, h) => 2 ** ((-8 * (h + 1)) / heads) * (1 - l / (layers - 1) + 1e-5),
            ),
          },
    ),
  };
  const large = format === 'q4' ? 'q8' : format;
  const quantization: Quantization = { experts: format, attention: format, embedding: large, head: large };
  const layout = modelLayout(config, quantization);
  const shards = coreShards(layout.core).map((parts) =>
    parts.flatMap(({ weight, scales }) => (scales ? [weight, scales] : [weight])),
  );
  const page = expertTensors(layout.expertPage);
  const shape = (name: string): number => layout.core.find((t) => name.startsWith(`${t.name}.`))?.kind === 'vector' ? 1 : 0;
  const manifest: Manifest = {
    format: 'pocket-m1',
    version: 1,
    name: `random-${size}`,
    revision: '0'.repeat(16),
    config,
    quantization,
    files: [],
    shards: [],
  };
  const matrices = layout.core.filter((t) => t.kind === 'matrix' && t.name !== 'model.embed_tokens');
  const expertWeights = 3 * hidden * hidden * config.numExpertsPerTok * layers;
  return {
    manifest,
    bytesPerToken:
      matrices.reduce((sum, t) => sum + (t.kind === 'matrix' ? t.weightBytes + t.scaleBytes : 0), 0) +
      layout.expertPage.bytes * config.numExpertsPerTok * layers,
    flopsPerToken:
      2 * (matrices.reduce((sum, t) => sum + (t.kind === 'matrix' ? t.rows * t.columns : 0), 0) + expertWeights),
    source: {
      async *coreShards() {
        for (const [i, tensors] of shards.entries()) yield { content: randomShard(tensors, 100 + i, shape) };
      },
      expert: async (layer, expert) => randomShard(page, 1000 + layer * 64 + expert, () => 0),
    },
  };
}

// Weights of variance 1 / columns, norms of 1.
function randomShard(
  tensors: readonly StoredTensor[],
  seed: number,
  isVector: (name: string) => number,
): ArrayBuffer {
  const header = safetensorsHeader(tensors);
  const content = new Uint8Array(header.byteLength + tensors.reduce((sum, { bytes }) => sum + bytes, 0));
  content.set(header);
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  let at = header.byteLength;
  for (const { name, dtype, shape, bytes } of tensors) {
    const view = new DataView(content.buffer, at, bytes);
    const columns = shape.at(-1)!;
    if (isVector(name)) for (let i = 0; i < bytes; i += 4) view.setFloat32(i, 1, true);
    else if (dtype === 'F32') {
      for (let i = 0; i < bytes; i += 4) view.setFloat32(i, (next() / 2 ** 31 - 1) * Math.sqrt(3 / columns), true);
    } else if (name.includes('.scales')) {
      // Deviation of a uniform nibble is 4.6 steps, of a uniform byte 74; a block has 32 columns.
      const deviation = name.startsWith('w') || !name.startsWith('lm_head') ? 4.6 : 74;
      const half = halfBits(1 / (deviation * Math.sqrt(columns * 32)));
      for (let i = 0; i < bytes; i += 2) view.setUint16(i, half, true);
    } else {
      for (let i = 0; i < bytes; i += 4) view.setUint32(i, next(), true);
    }
    at += bytes;
  }
  return content.buffer;
}

// A small positive number as IEEE half precision, truncated.
function halfBits(value: number): number {
  const exponent = Math.floor(Math.log2(value));
  return ((exponent + 15) << 10) | Math.floor((value / 2 ** exponent - 1) * 1024);
}
