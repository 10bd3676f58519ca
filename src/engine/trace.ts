// Reads internals of the last pass, for tests and tools: the logits of any token of the last chunk, and the chosen experts.
// Each call is a round trip.

import { readBack } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import { controlWord } from '../kernels/control.ts';
import { pickBytes } from '../kernels/router.ts';
import { picksOf } from '../model/buffers.ts';
import { slotsPerToken } from '../model/config.ts';
import type { Executor } from './executor.ts';

/** Logits (vocabSize) of token `row` of the last chunk. */
export async function readLogits(gpu: Gpu, executor: Executor, row: number): Promise<Float32Array> {
  const { buffers, head } = executor.forward;
  // The head reads the chunk's last token, so the chunk is shortened to end at this row.
  gpu.device.queue.writeBuffer(buffers.control, 4 * controlWord.tokens, new Uint32Array([row + 1]));
  await executor.run([head]);
  return readSampledLogits(gpu, executor);
}

/** Logits (vocabSize) that the last token was sampled from. */
export async function readSampledLogits(gpu: Gpu, executor: Executor): Promise<Float32Array> {
  const { config, buffers } = executor.forward;
  return new Float32Array(await readBack(gpu.device, buffers.logits, 0, 4 * config.vocabSize));
}

export interface Routing {
  /** (tokens, slots): the chosen experts, most probable first, the shared one at the end. */
  experts: Uint32Array;
  /** (tokens, slots): their weights. */
  weights: Float32Array;
}

/** The picks of the router of `layer` for the first `tokens` tokens of the last chunk. */
export async function readRouting(
  gpu: Gpu,
  executor: Executor,
  layer: number,
  tokens: number,
): Promise<Routing> {
  const { config, buffers } = executor.forward;
  const count = tokens * slotsPerToken(config);
  const { buffer, offset } = picksOf(buffers, config, layer);
  const words = new Uint32Array(await readBack(gpu.device, buffer, offset, count * pickBytes));
  const floats = new Float32Array(words.buffer);
  const stride = pickBytes / 4;
  return {
    experts: Uint32Array.from({ length: count }, (_, i) => words[i * stride]!),
    weights: Float32Array.from({ length: count }, (_, i) => floats[i * stride + 2]!),
  };
}
