// The layout of a shard folder: names, padded shapes, bytes and order of every weight. The converter writes it, `verify`
// checks it and the loader binds buffers by it. Pure arithmetic on (config, quantization).

import type { LayerConfig, ModelConfig } from '../contract/model-config.ts';
import { mlpWidth, type Quantization, type WeightFormat } from './config.ts';

/** Columns that share one scale in q4 and q8; the columns of every matrix are padded to a multiple of it. */
export const BLOCK_COLUMNS = 32;
/** Rows of every matrix are padded to a multiple of this, which also makes every tensor a multiple of 256 bytes. */
export const ROW_MULTIPLE = 128;
/** Maximum number of bytes in the data section of a core shard. */
export const CORE_SHARD_BYTES: number = 32 * 1024 * 1024;

const VECTOR_MULTIPLE = 64;

/** Element types that occur in shards, in safetensors' spelling. */
export type StoredDtype = 'F32' | 'F16' | 'I8' | 'U8';

/** Storage of a [rows, columns] matrix: out features by in features, both padded with zero weights. */
export interface MatrixLayout {
  rows: number;
  columns: number;
  format: WeightFormat;
  paddedRows: number;
  paddedColumns: number;
  weightBytes: number;
  /** 0 for f32 and f16, which have no scales. */
  scaleBytes: number;
}

/** Storage of an f32 vector, padded with zeros. */
export interface VectorLayout {
  length: number;
  paddedLength: number;
  bytes: number;
}

/** A matrix or vector of the core shards, under its name without `.weight` or `.scales`. */
export type TensorLayout =
  | ({ kind: 'matrix'; name: string } & MatrixLayout)
  | ({ kind: 'vector'; name: string } & VectorLayout);

/** One tensor of a safetensors file. */
export interface StoredTensor {
  name: string;
  dtype: StoredDtype;
  shape: number[];
  bytes: number;
}

/** Rows firstRow .. firstRow + rows - 1 of a core tensor; all of them unless it exceeds a shard. Vectors have one row. */
export interface CorePart {
  tensor: TensorLayout;
  firstRow: number;
  /** Padded rows in this part. */
  rows: number;
  weight: StoredTensor;
  /** Null for f32, f16 and vectors. */
  scales: StoredTensor | null;
}

/** An expert shard's data section: offsets of its tensors in bytes. The scale offsets have no meaning for f32 and f16. */
export interface ExpertPageLayout {
  /** [2 * intermediateSize, hiddenSize]: row 2i is row i of w1 (gate), row 2i + 1 is row i of w3 (up). */
  w13: MatrixLayout;
  /** [hiddenSize, intermediateSize] */
  w2: MatrixLayout;
  w13Weight: number;
  w13Scales: number;
  w2Weight: number;
  w2Scales: number;
  bytes: number;
}

/** The weights of a shard folder. */
export interface ModelLayout {
  /** In the order in which they fill the core shards. */
  core: TensorLayout[];
  expertPage: ExpertPageLayout;
}

export function modelLayout(config: ModelConfig, quantization: Quantization): ModelLayout {
  const { vocabSize, hiddenSize } = config;
  return {
    core: [
      matrix('model.embed_tokens', vocabSize, hiddenSize, quantization.embedding),
      ...config.layers.flatMap((layer, l) => layerTensors(`model.layers.${l}`, layer, config, quantization)),
      vector('model.norm', hiddenSize),
      ...(config.tiedHead ? [] : [matrix('lm_head', vocabSize, hiddenSize, quantization.head)]),
    ],
    expertPage: expertPageLayout(config, quantization.experts),
  };
}

function layerTensors(
  prefix: string,
  layer: LayerConfig,
  config: ModelConfig,
  quantization: Quantization,
): TensorLayout[] {
  const { hiddenSize, headDim } = config;
  const queryRows = config.numAttentionHeads * headDim;
  const keyRows = config.numKeyValueHeads * headDim;
  const inRows = layer.type === 'lightning' ? 4 * queryRows : queryRows + 2 * keyRows;

  const tensors = [
    vector(`${prefix}.input_layernorm`, hiddenSize),
    matrix(`${prefix}.self_attn.in_proj`, inRows, hiddenSize, quantization.attention),
  ];
  if (layer.type === 'lightning') tensors.push(vector(`${prefix}.self_attn.norm`, queryRows));
  else if (config.qkNorm !== 'none') tensors.push(vector(`${prefix}.self_attn.qk_norm`, queryRows + keyRows));
  tensors.push(
    matrix(`${prefix}.self_attn.out_proj`, hiddenSize, queryRows, quantization.attention),
    vector(`${prefix}.post_attention_layernorm`, hiddenSize),
  );
  if (!layer.dense) tensors.push(...sparseTensors(prefix, config, quantization));
  const width = mlpWidth(layer, config);
  if (width !== undefined) tensors.push(...mlpTensors(prefix, width, config, quantization));
  return tensors;
}

function mlpTensors(
  prefix: string,
  width: number,
  { hiddenSize }: ModelConfig,
  { experts }: Quantization,
): TensorLayout[] {
  return [
    matrix(`${prefix}.mlp.w13`, 2 * width, hiddenSize, experts),
    matrix(`${prefix}.mlp.w2`, hiddenSize, width, experts),
  ];
}

function sparseTensors(prefix: string, config: ModelConfig, quantization: Quantization): TensorLayout[] {
  const { hiddenSize, intermediateSize, numLocalExperts } = config;
  const gateRows = numLocalExperts + (config.sharedExpert ? 1 : 0);
  const tensors = [matrix(`${prefix}.block_sparse_moe.gate`, gateRows, hiddenSize, 'f32')];
  if (config.router.selectionBias)
    tensors.push(vector(`${prefix}.block_sparse_moe.selection_bias`, numLocalExperts));
  if (config.sharedExpert) {
    tensors.push(
      matrix(`${prefix}.shared_mlp.w13`, 2 * intermediateSize, hiddenSize, quantization.experts),
      matrix(`${prefix}.shared_mlp.w2`, hiddenSize, intermediateSize, quantization.experts),
    );
  }
  return tensors;
}

export function expertPageLayout(config: ModelConfig, format: WeightFormat): ExpertPageLayout {
  const w13 = matrixLayout(2 * config.intermediateSize, config.hiddenSize, format);
  const w2 = matrixLayout(config.hiddenSize, config.intermediateSize, format);
  const w13Scales = w13.weightBytes;
  const w2Weight = w13Scales + w13.scaleBytes;
  const w2Scales = w2Weight + w2.weightBytes;
  return { w13, w2, w13Weight: 0, w13Scales, w2Weight, w2Scales, bytes: w2Scales + w2.scaleBytes };
}

export function matrixLayout(rows: number, columns: number, format: WeightFormat): MatrixLayout {
  const paddedRows = roundUp(rows, ROW_MULTIPLE);
  const paddedColumns = roundUp(columns, BLOCK_COLUMNS);
  const weightBytes = paddedRows * bytesPerRow(paddedColumns, format);
  const scaleBytes = hasScales(format) ? paddedRows * (paddedColumns / BLOCK_COLUMNS) * 2 : 0;
  return { rows, columns, format, paddedRows, paddedColumns, weightBytes, scaleBytes };
}

export function vectorLayout(length: number): VectorLayout {
  const paddedLength = roundUp(length, VECTOR_MULTIPLE);
  return { length, paddedLength, bytes: paddedLength * 4 };
}

/** The parts of every core shard, in file order. The weights and scales of a part are in the same shard. */
export function coreShards(core: TensorLayout[]): CorePart[][] {
  const shards: CorePart[][] = [];
  let room = 0;
  for (const part of core.flatMap(coreParts)) {
    const bytes = part.weight.bytes + (part.scales?.bytes ?? 0);
    if (bytes > room) {
      shards.push([]);
      room = CORE_SHARD_BYTES;
    }
    shards.at(-1)!.push(part);
    room -= bytes;
  }
  return shards;
}

/** A lower bound of the number of core shards that needs no memory per shard, unlike `coreShards`. */
export function minCoreShards(core: TensorLayout[]): number {
  let shards = 1;
  for (const tensor of core) {
    // All parts but the last fill more than half a shard.
    if (tensor.kind === 'matrix')
      shards = Math.max(shards, Math.ceil(tensor.paddedRows / rowsOfPart(tensor)) - 1);
  }
  return shards;
}

/** The tensors of an expert shard, in file order. */
export function expertTensors({ w13, w2 }: ExpertPageLayout): StoredTensor[] {
  return [...storedMatrix('w13', w13), ...storedMatrix('w2', w2)];
}

function coreParts(tensor: TensorLayout): CorePart[] {
  if (tensor.kind === 'vector') {
    const { name, paddedLength, bytes } = tensor;
    const weight: StoredTensor = { name: `${name}.weight`, dtype: 'F32', shape: [paddedLength], bytes };
    return [{ tensor, firstRow: 0, rows: 1, weight, scales: null }];
  }
  const partRows = rowsOfPart(tensor);
  const parts: CorePart[] = [];
  for (let firstRow = 0; firstRow < tensor.paddedRows; firstRow += partRows) {
    const rows = Math.min(partRows, tensor.paddedRows - firstRow);
    const suffix = partRows === tensor.paddedRows ? '' : `@${firstRow}`;
    const [weight, scales] = storedMatrix(
      tensor.name,
      matrixLayout(rows, tensor.columns, tensor.format),
      suffix,
    );
    parts.push({ tensor, firstRow, rows, weight: weight!, scales: scales ?? null });
  }
  return parts;
}

function rowsOfPart({ weightBytes, scaleBytes, paddedRows }: MatrixLayout): number {
  const rowBytes = (weightBytes + scaleBytes) / paddedRows;
  const fitting = Math.floor(CORE_SHARD_BYTES / rowBytes / ROW_MULTIPLE) * ROW_MULTIPLE;
  return Math.min(paddedRows, Math.max(fitting, ROW_MULTIPLE));
}

function storedMatrix(name: string, matrix: MatrixLayout, suffix = ''): StoredTensor[] {
  const { format, paddedRows, paddedColumns, weightBytes, scaleBytes } = matrix;
  const tensors: StoredTensor[] = [
    {
      name: `${name}.weight${suffix}`,
      dtype: weightDtype[format],
      shape: [paddedRows, format === 'q4' ? paddedColumns / 2 : paddedColumns],
      bytes: weightBytes,
    },
  ];
  if (hasScales(format)) {
    tensors.push({
      name: `${name}.scales${suffix}`,
      dtype: 'F16',
      shape: [paddedRows, paddedColumns / BLOCK_COLUMNS],
      bytes: scaleBytes,
    });
  }
  return tensors;
}

const weightDtype: Record<WeightFormat, StoredDtype> = { f32: 'F32', f16: 'F16', q8: 'I8', q4: 'U8' };

function bytesPerRow(columns: number, format: WeightFormat): number {
  return { f32: columns * 4, f16: columns * 2, q8: columns, q4: columns / 2 }[format];
}

function hasScales(format: WeightFormat): boolean {
  return format === 'q8' || format === 'q4';
}

function matrix(name: string, rows: number, columns: number, format: WeightFormat): TensorLayout {
  return { kind: 'matrix', name, ...matrixLayout(rows, columns, format) };
}

function vector(name: string, length: number): TensorLayout {
  return { kind: 'vector', name, ...vectorLayout(length) };
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
