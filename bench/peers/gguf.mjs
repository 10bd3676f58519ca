// A model as a GGUF file for llama.cpp's architecture minimax-01, or granitemoe. Its Q4_0 and Q8_0 blocks hold the same levels and scales
// as the shards, so every weight is bit-identical. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md

import { isGranite } from './shard-folder.mjs';
import { BLOCK, range, stack, takeRows } from './weights.mjs';

const ALIGNMENT = 32;
const F32 = 0;
const Q4_0 = 2;
const Q8_0 = 8;
const UINT32 = 4;
const FLOAT32 = 6;
const BOOL = 7;
const STRING = 8;
const ARRAY = 9;
const INT32 = 5;
const NORMAL_TOKEN = 1;
const CONTROL_TOKEN = 3;
const UNUSED_TOKEN = 5;

/**
 * The chunks of the file, in order. With `wide`, 4-bit levels are stored in 8-bit blocks: the same values in nearly twice
 * the bytes, which llama.cpp multiplies faster.
 */
export function* ggufFile(model, { wide }) {
  const entries = metadata(model, wide);
  const tensors = ggufTensors(model).map(([name, dims, values]) => ({ name, dims, ...stored(values, wide) }));
  const header = [Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(entries.length)];
  for (const [key, type, value] of entries) header.push(string(key), u32(type), encode(type, value));
  let offset = 0;
  for (const { name, dims, type, bytes } of tensors) {
    // The innermost dimension comes first.
    header.push(string(name), u32(dims.length), ...dims.toReversed().map(u64), u32(type), u64(offset));
    offset += padded(bytes.byteLength);
  }
  for (const piece of [Buffer.concat(header), ...tensors.map(({ bytes }) => bytes)]) {
    yield piece;
    yield new Uint8Array(padded(piece.byteLength) - piece.byteLength);
  }
}

function metadata({ manifest, config, tokenizer, ends }, wide) {
  const architecture = isGranite(config) ? 'granitemoe' : 'minimax-01';
  const own = (key, type, value) => [`${architecture}.${key}`, type, value];
  const { vocab, merges } = tokenizer.model;
  const texts = range(0, config.vocabSize).map((id) => `[PAD${id}]`);
  const types = texts.map(() => UNUSED_TOKEN);
  for (const [text, id] of Object.entries(vocab)) {
    texts[id] = text;
    types[id] = NORMAL_TOKEN;
  }
  for (const { id, content } of tokenizer.added_tokens) {
    texts[id] = content;
    types[id] = CONTROL_TOKEN;
  }
  return [
    ['general.architecture', STRING, architecture],
    ['general.name', STRING, manifest.name],
    ['general.file_type', UINT32, wide ? 7 : 2],
    ['general.quantization_version', UINT32, 2],
    own('vocab_size', UINT32, config.vocabSize),
    own('context_length', UINT32, config.maxPositionEmbeddings),
    own('embedding_length', UINT32, config.hiddenSize),
    own('block_count', UINT32, config.layers.length),
    own('feed_forward_length', UINT32, config.intermediateSize),
    own('expert_count', UINT32, config.numLocalExperts),
    own('expert_used_count', UINT32, config.numExpertsPerTok),
    own('attention.head_count', UINT32, config.numAttentionHeads),
    own('attention.head_count_kv', UINT32, config.numKeyValueHeads),
    own('attention.key_length', UINT32, config.headDim),
    own('attention.value_length', UINT32, config.headDim),
    own('attention.layer_norm_rms_epsilon', FLOAT32, config.rmsNormEps),
    own('rope.dimension_count', UINT32, config.rotaryDim),
    own('rope.freq_base', FLOAT32, config.ropeTheta),
    ...(isGranite(config)
      ? [
          own('residual_scale', FLOAT32, config.mlpScale.beta),
          own('embedding_scale', FLOAT32, config.embeddingMultiplier),
          own('logit_scale', FLOAT32, 1 / config.logitsMultiplier),
          own('attention.scale', FLOAT32, config.attentionMultiplier),
        ]
      : [own('residual_scale', FLOAT32, config.mlpScale.alpha), layerKinds(config.layers, own)]),
    ['tokenizer.ggml.model', STRING, 'gpt2'],
    ['tokenizer.ggml.pre', STRING, 'qwen2'],
    ['tokenizer.ggml.tokens', ARRAY, [STRING, texts]],
    ['tokenizer.ggml.token_type', ARRAY, [INT32, types]],
    ['tokenizer.ggml.merges', ARRAY, [STRING, merges.map((merge) => [merge].flat().join(' '))]],
    ['tokenizer.ggml.bos_token_id', UINT32, ends.bos_token_id],
    ['tokenizer.ggml.eos_token_id', UINT32, [ends.eos_token_id].flat()[0]],
    ['tokenizer.ggml.add_bos_token', BOOL, false],
  ];
}

function layerKinds(layers, own) {
  const interval = layers.findIndex(({ type }) => type === 'attention') + 1;
  const periodic = layers.every(({ type }, l) => (type === 'attention') === ((l + 1) % interval === 0));
  if (interval > 0 && periodic) return own('full_attention_interval', UINT32, interval);
  return own('attention.recurrent_layers', ARRAY, [BOOL, layers.map(({ type }) => type === 'lightning')]);
}

// [name, dimensions, matrix or floats] of every tensor.
function ggufTensors({ config, embedding, layers, norm, head }) {
  const { vocabSize, hiddenSize, intermediateSize, numLocalExperts, headDim } = config;
  const matrix = (name, values) => [`${name}.weight`, [values.rows, values.columns], values];
  const vector = (name, values) => [`${name}.weight`, [values.length], values];
  const experts = (name, values) => {
    const dims = [numLocalExperts, values.rows / numLocalExperts, values.columns];
    return [`${name}.weight`, dims, values];
  };
  return [
    ['token_embd.weight', [vocabSize, hiddenSize], embedding],
    vector('output_norm', norm),
    ...(head ? [matrix('output', head)] : []),
    ...layers.flatMap((layer, l) => {
      const { q, k, v, gate, output, experts: all } = layer;
      const gates = range(0, 2 * numLocalExperts * intermediateSize, 2);
      const ups = gates.map((row) => row + 1);
      return [
        vector(`blk.${l}.attn_norm`, layer.inputNorm),
        ...(layer.type === 'lightning'
          ? [
              matrix(`blk.${l}.attn_qkv`, byHead([q, k, v], headDim)),
              matrix(`blk.${l}.attn_gate`, gate),
              vector(`blk.${l}.attn_norm_2`, layer.norm),
            ]
          : [matrix(`blk.${l}.attn_q`, q), matrix(`blk.${l}.attn_k`, k), matrix(`blk.${l}.attn_v`, v)]),
        matrix(`blk.${l}.attn_output`, output),
        vector(`blk.${l}.ffn_norm`, layer.postNorm),
        [`blk.${l}.ffn_gate_inp.weight`, [numLocalExperts, hiddenSize], layer.router],
        experts(`blk.${l}.ffn_gate_exps`, takeRows(all.w13, gates)),
        experts(`blk.${l}.ffn_up_exps`, takeRows(all.w13, ups)),
        experts(`blk.${l}.ffn_down_exps`, all.w2),
      ];
    }),
  ];
}

// All of q, all of k, all of v → q, k and v of head 0, of head 1 and so on.
function byHead(parts, headDim) {
  const heads = range(0, parts[0].rows, headDim);
  return stack(heads.flatMap((row) => parts.map((part) => takeRows(part, range(row, row + headDim)))));
}

function stored(values, wide) {
  if (values instanceof Float32Array) {
    return { type: F32, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
  }
  return values.bits === 4 && !wide
    ? { type: Q4_0, bytes: blocks(values, 4) }
    : { type: Q8_0, bytes: blocks(values, 8) };
}

// A block: the scale, then its levels. In Q4_0, byte j has column j in the low nibble and column 16 + j in the high one.
function blocks({ levels, scales }, bits) {
  const bytes = (BLOCK * bits) / 8;
  const out = new Uint8Array(scales.length * (2 + bytes));
  for (const [block, scale] of scales.entries()) {
    const at = block * (2 + bytes);
    const from = block * BLOCK;
    out[at] = scale & 255;
    out[at + 1] = scale >> 8;
    for (let i = 0; i < bytes; i++) {
      out[at + 2 + i] =
        bits === 8 ? levels[from + i] : (levels[from + i] + 8) | ((levels[from + 16 + i] + 8) << 4);
    }
  }
  return out;
}

function encode(type, value) {
  if (type === STRING) return string(value);
  if (type === BOOL) return Buffer.from([value ? 1 : 0]);
  if (type === ARRAY) {
    const [element, items] = value;
    return Buffer.concat([u32(element), u64(items.length), ...items.map((item) => encode(element, item))]);
  }
  return type === FLOAT32 ? number('writeFloatLE', 4, value) : u32(value);
}

function string(text) {
  const utf8 = Buffer.from(text);
  return Buffer.concat([u64(utf8.length), utf8]);
}

const padded = (bytes) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
const u32 = (value) => number('writeUInt32LE', 4, value);
const u64 = (value) => number('writeBigUInt64LE', 8, BigInt(value));

function number(write, bytes, value) {
  const out = Buffer.alloc(bytes);
  out[write](value);
  return out;
}
