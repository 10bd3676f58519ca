// Creates an engine: checks the options and loads the model onto the GPU.

import { Engine } from '../engine/engine.ts';
import { PocketM1Error } from '../errors.ts';
import { withErrorScopes } from '../gpu/device.ts';
import { loadOntoGpu, type OntoGpuOptions } from './load-onto-gpu.ts';

/** `LoadOptions` of the contract documents the options that have its names. */
export interface EngineOptions extends Omit<OntoGpuOptions, 'contextLength' | 'chunkTokens'> {
  contextLength?: number | undefined;
  prefixCacheBytes?: number | undefined;
  /**
   * GPU memory for the states of sessions, in bytes: their checkpoints, and all their states but the one used last. With 0,
   * every prompt of a session is read whole. Default 256 MB.
   */
  sessionStateBytes?: number | undefined;
}

const defaultContextLength = 32_768;

/** The default of `prefixCacheBytes` is at least this, and at least the keys and values of `prefixCacheTokens` tokens. */
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
  // Only error scopes report buffers that do not fit.
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
  throw new PocketM1Error('invalid-argument', `${option} is ${bytes}, expected a number of at least 0.`, {
    details: { option, value: bytes },
  });
}
