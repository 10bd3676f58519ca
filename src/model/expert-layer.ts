// The sparse mixture of experts that ends every layer: its kernels, and the dispatches of one layer.

import { allOf } from '../async.ts';
import type { ModelConfig } from '../contract/model-config.ts';
import type { ExpertArena } from '../experts/arena.ts';
import { createStorage } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { createCombine } from '../kernels/combine.ts';
import { createExpertDown } from '../kernels/expert-down.ts';
import { createExpertDownGrouped } from '../kernels/expert-down-grouped.ts';
import { createExpertUp } from '../kernels/expert-up.ts';
import { createExpertUpGrouped } from '../kernels/expert-up-grouped.ts';
import { createGroupExperts } from '../kernels/group-experts.ts';
import { blocksOf } from '../kernels/matrix.ts';
import { createRmsNorm } from '../kernels/rms-norm.ts';
import { createRouter } from '../kernels/router.ts';
import { type ForwardBuffers, picksOf } from './buffers.ts';
import { expertsPerLayer, type Quantization, slotsPerToken } from './config.ts';
import type { ExpertPageLayout } from './layout.ts';
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
  page: ExpertPageLayout,
  weights: Weights,
  arena: ExpertArena,
  buffers: ForwardBuffers,
  chunkTokens: number,
): Promise<ExpertLayers> {
  const { hiddenSize: columns, intermediateSize: width, postnorm } = config;
  const slots = slotsPerToken(config);
  const kernels = await createKernels(gpu, config, quantization, page);
  const { router, expertUp, expertDown } = kernels;
  const { rmsNorm, groupExperts, upGrouped, downGrouped, combine } = kernels;
  const rows = chunkTokens * slots;
  const groups = createStorage(gpu.device, 'expert groups', groupExperts.groupsBytes(chunkTokens));
  const h = createStorage(gpu.device, 'expert activations', rows * blocksOf(width) * 32 * 4);
  const outputs = createStorage(gpu.device, 'expert outputs', rows * blocksOf(columns) * 32 * 4);
  const { control, x, x1, n } = buffers;

  return {
    destroy: () => {
      for (const buffer of [groups, h, outputs]) buffer.destroy();
    },
    decode: (layer) => {
      const picks = picksOf(buffers, config, layer);
      const norm = weights.vector(`${layerName(layer)}.post_attention_layernorm`);
      const weight = weights.matrix(`${layerName(layer)}.block_sparse_moe.gate`);
      return [
        router.dispatch({ control, x: x1, norm, weight, table: arena.table(layer), picks }),
        expertUp.dispatch({ control, x: x1, norm, picks, arena: arena.pages(layer), h: buffers.h }),
        expertDown.dispatch({ control, x: x1, norm, picks, h: buffers.h, arena: arena.pages(layer), y: x }),
      ];
    },
    prefill: (layer) => {
      const picks = picksOf(buffers, config, layer);
      const norm = weights.vector(`${layerName(layer)}.post_attention_layernorm`);
      const weight = weights.matrix(`${layerName(layer)}.block_sparse_moe.gate`);
      return [
        router.dispatch({ control, x: x1, norm, weight, table: arena.table(layer), picks }),
        rmsNorm.dispatch({ control, x: x1, weight: norm, n }),
        groupExperts.dispatch({ control, picks, groups }),
        upGrouped.dispatch({ control, n, groups, arena: arena.pages(layer), h }),
        downGrouped.dispatch({ control, h, groups, arena: arena.pages(layer), y: outputs }),
        combine.dispatch({ control, picks, groups, rows: outputs, residual: postnorm ? n : x1, y: x }),
      ];
    },
  };
}

function createKernels(gpu: Gpu, config: ModelConfig, quantization: Quantization, page: ExpertPageLayout) {
  const { hiddenSize: columns, intermediateSize: width, postnorm, rmsNormEps: eps } = config;
  const { alpha, beta } = config.mlpScale;
  const format = quantization.experts;
  const slots = slotsPerToken(config);
  const experts = expertsPerLayer(config);
  const residual = { alpha, beta, postnorm, eps };
  const pages = { columns, width, format, page };
  // A prompt is read before anything is decoded.
  const decoding = { deferred: true };
  return allOf({
    router: createRouter(gpu, {
      columns,
      experts: config.numLocalExperts,
      topK: config.numExpertsPerTok,
      shared: config.sharedExpert,
      eps,
    }),
    expertUp: createExpertUp(gpu, { ...pages, eps, slots }, decoding),
    expertDown: createExpertDown(gpu, { rows: columns, width, format, page, residual, slots }, decoding),
    rmsNorm: createRmsNorm(gpu, { columns, eps }),
    groupExperts: createGroupExperts(gpu, { experts, slots }),
    upGrouped: createExpertUpGrouped(gpu, { ...pages, experts, slots }),
    downGrouped: createExpertDownGrouped(gpu, { ...pages, experts, slots }),
    combine: createCombine(gpu, { columns, slots, alpha, beta }),
  });
}
