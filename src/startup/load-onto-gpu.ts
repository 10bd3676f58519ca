// Loads a model from a shard source onto the GPU: allocates buffers, then compiles kernels and downloads in parallel.

import { Executor } from '../engine/executor.ts';
import { ExpertPager, type FetchExpert } from '../engine/expert-pager.ts';
import type { LoadedModel } from '../engine/loaded-model.ts';
import { anyToken, createSamplerKernels, Sampler } from '../engine/sampler.ts';
import { Sequence } from '../engine/sequence.ts';
import type { OnFetched } from '../engine/traffic.ts';
import { IntegrityError } from '../errors.ts';
import { ExpertArena } from '../experts/arena.ts';
import type { Gpu } from '../gpu/device.ts';
import type { KvFormat } from '../kernels/attention.ts';
import { sparseLayers } from '../model/config.ts';
import { Forward } from '../model/forward.ts';
import { type ExpertPageLayout, expertTensors, modelLayout, type StoredTensor } from '../model/layout.ts';
import { Weights } from '../model/weights.ts';
import type { Manifest } from '../shards/manifest.ts';
import { parseSafetensors } from '../shards/safetensors.ts';
import { type TuningStore, tunedGpu } from './tuning.ts';

/** The part of a shard source that loading needs. */
export interface ModelSource {
  /** Core shards in manifest order. */
  coreShards(signal?: AbortSignal): AsyncIterable<{ content: ArrayBuffer }>;
  /** One routed expert's file. Sources that fetch call `onFetched`. */
  expert(layer: number, expert: number, signal?: AbortSignal, onFetched?: OnFetched): Promise<ArrayBuffer>;
}

/** `LoadOptions` of the contract, and `ForwardOptions`, document the options that have their names. */
export interface OntoGpuOptions {
  gpu: Gpu;
  manifest: Manifest;
  source: ModelSource;
  /** One bit per token of the vocabulary, set if it may be sampled. May be a promise, because it is needed last. Default: all. */
  allowed?: Uint32Array<ArrayBuffer> | Promise<Uint32Array<ArrayBuffer>> | undefined;
  contextLength: number;
  kvCache?: KvFormat | undefined;
  kvSegmentTokens?: number | undefined;
  expertBudgetBytes?: number | undefined;
  chunkTokens?: number | undefined;
  /** Stores the fastest kernels of this adapter, which are measured if they are not stored yet. Default: not measured. */
  tuning?: TuningStore | undefined;
  signal?: AbortSignal | undefined;
}

export async function loadOntoGpu(options: OntoGpuOptions): Promise<LoadedModel> {
  const { gpu, manifest } = options;
  const layout = modelLayout(manifest.config, manifest.quantization);
  // Weights are allocated first, because the experts can do with less memory.
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
  { gpu, manifest: { config }, expertBudgetBytes }: OntoGpuOptions,
  pageBytes: number,
): Promise<ExpertArena> {
  const { numLocalExperts: experts, sharedExpert: shared, numExpertsPerTok: topK } = config;
  const layerNumbers = sparseLayers(config);
  return ExpertArena.create(
    gpu,
    { layers: layerNumbers.length, layerNumbers, experts, shared, topK, pageBytes },
    expertBudgetBytes,
  );
}

async function uploadCore(
  { source, manifest: { config }, signal }: OntoGpuOptions,
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

/** Until `downloaded` settles, measuring kernels costs no time. */
async function compile(
  options: OntoGpuOptions,
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
  { gpu, manifest: { config, revision }, source }: OntoGpuOptions,
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
      for (const layer of sparseLayers(config)) {
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
    holdsExpert: (layer, expert) => arena.isResident(layer, expert),
    memory: () => ({
      weightBytes: weights.bytes,
      expertBytes: arena.bytes,
      bytesPerExpert: expertPage.bytes,
      workingBytes: forward.bytes + (executor.stateRing?.bytes ?? 0),
    }),
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

// A page's tensors are contiguous in its file, so the page is a view without a copy.
function wholePage(tensors: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const first = tensors[0]!;
  const contiguous = tensors.every(
    (tensor, i) => i === 0 || tensor.byteOffset === tensors[i - 1]!.byteOffset + tensors[i - 1]!.byteLength,
  );
  if (!contiguous) return concatenate(tensors);
  const bytes = tensors.reduce((sum, tensor) => sum + tensor.byteLength, 0);
  return new Uint8Array(first.buffer, first.byteOffset, bytes);
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
