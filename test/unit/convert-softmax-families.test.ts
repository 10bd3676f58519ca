import { describe, expect, it } from 'vitest';
import { readArchitecture } from '../../src/cli/architectures.ts';
import { fixtureDir, readConfig } from '../support/checkpoint-files.ts';

// The configurations of released models, without fields that only transformers reads.
const released = {
  'MiniMax-M2': {
    architectures: ['MiniMaxM2ForCausalLM'],
    attn_type_list: Array(62).fill(1),
    head_dim: 128,
    hidden_act: 'silu',
    hidden_size: 3072,
    intermediate_size: 1536,
    max_position_embeddings: 196608,
    mtp_transformer_layers: 1,
    num_attention_heads: 48,
    num_experts_per_tok: 8,
    num_hidden_layers: 62,
    num_key_value_heads: 8,
    num_local_experts: 256,
    num_mtp_modules: 3,
    qk_norm_type: 'per_layer',
    quantization_config: {
      activation_scheme: 'dynamic',
      fmt: 'float8_e4m3fn',
      quant_method: 'fp8',
      weight_block_size: [128, 128],
      modules_to_not_convert: ['gate', 'e_score_correction_bias', 'lm_head'],
    },
    rms_norm_eps: 1e-6,
    rope_theta: 5000000,
    rotary_dim: 64,
    scoring_func: 'sigmoid',
    shared_intermediate_size: 0,
    tie_word_embeddings: false,
    use_mtp: true,
    use_qk_norm: true,
    use_routing_bias: true,
    vocab_size: 200064,
  },
  'Qwen3-30B-A3B': {
    architectures: ['Qwen3MoeForCausalLM'],
    attention_bias: false,
    decoder_sparse_step: 1,
    head_dim: 128,
    hidden_act: 'silu',
    hidden_size: 2048,
    intermediate_size: 6144,
    max_position_embeddings: 40960,
    max_window_layers: 48,
    mlp_only_layers: [],
    moe_intermediate_size: 768,
    norm_topk_prob: true,
    num_attention_heads: 32,
    num_experts: 128,
    num_experts_per_tok: 8,
    num_hidden_layers: 48,
    num_key_value_heads: 4,
    rms_norm_eps: 1e-6,
    rope_scaling: null,
    rope_theta: 1000000.0,
    sliding_window: null,
    tie_word_embeddings: false,
    use_sliding_window: false,
    vocab_size: 151936,
  },
  'OLMoE-1B-7B': {
    architectures: ['OlmoeForCausalLM'],
    attention_bias: false,
    clip_qkv: null,
    hidden_act: 'silu',
    hidden_size: 2048,
    intermediate_size: 1024,
    max_position_embeddings: 4096,
    norm_topk_prob: false,
    num_attention_heads: 16,
    num_experts: 64,
    num_experts_per_tok: 8,
    num_hidden_layers: 16,
    num_key_value_heads: 16,
    rms_norm_eps: 1e-5,
    rope_scaling: null,
    rope_theta: 10000.0,
    tie_word_embeddings: false,
    vocab_size: 50304,
  },
  'Granite-3.1-1B-A400M': {
    architectures: ['GraniteMoeForCausalLM'],
    attention_bias: false,
    attention_multiplier: 0.015625,
    embedding_multiplier: 12.0,
    hidden_act: 'silu',
    hidden_size: 1024,
    intermediate_size: 512,
    logits_scaling: 6.0,
    max_position_embeddings: 131072,
    num_attention_heads: 16,
    num_experts_per_tok: 8,
    num_hidden_layers: 24,
    num_key_value_heads: 8,
    num_local_experts: 32,
    residual_multiplier: 0.22,
    rms_norm_eps: 1e-6,
    rope_scaling: null,
    rope_theta: 1500000,
    tie_word_embeddings: true,
    vocab_size: 49155,
  },
} satisfies Record<string, Record<string, unknown>>;

const softmaxRouter = { scores: 'softmax', selectionBias: false };
const plainScale = { alpha: 1, beta: 1 };

describe('released models of softmax attention', () => {
  const read = (name: keyof typeof released) => readArchitecture(released[name]).config;

  it('MiniMax-M2', () => {
    const config = read('MiniMax-M2');
    expect(config).toMatchObject({
      qkNorm: 'all-heads',
      router: { scores: 'sigmoid', selectionBias: true, renormalize: true },
      rotaryDim: 64,
      ropeTheta: 5e6,
      attentionMultiplier: 128 ** -0.5,
      intermediateSize: 1536,
      numLocalExperts: 256,
      postnorm: false,
      attentionScale: plainScale,
    });
    expect(config.layers).toEqual(Array(62).fill({ type: 'attention' }));
    expect(config).not.toHaveProperty('ropeScaling');
  });

  it('Qwen3-MoE', () => {
    expect(read('Qwen3-30B-A3B')).toMatchObject({
      qkNorm: 'per-head',
      router: { ...softmaxRouter, renormalize: true },
      rotaryDim: 128,
      intermediateSize: 768,
      numLocalExperts: 128,
    });
  });

  it('OLMoE', () => {
    expect(read('OLMoE-1B-7B')).toMatchObject({
      qkNorm: 'all-heads',
      router: { ...softmaxRouter, renormalize: false },
      headDim: 128,
      numLocalExperts: 64,
    });
  });

  it('Granite-MoE', () => {
    expect(read('Granite-3.1-1B-A400M')).toMatchObject({
      qkNorm: 'none',
      router: { ...softmaxRouter, renormalize: true },
      attentionMultiplier: 0.015625,
      embeddingMultiplier: 12,
      logitsMultiplier: 1 / 6,
      attentionScale: { alpha: 1, beta: 0.22 },
      mlpScale: { alpha: 1, beta: 0.22 },
      tiedHead: true,
    });
  });

  it('GraniteMoeShared', () => {
    const shared = (shared_intermediate_size: number) =>
      readArchitecture({
        ...released['Granite-3.1-1B-A400M'],
        architectures: ['GraniteMoeSharedForCausalLM'],
        shared_intermediate_size,
      }).config;
    expect(shared(1024)).toEqual({ ...read('Granite-3.1-1B-A400M'), sharedIntermediateSize: 1024 });
    expect(shared(0)).toEqual(read('Granite-3.1-1B-A400M'));
  });

  it('have dense layers where Qwen3 lists them, and between its steps', () => {
    const dense = (change: Record<string, unknown>) => {
      const hf = { ...released['Qwen3-30B-A3B'], num_hidden_layers: 6, ...change };
      const { layers, denseIntermediateSize } = readArchitecture(hf).config;
      return { layers: layers.flatMap((layer, l) => (layer.dense ? [l] : [])), denseIntermediateSize };
    };
    expect(dense({ mlp_only_layers: [0, 4] })).toEqual({ layers: [0, 4], denseIntermediateSize: 6144 });
    expect(dense({ decoder_sparse_step: 2, mlp_only_layers: [1] })).toEqual({
      layers: [0, 1, 2, 4],
      denseIntermediateSize: 6144,
    });
    expect(dense({ sliding_window: 4096 })).toEqual({ layers: [], denseIntermediateSize: undefined });
    expect(dense({ sliding_window: 4096, use_sliding_window: undefined }).layers).toEqual([]);
  });

  it.each<[name: keyof typeof released, change: Record<string, unknown>, message: string]>([
    ['MiniMax-M2', { scoring_func: 'softmax' }, 'scoring_func is "softmax", expected "sigmoid".'],
    ['MiniMax-M2', { qk_norm_type: 'per_head' }, 'qk_norm_type is "per_head", expected "per_layer".'],
    ['MiniMax-M2', { use_routing_bias: false }, 'use_routing_bias is false, expected true.'],
    ['MiniMax-M2', { shared_intermediate_size: 64 }, 'shared_intermediate_size is 64, expected 0, because'],
    ['MiniMax-M2', { attn_type_list: [0, 1] }, 'attn_type_list is [0,1], expected softmax attention (1)'],
    [
      'MiniMax-M2',
      { quantization_config: { quant_method: 'fp8' } },
      'quantization_config.weight_block_size is',
    ],
    ['Qwen3-30B-A3B', { attention_bias: true }, 'attention_bias is true, expected false, because'],
    ['Qwen3-30B-A3B', { use_sliding_window: true, sliding_window: 4096 }, 'sliding_window is 4096'],
    ['Qwen3-30B-A3B', { mlp_only_layers: 3 }, 'mlp_only_layers is 3, expected a list of layers.'],
    [
      'Qwen3-30B-A3B',
      { rope_scaling: { rope_type: 'dynamic', factor: 2 } },
      'rope_parameters.rope_type is "dynamic", expected one of default, linear, llama3, yarn.',
    ],
    ['Qwen3-30B-A3B', { rope_scaling: { type: 'linear', factor: 0.5 } }, 'rope_parameters.factor is 0.5'],
    ['Qwen3-30B-A3B', { partial_rotary_factor: 0.5 }, 'partial_rotary_factor is 0.5, expected 1, because'],
    [
      'MiniMax-M2',
      { partial_rotary_factor: 0.25 },
      'rotary_dim is 64, but partial_rotary_factor rotates 32 of',
    ],
    [
      'OLMoE-1B-7B',
      { use_sliding_window: false, sliding_window: 4096 },
      'sliding_window is 4096, but attention windows are not supported.',
    ],
    ['OLMoE-1B-7B', { clip_qkv: 8 }, 'clip_qkv is 8, but clipped projections are not supported.'],
    ['Granite-3.1-1B-A400M', { logits_scaling: 0 }, 'logits_scaling is 0, expected another number.'],
    [
      'Granite-3.1-1B-A400M',
      { architectures: ['GraniteMoeHybridForCausalLM'] },
      'architectures is ["GraniteMoeHybridForCausalLM"], expected one of MiniMaxM1ForCausalLM',
    ],
    [
      'Granite-3.1-1B-A400M',
      { architectures: ['GraniteMoeSharedForCausalLM'], shared_intermediate_size: 0.5 },
      'shared_intermediate_size is 0.5, expected a positive integer.',
    ],
  ])('%s with %j is rejected', (name, change, message) => {
    const read = () => readArchitecture({ ...released[name], ...change });
    expect(read).toThrow(expect.objectContaining({ code: 'checkpoint-invalid' }));
    expect(read).toThrow(`config.json: ${message}`);
  });
});

describe('scaled rotary embeddings', () => {
  const scaled = async (rope: Record<string, unknown>, change: Record<string, unknown> = {}) => {
    const hf = await readConfig(fixtureDir('qwen3-moe-16-top4'));
    const { config } = readArchitecture({ ...hf, ...change, rope_parameters: { rope_theta: 1e4, ...rope } });
    const plain = Array.from({ length: 16 }, (_, i) => 1e4 ** (-i / 16));
    const { frequencyFactors, amplitude } = config.ropeScaling!;
    return { amplitude, frequencies: plain.map((frequency, i) => frequency * frequencyFactors[i]!), plain };
  };

  it('linear divides every frequency', async () => {
    const { frequencies, amplitude, plain } = await scaled({ rope_type: 'linear', factor: 4 });
    expect(amplitude).toBe(1);
    for (const [i, frequency] of frequencies.entries()) expect(frequency).toBeCloseTo(plain[i]! / 4, 12);
  });

  it('llama3 keeps short wavelengths, divides long ones and blends between', async () => {
    const { frequencies, plain } = await scaled({
      rope_type: 'llama3',
      factor: 8,
      low_freq_factor: 1,
      high_freq_factor: 4,
      original_max_position_embeddings: 1024,
    });
    for (const [i, frequency] of frequencies.entries()) {
      const wavelength = (2 * Math.PI) / plain[i]!;
      let expected = plain[i]!;
      if (wavelength > 1024) expected = plain[i]! / 8;
      else if (wavelength >= 256) {
        const smooth = (1024 / wavelength - 1) / 3;
        expected = ((1 - smooth) * plain[i]!) / 8 + smooth * plain[i]!;
      }
      expect(frequency).toBeCloseTo(expected, 12);
    }
    expect(new Set(frequencies.map((frequency, i) => frequency / plain[i]!)).size).toBeGreaterThan(3);
  });

  it('yarn keeps the first pairs, divides the last ones, and scales attention', async () => {
    const { frequencies, amplitude, plain } = await scaled({
      rope_type: 'yarn',
      factor: 4,
      original_max_position_embeddings: 1024,
    });
    expect(amplitude).toBeCloseTo(0.1 * Math.log(4) + 1, 12);
    // Pair i turns 1024 · 1e4^(-i / 16) / 2π times: 32 times at i = 2.8, once at 8.8.
    for (const [i, frequency] of frequencies.entries()) {
      const divided = Math.min(1, Math.max(0, (i - 2) / 7));
      expect(frequency).toBeCloseTo((plain[i]! / 4) * divided + plain[i]! * (1 - divided), 12);
    }
  });

  it('yarn takes its options from the configuration', async () => {
    const yarn = { rope_type: 'yarn', factor: 4, original_max_position_embeddings: 1024 };
    expect((await scaled({ ...yarn, attention_factor: 1.5 })).amplitude).toBe(1.5);
    const both = await scaled({ ...yarn, mscale: 0.5, mscale_all_dim: 1 });
    expect(both.amplitude).toBeCloseTo((0.05 * Math.log(4) + 1) / (0.1 * Math.log(4) + 1), 12);
    const exact = await scaled({ ...yarn, truncate: false, beta_fast: 16, beta_slow: 2 });
    const pairOf = (turns: number) => (32 * Math.log(1024 / (turns * 2 * Math.PI))) / (2 * Math.log(1e4));
    const divided = (5 - pairOf(16)) / (pairOf(2) - pairOf(16));
    expect(exact.frequencies[5]! / exact.plain[5]!).toBeCloseTo(divided / 4 + (1 - divided), 12);
  });
});
