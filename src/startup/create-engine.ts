// Makes an engine: checks what the caller chose, and loads the model onto the GPU.

import { Engine } from '../engine/engine.ts';
import { PocketM1Error } from '../errors.ts';
import { type Gpu, withErrorScopes } from '../gpu/device.ts';
import type { KvFormat } from '../kernels/attention.ts';
import type { Manifest } from '../shards/manifest.ts';
import { loadOntoGpu, type ModelSource } from './load-onto-gpu.ts';
import type { TuningStore } from './tuning.ts';

export interface EngineOptions {
  gpu: Gpu;
  manifest: Manifest;
  source: ModelSource;
  /** One bit per token of the vocabulary, set where it may be sampled: the ids the tokenizer knows. Default: any. */
  allowed?: Uint32Array<ArrayBuffer> | Promise<Uint32Array<ArrayBuffer>> | undefined;
  /** Most tokens of a prompt and its answer. Default: the model's own limit, 32,768 at most. */
  contextLength?: number | undefined;
  /** How keys and values are stored: in half the memory, or as exactly as they are computed. Default f16. */
  kvCache?: KvFormat | undefined;
  /** Most tokens of one buffer of keys and values. Default: as many as the GPU can bind, 262,144 at most. */
  kvSegmentTokens?: number | undefined;
  /**
   * GPU memory for experts, in bytes; those used longest ago give way. Any budget gives the same tokens. Default: that of
   * all experts, up to the largest buffer the adapter offers.
   */
  expertBudgetBytes?: number | undefined;
  /**
   * GPU memory for what prompts have in common, in bytes: checkpoints, and all conversations but the last. 0: every prompt is
   * read whole. Default: 64 MB, or the keys and values of 8,192 tokens if that is more.
   */
  prefixCacheBytes?: number | undefined;
  /**
   * GPU memory for the states of sessions, in bytes: checkpoints, and all but the one used last. 0: every prompt of a session is
   * read whole. Default: 256 MB.
   */
  sessionStateBytes?: number | undefined;
  /** Where it is written which kernels suit this adapter; measured when it is not there yet. Default: not measured. */
  tuning?: TuningStore | undefined;
  signal?: AbortSignal | undefined;
}

const defaultContextLength = 32_768;

/** The prefix cache has at least as much memory as this, and as the keys and values of so many tokens. */
const minPrefixCacheBytes = 64e6;
const prefixCacheTokens = 8192;

const defaultSessionStateBytes = 256e6;

export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { maxPositionEmbeddings } = options.manifest.config;
  const contextLength = options.contextLength ?? Math.min(maxPositionEmbeddings, defaultContextLength);
  if (!Number.isInteger(contextLength) || contextLength < 1 || contextLength > maxPositionEmbeddings) {
    throw new PocketM1Error(
      'invalid-argument',
      `contextLength is ${contextLength}, expected an integer from 1 to ${maxPositionEmbeddings}.`,
      { details: { option: 'contextLength', value: contextLength, maximum: maxPositionEmbeddings } },
    );
  }
  const { gpu, manifest, kvCache = 'f16' } = options;
  if (kvCache !== 'f16' && kvCache !== 'f32') {
    throw new PocketM1Error('invalid-argument', `kvCache is ${kvCache}, expected 'f16' or 'f32'.`, {
      details: { option: 'kvCache', value: kvCache },
    });
  }
  const { prefixCacheBytes, sessionStateBytes = defaultSessionStateBytes } = options;
  checkBudget('prefixCacheBytes', prefixCacheBytes);
  checkBudget('sessionStateBytes', sessionStateBytes);
  // Buffers that do not fit are reported through error scopes only.
  const model = await withErrorScopes(gpu.device, () => loadOntoGpu({ ...options, contextLength }));
  const { forward } = model.executor;
  const defaultBytes = Math.max(minPrefixCacheBytes, forward.kvBytes(prefixCacheTokens));
  return new Engine(gpu, manifest.config, model, {
    prefixCacheBytes: prefixCacheBytes ?? defaultBytes,
    sessionStateBytes,
  });
}

function checkBudget(option: string, bytes: number | undefined): void {
  if (bytes === undefined || bytes >= 0) return;
  throw new PocketM1Error('invalid-argument', `${option} is ${bytes}, expected a number from 0.`, {
    details: { option, value: bytes },
  });
}
