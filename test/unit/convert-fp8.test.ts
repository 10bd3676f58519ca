import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../src/cli/checkpoint.ts';
import {
  bf16,
  type RawTensor,
  type RawTensors,
  withFolder,
  writeCheckpoint,
} from '../support/checkpoint-files.ts';
import { e4m3Value, f32, fp8 } from '../support/fp8.ts';

const quantization = (size: [number, number]) => ({
  quantization_config: { quant_method: 'fp8', weight_block_size: size },
});

/** Bits with every value except NaN. */
function bits(shape: number[]): RawTensor {
  const count = shape.reduce((all, size) => all * size, 1);
  const bytes = Uint8Array.from({ length: count }, (_, i) => {
    const value = (i * 37 + (i >> 8)) & 255;
    return (value & 127) === 127 ? 0 : value;
  });
  return { dtype: 'F8_E4M3', shape, bytes };
}

async function open<T>(
  config: Record<string, unknown>,
  tensors: RawTensors,
  body: (checkpoint: Awaited<ReturnType<typeof openCheckpoint>>) => Promise<T>,
  { files = 1 } = {},
): Promise<T> {
  return withFolder(async (dir) => {
    await writeCheckpoint(join(dir, 'in'), config, tensors, { files });
    const checkpoint = await openCheckpoint(join(dir, 'in'));
    try {
      return await body(checkpoint);
    } finally {
      await checkpoint.close();
    }
  });
}

describe('fp8 weights in blocks', () => {
  it.each([
    { shape: [256, 256], size: [128, 128] },
    { shape: [130, 200], size: [128, 128] },
    { shape: [5, 7], size: [128, 128] },
    { shape: [9, 10], size: [4, 3] },
    { shape: [3, 130, 70], size: [128, 32] },
    { shape: [70, 200], size: [64, 64] },
    { shape: [65, 257], size: [32, 128] },
  ] as { shape: number[]; size: [number, number] }[])(
    '$shape in blocks of $size are what float64 gives, whichever rows are read',
    async ({ shape, size: [blockRows, blockColumns] }) => {
      const [rows, columns] = shape.slice(-2) as [number, number];
      const perRow = Math.ceil(columns / blockColumns);
      const perMatrix = Math.ceil(rows / blockRows) * perRow;
      const scaleShape = [...shape.slice(0, -2), Math.ceil(rows / blockRows), perRow];
      const count = scaleShape.reduce((all, size) => all * size, 1);
      const scales = Float32Array.from({ length: count }, (_, i) => 0.001 * 1.37 ** (i % 20));
      const weight = bits(shape);
      const tensors: RawTensors = new Map([
        ['model.embed_tokens.weight', weight],
        ['model.embed_tokens.weight_scale_inv', f32(scaleShape, scales)],
      ]);
      const total = weight.bytes.length / columns;
      const expected = Float32Array.from(weight.bytes, (value, i) => {
        const row = Math.floor(i / columns);
        const inMatrix = Math.floor((row % rows) / blockRows) * perRow;
        const block =
          Math.floor(row / rows) * perMatrix + inMatrix + Math.floor((i % columns) / blockColumns);
        return e4m3Value(value) * scales[block]!;
      });
      await open(quantization([blockRows, blockColumns]), tensors, async (checkpoint) => {
        expect([...checkpoint.tensors.keys()]).toEqual(['model.embed_tokens.weight']);
        const tensor = checkpoint.tensors.get('model.embed_tokens.weight')!;
        for (const [first, rowCount] of [
          [0, total],
          [total - 1, 1],
          [1, Math.min(total - 1, 2)],
          [Math.floor(total / 3), Math.ceil(total / 2)],
        ] as const) {
          const out = new Float32Array(rowCount * columns);
          await checkpoint.readRows(tensor, first, rowCount, out);
          expect(out).toEqual(expected.subarray(first * columns, (first + rowCount) * columns));
        }
      });
    },
  );

  it('may have scales in bf16, in another file, beside modules that are not converted', async () => {
    const name = 'model.layers.0.self_attn.q_proj.weight';
    const scales = [0.5, 2, 3, 0.0078125, 1.5, 96];
    const weight = bits([100, 70]); // 2 by 3 blocks, the last ones partial
    const gate = bf16([2, 3], [1, -2, 0.5, 4, 8, -16]);
    const tensors: RawTensors = new Map([
      [name, weight],
      [`${name}_scale_inv`, bf16([2, 3], scales)],
      ['model.layers.0.block_sparse_moe.gate.weight', gate],
    ]);
    const config = {
      quantization_config: {
        ...quantization([64, 32]).quantization_config,
        modules_to_not_convert: ['gate', 'lm_head'],
      },
    };
    const expected = Float32Array.from(weight.bytes, (value, i) => {
      const block = 3 * Math.floor(i / 70 / 64) + Math.floor((i % 70) / 32);
      return e4m3Value(value) * scales[block]!;
    });
    await open(
      config,
      tensors,
      async (checkpoint) => {
        const read = checkpoint.tensors.get(name)!;
        expect(read.scales!.tensor.file).not.toBe(read.file);
        const out = new Float32Array(7000);
        await checkpoint.readRows(read, 0, 100, out);
        expect(out).toEqual(expected);
        const plain = new Float32Array(6);
        await checkpoint.readRows([...checkpoint.tensors.values()][1]!, 0, 2, plain);
        expect([...plain]).toEqual([1, -2, 0.5, 4, 8, -16]);
      },
      { files: 2 },
    );
  });

  it('are rejected without their scales, with scales of another shape, and without a block size', async () => {
    const weight = new Map([['model.embed_tokens.weight', bits([130, 4])]]);
    const scales = (shape: number[]) =>
      new Map([...weight, ['model.embed_tokens.weight_scale_inv', f32(shape, new Float32Array(shape[0]!))]]);
    const opening = (config: Record<string, unknown>, tensors: RawTensors) =>
      open(config, tensors, async () => {});
    const name = 'model.safetensors: tensor model.embed_tokens.weight';
    await expect(opening(quantization([128, 128]), weight)).rejects.toThrow(
      `${name} is F8_E4M3, but has no tensor model.embed_tokens.weight_scale_inv.`,
    );
    await expect(opening(quantization([128, 128]), scales([3, 1]))).rejects.toThrow(
      `${name}_scale_inv has shape [3,1], expected [2,1].`,
    );
    await expect(opening({}, scales([2, 1]))).rejects.toThrow(
      `${name} is F8_E4M3, but config.json has no quantization_config.`,
    );
  });

  it('of the tests are the nearest ones', () => {
    const { weight, scales } = fp8([2, 3], Float32Array.of(448, -1, 0.3, 0, 1e-9, 17), [128, 128]);
    expect([...scales]).toEqual([1]);
    expect([...weight.bytes].map(e4m3Value)).toEqual([448, -1, 0.3125, 0, 0, 18 - 2]);
  });
});
