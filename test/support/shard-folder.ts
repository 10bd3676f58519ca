// A small artificial shard folder: real manifest, real hashes, random bytes instead of weights. Revision 2 differs
// from revision 1 in one core shard and one expert; 'packed' is revision 1 with the experts of layer 1 in one file.

import { createHash } from 'node:crypto';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import type { Quantization } from '../../src/model/config.ts';
import { coreShards, modelLayout } from '../../src/model/layout.ts';
import { MANIFEST_VERSION, type Manifest, type ManifestFile, type Shard } from '../../src/shards/manifest.ts';

const scale = { alpha: 1, beta: 1 };

// The vocabulary is that of a larger model, so that there are more core shards than are fetched at a time.
const config: ModelConfig = {
  vocabSize: 400_000,
  hiddenSize: 64,
  intermediateSize: 32,
  numAttentionHeads: 2,
  numKeyValueHeads: 1,
  headDim: 32,
  rotaryDim: 16,
  ropeTheta: 10_000_000,
  attentionMultiplier: 32 ** -0.5,
  qkNorm: 'none',
  numLocalExperts: 3,
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
  maxPositionEmbeddings: 1024,
  layers: [{ type: 'lightning', decay: [0.5, 0.25] }, { type: 'attention' }],
};
const quantization: Quantization = { experts: 'q4', attention: 'q8', embedding: 'f32', head: 'f32' };

const CHANGED_IN_REVISION_2 = ['core-01.safetensors', 'experts/00-01.safetensors'];

export type Revision = 1 | 2 | 'packed';

/** The folder's files by name, manifest.json among them. */
export function buildShardFolder(revision: Revision): Map<string, Buffer> {
  const tokenizer = Buffer.from(JSON.stringify({ model: { vocab: { hello: 0, world: 1 } } }));
  const folder = new Map<string, Buffer>([['tokenizer.json', tokenizer]]);
  const shards: Shard[] = [];
  const add = (file: string, bytes: number) => {
    const seed = CHANGED_IN_REVISION_2.includes(file) ? `${file}@${revision === 2 ? 2 : 1}` : file;
    folder.set(file, randomBytes(seed, bytes));
    return entry(folder, file);
  };
  coreShards(modelLayout(config, quantization).core).forEach((_, i) => {
    shards.push({
      ...add(`core-${String(i).padStart(2, '0')}.safetensors`, 200_000 - 8_000 * i),
      role: 'core',
    });
  });
  for (let layer = 0; layer < config.layers.length; layer++) {
    for (let expert = 0; expert < config.numLocalExperts; expert++) {
      const file = `experts/0${layer}-0${expert}.safetensors`;
      shards.push({ ...add(file, 2_048 + 16_384 * layer + 4_096 * expert), role: 'expert', layer, expert });
    }
  }
  const packs = revision === 'packed' ? [packLayer(1, folder, shards)] : undefined;
  const manifest: Manifest = {
    format: 'pocket-m1',
    version: MANIFEST_VERSION,
    name: 'random-bytes',
    revision: sha256(Buffer.from(shards.map((shard) => shard.sha256).join('\n'))).slice(0, 16),
    config,
    quantization,
    files: [entry(folder, 'tokenizer.json')],
    shards,
    ...(packs && { packs }),
  };
  return folder.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
}

function packLayer(layer: number, folder: Map<string, Buffer>, shards: Shard[]): ManifestFile {
  const pack = `experts/0${layer}.pack`;
  const contents: Buffer[] = [];
  let offset = 0;
  for (const shard of shards) {
    if (shard.role !== 'expert' || shard.layer !== layer) continue;
    contents.push(folder.get(shard.file)!);
    folder.delete(shard.file);
    Object.assign(shard, { pack, offset });
    offset += shard.bytes;
  }
  folder.set(pack, Buffer.concat(contents));
  return entry(folder, pack);
}

function entry(folder: Map<string, Buffer>, file: string) {
  const content = folder.get(file)!;
  return { file, bytes: content.byteLength, sha256: sha256(content) };
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function randomBytes(seed: string, bytes: number): Buffer {
  const blocks: Buffer[] = [];
  for (let i = 0; i * 32 < bytes; i++) blocks.push(createHash('sha256').update(`${seed}#${i}`).digest());
  return Buffer.concat(blocks).subarray(0, bytes);
}
