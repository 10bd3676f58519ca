// calibrate: how often a text's tokens choose each expert, written into the manifest. Browsers fetch the popular ones first.

import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PocketM1Error } from '../errors.ts';
import type { Gpu } from '../gpu/device.ts';
import { halt } from '../kernels/control.ts';
import { folderSource } from '../runtime/folder-source.ts';
import { type LoadedModel, loadOntoGpu } from '../runtime/load.ts';
import { resolveSampling } from '../runtime/sampling.ts';
import { readRouting } from '../runtime/trace.ts';
import { MANIFEST_FILE, type Manifest } from '../shards/manifest.ts';
import { createTokenizer } from '../text/tokenizer.ts';
import { readManifest } from './inspect.ts';

export interface CalibrateOptions {
  /** Opens the GPU that runs the model; called once the inputs have been read. */
  openGpu: () => Promise<Gpu>;
  signal?: AbortSignal;
  onProgress?: (progress: { tokens: number; total: number }) => void;
}

// What a conversation may grow to; a longer text is read as several.
const sequenceTokens = 2048;
const chunkTokens = 512;

/**
 * Runs the shard folder's model over a text and stores each expert's share of its layer's choices as the manifest's
 * `popularity`. Nothing else in the folder changes.
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
  const ids = await tokenize(dir, textFile);
  const gpu = await openGpu();
  const { config } = manifest;
  const counts = config.layers.map(() => new Array<number>(config.numLocalExperts).fill(0));
  const model = await loadOntoGpu({
    gpu,
    manifest,
    source: folderSource(manifest, (file) => readBytes(join(dir, file))),
    contextLength: Math.min(sequenceTokens, config.maxPositionEmbeddings),
    chunkTokens,
  });
  try {
    for (let at = 0; at < ids.length; at += chunkTokens) {
      signal?.throwIfAborted();
      onProgress({ tokens: at, total: ids.length });
      await countChunk(gpu, model, ids.subarray(at, at + chunkTokens), at, counts);
    }
  } finally {
    model.destroy();
    gpu.device.destroy();
  }
  const popularity = counts.map((layer) => {
    const total = layer.reduce((sum, count) => sum + count, 0);
    return layer.map((count) => Number((count / total).toFixed(6)));
  });
  await replaceManifest(dir, { ...manifest, popularity });
  return popularity;
}

async function countChunk(
  gpu: Gpu,
  { executor }: LoadedModel,
  ids: Uint32Array,
  at: number,
  counts: number[][],
): Promise<void> {
  const position = at % executor.forward.contextLength;
  if (position === 0) {
    executor.sampler.begin(resolveSampling({ temperature: 0 }), []);
    executor.begin(1);
  }
  const status = await executor.prefill(new Uint32Array(ids), position, false);
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

async function tokenize(dir: string, textFile: string): Promise<Uint32Array> {
  const text = await readFile(textFile, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new PocketM1Error(
      'invalid-argument',
      `${textFile}: the calibration text cannot be read (${cause.code})`,
      {
        cause,
      },
    );
  });
  const [tokenizerJson, tokenizerConfig] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map(async (file) => {
      const content = await readFile(join(dir, file), 'utf8').catch(() => undefined);
      return content === undefined ? undefined : (JSON.parse(content) as unknown);
    }),
  );
  const ids = Uint32Array.from(createTokenizer(tokenizerJson, tokenizerConfig).encode(text));
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
