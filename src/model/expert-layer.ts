// The sparse mixture of experts that ends a layer: the router, and the experts that it chose.

import type { ModelConfig } from '../contract/model-config.ts';
import type { ExpertArena } from '../experts/arena.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createRouter } from '../kernels/router.ts';
import { type ForwardBuffers, picksOf } from './buffers.ts';
import { expertsPerLayer, type Quantization, slotsPerToken } from './config.ts';
import { expertPageLayout } from './layout.ts';
import { createMlp } from './mlp.ts';
import { layerName, type Weights } from './weights.ts';

/** A layer's dispatches. The first is the router, at which the layer resumes after a fault. */
export interface ExpertLayers {
  /** x1 → x for one token. */
  decode(layer: number): Dispatch[];
  /** x1 → x for every token of the chunk. The last dispatch combines the outputs of the experts. */
  prefill(layer: number): Dispatch[];
  /** Frees the scratch buffers these layers share. */
  destroy(): void;
}

export async function createExpertLayers(
  gpu: Gpu,
  config: ModelConfig,
  quantization: Quantization,
  weights: Weights,
  arena: ExpertArena,
  buffers: ForwardBuffers,
  chunkTokens: number,
): Promise<ExpertLayers> {
  const { hiddenSize: columns, intermediateSize: width, rmsNormEps: eps, router: scoring } = config;
  const shape = {
    width,
    experts: expertsPerLayer(config),
    slots: slotsPerToken(config),
    page: expertPageLayout(config, quantization.experts),
  };
  const [router, mlp] = await Promise.all([
    createRouter(gpu, {
      columns,
      experts: config.numLocalExperts,
      topK: config.numExpertsPerTok,
      shared: config.sharedExpert,
      eps,
      ...scoring,
    }),
    createMlp(gpu, config, quantization, shape, buffers, chunkTokens),
  ]);
  const { control, x1, x2 } = buffers;

  const dispatches = (kind: 'decode' | 'prefill', layer: number): Dispatch[] => {
    const name = layerName(layer);
    const picks = picksOf(buffers, config, layer);
    const norm = weights.vector(`${name}.post_attention_layernorm`);
    const choose = router.dispatch({
      control,
      x: x1,
      norm,
      weight: weights.matrix(`${name}.block_sparse_moe.gate`),
      table: arena.table(layer),
      picks,
      ...(scoring.selectionBias && {
        selectionBias: weights.vector(`${name}.block_sparse_moe.selection_bias`),
      }),
    });
    const pages = arena.pages(layer);
    return [choose, ...mlp[kind]({ norm, picks, up: pages, down: pages, residual: x2 })];
  };
  return {
    destroy: () => mlp.destroy(),
    decode: (layer) => dispatches('decode', layer),
    prefill: (layer) => dispatches('prefill', layer),
  };
}
