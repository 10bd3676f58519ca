// From a shard source to a model on the GPU: buffers first, then pipelines and downloads side by side.

import type { LoadedModel } from '../engine/engine.ts';
import { Executor } from '../engine/executor.ts';
import { ExpertPager, type FetchExpert } from '../engine/expert-pager.ts';
import { anyToken, createSamplerKernels, Sampler } from '../engine/sampler.ts';
import { Sequence } from '../engine/sequence.ts';
import type { OnFetched } from '../engine/traffic.ts';
import { IntegrityError } from '../errors.ts';
import { ExpertArena } from '../experts/arena.ts';
import type { Gpu } from '../gpu/device.ts';
import type { KvFormat } from '../kernels/attention.ts';
import { Forward } from '../model/forward.ts';
import { type ExpertPageLayout, expertTensors, modelLayout, type StoredTensor } from '../model/layout.ts';
import { Weights } from '../model/weights.ts';
import type { Manifest } from '../shards/manifest.ts';
import { parseSafetensors } from '../shards/safetensors.ts';
import { type TuningStore, tunedGpu } from './tuning.ts';

/** What loading needs of a shard source. */
export interface ModelSource {
  /** Core shards in manifest order. */
  coreShards(signal?: AbortSignal): AsyncIterable<{ content: ArrayBuffer }>;
  /** One routed expert's file. `onFetched` is for sources that fetch. */
  expert(layer: number, expert: number, signal?: AbortSignal, onFetched?: OnFetched): Promise<ArrayBuffer>;
}

export interface LoadOptions {
  gpu: Gpu;
  manifest: Manifest;
  source: ModelSource;
  /**
   * One bit per token of the vocabulary, set where it may be sampled. Needed last, so it may still be on its way. Default:
   * any token may be.
   */
  allowed?: Uint32Array<ArrayBuffer> | Promise<Uint32Array<ArrayBuffer>> | undefined;
  contextLength: number;
  /** How keys and values are stored. Default f16. */
  kvCache?: KvFormat | undefined;
  /** Most tokens of one buffer of keys and values. Default: as many as fit. */
  kvSegmentTokens?: number | undefined;
  /** GPU memory for experts. Default: that of all of them, up to the largest buffer the adapter offers. */
  expertBudgetBytes?: number | undefined;
  chunkTokens?: number | undefined;
  /** Where it is written which kernels suit this adapter; measured when it is not there yet. Default: not measured. */
  tuning?: TuningStore | undefined;
  signal?: AbortSignal | undefined;
}

export async function loadOntoGpu(options: LoadOptions): Promise<LoadedModel> {
  const { gpu, manifest } = options;
  const layout = modelLayout(manifest.config, manifest.quantization);
  // First what is needed in any case: the experts make do with what is left.
  const weights = new Weights(gpu, layout);
  let arena: ExpertArena | undefined;
  try {
    arena = await createArena(options, layout.expertPage.bytes);
    const downloaded = uploadCore(options, weights, arena);
    const [{ forward, sampler }] = await Promise.all([
      compile(options, weights, arena, downloaded),
      downloaded,
    ]);
    return assemble(options, layout.expertPage, weights, arena, forward, sampler);
  } catch (error) {
    weights.destroy();
    arena?.destroy();
    throw error;
  }
}

function createArena(
  { gpu, manifest: { config }, expertBudgetBytes }: LoadOptions,
  pageBytes: number,
): Promise<ExpertArena> {
  const { layers, numLocalExperts: experts, sharedExpert: shared, numExpertsPerTok: topK } = config;
  return ExpertArena.create(
    gpu,
    { layers: layers.length, experts, shared, topK, pageBytes },
    expertBudgetBytes,
  );
}

async function uploadCore(
  { source, manifest: { config }, signal }: LoadOptions,
  weights: Weights,
  arena: ExpertArena,
): Promise<void> {
  let index = 0;
  for await (const { content } of source.coreShards(signal)) {
    const file = `core shard ${index}`;
    const read = tensorReader(content, file);
    weights.upload(index, read);
    for (const { layer, tensors } of weights.sharedExperts(index)) {
      arena.place(layer, config.numLocalExperts, concatenate(tensors.map(read)));
    }
    index += 1;
  }
}

/** `downloaded` settles when the weights are here: until then it costs nothing to measure kernels. */
async function compile(
  options: LoadOptions,
  weights: Weights,
  arena: ExpertArena,
  downloaded: Promise<void>,
): Promise<{ forward: Forward; sampler: Sampler }> {
  const { gpu, manifest, contextLength, chunkTokens, kvCache, kvSegmentTokens, tuning } = options;
  const { config, quantization } = manifest;
  const { allowed = anyToken(config.vocabSize) } = options;
  const samplerKernels = createSamplerKernels(gpu, config.vocabSize);
  const creating = Forward.create({
    gpu: tuning ? await tunedGpu(gpu, config, quantization, tuning, downloaded) : gpu,
    config,
    quantization,
    weights,
    arena,
    contextLength,
    ...(chunkTokens === undefined ? {} : { chunkTokens }),
    kvCache,
    kvSegmentTokens,
  });
  const [forward, kernels, known] = await Promise.all([creating, samplerKernels, allowed]);
  return { forward, sampler: new Sampler(gpu, config.vocabSize, kernels, known, forward.buffers) };
}

function assemble(
  { gpu, manifest: { config, revision }, source }: LoadOptions,
  expertPage: ExpertPageLayout,
  weights: Weights,
  arena: ExpertArena,
  forward: Forward,
  sampler: Sampler,
): LoadedModel {
  const page = expertTensors(expertPage);
  const pageOf = (layer: number, expert: number, content: ArrayBuffer): Uint8Array<ArrayBuffer> =>
    wholePage(page.map(tensorReader(content, `expert ${layer}/${expert}`)));
  const fetchExpert: FetchExpert = async (layer, expert, signal, onFetched) =>
    pageOf(layer, expert, await source.expert(layer, expert, signal, onFetched));
  const wantsExpert = (layer: number, expert: number): boolean =>
    arena.hasRoom(layer) && !arena.isResident(layer, expert);
  const tables = arena.holdsAll ? undefined : arena.tables;
  const executor = new Executor(gpu, forward, sampler, revision, tables);
  const sequence = new Sequence(executor, new ExpertPager(executor, arena, fetchExpert));
  return {
    executor,
    sequence,
    placeAllExperts: async (signal) => {
      for (let layer = 0; layer < config.layers.length; layer++) {
        for (let expert = 0; expert < config.numLocalExperts; expert++) {
          if (!wantsExpert(layer, expert)) continue;
          arena.place(layer, expert, await fetchExpert(layer, expert, signal));
        }
      }
    },
    wantsExpert,
    placeExpert: (layer, expert, content) => {
      if (wantsExpert(layer, expert)) arena.place(layer, expert, pageOf(layer, expert, content));
    },
    destroy: () => {
      for (const owner of [sequence, executor, forward, sampler, weights, arena]) owner.destroy();
    },
  };
}

function tensorReader(content: ArrayBuffer, file: string): (tensor: StoredTensor) => Uint8Array<ArrayBuffer> {
  const { dataOffset, tensors } = parseSafetensors(content, { file });
  return ({ name, bytes }) => {
    const entry = tensors.get(name);
    if (!entry || entry.end - entry.begin !== bytes) {
      throw new IntegrityError('integrity', `${file}: expected a tensor ${name} of ${bytes} bytes.`, {
        details: { file, tensor: name, expected: bytes, actual: entry ? entry.end - entry.begin : null },
      });
    }
    return new Uint8Array(content, dataOffset + entry.begin, bytes);
  };
}

// A page's tensors lie back to back in its file, so the page is a view and needs no copy.
function wholePage(tensors: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const first = tensors[0]!;
  const contiguous = tensors.every(
    (tensor, i) => i === 0 || tensor.byteOffset === tensors[i - 1]!.byteOffset + tensors[i - 1]!.byteLength,
  );
  if (!contiguous) return concatenate(tensors);
  const bytes = tensors.reduce((sum, tensor) => sum + tensor.byteLength, 0);
  return new Uint8Array(first.buffer, first.byteOffset, bytes);
}

/** The parts one after the other. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
