// Softmax attention layers: their kernels, and the dispatches of one layer for a token and for a chunk.

import { allOf } from '../async.ts';
import type { ModelConfig } from '../contract/model-config.ts';
import { createStorage } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import type { KvSegment } from '../kernels/attention.ts';
import { createAttentionDecode } from '../kernels/attention-decode.ts';
import { createAttentionIn } from '../kernels/attention-in.ts';
import { createAttentionPrefill } from '../kernels/attention-prefill.ts';
import { createGemm } from '../kernels/gemm.ts';
import { createLinearResidual } from '../kernels/linear-residual.ts';
import { blocksOf } from '../kernels/matrix.ts';
import { createRmsNorm } from '../kernels/rms-norm.ts';
import { createRopeAppend } from '../kernels/rope-append.ts';
import type { ForwardBuffers } from './buffers.ts';
import type { Quantization } from './config.ts';
import type { KvPlan } from './kv-cache.ts';
import { layerName, type Weights } from './weights.ts';

export interface AttentionLayers {
  /** x → x1 for one token. */
  decode(layer: number, segments: readonly KvSegment[]): Dispatch[];
  /** x → x1 for every token of the chunk. */
  prefill(layer: number, segments: readonly KvSegment[]): Dispatch[];
  /** Frees the scratch buffers these layers share. */
  destroy(): void;
}

export async function createAttentionLayers(
  gpu: Gpu,
  config: ModelConfig,
  quantization: Quantization,
  weights: Weights,
  buffers: ForwardBuffers,
  chunkTokens: number,
  { shape, segments: maxSegments }: KvPlan,
): Promise<AttentionLayers> {
  const { postnorm } = config;
  const kernels = await createKernels(gpu, config, quantization, shape);
  const { attentionIn, attentionDecode, linearResidual } = kernels;
  const { rmsNorm, gemmIn, ropeAppend, attentionPrefill, gemmOut } = kernels;
  const partials = createStorage(
    gpu.device,
    'attention partials',
    attentionDecode.partialsBytes(maxSegments),
  );
  const carryBytes = attentionPrefill.carryBytes(chunkTokens, maxSegments);
  const carry = createStorage(gpu.device, 'attention carry', carryBytes);

  const { control, rotary, x, x1, n, u, g } = buffers;

  return {
    destroy: () => {
      partials.destroy();
      carry.destroy();
    },
    decode: (layer, segments) => {
      const { norm, inProjection, outProjection } = layerWeights(weights, layer);
      return [
        attentionIn.dispatch({ control, x, norm, weight: inProjection, rotary, u }),
        ...attentionDecode.dispatches({ control, u, segments, partials, g }),
        // Without `gatedNorm` the shader does not read innerNorm.
        linearResidual.dispatch({
          control,
          source: g,
          innerNorm: norm,
          x,
          norm,
          weight: outProjection,
          y: x1,
        }),
      ];
    },
    prefill: (layer, segments) => {
      const { norm, inProjection, outProjection } = layerWeights(weights, layer);
      return [
        rmsNorm.dispatch({ control, x, weight: norm, n }),
        gemmIn.dispatch({ control, a: n, weight: inProjection, y: u }),
        ...ropeAppend.dispatches({ control, rotary, u, segments }),
        ...attentionPrefill.dispatches({ control, u, segments, carry, g }),
        gemmOut.dispatch({ control, a: g, weight: outProjection, y: x1, residual: postnorm ? n : x }),
      ];
    },
  };
}

function createKernels(gpu: Gpu, config: ModelConfig, quantization: Quantization, shape: KvPlan['shape']) {
  const { hiddenSize, numAttentionHeads: heads, numKeyValueHeads: kvHeads, headDim, rotaryDim } = config;
  const { postnorm, rmsNormEps: eps } = config;
  const format = quantization.attention;
  const inner = heads * headDim;
  const { alpha, beta } = config.attentionScale;
  const input = { heads, kvHeads, headDim, columns: hiddenSize, rotaryDim, format, eps };
  const output = { rows: hiddenSize, columns: inner, format };
  const residual = { alpha, beta, postnorm, eps };
  // A prompt is read before anything is decoded.
  const decoding = { deferred: true };
  return allOf({
    attentionIn: createAttentionIn(gpu, input, decoding),
    attentionDecode: createAttentionDecode(gpu, shape, decoding),
    linearResidual: createLinearResidual(gpu, { ...output, residual }, decoding),
    rmsNorm: createRmsNorm(gpu, { columns: hiddenSize, eps }),
    gemmIn: createGemm(gpu, { rows: (heads + 2 * kvHeads) * headDim, columns: hiddenSize, format }),
    ropeAppend: createRopeAppend(gpu, { ...shape, rotaryDim }),
    attentionPrefill: createAttentionPrefill(gpu, shape),
    gemmOut: createGemm(gpu, { ...output, stride: blocksOf(hiddenSize) * 32, residual: { alpha, beta } }),
  });
}

function layerWeights(weights: Weights, layer: number) {
  const name = layerName(layer);
  return {
    norm: weights.vector(`${name}.input_layernorm`),
    inProjection: weights.matrix(`${name}.self_attn.in_proj`),
    outProjection: weights.matrix(`${name}.self_attn.out_proj`),
  };
}
