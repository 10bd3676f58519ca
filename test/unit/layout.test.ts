import { describe, expect, it } from 'vitest';
import { readArchitecture } from '../../src/cli/architectures.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import type { Quantization, WeightFormat } from '../../src/model/config.ts';
import {
  CORE_SHARD_BYTES,
  coreShards,
  expertPageLayout,
  expertTensors,
  matrixLayout,
  modelLayout,
  vectorLayout,
} from '../../src/model/layout.ts';
import { fixtureDir, readConfig } from '../support/checkpoint-files.ts';

const mixed: Quantization = { experts: 'q4', attention: 'q8', embedding: 'f16', head: 'f32' };

async function fixtureConfig(name: string): Promise<ModelConfig> {
  return readArchitecture(await readConfig(fixtureDir(name))).config;
}

describe('a matrix', () => {
  const cases: [rows: number, columns: number, format: WeightFormat, weight: number, scale: number][] = [
    [128, 32, 'f32', 128 * 32 * 4, 0],
    [128, 32, 'f16', 128 * 32 * 2, 0],
    [128, 32, 'q8', 128 * 32, 128 * 2],
    [128, 32, 'q4', 128 * 16, 128 * 2],
    [1, 1, 'q4', 128 * 16, 128 * 2],
    [129, 33, 'q4', 256 * 32, 256 * 2 * 2],
    [777, 76, 'q8', 896 * 96, 896 * 3 * 2],
  ];
  it.each(cases)(
    'of %i x %i in %s takes %i bytes of weights and %i of scales',
    (rows, columns, format, weight, scale) => {
      expect(matrixLayout(rows, columns, format)).toMatchObject({
        rows,
        columns,
        weightBytes: weight,
        scaleBytes: scale,
      });
    },
  );
});

it('pads a vector to 64 floats', () => {
  expect(vectorLayout(76)).toEqual({ length: 76, paddedLength: 128, bytes: 512 });
  expect(vectorLayout(64)).toEqual({ length: 64, paddedLength: 64, bytes: 256 });
});

it('lists the core tensors of a hybrid model in order', async () => {
  const { core } = modelLayout(await fixtureConfig('hybrid-8'), mixed);
  const describeTensor = (tensor: (typeof core)[number]) =>
    tensor.kind === 'vector'
      ? `${tensor.name} [${tensor.length}]`
      : `${tensor.name} ${tensor.format} [${tensor.rows},${tensor.columns}]`;
  const names = core.map(describeTensor);
  expect(names.slice(0, 7)).toEqual([
    'model.embed_tokens f16 [512,64]',
    'model.layers.0.input_layernorm [64]',
    'model.layers.0.self_attn.in_proj q8 [512,64]',
    'model.layers.0.self_attn.norm [128]',
    'model.layers.0.self_attn.out_proj q8 [64,128]',
    'model.layers.0.post_attention_layernorm [64]',
    'model.layers.0.block_sparse_moe.gate f32 [8,64]',
  ]);
  expect(names.slice(-7)).toEqual([
    'model.layers.7.input_layernorm [64]',
    'model.layers.7.self_attn.in_proj q8 [256,64]',
    'model.layers.7.self_attn.out_proj q8 [64,128]',
    'model.layers.7.post_attention_layernorm [64]',
    'model.layers.7.block_sparse_moe.gate f32 [8,64]',
    'model.norm [64]',
    'lm_head f32 [512,64]',
  ]);
});

it('gives the router one more row and the layer two more matrices for a shared expert', async () => {
  const { core } = modelLayout(await fixtureConfig('lightning-shared'), mixed);
  const shapes = core
    .filter(({ name }) => name.startsWith('model.layers.0.') && /gate|shared/.test(name))
    .map(
      (tensor) =>
        tensor.kind === 'matrix' && [tensor.name.slice(15), tensor.format, tensor.rows, tensor.columns],
    );
  expect(shapes).toEqual([
    ['block_sparse_moe.gate', 'f32', 9, 76],
    ['shared_mlp.w13', 'q4', 72, 76],
    ['shared_mlp.w2', 'q4', 76, 36],
  ]);
});

it.each(['f32', 'f16', 'q8', 'q4'] as const)(
  'lays an expert page in %s out without holes',
  async (format) => {
    const page = expertPageLayout(await fixtureConfig('lightning-shared'), format);
    let end = 0;
    const offsets = new Map(
      expertTensors(page).map(({ name, bytes }) => {
        end += bytes;
        return [name, end - bytes];
      }),
    );
    expect(end).toBe(page.bytes);
    expect(offsets.get('w13.weight')).toBe(page.w13Weight);
    expect(offsets.get('w2.weight')).toBe(page.w2Weight);
    if (format === 'q8' || format === 'q4') {
      expect([...offsets.keys()]).toEqual(['w13.weight', 'w13.scales', 'w2.weight', 'w2.scales']);
      expect(offsets.get('w13.scales')).toBe(page.w13Scales);
      expect(offsets.get('w2.scales')).toBe(page.w2Scales);
    } else {
      expect([...offsets.keys()]).toEqual(['w13.weight', 'w2.weight']);
    }
  },
);

describe('core shards', () => {
  it('start every tensor at a multiple of 256 bytes and stay within 32 MiB', async () => {
    for (const fixture of ['hybrid-8', 'hybrid-16-heads-6', 'lightning-shared', 'prenorm-experts-32']) {
      const config = { ...(await fixtureConfig(fixture)), vocabSize: 200_000 };
      for (const format of ['f32', 'f16', 'q8', 'q4'] as const) {
        const quantization = { experts: format, attention: format, embedding: format, head: format };
        for (const shard of coreShards(modelLayout(config, quantization).core)) {
          const tensors = shard.flatMap(({ weight, scales }) =>
            scales === null ? [weight] : [weight, scales],
          );
          for (const { bytes } of tensors) expect(bytes % 256).toBe(0);
          expect(tensors.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(CORE_SHARD_BYTES);
        }
      }
    }
  });

  it('split a tensor larger than a shard by multiples of 128 rows that cover it', async () => {
    const config = { ...(await fixtureConfig('hybrid-8')), vocabSize: 300_000 };
    const parts = coreShards(modelLayout(config, { ...mixed, embedding: 'q8' }).core)
      .flatMap((shard, index) => shard.map((part) => ({ ...part, index })))
      .filter(({ tensor }) => tensor.name === 'lm_head');
    expect(parts.length).toBe(3);
    let row = 0;
    for (const { firstRow, rows, weight } of parts) {
      expect(firstRow).toBe(row);
      expect(rows % 128).toBe(0);
      expect(weight).toEqual({
        name: `lm_head.weight@${row}`,
        dtype: 'F32',
        shape: [rows, 64],
        bytes: rows * 64 * 4,
      });
      row += rows;
    }
    expect(row).toBe(300_032);
    expect(parts.map(({ index }) => index - parts[0]!.index)).toEqual([0, 1, 2]);
  });

  it('keep a part of a quantized matrix beside its scales', async () => {
    const config = { ...(await fixtureConfig('hybrid-8')), vocabSize: 1_000_000 };
    const parts = coreShards(modelLayout(config, { ...mixed, embedding: 'q8' }).core).flat();
    const split = parts.filter(({ tensor }) => tensor.name === 'model.embed_tokens');
    expect(split.map(({ scales }) => scales?.name)).toEqual(
      split.map(({ firstRow }) => `model.embed_tokens.scales@${firstRow}`),
    );
  });
});
