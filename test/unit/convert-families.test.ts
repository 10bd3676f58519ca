import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArchitecture } from '../../src/cli/architectures.ts';
import { convert } from '../../src/cli/convert.ts';
import { verify } from '../../src/cli/verify.ts';
import {
  fixtureDir,
  hashFolder,
  type RawTensors,
  readConfig,
  readTensors,
  smallCheckpoint,
  withFolder,
  writeCheckpoint,
} from '../support/checkpoint-files.ts';

type HfConfig = Record<string, unknown>;

/** The config of hybrid-8 with the transformers port's names. */
async function portConfig(changes: HfConfig = {}): Promise<HfConfig> {
  const { attn_type_list: types, ...released } = await readConfig(fixtureDir('hybrid-8'));
  const kept = Object.entries(released).filter(
    ([key]) => !/^layernorm_|^shared_|^postnorm$|^rotary_dim$|^rope_theta$/.test(key),
  );
  return {
    ...Object.fromEntries(kept),
    architectures: ['MiniMaxForCausalLM'],
    model_type: 'minimax',
    layer_types: (types as number[]).map((type) => (type === 0 ? 'linear_attention' : 'full_attention')),
    full_attn_alpha_factor: 2.5,
    full_attn_beta_factor: 1.25,
    linear_attn_alpha_factor: 3.5,
    linear_attn_beta_factor: 1.5,
    mlp_alpha_factor: 4.5,
    mlp_beta_factor: 1.75,
    rope_parameters: { rope_theta: 10000000, rope_type: 'default' },
    ...changes,
  };
}

/** Stacked and fused experts and a moved router, as in the port's memory and in newer versions' files. */
function fused(tensors: RawTensors, layers: number, experts: number): RawTensors {
  const out: RawTensors = new Map();
  const stacked = (names: string[], shape: number[]) => {
    const parts = names.map((name) => tensors.get(name)!);
    return {
      dtype: parts[0]!.dtype,
      shape,
      bytes: new Uint8Array(Buffer.concat(parts.map(({ bytes }) => bytes))),
    };
  };
  for (const [name, tensor] of tensors) if (!name.includes('block_sparse_moe')) out.set(name, tensor);
  for (let l = 0; l < layers; l++) {
    const moe = `model.layers.${l}.block_sparse_moe`;
    const [width, hidden] = tensors.get(`${moe}.experts.0.w1.weight`)!.shape as [number, number];
    const all = Array.from({ length: experts }, (_, e) => `${moe}.experts.${e}`);
    const gateUp = all.flatMap((expert) => [`${expert}.w1.weight`, `${expert}.w3.weight`]);
    const down = all.map((expert) => `${expert}.w2.weight`);
    const mlp = `model.layers.${l}.mlp`;
    out.set(`${mlp}.gate.weight`, tensors.get(`${moe}.gate.weight`)!);
    out.set(`${mlp}.experts.gate_up_proj`, stacked(gateUp, [experts, 2 * width, hidden]));
    out.set(`${mlp}.experts.down_proj`, stacked(down, [experts, hidden, width]));
  }
  return out;
}

describe('the released families', () => {
  it('take decay rates from slopes of a power of two heads and the layer factor', async () => {
    const { config } = readArchitecture(await readConfig(fixtureDir('hybrid-8')));
    for (const [l, layer] of config.layers.entries()) {
      if (layer.type === 'attention') continue;
      const factor = 1 - l / 7 + 1e-5;
      const expected = [1 / 4, 1 / 16, 1 / 64, 1 / 256].map((slope) => slope * factor);
      for (const [h, rate] of layer.decay.entries()) expect(rate).toBeCloseTo(expected[h]!, 14);
    }
    expect(config.layers.map(({ type }) => type)).toEqual([...Array(7).fill('lightning'), 'attention']);
  });

  it('fill slopes of other head counts up from the next power of two', async () => {
    const { config } = readArchitecture(await readConfig(fixtureDir('hybrid-16-heads-6')));
    const slopes = [2 ** -2, 2 ** -4, 2 ** -6, 2 ** -8, 2 ** -1, 2 ** -3];
    const [first] = config.layers;
    expect(first).toEqual({ type: 'lightning', decay: slopes.map((slope) => slope * (1 + 1e-5)) });
  });

  it('store every semantic choice as a number', async () => {
    const { config } = readArchitecture(await readConfig(fixtureDir('hybrid-16-heads-6')));
    const { layers: _, ...rest } = config;
    expect(rest).toEqual({
      vocabSize: 640,
      hiddenSize: 48,
      intermediateSize: 24,
      numAttentionHeads: 6,
      numKeyValueHeads: 2,
      headDim: 32,
      rotaryDim: 8,
      ropeTheta: 10000,
      attentionMultiplier: 32 ** -0.5,
      qkNorm: 'none',
      numLocalExperts: 8,
      numExpertsPerTok: 2,
      router: { scores: 'softmax', selectionBias: false, renormalize: true },
      sharedExpert: false,
      embeddingMultiplier: 1,
      logitsMultiplier: 1,
      tiedHead: false,
      rmsNormEps: 1e-5,
      lightningNormEps: 1e-6,
      postnorm: true,
      lightningScale: { alpha: 1.7, beta: 0.8 },
      attentionScale: { alpha: 2.1, beta: 1.2 },
      mlpScale: { alpha: 1.5, beta: 0.9 },
      maxPositionEmbeddings: 4096,
    });
  });

  it('have the defaults of the modeling code', async () => {
    const hf = await readConfig(fixtureDir('hybrid-8'));
    for (const key of Object.keys(hf))
      if (/^layernorm_|^postnorm$|^rotary_dim$|^hidden_act$|^shared_/.test(key)) delete hf[key];
    const { config } = readArchitecture({
      ...hf,
      head_dim: null,
      architectures: ['MiniMaxText01ForCausalLM'],
    });
    expect(config.headDim).toBe(16);
    expect(config.rotaryDim).toBe(16);
    expect(config.postnorm).toBe(false);
    expect(config.sharedExpert).toBe(false);
    expect(config.lightningScale).toEqual({ alpha: 1, beta: 1 });
  });

  it.each([
    [
      'rope_parameters',
      { rope_parameters: { rope_theta: 5e5, rope_type: 'default', partial_rotary_factor: 0.25 } },
    ],
    ['rope_scaling', { rope_scaling: { rope_theta: 5e5, partial_rotary_factor: 0.25 }, rope_parameters: {} }],
    [
      'rope_parameters, beside null',
      { rope_parameters: { rope_theta: 5e5 }, rope_scaling: null, partial_rotary_factor: 0.25 },
    ],
  ])('read the rotation from %s, where newer versions of transformers save it', async (_, rope) => {
    const { rope_theta: __, rotary_dim: ___, ...saved } = await readConfig(fixtureDir('hybrid-8'));
    const { config, notes } = readArchitecture({ ...saved, ...rope });
    expect(config).toMatchObject({ ropeTheta: 5e5, rotaryDim: 8 });
    expect(notes).toEqual([]);
  });

  it('prefer rotary_dim to partial_rotary_factor, with a note', async () => {
    const saved = await readConfig(fixtureDir('hybrid-8'));
    const { config, notes } = readArchitecture({
      ...saved,
      rope_parameters: { rope_theta: 5e5, partial_rotary_factor: 1 },
    });
    expect(config).toMatchObject({ ropeTheta: 5e5, rotaryDim: 16 });
    expect(notes).toEqual([
      expect.stringMatching(/partial_rotary_factor 1 has no effect beside rotary_dim; 16 of the 32/),
    ]);
  });

  it('have a shared expert if shared_intermediate_size is set', async () => {
    expect(readArchitecture(await readConfig(fixtureDir('lightning-shared'))).config.sharedExpert).toBe(true);
  });
});

describe('the transformers port', () => {
  it('differs in slopes, layer factor, residual and rotation', async () => {
    const { config, notes } = readArchitecture(
      await portConfig({ num_attention_heads: 6, num_key_value_heads: 2 }),
    );
    expect(notes).toEqual([]);
    expect(config.postnorm).toBe(true);
    expect(config.rotaryDim).toBe(config.headDim);
    expect(config.ropeTheta).toBe(10000000);
    expect(config.lightningScale).toEqual({ alpha: 3.5, beta: 1.5 });
    expect(config.attentionScale).toEqual({ alpha: 2.5, beta: 1.25 });
    expect(config.mlpScale).toEqual({ alpha: 4.5, beta: 1.75 });
    for (const [l, layer] of config.layers.entries()) {
      if (layer.type === 'attention') continue;
      for (const [h, rate] of layer.decay.entries()) {
        expect(rate).toBeCloseTo(2 ** ((-8 * (h + 1)) / 6) * (1 - l / (7 + 1e-5) + 1e-5), 14);
      }
    }
  });

  it('rotates part of a head if partial_rotary_factor is set, in either place', async () => {
    const inside = await portConfig({ rope_parameters: { rope_theta: 5000, partial_rotary_factor: 0.5 } });
    expect(readArchitecture(inside).config).toMatchObject({ rotaryDim: 16, ropeTheta: 5000 });
    const outside = await portConfig({
      rope_parameters: null,
      rope_theta: 7000,
      partial_rotary_factor: 0.25,
    });
    expect(readArchitecture(outside).config).toMatchObject({ rotaryDim: 8, ropeTheta: 7000 });
    expect(readArchitecture(await portConfig({ rope_parameters: null })).config.ropeTheta).toBe(1e6);
  });

  it('reports that a leftover rotary_dim has no effect', async () => {
    const { config, notes } = readArchitecture(await portConfig({ rotary_dim: 16 }));
    expect(config.rotaryDim).toBe(32);
    expect(notes).toEqual([expect.stringMatching(/rotary_dim 16 has no effect/)]);
  });

  it('has decay rates for a single layer', async () => {
    const { config } = readArchitecture(
      await portConfig({ num_hidden_layers: 1, layer_types: ['linear_attention'] }),
    );
    expect(config.layers[0]).toMatchObject({
      decay: [0.25 * (1 + 1e-5), 0.0625 * (1 + 1e-5), 2 ** -6 * (1 + 1e-5), 2 ** -8 * (1 + 1e-5)],
    });
  });

  it('gives the same expert shards from fused, from unfused and from the released names', async () => {
    await withFolder(async (dir) => {
      const { config, tensors } = await smallCheckpoint();
      const port = await portConfig({
        num_hidden_layers: 2,
        layer_types: ['linear_attention', 'full_attention'],
        num_local_experts: 2,
      });
      await writeCheckpoint(join(dir, 'released'), config, tensors);
      await writeCheckpoint(join(dir, 'unfused'), port, tensors);
      // Buffers that are derived from the config may also be saved.
      const buffer = { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) };
      const saved = fused(tensors, 2, 2).set('model.layers.0.self_attn.slope_rate', buffer);
      await writeCheckpoint(join(dir, 'fused'), port, saved);

      await convert(join(dir, 'released'), join(dir, 'released.m1'));
      await convert(join(dir, 'unfused'), join(dir, 'unfused.m1'));
      await convert(join(dir, 'fused'), join(dir, 'fused.m1'));
      const released = await hashFolder(join(dir, 'released.m1', 'experts'));
      expect(released.size).toBe(4);
      expect(await hashFolder(join(dir, 'unfused.m1', 'experts'))).toEqual(released);
      expect(await hashFolder(join(dir, 'fused.m1', 'experts'))).toEqual(released);
      const core = async (name: string) => (await hashFolder(join(dir, name))).get('core-00.safetensors');
      expect(await core('fused.m1')).toEqual(await core('unfused.m1'));
      expect(await verify(join(dir, 'fused.m1'))).toEqual([]);
    });
  });

  it('give the same shards for Granite with the names that transformers has in memory', async () => {
    await withFolder(async (dir) => {
      const saved = fixtureDir('granite-moe-16-top4');
      const renamed: RawTensors = new Map();
      for (const [name, tensor] of await readTensors(join(saved, 'model.safetensors'))) {
        const inMemory = name
          .replace('moe.input_linear.weight', 'moe.experts.gate_up_proj')
          .replace('moe.output_linear.weight', 'moe.experts.down_proj')
          .replace('moe.router.layer.', 'moe.router.');
        renamed.set(inMemory, tensor);
      }
      await writeCheckpoint(join(dir, 'renamed'), await readConfig(saved), renamed);
      const { shards } = await convert(saved, join(dir, 'saved.m1'));
      expect((await convert(join(dir, 'renamed'), join(dir, 'renamed.m1'))).shards).toEqual(shards);
    });
  });
});

describe('config.json is rejected when', () => {
  const cases: [what: string, port: boolean, change: HfConfig, message: string][] = [
    [
      'the architecture is another',
      false,
      { architectures: ['LlamaForCausalLM'] },
      'architectures is ["LlamaForCausalLM"], expected one of MiniMaxM1ForCausalLM',
    ],
    ['there is no architecture', false, { architectures: undefined }, 'architectures is missing'],
    ['a sliding window is set', false, { sliding_window: 4096 }, 'sliding_window is 4096'],
    ['the activation is another', false, { hidden_act: 'gelu' }, 'hidden_act is "gelu", expected "silu"'],
    [
      'the shared expert is mixed by softmax',
      false,
      { shared_intermediate_size: 8, shared_moe_mode: 'softmax' },
      'shared_moe_mode is "softmax"',
    ],
    [
      'the weights are quantised already',
      false,
      { quantization_config: { quant_method: 'gptq', bits: 4 } },
      'quantization_config.quant_method is "gptq", but only "fp8" is supported.',
    ],
    ['a size is missing', false, { hidden_size: undefined }, 'hidden_size is missing, expected a number'],
    ['a size is text', false, { vocab_size: '512' }, 'vocab_size is "512"'],
    [
      'a size is not whole',
      false,
      { num_attention_heads: 2.5 },
      'num_attention_heads is 2.5, expected a positive integer',
    ],
    [
      'heads do not divide the width',
      false,
      { head_dim: undefined, num_attention_heads: 3 },
      'hidden_size is 64, expected a multiple of num_attention_heads',
    ],
    [
      'kv heads do not divide heads',
      false,
      { num_key_value_heads: 3 },
      'numAttentionHeads is 4, expected a multiple of numKeyValueHeads 3.',
    ],
    [
      'rope is scaled',
      false,
      { rope_scaling: { type: 'linear', factor: 2 } },
      'rope_parameters.rope_type is "linear", expected "default"',
    ],
    ['rope is no object', false, { rope_parameters: [1] }, 'rope_parameters is [1], expected an object'],
    ['heads have an odd width', false, { head_dim: 30 }, 'headDim is 30, expected a multiple of 4.'],
    [
      'a layer has too many experts',
      false,
      { num_local_experts: 300 },
      'numLocalExperts makes 300 experts per layer, expected at most 256.',
    ],
    ['rotary_dim is odd', false, { rotary_dim: 15 }, 'rotaryDim is 15'],
    ['rotary_dim exceeds the head', false, { rotary_dim: 64 }, 'rotaryDim is 64'],
    [
      'more experts are picked than exist',
      false,
      { num_experts_per_tok: 9 },
      'numExpertsPerTok is 9, expected at most numLocalExperts 8.',
    ],
    [
      'attn_type_list has another length',
      false,
      { attn_type_list: [0, 1] },
      'attn_type_list is [0,1], expected a list of num_hidden_layers = 8',
    ],
    [
      'attn_type_list has another entry',
      false,
      { attn_type_list: [0, 0, 0, 0, 0, 0, 0, 2] },
      'attn_type_list[7] is 2, expected one of 0, 1',
    ],
    [
      'one lightning layer has no decay rate',
      false,
      { num_hidden_layers: 1, attn_type_list: [0] },
      'num_hidden_layers is 1',
    ],
    ['rope_theta is missing', false, { rope_theta: undefined }, 'rope_theta is missing'],
    [
      'layer_types has another entry',
      true,
      { layer_types: Array(8).fill('sliding_attention') },
      'layer_types[0] is "sliding_attention"',
    ],
    [
      'rope is scaled',
      true,
      { rope_parameters: { rope_type: 'yarn', factor: 4 } },
      'rope_parameters.rope_type is "yarn", expected "default"',
    ],
    [
      'rope differs between layers',
      true,
      { rope_parameters: { full_attention: { rope_theta: 1 } } },
      'rope_parameters differ between layers',
    ],
  ];
  it.each(cases)('%s', async (_, port, change, message) => {
    const hf = port ? await portConfig() : await readConfig(fixtureDir('hybrid-8'));
    const read = () => readArchitecture({ ...hf, ...change });
    expect(read).toThrow(expect.objectContaining({ code: 'checkpoint-invalid' }));
    expect(read).toThrow(`config.json: ${message}`);
  });
});
