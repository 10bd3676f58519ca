// convert: writes a Hugging Face checkpoint as a folder of shards, which the browser uploads to the GPU without conversion.

import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { ModelConfig } from '../contract/model-config.ts';
import type { PocketM1Error } from '../errors.ts';
import { type Quantization, sparseLayers, type WeightFormat } from '../model/config.ts';
import { coreShards, expertTensors, modelLayout, type StoredTensor } from '../model/layout.ts';
import {
  MANIFEST_FILE,
  MANIFEST_VERSION,
  type Manifest,
  type ManifestFile,
  parseManifest,
  type Shard,
} from '../shards/manifest.ts';
import { safetensorsHeader } from '../shards/safetensors.ts';
import { readArchitecture } from './architectures.ts';
import { checkChatText } from './chat-check.ts';
import { type Checkpoint, isReadable, openCheckpoint } from './checkpoint.ts';
import { checkpointError } from './checkpoint-error.ts';
import { chooseExpertsPerFile, expertFile, writeExperts } from './expert-files.ts';
import { createOutputFolder, type OutputFolder } from './output-folder.ts';
import { coreShardData, expertShardData } from './shard-data.ts';
import { requiredTensors, type TensorSources, tensorSources } from './tensor-sources.ts';
import { readTextFiles } from './text-files.ts';
import { checkTiedHead, HEAD } from './tied-head.ts';

export interface ConvertOptions {
  /** Format of the experts, and default of the other matrices. Default `q4`. */
  quant?: WeightFormat;
  /** Default: as `quant`. */
  attentionQuant?: WeightFormat;
  /** Default: `q8` when `quant` is `q4` or `q8`, else as `quant`. */
  embeddingQuant?: WeightFormat;
  /** Default: `q8` when `quant` is `q4` or `q8`, else as `quant`. */
  headQuant?: WeightFormat;
  /** How many experts of a layer share a file. Default: see `packs` of the manifest. */
  expertsPerFile?: number;
  /** Default: the name of the checkpoint's folder. */
  name?: string;
  /** Replaces an existing shard folder. Default false. */
  force?: boolean;
  /** Aborting removes the written files and rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called before each shard is written. */
  onProgress?: (progress: ConvertProgress) => void;
  /** Called with sentences about options of the checkpoint without effect, and files that a browser needs but lacks. */
  onNote?: (note: string) => void;
}

export interface ConvertProgress {
  /** Shards written so far. */
  done: number;
  total: number;
  /** The next shard. */
  file: string;
}

// Buffers that some versions of the modelling code save; they can be computed from config.json.
const DERIVED = /\.(inv_freq|slope_rate|query_decay|key_decay|diagonal_decay)$/;

/**
 * Converts the checkpoint in `checkpointDir` to a shard folder at `outDir`, which appears only when it is complete.
 * @returns The written manifest.
 * @throws PocketM1Error `checkpoint-invalid` naming the file and tensor, or the option, that cannot be converted;
 * `tokenizer` or `template` as in a browser; `invalid-argument` if `outDir` must not be replaced.
 */
export async function convert(
  checkpointDir: string,
  outDir: string,
  options: ConvertOptions = {},
): Promise<Manifest> {
  const checkpoint = await openCheckpoint(checkpointDir);
  try {
    const architecture = readArchitecture(checkpoint.config);
    const quantization = quantizationOf(options);
    const config = untied(architecture.config, quantization);
    const sources = tensorSources(architecture.config, (name) => checkpoint.tensors.has(name));
    checkTensors(checkpoint, config, sources);
    if (architecture.config.tiedHead) await checkTiedHead(checkpoint);
    const { files: textFiles, notes } = await readTextFiles(checkpointDir);
    const read = async (file: string) => {
      const bytes = textFiles.get(file);
      return bytes && new TextDecoder().decode(bytes);
    };
    const chatNotes = await checkChatText(read, config.vocabSize);
    for (const note of [...checkpoint.notes, ...architecture.notes, ...notes, ...chatNotes])
      options.onNote?.(note);

    const out = await createOutputFolder(outDir, { source: checkpointDir, force: options.force ?? false });
    try {
      const files: ManifestFile[] = [];
      for (const [file, bytes] of textFiles) files.push(await out.write(file, bytes));
      const { shards, packs } = await writeShards(checkpoint, config, sources, quantization, out, options);
      const manifest = parseManifest({
        format: 'pocket-m1',
        version: MANIFEST_VERSION,
        name: options.name ?? basename(resolve(checkpointDir)),
        revision: shardsRevision(shards),
        config,
        quantization,
        files,
        shards,
        ...(packs.length > 0 && { packs }),
      } satisfies Manifest);
      await out.write(MANIFEST_FILE, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
      options.signal?.throwIfAborted();
      await out.commit();
      return manifest;
    } finally {
      await out.discard();
    }
  } finally {
    await checkpoint.close();
  }
}

/** The manifest's `revision` for these shards. */
export function shardsRevision(shards: Shard[]): string {
  const hashes = shards.map(({ sha256 }) => sha256).join('\n');
  return createHash('sha256').update(hashes).digest('hex').slice(0, 16);
}

function quantizationOf({ quant = 'q4', ...options }: ConvertOptions): Quantization {
  const finer = quant === 'q4' ? 'q8' : quant;
  return {
    experts: quant,
    attention: options.attentionQuant ?? quant,
    embedding: options.embeddingQuant ?? finer,
    head: options.headQuant ?? finer,
  };
}

/** A head that shares the embedding's weights but not its format is stored beside it. */
function untied(config: ModelConfig, { embedding, head }: Quantization): ModelConfig {
  return { ...config, tiedHead: config.tiedHead && embedding === head };
}

// Checks all tensors before writing. An unknown tensor is an error, because the model would not compute as it was trained.
function checkTensors(checkpoint: Checkpoint, config: ModelConfig, sources: TensorSources): void {
  const required = requiredTensors(config, sources);
  for (const { name, shape } of required.values()) {
    const tensor = checkpoint.tensors.get(name);
    if (tensor === undefined) throw missingTensor(name, checkpoint);
    const { file, dtype } = tensor;
    if (tensor.shape.join() !== shape.join()) {
      throw checkpointError(
        `${file}: tensor ${tensor.name} has shape [${tensor.shape}], expected [${shape}]`,
      );
    }
    if (!isReadable(tensor))
      throw checkpointError(`${file}: tensor ${tensor.name} has dtype ${dtype}, which is not supported`);
  }
  for (const [name, tensor] of checkpoint.tensors) {
    if (required.has(name) || DERIVED.test(name) || name === HEAD) continue;
    const what = name.endsWith('.bias') ? 'is a bias, which is' : 'is';
    throw checkpointError(
      `${tensor.file}: tensor ${tensor.name} ${what} not part of the architecture that config.json names`,
    );
  }
}

function missingTensor(name: string, { tensors }: Checkpoint): PocketM1Error {
  const [first] = tensors.values();
  const adapted = [...tensors.values()].find((tensor) => /\.lora_[AB]\b/.test(tensor.name));
  if (adapted !== undefined) {
    return checkpointError(
      `${adapted.file}: tensor ${adapted.name} belongs to a LoRA adapter: merge it into the model first, with merge_and_unload`,
    );
  }
  return checkpointError(
    `${first?.file ?? 'checkpoint'}: has no tensor ${name}; ${first === undefined ? 'it holds none' : `its first is ${first.name}`}`,
  );
}

async function writeShards(
  checkpoint: Checkpoint,
  config: ModelConfig,
  sources: TensorSources,
  quantization: Quantization,
  out: OutputFolder,
  { signal, onProgress, expertsPerFile }: ConvertOptions,
): Promise<Required<Pick<Manifest, 'shards' | 'packs'>>> {
  const layout = modelLayout(config, quantization);
  const core = coreShards(layout.core);
  const total = core.length + sparseLayers(config).length * config.numLocalExperts;
  const perFile = chooseExpertsPerFile(config, layout.expertPage.bytes, expertsPerFile);
  const shards: Shard[] = [];
  const packs: ManifestFile[] = [];
  let begun = 0;
  const begin = (file: string) => {
    signal?.throwIfAborted();
    onProgress?.({ done: begun++, total, file });
  };

  for (const [i, parts] of core.entries()) {
    const file = `core-${digits(i)}.safetensors`;
    begin(file);
    const tensors = parts.flatMap(({ weight, scales }) => (scales === null ? [weight] : [weight, scales]));
    const data = await coreShardData(checkpoint, parts, sources.core);
    shards.push({ ...(await writeShard(out, file, tensors, data)), role: 'core' });
  }
  const header = safetensorsHeader(expertTensors(layout.expertPage));
  for (const layer of sparseLayers(config)) {
    for (let first = 0; first < config.numLocalExperts; first += perFile) {
      const contents: Uint8Array[][] = [];
      for (let i = first; i < Math.min(first + perFile, config.numLocalExperts); i++) {
        begin(expertFile(layer, i));
        contents.push([
          header,
          await expertShardData(checkpoint, layout.expertPage, sources.expert(layer, i)),
        ]);
      }
      const written = await writeExperts(out, layer, first, contents);
      shards.push(...written.shards);
      packs.push(...written.packs);
    }
  }
  return { shards, packs };
}

function writeShard(
  out: OutputFolder,
  file: string,
  tensors: StoredTensor[],
  data: Uint8Array,
): Promise<ManifestFile> {
  return out.write(file, safetensorsHeader(tensors), data);
}

function digits(index: number): string {
  return String(index).padStart(2, '0');
}
