// Softmax attention layers: their kernels, and the dispatches of one layer for a token and for a chunk.

import { allOf } from '../async.ts';
import type { ModelConfig } from '../contract/model-config.ts';
import { createStorage } from '../gpu/buffers.ts';
import type { Dispatch } from '../gpu/commands.ts';
import type { Gpu } from '../gpu/device.ts';
import type { KernelOptions, Resource } from '../gpu/kernel.ts';
import type { KvSegment } from '../kernels/attention.ts';
import { createAttentionDecode } from '../kernels/attention-decode.ts';
import { type AttentionIn, createAttentionIn } from '../kernels/attention-in.ts';
import { createAttentionPrefill } from '../kernels/attention-prefill.ts';
import { createGemm } from '../kernels/gemm.ts';
import { createLinearResidual } from '../kernels/linear-residual.ts';
import { blocksOf } from '../kernels/matrix.ts';
import { createNormLinear } from '../kernels/norm-linear.ts';
import { createQkNorm, type QkNorm } from '../kernels/qk-norm.ts';
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
  const { input, attentionDecode, linearResidual } = kernels;
  const { rmsNorm, gemmIn, qkNorm, ropeAppend, attentionPrefill, gemmOut } = kernels;
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
      const { norm, inProjection, outProjection, normWeight } = layerWeights(weights, layer);
      return [
        ...input({ control, x, norm, weight: inProjection, rotary, u }, normWeight),
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
      const { norm, inProjection, outProjection, normWeight } = layerWeights(weights, layer);
      return [
        rmsNorm.dispatch({ control, x, weight: norm, n }),
        gemmIn.dispatch({ control, a: n, weight: inProjection, y: u }),
        ...(qkNorm ? [qkNorm.dispatch({ control, rotary, weight: normWeight(), u })] : []),
        ...ropeAppend.dispatches({ control, rotary, u, segments }),
        ...attentionPrefill.dispatches({ control, u, segments, carry, g }),
        gemmOut.dispatch({ control, a: g, weight: outProjection, y: x1, residual: postnorm ? n : x }),
      ];
    },
  };
}

function createKernels(gpu: Gpu, config: ModelConfig, quantization: Quantization, shape: KvPlan['shape']) {
  const { hiddenSize, numAttentionHeads: heads, numKeyValueHeads: kvHeads, headDim, rotaryDim } = config;
  const { postnorm, rmsNormEps: eps, attentionMultiplier: multiplier } = config;
  const format = quantization.attention;
  const inner = heads * headDim;
  const { alpha, beta } = config.attentionScale;
  const output = { rows: hiddenSize, columns: inner, format };
  const residual = { alpha, beta, postnorm, eps };
  // A prompt is read before anything is decoded.
  const decoding = { deferred: true };
  return allOf({
    input: createInput(gpu, config, quantization, decoding),
    attentionDecode: createAttentionDecode(gpu, { ...shape, multiplier }, decoding),
    linearResidual: createLinearResidual(gpu, { ...output, residual }, decoding),
    rmsNorm: createRmsNorm(gpu, { columns: hiddenSize, eps }),
    gemmIn: createGemm(gpu, { rows: (heads + 2 * kvHeads) * headDim, columns: hiddenSize, format }),
    // Rotates nothing, because rope-append does.
    qkNorm: createNorm(gpu, config, 0),
    ropeAppend: createRopeAppend(gpu, { ...shape, rotaryDim }),
    attentionPrefill: createAttentionPrefill(gpu, { ...shape, multiplier }),
    gemmOut: createGemm(gpu, { ...output, stride: blocksOf(hiddenSize) * 32, residual: { alpha, beta } }),
  });
}

type Input = Parameters<AttentionIn['dispatch']>[0];

/** The input projection of one token, up to rotated queries and keys. */
async function createInput(
  gpu: Gpu,
  config: ModelConfig,
  { attention: format }: Quantization,
  decoding: KernelOptions,
): Promise<(buffers: Input, normWeight: () => Resource) => Dispatch[]> {
  const { hiddenSize: columns, numAttentionHeads: heads, numKeyValueHeads: kvHeads, headDim } = config;
  const { rotaryDim, rmsNormEps: eps } = config;
  const rows = (heads + 2 * kvHeads) * headDim;
  const qkNorm = await createNorm(gpu, config, rotaryDim, decoding);
  if (!qkNorm) {
    const shape = { heads, kvHeads, headDim, columns, rotaryDim, format, eps };
    const attentionIn = await createAttentionIn(gpu, shape, decoding);
    return (buffers) => [attentionIn.dispatch(buffers)];
  }
  // A norm needs all features of a head, which attention-in spreads over workgroups.
  const linear = await createNormLinear(gpu, { rows, columns, format, eps }, decoding);
  return ({ rotary, u, ...buffers }, normWeight) => [
    linear.dispatch({ ...buffers, y: u }),
    qkNorm.dispatch({ control: buffers.control, rotary, weight: normWeight(), u }),
  ];
}

async function createNorm(
  gpu: Gpu,
  config: ModelConfig,
  rotaryDim: number,
  options?: KernelOptions,
): Promise<QkNorm | undefined> {
  const { numAttentionHeads: heads, numKeyValueHeads: kvHeads, headDim, rmsNormEps: eps, qkNorm } = config;
  if (qkNorm === 'none') return undefined;
  const shape = { heads, kvHeads, headDim, allHeads: qkNorm === 'all-heads', eps, rotaryDim };
  return createQkNorm(gpu, shape, options);
}

function layerWeights(weights: Weights, layer: number) {
  const name = layerName(layer);
  return {
    norm: weights.vector(`${name}.input_layernorm`),
    inProjection: weights.matrix(`${name}.self_attn.in_proj`),
    outProjection: weights.matrix(`${name}.self_attn.out_proj`),
    /** Only where queries and keys are normed. */
    normWeight: () => weights.vector(`${name}.self_attn.qk_norm`),
  };
}
