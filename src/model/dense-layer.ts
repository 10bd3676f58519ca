// An MLP that all tokens of a layer pass, whose weights are in the core: one expert that every token picks with weight 1. It ends
// a dense layer, or is beside the experts of a sparse one.

import type { ModelConfig } from '../contract/model-config.ts';
import { uploadStorage } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { pickBytes, skippedExpert } from '../kernels/router.ts';
import { type ForwardBuffers, picksOf } from './buffers.ts';
import type { Quantization } from './config.ts';
import { createMlp } from './mlp.ts';
import { layerName, type Weights } from './weights.ts';

export interface DenseLayers {
  /** x1 → y for one token. */
  decode(layer: number): Dispatch[];
  /** x1 → y for every token of the chunk. */
  prefill(layer: number): Dispatch[];
  destroy(): void;
}

// The matrices are buffers of their own, and each of them is its kernel's only page.
const page = { bytes: 0, w13Scales: 0, w2Weight: 0, w2Scales: 0 };

/** `y` is x in dense layers, x2 beside experts; `width` is that of the MLPs. */
export async function createDenseLayers(
  gpu: Gpu,
  config: ModelConfig,
  quantization: Quantization,
  weights: Weights,
  buffers: ForwardBuffers,
  chunkTokens: number,
  { width, y }: { width: number; y: GPUBuffer },
): Promise<DenseLayers> {
  const shape = { width, experts: 1, slots: 1, page };
  const mlp = await createMlp(gpu, config, quantization, shape, buffers, chunkTokens);
  const words = new Float32Array((chunkTokens * pickBytes) / 4); // the expert and its page are 0
  for (let token = 0; token < chunkTokens; token++) words[(token * pickBytes) / 4 + 2] = 1;
  const picks = uploadStorage(gpu.device, 'dense picks', words);
  noteNoExperts(gpu, config, buffers);

  const inputs = (layer: number) => ({
    norm: weights.vector(`${layerName(layer)}.post_attention_layernorm`),
    picks,
    up: weights.matrix(`${layerName(layer)}.mlp.w13`),
    down: weights.matrix(`${layerName(layer)}.mlp.w2`),
    y,
  });
  return {
    destroy: () => {
      mlp.destroy();
      picks.destroy();
    },
    decode: (layer) => mlp.decode(inputs(layer)),
    prefill: (layer) => mlp.prefill(inputs(layer)),
  };
}

/** In the routing of a pass, dense layers have skipped experts. */
function noteNoExperts(gpu: Gpu, config: ModelConfig, buffers: ForwardBuffers): void {
  for (const [layer, { dense }] of config.layers.entries()) {
    if (!dense) continue;
    const { buffer, offset, size } = picksOf(buffers, config, layer);
    const words = Uint32Array.from({ length: size / 4 }, (_, i) =>
      i % (pickBytes / 4) < 2 ? skippedExpert : 0,
    );
    gpu.device.queue.writeBuffer(buffer, offset, words);
  }
}
