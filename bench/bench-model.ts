// The model that a benchmark runs: a shard folder, or generated random weights.

import { type ChatText, loadChatText } from '../src/chat/chat-text.ts';
import type { ModelConfig } from '../src/contract/model-config.ts';
import { anyToken } from '../src/engine/sampler.ts';
import { expertsPerLayer, type Quantization, sparseLayers } from '../src/model/config.ts';
import { modelLayout } from '../src/model/layout.ts';
import { type Manifest, parseManifest } from '../src/shards/manifest.ts';
import { folderSource } from '../src/startup/folder-source.ts';
import {
  type LightningShape,
  type ModelSize,
  randomModel,
  type ShardModel,
  sizedConfig,
} from './random-model.ts';
import { isReleasedShape, type ReleasedShape, releasedConfig } from './released-shapes.ts';

/** Reads a file of the shard folder. */
export type ReadFile = (file: string) => Promise<ArrayBuffer>;

/** A size with random weights, or the folder whose files `ReadFile` reads. */
export type ModelChoice = { size: ModelSize | LightningShape | ReleasedShape } | { folder: string };

export interface BenchModel extends ShardModel {
  name: string;
  weights: 'random' | 'trained';
  /** One bit per token of the vocabulary, set where it may be sampled. */
  allowed: Uint32Array<ArrayBuffer>;
  /** A prompt: a question in the model's format, or arbitrary ids if the model has no text side. */
  prompt: number[];
  /** The prompt and its continuation as text, for runtimes that accept only text. */
  decode?: (ids: readonly number[]) => string;
  stopIds: number[];
  /** Renders messages as prompts; random weights have none. */
  chat?: ChatText;
}

/** What a report contains about a model. */
export interface ModelDescription {
  name: string;
  weights: 'random' | 'trained';
  revision: string;
  config: Omit<ModelConfig, 'layers'> & { lightningLayers: number; softmaxLayers: number };
  quantization: Quantization;
}

const question = 'Tell me a story about a fox who could not sleep.';

export async function openModel(choice: ModelChoice, read: ReadFile): Promise<BenchModel> {
  if ('folder' in choice) return trainedModel(read);
  const { size } = choice;
  const config = isReleasedShape(size) ? releasedConfig(size) : sizedConfig(size);
  return {
    ...randomModel(config),
    name: size,
    weights: 'random',
    allowed: anyToken(config.vocabSize),
    prompt: [...anyIds(32, config.vocabSize)],
    stopIds: [],
  };
}

export function describeModel({ manifest, name, weights }: BenchModel): ModelDescription {
  const { layers, ...config } = manifest.config;
  const lightningLayers = layers.filter(({ type }) => type === 'lightning').length;
  return {
    name,
    weights,
    revision: manifest.revision,
    config: { ...config, lightningLayers, softmaxLayers: layers.length - lightningLayers },
    quantization: manifest.quantization,
  };
}

/** A budget with room for all experts, in several buffers if the adapter's largest is too small. */
export function allExpertBytes({ config, quantization }: Manifest): number {
  const pages = sparseLayers(config).length * expertsPerLayer(config);
  return pages * modelLayout(config, quantization).expertPage.bytes;
}

/** Distinct ids, spread over the vocabulary; deterministic. */
export function anyIds(count: number, vocabSize: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: count }, (_, i) => (i * 2_654_435_761) % vocabSize);
}

async function trainedModel(read: ReadFile): Promise<BenchModel> {
  const text = async (file: string): Promise<string> => new TextDecoder().decode(await read(file));
  const manifest = parseManifest(JSON.parse(await text('manifest.json')));
  const listed = (name: string): boolean => manifest.files.some(({ file }) => file === name);
  const chat = await loadChatText(
    async (file) => (listed(file) ? text(file) : undefined),
    manifest.config.vocabSize,
  );
  const { tokenizer, template, defaults } = chat;
  return {
    manifest,
    // Downloads are measured through the library itself.
    source: folderSource(manifest, read),
    name: manifest.name,
    weights: isReleasedShape(manifest.name) ? 'random' : 'trained',
    allowed: tokenizer.knownIds(manifest.config.vocabSize),
    prompt: tokenizer.encode(template.render(question).pieces),
    decode: (ids) => tokenizer.decode(ids),
    stopIds: defaults.stopIds,
    chat,
  };
}
