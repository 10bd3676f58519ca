// calibrate: measures how often a text's tokens pick each expert and writes that into the manifest, because browsers fetch the
// most popular experts first.

import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedModel } from '../engine/loaded-model.ts';
import { resolveSampling } from '../engine/sampling.ts';
import { readRouting } from '../engine/trace.ts';
import { PocketM1Error } from '../errors.ts';
import type { Gpu } from '../gpu/device.ts';
import { halt } from '../kernels/control.ts';
import { sparseLayers } from '../model/config.ts';
import { MANIFEST_FILE, type Manifest } from '../shards/manifest.ts';
import { folderSource } from '../startup/folder-source.ts';
import { loadOntoGpu } from '../startup/load-onto-gpu.ts';
import { chatTemplateSources, createChatTemplate } from '../text/chat-template.ts';
import { createTokenizer, type Tokenizer } from '../text/tokenizer.ts';
import { readBytes, readPackedShard } from './file-bytes.ts';
import { readManifest } from './inspect.ts';

export interface CalibrateOptions {
  /** Opens the GPU that runs the model; called once the inputs have been read. */
  openGpu: () => Promise<Gpu>;
  signal?: AbortSignal;
  onProgress?: (progress: { tokens: number; total: number }) => void;
}

// The length of a typical conversation; a longer text is read as several sequences.
const maxSequenceTokens = 2048;
const maxChunkTokens = 512;

/** First messages without a common beginning, so that their prompts share only the chat template's prefix. */
const firstMessages = ['a', 'The', '7', '«'];

/**
 * Runs the shard folder's model over a text. Writes each expert's share of its layer's picks to the manifest as `popularity`,
 * and the experts that the chat template's prefix picks as `opening`. Changes nothing else in the folder.
 * @returns The popularity, (layers, experts); each layer sums to 1.
 * @throws PocketM1Error `invalid-argument` for a text that is empty or cannot be read, `tokenizer`, `webgpu-unavailable`.
 */
export async function calibrate(
  dir: string,
  textFile: string,
  { openGpu, signal, onProgress = () => {} }: CalibrateOptions,
): Promise<number[][]> {
  const manifest = await readManifest(dir);
  const { tokenizer, prefix } = await readText(dir);
  const ids = await tokenize(tokenizer, textFile);
  const gpu = await openGpu();
  const { config } = manifest;
  const sequenceTokens = Math.min(maxSequenceTokens, config.maxPositionEmbeddings);
  const chunkTokens = Math.min(maxChunkTokens, sequenceTokens);
  const noCounts = () =>
    config.layers.map(({ dense }) => new Array<number>(dense ? 0 : config.numLocalExperts).fill(0));
  const counts = noCounts();
  const prefixCounts = noCounts();
  let model: LoadedModel | undefined;
  try {
    model = await loadOntoGpu({
      gpu,
      manifest,
      source: folderSource(
        manifest,
        (file) => readBytes(join(dir, file)),
        (shard) => readPackedShard(dir, shard),
      ),
      contextLength: sequenceTokens - (sequenceTokens % chunkTokens), // whole chunks
      chunkTokens,
    });
    for (let at = 0; at < ids.length; at += chunkTokens) {
      signal?.throwIfAborted();
      onProgress({ tokens: at, total: ids.length });
      await countChunk(gpu, model, ids.subarray(at, at + chunkTokens), at, counts);
    }
    if (prefix.length > 0) {
      await countChunk(gpu, model, Uint32Array.from(prefix.slice(0, chunkTokens)), 0, prefixCounts);
    }
  } finally {
    model?.destroy();
    gpu.device.destroy();
  }
  const popularity = counts.map((layer) => {
    const total = layer.reduce((sum, count) => sum + count, 0);
    return layer.map((count) => Number((count / total).toFixed(6)));
  });
  const opening = prefixCounts.map((layer) => layer.flatMap((count, e) => (count > 0 ? [e] : [])));
  await updateManifest(dir, { popularity, ...(prefix.length > 0 && { opening }) });
  return popularity;
}

async function countChunk(
  gpu: Gpu,
  { executor, sequence }: LoadedModel,
  ids: Uint32Array,
  at: number,
  counts: number[][],
): Promise<void> {
  const position = at % executor.forward.contextLength;
  if (position === 0) {
    sequence.begin({ sampling: resolveSampling({ temperature: 0 }), stopIds: [], limit: 1 });
  }
  const { status } = await sequence.prefill(new Uint32Array(ids));
  if (status.halt !== halt.none) throw new PocketM1Error('internal', `Calibration halted (${status.halt}).`);
  const { numExpertsPerTok, sharedExpert } = executor.forward.config;
  const slots = numExpertsPerTok + Number(sharedExpert);
  for (const layer of sparseLayers(executor.forward.config)) {
    const layerCounts = counts[layer]!;
    const { experts } = await readRouting(gpu, executor, layer, ids.length);
    experts.forEach((expert, i) => {
      if (i % slots < numExpertsPerTok) layerCounts[expert]! += 1;
    });
  }
}

async function readText(dir: string): Promise<{ tokenizer: Tokenizer; prefix: number[] }> {
  const [tokenizerJson, tokenizerConfig] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map(async (file) => {
      const content = await readFile(join(dir, file), 'utf8').catch(() => undefined);
      return content === undefined ? undefined : (JSON.parse(content) as unknown);
    }),
  );
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig);
  return { tokenizer, prefix: templatePrefix(tokenizer, tokenizerConfig) };
}

/** The tokens before the first user message; none if there is no chat template or it rejects a single message. */
function templatePrefix(tokenizer: Tokenizer, tokenizerConfig: unknown): number[] {
  try {
    const template = createChatTemplate(chatTemplateSources(tokenizerConfig), tokenizer);
    const [first = [], ...others] = firstMessages.map((content) =>
      tokenizer.encode(template.render(content).pieces),
    );
    const end = first.findIndex((id, i) => others.some((other) => other[i] !== id));
    return first.slice(0, Math.max(0, end));
  } catch (error) {
    if (error instanceof PocketM1Error && error.code === 'template') return [];
    throw error;
  }
}

/** @throws PocketM1Error `invalid-argument` for a file that cannot be read. */
export async function readCalibrationText(textFile: string): Promise<string> {
  return readFile(textFile, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new PocketM1Error(
      'invalid-argument',
      `${textFile}: the calibration text cannot be read (${cause.code}).`,
      { cause },
    );
  });
}

async function tokenize(tokenizer: Tokenizer, textFile: string): Promise<Uint32Array> {
  const ids = Uint32Array.from(tokenizer.encode(await readCalibrationText(textFile)));
  if (ids.length === 0)
    throw new PocketM1Error('invalid-argument', `${textFile}: the calibration text is empty.`);
  return ids;
}

// Leaves every other field as it is, also those of an older version. Writes a new file first, so that a failure leaves the
// old manifest intact.
async function updateManifest(
  dir: string,
  measured: Pick<Manifest, 'popularity' | 'opening'>,
): Promise<void> {
  const path = join(dir, MANIFEST_FILE);
  const { popularity, opening, ...rest } = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  const staging = `${path}.new`;
  await writeFile(staging, `${JSON.stringify({ ...rest, ...measured }, null, 1)}\n`);
  await rename(staging, path);
}
