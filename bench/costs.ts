// The minimum that a decoding step must do: floating-point operations, and bytes that must be read or written once. Pure
// arithmetic on the model's shape. Additional work of a kernel (partial results, repeated reads) is not counted, and lowers
// its share of the adapter's bandwidth.

import type { ModelConfig } from '../src/contract/model-config.ts';
import {
  mlpWidth,
  type Quantization,
  slotsPerToken,
  sparseLayers,
  type WeightFormat,
} from '../src/model/config.ts';
import { matrixLayout } from '../src/model/layout.ts';

export interface Cost {
  /** A multiply-add counts as two. */
  flops: number;
  /** Bytes of weight matrices read … */
  weights: number;
  /** … of lightning states, keys and values read and written … */
  state: number;
  /** … and of activations: inputs, outputs, norms. */
  activations: number;
}

export interface StepShape {
  config: ModelConfig;
  quantization: Quantization;
  /** Tokens before this one. */
  context: number;
  /** Bytes of one element of a key or value. */
  kvElementBytes: number;
}

/** Cost of one kernel in one layer of its part, by part and kernel label. */
export function decodeCosts({ config, quantization, context, kvElementBytes }: StepShape): Map<string, Cost> {
  const {
    hiddenSize: hidden,
    intermediateSize: width,
    headDim,
    numAttentionHeads: heads,
    // No model family has both.
    denseIntermediateSize: denseWidth = config.sharedIntermediateSize,
    vocabSize,
  } = config;
  const { attention, experts, embedding, head } = quantization;
  const inner = heads * headDim;
  const keyValue = 2 * config.numKeyValueHeads * headDim;
  const slots = slotsPerToken(config);
  const gates = config.numLocalExperts + (config.sharedExpert ? 1 : 0);
  const keys = context + 1;

  // A branch's norm squares, sums, scales and multiplies by weights; its residual is scaled and added.
  const norm = 4 * hidden;
  const residual = norm + 3 * hidden;

  return new Map([
    ['embedding embed', cost(hidden, matrixBytes(1, hidden, embedding), 0, hidden)],
    [
      'lightning norm-linear', // x and its norm; q, k, v, gate
      cost(
        norm + product(4 * inner, hidden),
        matrixBytes(4 * inner, hidden, attention),
        0,
        2 * hidden + 4 * inner,
      ),
    ],
    [
      'lightning lightning-step', // S = λS + kᵀv, o = qS
      cost(5 * inner * headDim, 0, 2 * 4 * inner * headDim, 4 * inner),
    ],
    [
      'lightning linear-residual', // o, gate and norm of o; x and its norm; x1
      cost(
        5 * inner + product(hidden, inner) + residual,
        matrixBytes(hidden, inner, attention),
        0,
        3 * inner + 3 * hidden,
      ),
    ],
    ...attentionInput(config, attention),
    [
      'attention attention-decode', // this token's key and value are appended; scores and weighted sum
      cost(2 * product(inner, keys), 0, kvElementBytes * keyValue * keys, 2 * inner + keyValue),
    ],
    ['attention attention-reduce', cost(inner, 0, 0, 2 * inner)],
    [
      'attention linear-residual', // o; x and its norm; x1
      cost(product(hidden, inner) + residual, matrixBytes(hidden, inner, attention), 0, inner + 3 * hidden),
    ],
    [
      'experts router', // x1 and its norm; picks of four words
      cost(norm + product(gates, hidden), matrixBytes(gates, hidden, 'f32'), 0, 2 * hidden + 4 * slots),
    ],
    ...mlpCosts('experts', hidden, width, slots, experts),
    ...(denseWidth === undefined ? [] : mlpCosts('dense', hidden, denseWidth, 1, experts)),
    [
      'head norm-linear',
      cost(
        norm + product(vocabSize, hidden),
        matrixBytes(vocabSize, hidden, head),
        0,
        2 * hidden + vocabSize,
      ),
    ],
    ['sampling sample', cost(vocabSize, 0, 0, vocabSize + vocabSize / 32)], // one bit per token
  ]);
}

function cost(flops: number, weights: number, state: number, floats: number): Cost {
  return { flops, weights, state, activations: 4 * floats };
}

function product(rows: number, columns: number): number {
  return 2 * rows * columns;
}

/** x and its norm; q, k, v. Where q and k have norms, a separate kernel computes these and the rotations. */
function attentionInput(config: ModelConfig, format: WeightFormat): [string, Cost][] {
  const { hiddenSize: hidden, headDim, numAttentionHeads, numKeyValueHeads, qkNorm } = config;
  const normed = (numAttentionHeads + numKeyValueHeads) * headDim;
  const rows = normed + numKeyValueHeads * headDim;
  const weights = matrixBytes(rows, hidden, format);
  const input = cost(4 * hidden + product(rows, hidden), weights, 0, 2 * hidden + rows);
  if (qkNorm === 'none') return [['attention attention-in', input]];
  return [
    ['attention norm-linear', input],
    ['attention qk-norm', cost(7 * normed, 0, 0, 3 * normed)],
  ];
}

function mlpCosts(
  part: 'experts' | 'dense',
  hidden: number,
  width: number,
  slots: number,
  format: WeightFormat,
): [string, Cost][] {
  const norm = 4 * hidden;
  return [
    [
      `${part} expert-up`, // x1 and its norm; a row of silu(gate) · up per expert
      cost(
        norm + slots * (product(2 * width, hidden) + 5 * width),
        slots * matrixBytes(2 * width, hidden, format),
        0,
        2 * hidden + slots * width,
      ),
    ],
    [
      `${part} expert-down`, // the rows; x1 and its norm; x
      cost(
        slots * (product(hidden, width) + 2 * hidden) + norm + 3 * hidden,
        slots * matrixBytes(hidden, width, format),
        0,
        slots * width + 3 * hidden,
      ),
    ],
  ];
}

/** How many layers have a part; 1 for parts outside the layers. */
export function layersWith(part: string, config: ModelConfig): number {
  const { layers } = config;
  if (part === 'experts') return sparseLayers(config).length;
  if (part === 'dense') return layers.filter((layer) => mlpWidth(layer, config) !== undefined).length;
  const isKind = part === 'lightning' || part === 'attention';
  return isKind ? layers.filter(({ type }) => type === part).length : 1;
}

/** Cost of a whole step. */
export function stepCost(shape: StepShape): Cost {
  const sum: Cost = { flops: 0, weights: 0, state: 0, activations: 0 };
  for (const [key, cost] of decodeCosts(shape)) {
    const count = layersWith(key.split(' ')[0]!, shape.config);
    for (const field of Object.keys(sum) as (keyof Cost)[]) sum[field] += count * cost[field];
  }
  return sum;
}

/** Floating-point operations of reading a prompt: every token attends to those before it, only the last one goes through the head. */
export function promptFlops(shape: Omit<StepShape, 'context'>, tokens: number): number {
  const step = { ...shape, context: (tokens - 1) / 2 };
  const costs = decodeCosts(step);
  const last = ['head norm-linear', 'sampling sample'];
  const head = last.reduce((sum, key) => sum + costs.get(key)!.flops, 0);
  return tokens * (stepCost(step).flops - head) + head;
}

export function bytesOf({ weights, state, activations }: Cost): number {
  return weights + state + activations;
}

/** Keys and values of one token, in all softmax layers. */
export function kvTokenBytes(
  { numKeyValueHeads, headDim, layers }: ModelConfig,
  elementBytes: number,
): number {
  const softmax = layers.filter(({ type }) => type === 'attention').length;
  return softmax * 2 * numKeyValueHeads * headDim * elementBytes;
}

// Kernels read padding columns but not padding rows.
function matrixBytes(rows: number, columns: number, format: WeightFormat): number {
  const { paddedRows, weightBytes, scaleBytes } = matrixLayout(rows, columns, format);
  return ((weightBytes + scaleBytes) / paddedRows) * rows;
}
