// Maps the core shards' matrices and vectors to tensors of a checkpoint: Hugging Face's names, and the orders of the kernels.

import type { ModelConfig } from '../contract/model-config.ts';
import { sparseLayers } from '../model/config.ts';
import { denseSources, expertSources, sparseSources } from './expert-sources.ts';
import { type RowSource, type SourceTensor, type VectorSource, whole } from './row-source.ts';

export interface TensorSources {
  /** By the name in the layout. */
  core: Map<string, RowSource | VectorSource>;
  expert: (layer: number, expert: number) => { w13: RowSource; w2: RowSource };
}

/** `has` returns whether the checkpoint has a tensor; it decides between the spellings of the expert tensors. */
export function tensorSources(config: ModelConfig, has: (name: string) => boolean): TensorSources {
  const { vocabSize, hiddenSize } = config;
  const embedding = whole('model.embed_tokens.weight', [vocabSize, hiddenSize]);
  const core = new Map<string, RowSource | VectorSource>([
    ['model.embed_tokens', embedding],
    ['model.norm', whole('model.norm.weight', [hiddenSize])],
    ['lm_head', config.tiedHead ? embedding : whole('lm_head.weight', [vocabSize, hiddenSize])],
  ]);
  for (const [l, layer] of config.layers.entries()) {
    const prefix = `model.layers.${l}`;
    const attention = layer.type === 'lightning' ? lightningSources : attentionSources;
    const sources = {
      ...normSources(prefix, config),
      ...attention(prefix, config),
      ...(layer.dense ? denseSources : sparseSources)(prefix, config, has),
    };
    for (const [name, source] of Object.entries(sources)) core.set(`${prefix}.${name}`, source);
  }
  return { core, expert: (layer, expert) => expertSources(`model.layers.${layer}`, expert, config, has) };
}

/** The tensors of a checkpoint that these sources read, by name. */
export function requiredTensors(config: ModelConfig, sources: TensorSources): Map<string, SourceTensor> {
  const required = new Map<string, SourceTensor>();
  const add = ({ tensors }: { tensors: SourceTensor[] }): void => {
    for (const tensor of tensors) required.set(tensor.name, tensor);
  };
  for (const source of sources.core.values()) add(source);
  for (const layer of sparseLayers(config)) {
    for (let expert = 0; expert < config.numLocalExperts; expert++) {
      const { w13, w2 } = sources.expert(layer, expert);
      add(w13);
      add(w2);
    }
  }
  return required;
}

function normSources(prefix: string, { hiddenSize }: ModelConfig): Record<string, RowSource> {
  return {
    input_layernorm: whole(`${prefix}.input_layernorm.weight`, [hiddenSize]),
    post_attention_layernorm: whole(`${prefix}.post_attention_layernorm.weight`, [hiddenSize]),
  };
}

// The rows of qkv_proj are ordered by head, [q_h | k_h | v_h]; the kernels need all of q, then all of k, then all of v.
function lightningSources(prefix: string, config: ModelConfig): Record<string, RowSource> {
  const { hiddenSize, headDim, numAttentionHeads } = config;
  const rows = numAttentionHeads * headDim;
  const qkv: SourceTensor = { name: `${prefix}.self_attn.qkv_proj.weight`, shape: [3 * rows, hiddenSize] };
  const gate: SourceTensor = { name: `${prefix}.self_attn.output_gate.weight`, shape: [rows, hiddenSize] };
  return {
    'self_attn.in_proj': {
      tensors: [qkv, gate],
      locate: (row) => {
        const part = Math.floor(row / rows); // q, k, v, output gate
        if (part === 3) return { tensor: gate, row: row - 3 * rows };
        const head = Math.floor((row - part * rows) / headDim);
        return { tensor: qkv, row: (3 * head + part) * headDim + (row % headDim) };
      },
    },
    'self_attn.norm': whole(`${prefix}.self_attn.norm.weight`, [rows]),
    'self_attn.out_proj': whole(`${prefix}.self_attn.out_proj.weight`, [hiddenSize, rows]),
  };
}

// Features i and i + rotaryDim/2 of a query or key head are rotated together, so their rows are made adjacent.
function attentionSources(prefix: string, config: ModelConfig): Record<string, RowSource | VectorSource> {
  const { hiddenSize, headDim, rotaryDim, numAttentionHeads, numKeyValueHeads } = config;
  const queryRows = numAttentionHeads * headDim;
  const keyRows = numKeyValueHeads * headDim;
  const q: SourceTensor = { name: `${prefix}.self_attn.q_proj.weight`, shape: [queryRows, hiddenSize] };
  const k: SourceTensor = { name: `${prefix}.self_attn.k_proj.weight`, shape: [keyRows, hiddenSize] };
  const v: SourceTensor = { name: `${prefix}.self_attn.v_proj.weight`, shape: [keyRows, hiddenSize] };
  const unpaired = (row: number) => unpairedRow(row, headDim, rotaryDim);
  return {
    'self_attn.in_proj': {
      tensors: [q, k, v],
      locate: (row) => {
        if (row < queryRows) return { tensor: q, row: unpaired(row) };
        if (row < queryRows + keyRows) return { tensor: k, row: unpaired(row - queryRows) };
        return { tensor: v, row: row - queryRows - keyRows };
      },
    },
    'self_attn.out_proj': whole(`${prefix}.self_attn.o_proj.weight`, [hiddenSize, queryRows]),
    ...(config.qkNorm !== 'none' && { 'self_attn.qk_norm': qkNormSource(prefix, config) }),
  };
}

// Weights for every head of q, then of k, which all heads share where each is normed by itself.
function qkNormSource(prefix: string, config: ModelConfig): VectorSource {
  const { headDim, rotaryDim, qkNorm } = config;
  const queryRows = config.numAttentionHeads * headDim;
  const keyRows = config.numKeyValueHeads * headDim;
  const length = (rows: number) => (qkNorm === 'per-head' ? headDim : rows);
  const q: SourceTensor = { name: `${prefix}.self_attn.q_norm.weight`, shape: [length(queryRows)] };
  const k: SourceTensor = { name: `${prefix}.self_attn.k_norm.weight`, shape: [length(keyRows)] };
  return {
    tensors: [q, k],
    element: (i) => {
      const [tensor, row] = i < queryRows ? [q, i] : [k, i - queryRows];
      return { tensor, index: unpairedRow(row, headDim, rotaryDim) % tensor.shape[0]! };
    },
  };
}

function unpairedRow(row: number, headDim: number, rotaryDim: number): number {
  const feature = row % headDim;
  if (feature >= rotaryDim) return row;
  return row - feature + Math.floor(feature / 2) + (feature % 2) * (rotaryDim / 2);
}
