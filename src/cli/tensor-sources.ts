// Maps each row of a shard's matrices to a row of a checkpoint tensor: Hugging Face's names, fused or not, and the row orders
// of the kernels. A vector is a matrix of one row here.

import type { ModelConfig } from '../contract/model-config.ts';

/** A tensor the checkpoint must have. */
export interface SourceTensor {
  name: string;
  shape: number[];
}

/** Row r of the matrix is row `locate(r).row` of `locate(r).tensor`, as a matrix whose last dimension is the columns. */
export interface RowSource {
  tensors: SourceTensor[];
  locate: (row: number) => { tensor: SourceTensor; row: number };
}

export interface TensorSources {
  /** By the name in the layout. */
  core: Map<string, RowSource>;
  expert: (layer: number, expert: number) => { w13: RowSource; w2: RowSource };
}

/** `has` returns whether the checkpoint has a tensor; it decides between the spellings of the expert tensors. */
export function tensorSources(
  config: ModelConfig,
  tiedEmbeddings: boolean,
  has: (name: string) => boolean,
): TensorSources {
  const { vocabSize, hiddenSize } = config;
  const embedding = whole('model.embed_tokens.weight', [vocabSize, hiddenSize]);
  const core = new Map<string, RowSource>([
    ['model.embed_tokens', embedding],
    ['model.norm', whole('model.norm.weight', [hiddenSize])],
    ['lm_head', tiedEmbeddings ? embedding : whole('lm_head.weight', [vocabSize, hiddenSize])],
  ]);
  for (const [l, layer] of config.layers.entries()) {
    const prefix = `model.layers.${l}`;
    const attention = layer.type === 'lightning' ? lightningSources : attentionSources;
    const sources = {
      ...normSources(prefix, config),
      ...attention(prefix, config),
      ...moeSources(prefix, config, has),
    };
    for (const [name, source] of Object.entries(sources)) core.set(`${prefix}.${name}`, source);
  }
  return { core, expert: (layer, expert) => expertSources(`model.layers.${layer}`, expert, config, has) };
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
function attentionSources(prefix: string, config: ModelConfig): Record<string, RowSource> {
  const { hiddenSize, headDim, rotaryDim, numAttentionHeads, numKeyValueHeads } = config;
  const queryRows = numAttentionHeads * headDim;
  const keyRows = numKeyValueHeads * headDim;
  const q: SourceTensor = { name: `${prefix}.self_attn.q_proj.weight`, shape: [queryRows, hiddenSize] };
  const k: SourceTensor = { name: `${prefix}.self_attn.k_proj.weight`, shape: [keyRows, hiddenSize] };
  const v: SourceTensor = { name: `${prefix}.self_attn.v_proj.weight`, shape: [keyRows, hiddenSize] };
  const unpaired = (row: number) => {
    const feature = row % headDim;
    if (feature >= rotaryDim) return row;
    return row - feature + Math.floor(feature / 2) + (feature % 2) * (rotaryDim / 2);
  };
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
  };
}

function moeSources(
  prefix: string,
  config: ModelConfig,
  has: (name: string) => boolean,
): Record<string, RowSource> {
  const { hiddenSize, intermediateSize, numLocalExperts, sharedExpert } = config;
  const inMlp = `${prefix}.mlp.gate.weight`;
  const gate: SourceTensor = {
    name: has(inMlp) ? inMlp : `${prefix}.block_sparse_moe.gate.weight`,
    shape: [numLocalExperts, hiddenSize],
  };
  if (!sharedExpert) return { 'block_sparse_moe.gate': whole(gate.name, gate.shape) };

  // The shared expert's coefficient is one more row of the router.
  const coefficient: SourceTensor = { name: `${prefix}.coefficient.weight`, shape: [1, hiddenSize] };
  const shared = `${prefix}.shared_mlp`;
  return {
    'block_sparse_moe.gate': {
      tensors: [gate, coefficient],
      locate: (row) => (row < numLocalExperts ? { tensor: gate, row } : { tensor: coefficient, row: 0 }),
    },
    'shared_mlp.w13': interleaved(
      { name: `${shared}.gate_proj.weight`, shape: [intermediateSize, hiddenSize] },
      { name: `${shared}.up_proj.weight`, shape: [intermediateSize, hiddenSize] },
    ),
    'shared_mlp.w2': whole(`${shared}.down_proj.weight`, [hiddenSize, intermediateSize]),
  };
}

function expertSources(
  prefix: string,
  expert: number,
  { hiddenSize, intermediateSize, numLocalExperts }: ModelConfig,
  has: (name: string) => boolean,
): { w13: RowSource; w2: RowSource } {
  const fused = `${prefix}.mlp.experts`;
  if (!has(`${fused}.gate_up_proj`)) {
    const own = `${prefix}.block_sparse_moe.experts.${expert}`;
    return {
      w13: interleaved(
        { name: `${own}.w1.weight`, shape: [intermediateSize, hiddenSize] },
        { name: `${own}.w3.weight`, shape: [intermediateSize, hiddenSize] },
      ),
      w2: whole(`${own}.w2.weight`, [hiddenSize, intermediateSize]),
    };
  }
  const gateUp: SourceTensor = {
    name: `${fused}.gate_up_proj`,
    shape: [numLocalExperts, 2 * intermediateSize, hiddenSize],
  };
  const down: SourceTensor = {
    name: `${fused}.down_proj`,
    shape: [numLocalExperts, hiddenSize, intermediateSize],
  };
  return {
    w13: {
      tensors: [gateUp],
      locate: (row) => {
        const half = (2 * expert + (row % 2)) * intermediateSize; // all of w1, then all of w3
        return { tensor: gateUp, row: half + Math.floor(row / 2) };
      },
    },
    w2: { tensors: [down], locate: (row) => ({ tensor: down, row: expert * hiddenSize + row }) },
  };
}

/** Row 2i is row i of w1, row 2i + 1 is row i of w3. */
function interleaved(w1: SourceTensor, w3: SourceTensor): RowSource {
  return {
    tensors: [w1, w3],
    locate: (row) => ({ tensor: row % 2 === 0 ? w1 : w3, row: Math.floor(row / 2) }),
  };
}

function whole(name: string, shape: number[]): RowSource {
  const tensor: SourceTensor = { name, shape };
  return { tensors: [tensor], locate: (row) => ({ tensor, row }) };
}
