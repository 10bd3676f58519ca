// calibrate: how often a text's tokens choose each expert, written into the manifest. Browsers fetch the popular ones first.

import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedModel } from '../engine/engine.ts';
import { resolveSampling } from '../engine/sampling.ts';
import { readRouting } from '../engine/trace.ts';
import { PocketM1Error } from '../errors.ts';
import type { Gpu } from '../gpu/device.ts';
import { halt } from '../kernels/control.ts';
import { MANIFEST_FILE, type Manifest } from '../shards/manifest.ts';
import { folderSource } from '../startup/folder-source.ts';
import { loadOntoGpu } from '../startup/load-onto-gpu.ts';
import { chatTemplateSources, createChatTemplate } from '../text/chat-template.ts';
import { createTokenizer, type Tokenizer } from '../text/tokenizer.ts';
import { readManifest } from './inspect.ts';

export interface CalibrateOptions {
  /** Opens the GPU that runs the model; called once the inputs have been read. */
  openGpu: () => Promise<Gpu>;
  signal?: AbortSignal;
  onProgress?: (progress: { tokens: number; total: number }) => void;
}

// What a conversation may grow to; a longer text is read as several.
const sequenceTokens = 2048;
const mostChunkTokens = 512;

/** First messages that have nothing in common: what their prompts share is the chat template's. */
const anyMessages = ['a', 'The', '7', '«'];

/**
 * Runs the shard folder's model over a text and stores each expert's share of its layer's choices as the manifest's
 * `popularity`, and what the chat template's own beginning chooses as its `opening`. Nothing else in the folder changes.
 *
 * @returns the popularity, (layers, experts), every layer adding up to 1.
 * @throws PocketM1Error 'invalid-argument' for a text that is empty or cannot be read, 'tokenizer', 'webgpu-unavailable'.
 */
export async function calibrate(
  dir: string,
  textFile: string,
  { openGpu, signal, onProgress = () => {} }: CalibrateOptions,
): Promise<number[][]> {
  const manifest = await readManifest(dir);
  const { tokenizer, beginning } = await readText(dir);
  const ids = await tokenize(tokenizer, textFile);
  const gpu = await openGpu();
  const { config } = manifest;
  // A sequence is a whole number of chunks.
  const most = Math.min(sequenceTokens, config.maxPositionEmbeddings);
  const chunkTokens = Math.min(mostChunkTokens, most);
  const noCounts = () => config.layers.map(() => new Array<number>(config.numLocalExperts).fill(0));
  const counts = noCounts();
  const opening = noCounts();
  let model: LoadedModel | undefined;
  try {
    model = await loadOntoGpu({
      gpu,
      manifest,
      source: folderSource(manifest, (file) => readBytes(join(dir, file))),
      contextLength: most - (most % chunkTokens),
      chunkTokens,
    });
    for (let at = 0; at < ids.length; at += chunkTokens) {
      signal?.throwIfAborted();
      onProgress({ tokens: at, total: ids.length });
      await countChunk(gpu, model, ids.subarray(at, at + chunkTokens), at, counts);
    }
    if (beginning.length > 0) {
      await countChunk(gpu, model, Uint32Array.from(beginning.slice(0, chunkTokens)), 0, opening);
    }
  } finally {
    model?.destroy();
    gpu.device.destroy();
  }
  const popularity = counts.map((layer) => {
    const total = layer.reduce((sum, count) => sum + count, 0);
    return layer.map((count) => Number((count / total).toFixed(6)));
  });
  const picked = opening.map((layer) => layer.flatMap((count, expert) => (count > 0 ? [expert] : [])));
  const { opening: _, ...rest } = manifest;
  await replaceManifest(dir, { ...rest, popularity, ...(beginning.length > 0 && { opening: picked }) });
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
  const { status } = await sequence.prefill(new Uint32Array(ids), false);
  if (status.halt !== halt.none) throw new PocketM1Error('internal', `calibration halted (${status.halt})`);
  const { numExpertsPerTok, sharedExpert } = executor.forward.config;
  const slots = numExpertsPerTok + Number(sharedExpert);
  for (const [layer, own] of counts.entries()) {
    const { experts } = await readRouting(gpu, executor, layer, ids.length);
    experts.forEach((expert, i) => {
      if (i % slots < numExpertsPerTok) own[expert]! += 1;
    });
  }
}

async function readText(dir: string): Promise<{ tokenizer: Tokenizer; beginning: number[] }> {
  const [tokenizerJson, tokenizerConfig] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map(async (file) => {
      const content = await readFile(join(dir, file), 'utf8').catch(() => undefined);
      return content === undefined ? undefined : (JSON.parse(content) as unknown);
    }),
  );
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig);
  return { tokenizer, beginning: templateBeginning(tokenizer, tokenizerConfig) };
}

/** The tokens before a user's first message; none for a model without a chat template, or one that wants more than that. */
function templateBeginning(tokenizer: Tokenizer, tokenizerConfig: unknown): number[] {
  try {
    const template = createChatTemplate(chatTemplateSources(tokenizerConfig), tokenizer);
    const [first = [], ...others] = anyMessages.map((content) =>
      tokenizer.encode(template.render(content).pieces),
    );
    const end = first.findIndex((id, i) => others.some((other) => other[i] !== id));
    return first.slice(0, Math.max(0, end));
  } catch (error) {
    if (error instanceof PocketM1Error && error.code === 'template') return [];
    throw error;
  }
}

async function tokenize(tokenizer: Tokenizer, textFile: string): Promise<Uint32Array> {
  const text = await readFile(textFile, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new PocketM1Error(
      'invalid-argument',
      `${textFile}: the calibration text cannot be read (${cause.code})`,
      { cause },
    );
  });
  const ids = Uint32Array.from(tokenizer.encode(text));
  if (ids.length === 0)
    throw new PocketM1Error('invalid-argument', `${textFile}: the calibration text is empty`);
  return ids;
}

async function readBytes(path: string): Promise<ArrayBuffer> {
  const content = await readFile(path);
  return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
}

// The old manifest stays until the new one is whole.
async function replaceManifest(dir: string, manifest: Manifest): Promise<void> {
  const path = join(dir, MANIFEST_FILE);
  const staging = `${path}.new`;
  await writeFile(staging, `${JSON.stringify(manifest, null, 1)}\n`);
  await rename(staging, path);
}
