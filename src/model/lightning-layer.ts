// Lightning attention layers: their kernels, and the dispatches of one layer for a token and for a chunk.

import { allOf } from '../async.ts';
import type { ModelConfig } from '../contract/model-config.ts';
import { createStorage, uploadStorage } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import { maxMarks } from '../kernels/control.ts';
import { createGatedNorm } from '../kernels/gated-norm.ts';
import { createGemm } from '../kernels/gemm.ts';
import { lightningBlocksBytes, lightningStateBytes } from '../kernels/lightning.ts';
import { createLightningBlockOutput } from '../kernels/lightning-block-output.ts';
import { createLightningBlockScan } from '../kernels/lightning-block-scan.ts';
import { createLightningBlockState } from '../kernels/lightning-block-state.ts';
import { createLightningStep } from '../kernels/lightning-step.ts';
import { createLinearResidual } from '../kernels/linear-residual.ts';
import { blocksOf } from '../kernels/matrix.ts';
import { createNormLinear } from '../kernels/norm-linear.ts';
import { createRmsNorm } from '../kernels/rms-norm.ts';
import type { ForwardBuffers } from './buffers.ts';
import type { Quantization } from './config.ts';
import { layerName, type Weights } from './weights.ts';

export interface LightningLayers {
  /** x → x1 for one token. */
  decode(layer: number, decay: readonly number[], state: GPUBuffer): Dispatch[];
  /** x → x1 for every token of the chunk. */
  prefill(layer: number, decay: readonly number[], state: GPUBuffer): Dispatch[];
  /** The states after the marked tokens of the last chunk, by layer: (maxMarks, heads, headDim, headDim). */
  readonly marks: ReadonlyMap<number, GPUBuffer>;
  /** Frees the scratch buffers these layers share. */
  destroy(): void;
}

export async function createLightningLayers(
  gpu: Gpu,
  config: ModelConfig,
  quantization: Quantization,
  weights: Weights,
  buffers: ForwardBuffers,
  chunkTokens: number,
): Promise<LightningLayers> {
  const { numAttentionHeads: heads, headDim, postnorm } = config;
  const kernels = await createKernels(gpu, config, quantization);
  const { normLinear, step, linearResidual, rmsNorm, gemmIn } = kernels;
  const { blockState, blockScan, blockOutput, gatedNorm, gemmOut } = kernels;
  const blocksBytes = lightningBlocksBytes({ heads, headDim }, chunkTokens);
  const blocks = createStorage(gpu.device, 'lightning blocks', blocksBytes);
  const decays = new Map<number, GPUBuffer>();
  const marksBytes = maxMarks * lightningStateBytes({ heads, headDim });
  const lightningLayers = [...config.layers.keys()].filter((l) => config.layers[l]!.type === 'lightning');
  const marks = new Map(lightningLayers.map((l) => [l, createStorage(gpu.device, `marks ${l}`, marksBytes)]));

  const layerBuffers = (layer: number, rates: readonly number[]) => {
    const name = layerName(layer);
    const decay = decays.get(layer) ?? uploadStorage(gpu.device, `decay ${layer}`, new Float32Array(rates));
    decays.set(layer, decay);
    return {
      decay,
      norm: weights.vector(`${name}.input_layernorm`),
      inProjection: weights.matrix(`${name}.self_attn.in_proj`),
      innerNorm: weights.vector(`${name}.self_attn.norm`),
      outProjection: weights.matrix(`${name}.self_attn.out_proj`),
    };
  };
  const { control, x, x1, n, u, o, g } = buffers;

  return {
    marks,
    destroy: () => {
      for (const buffer of [blocks, ...decays.values(), ...marks.values()]) buffer.destroy();
    },
    decode: (layer, rates, state) => {
      const { decay, norm, inProjection, innerNorm, outProjection } = layerBuffers(layer, rates);
      return [
        normLinear.dispatch({ control, x, norm, weight: inProjection, y: u }),
        step.dispatch({ control, decay, u, state }),
        linearResidual.dispatch({ control, source: u, innerNorm, x, norm, weight: outProjection, y: x1 }),
      ];
    },
    prefill: (layer, rates, state) => {
      const { decay, norm, inProjection, innerNorm, outProjection } = layerBuffers(layer, rates);
      return [
        rmsNorm.dispatch({ control, x, weight: norm, n }),
        gemmIn.dispatch({ control, a: n, weight: inProjection, y: u }),
        blockState.dispatch({ control, decay, u, blocks }),
        blockScan.dispatch({ control, decay, u, blocks, state, marks: marks.get(layer)! }),
        blockOutput.dispatch({ control, decay, u, blocks, o }),
        gatedNorm.dispatch({ control, o, u, norm: innerNorm, g }),
        gemmOut.dispatch({ control, a: g, weight: outProjection, y: x1, residual: postnorm ? n : x }),
      ];
    },
  };
}

function createKernels(gpu: Gpu, config: ModelConfig, quantization: Quantization) {
  const { hiddenSize, numAttentionHeads: heads, headDim, postnorm, rmsNormEps: eps } = config;
  const format = quantization.attention;
  const inner = heads * headDim;
  const { alpha, beta } = config.lightningScale;
  const shape = { heads, headDim };
  const projection = {
    rows: 4 * inner,
    columns: hiddenSize,
    format,
    siluRows: 3 * inner,
    sigmoidRows: inner,
  };
  const output = { rows: hiddenSize, columns: inner, format };
  const residual = { alpha, beta, postnorm, eps };
  const gatedNorm = { eps: config.lightningNormEps };
  // A prompt is read before anything is decoded.
  const decoding = { deferred: true };
  return allOf({
    normLinear: createNormLinear(gpu, { ...projection, eps }, decoding),
    step: createLightningStep(gpu, shape, decoding),
    linearResidual: createLinearResidual(gpu, { ...output, residual, gatedNorm }, decoding),
    rmsNorm: createRmsNorm(gpu, { columns: hiddenSize, eps }),
    gemmIn: createGemm(gpu, projection),
    blockState: createLightningBlockState(gpu, shape),
    blockScan: createLightningBlockScan(gpu, shape),
    blockOutput: createLightningBlockOutput(gpu, shape),
    gatedNorm: createGatedNorm(gpu, { columns: inner, eps: config.lightningNormEps }),
    gemmOut: createGemm(gpu, { ...output, stride: blocksOf(hiddenSize) * 32, residual: { alpha, beta } }),
  });
}
