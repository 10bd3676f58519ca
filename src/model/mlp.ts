// The expert networks of a layer: their kernels, and the dispatches that follow a choice of experts. An MLP for all tokens is one
// expert that every token picks.

import { allOf } from '../async.ts';
import type { ModelConfig } from '../contract/model-config.ts';
import { createStorage } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Resource } from '../gpu/kernel.ts';
import { createCombine } from '../kernels/combine.ts';
import { createExpertDown } from '../kernels/expert-down.ts';
import { createExpertDownGrouped } from '../kernels/expert-down-grouped.ts';
import { createExpertUp, type ExpertWeights, type PageShape } from '../kernels/expert-up.ts';
import { createExpertUpGrouped } from '../kernels/expert-up-grouped.ts';
import { createGroupExperts } from '../kernels/group-experts.ts';
import { blocksOf } from '../kernels/matrix.ts';
import { createRmsNorm } from '../kernels/rms-norm.ts';
import type { ForwardBuffers } from './buffers.ts';
import type { Quantization } from './config.ts';

export interface MlpShape {
  /** Width of one expert. */
  width: number;
  /** Experts that may be picked, the shared one included. */
  experts: number;
  /** Experts per token, the shared one included. */
  slots: number;
  page: PageShape;
}

/** What the dispatches of one layer read. */
export interface MlpInputs {
  norm: Resource;
  /** (tokens, slots). */
  picks: Resource;
  /** w1 and w3. */
  up: ExpertWeights;
  /** w2. */
  down: ExpertWeights;
  /** What the output is added to, unless that is normed. Default: x1. */
  residual?: Resource | undefined;
  /** Default: x. */
  y?: Resource | undefined;
}

export interface Mlp {
  /** x1 → x for one token. */
  decode(inputs: MlpInputs): Dispatch[];
  /** x1 → x for every token of the chunk. The last dispatch combines the outputs of the experts. */
  prefill(inputs: MlpInputs): Dispatch[];
  /** Frees the scratch buffers that the layers share. */
  destroy(): void;
}

export async function createMlp(
  gpu: Gpu,
  config: ModelConfig,
  { experts: format }: Quantization,
  shape: MlpShape,
  buffers: ForwardBuffers,
  chunkTokens: number,
): Promise<Mlp> {
  const { hiddenSize: columns, postnorm } = config;
  const kernels = await createKernels(gpu, config, format, shape);
  const { expertUp, expertDown, rmsNorm, groupExperts, upGrouped, downGrouped, combine } = kernels;
  const rows = chunkTokens * shape.slots;
  const groups = createStorage(gpu.device, 'expert groups', groupExperts.groupsBytes(chunkTokens));
  const h = createStorage(gpu.device, 'expert activations', rows * blocksOf(shape.width) * 32 * 4);
  const outputs = createStorage(gpu.device, 'expert outputs', rows * blocksOf(columns) * 32 * 4);
  const { control, x, x1, n } = buffers;

  return {
    destroy: () => {
      for (const buffer of [groups, h, outputs]) buffer.destroy();
    },
    decode: ({ norm, picks, up, down, residual = x1, y = x }) => [
      expertUp.dispatch({ control, x: x1, norm, picks, arena: up, h: buffers.h }),
      expertDown.dispatch({ control, x: residual, norm, picks, h: buffers.h, arena: down, y }),
    ],
    prefill: ({ norm, picks, up, down, residual = x1, y = x }) => [
      rmsNorm.dispatch({ control, x: x1, weight: norm, n }),
      groupExperts.dispatch({ control, picks, groups }),
      upGrouped.dispatch({ control, n, groups, arena: up, h }),
      downGrouped.dispatch({ control, h, groups, arena: down, y: outputs }),
      combine.dispatch({ control, picks, groups, rows: outputs, residual: postnorm ? n : residual, y }),
    ],
  };
}

function createKernels(
  gpu: Gpu,
  config: ModelConfig,
  format: Quantization['experts'],
  { width, experts, slots, page }: MlpShape,
) {
  const { hiddenSize: columns, postnorm, rmsNormEps: eps } = config;
  const { alpha, beta } = config.mlpScale;
  const residual = { alpha, beta, postnorm, eps };
  const pages = { columns, width, format, page };
  // A prompt is read before anything is decoded.
  const decoding = { deferred: true };
  return allOf({
    expertUp: createExpertUp(gpu, { ...pages, eps, slots }, decoding),
    expertDown: createExpertDown(gpu, { rows: columns, width, format, page, residual, slots }, decoding),
    rmsNorm: createRmsNorm(gpu, { columns, eps }),
    groupExperts: createGroupExperts(gpu, { experts, slots }),
    upGrouped: createExpertUpGrouped(gpu, { ...pages, experts, slots }),
    downGrouped: createExpertDownGrouped(gpu, { ...pages, experts, slots }),
    combine: createCombine(gpu, { columns, slots, alpha, beta }),
  });
}
