import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConvertOptions, convert } from '../../src/cli/convert.ts';
import {
  bf16,
  hashFolder,
  type RawTensors,
  smallCheckpoint,
  withFolder,
  writeCheckpoint,
} from '../support/checkpoint-files.ts';

const expert = 'model.layers.1.block_sparse_moe.experts.1.w1.weight';

/** A small checkpoint in `dir`/model, its tensors changed. */
async function checkpoint(
  dir: string,
  change: (tensors: RawTensors) => unknown = () => {},
  files = 1,
): Promise<string> {
  const { config, tensors } = await smallCheckpoint();
  change(tensors);
  await writeCheckpoint(join(dir, 'model'), config, tensors, { files });
  return join(dir, 'model');
}

async function expectRefusal(
  dir: string,
  message: string | RegExp,
  options: ConvertOptions = {},
): Promise<void> {
  const conversion = convert(join(dir, 'model'), join(dir, 'out'), options);
  await expect(conversion).rejects.toThrow(message);
  await expect(conversion).rejects.toMatchObject({ code: 'checkpoint-invalid' });
  expect(await readdir(dir), 'nothing is left behind').toEqual(['model']);
}

/** Sets one weight of a BF16 tensor by its bits. */
function poke(tensors: RawTensors, name: string, index: number, bits: number): void {
  const { bytes } = tensors.get(name)!;
  new DataView(bytes.buffer, bytes.byteOffset).setUint16(2 * index, bits, true);
}

describe('a checkpoint is rejected in one sentence, leaving no output, when', () => {
  type Damage = (dir: string) => Promise<unknown>;
  const change = (edit: (tensors: RawTensors) => unknown) => (dir: string) => checkpoint(dir, edit);
  const cases: [what: string, damage: Damage, message: string, options?: ConvertOptions][] = [
    [
      'a tensor is missing',
      change((t) => t.delete(expert)),
      `model.safetensors: has no tensor ${expert}; its first is model.embed_tokens.weight`,
    ],
    [
      'a tensor has another shape',
      change((t) => t.set(expert, bf16([32, 128], Array(4096).fill(0)))),
      `model.safetensors: tensor ${expert} has shape [32,128], expected [64,64]`,
    ],
    [
      'a tensor has another dtype',
      change((t) => t.set(expert, { dtype: 'F8_E5M2', shape: [64, 64], bytes: new Uint8Array(4096) })),
      `model.safetensors: tensor ${expert} has dtype F8_E5M2, which is not supported`,
    ],
    [
      'an attention projection has a bias',
      change((t) => t.set('model.layers.1.self_attn.q_proj.bias', bf16([128], Array(128).fill(0)))),
      'model.safetensors: tensor model.layers.1.self_attn.q_proj.bias is a bias',
    ],
    [
      'a tensor is not understood',
      change((t) => t.set('model.layers.1.self_attn.q_norm.weight', bf16([32], Array(32).fill(1)))),
      'model.safetensors: tensor model.layers.1.self_attn.q_norm.weight is not part of the architecture',
    ],
    [
      'a weight is NaN',
      change((t) => poke(t, expert, 64 * 5 + 7, 0x7fc0)),
      `model.safetensors: tensor ${expert} is NaN at row 5, column 7, which is not a finite number`,
    ],
    [
      'a weight is infinite',
      change((t) => poke(t, 'model.norm.weight', 3, 0xff80)),
      'model.safetensors: tensor model.norm.weight is -Infinity at row 0, column 3, which is not a finite number',
      { quant: 'f32' },
    ],
    [
      'a weight overflows f16',
      change((t) => poke(t, 'lm_head.weight', 0, 0x4780)),
      'model.safetensors: tensor lm_head.weight is 65536 at row 0, column 0, which is too large for the chosen format',
      { quant: 'f16' },
    ],
    [
      'a scale overflows f16',
      change((t) => poke(t, expert, 0, 0x4900)),
      `tensor ${expert} is 524288 at row 0, column 0, which is too large for the chosen format`,
    ],
    [
      'a tied head has weights of its own',
      async (dir) => {
        const { config, tensors } = await smallCheckpoint();
        const { dtype, shape, bytes } = tensors.get('model.embed_tokens.weight')!;
        tensors.set('lm_head.weight', { dtype, shape, bytes: bytes.slice() });
        poke(tensors, 'lm_head.weight', 64 * 9 + 1, 0x4000);
        await writeCheckpoint(join(dir, 'model'), { ...config, tie_word_embeddings: true }, tensors);
      },
      'config.json: tie_word_embeddings is true, but lm_head.weight differs from model.embed_tokens.weight in row 9',
    ],
    [
      'the weights are truncated',
      async (dir) => truncate(join(await checkpoint(dir), 'model.safetensors'), 100_000),
      'model.safetensors: the header describes 361856 bytes of tensors, but the file holds',
    ],
    [
      'the weights end in the header',
      async (dir) => truncate(join(await checkpoint(dir), 'model.safetensors'), 1000),
      'model.safetensors: says its header is',
    ],
    [
      'there are no weights',
      async (dir) => rm(join(await checkpoint(dir), 'model.safetensors')),
      'has neither model.safetensors nor model.safetensors.index.json',
    ],
    [
      'there is no config.json',
      async (dir) => rm(join(await checkpoint(dir), 'config.json')),
      'config.json: cannot be read (ENOENT: no such file)',
    ],
    [
      'config.json is not JSON',
      async (dir) => writeFile(join(await checkpoint(dir), 'config.json'), '{"vocab_size": 51'),
      'config.json: is not JSON',
    ],
    [
      'tokenizer.json is not JSON',
      async (dir) =>
        writeFile(join(await checkpoint(dir), 'tokenizer.json'), '{"version": "1.0", "model": {'),
      'tokenizer.json: is not JSON',
    ],
    [
      'a file of the index is missing',
      async (dir) => rm(join(await checkpoint(dir, undefined, 3), 'model-2-of-3.safetensors')),
      'model-2-of-3.safetensors: cannot be opened',
    ],
    [
      'the index names a tensor that its file lacks',
      async (dir) =>
        editIndex(await checkpoint(dir, undefined, 3), { 'x.weight': 'model-1-of-3.safetensors' }),
      'model-1-of-3.safetensors: has no tensor x.weight, although model.safetensors.index.json lists it',
    ],
    [
      'the index leaves the folder',
      async (dir) => editIndex(await checkpoint(dir, undefined, 3), { [expert]: '../model.safetensors' }),
      `model.safetensors.index.json: tensor ${expert} is in "../model.safetensors"`,
    ],
  ];
  it.each(cases)('%s', async (_, damage, message, options) => {
    await withFolder(async (dir) => {
      await damage(dir);
      await expectRefusal(dir, message, options);
    });
  });
});

async function editIndex(dir: string, changes: Record<string, string>): Promise<void> {
  const path = join(dir, 'model.safetensors.index.json');
  const { weight_map: weightMap } = JSON.parse(await readFile(path, 'utf8')) as {
    weight_map: Record<string, string>;
  };
  await writeFile(path, JSON.stringify({ weight_map: { ...weightMap, ...changes } }));
}

describe('the output folder', () => {
  it('is not changed if it exists, without force', async () => {
    await withFolder(async (dir) => {
      await checkpoint(dir);
      await mkdir(join(dir, 'out'));
      await writeFile(join(dir, 'out', 'precious.txt'), 'mine');
      const attempt = (options: ConvertOptions) => convert(join(dir, 'model'), join(dir, 'out'), options);
      await expect(attempt({})).rejects.toThrow(/out: already exists; use --force to replace it\./);
      await expect(attempt({ force: true })).rejects.toThrow(
        /has no manifest\.json, so --force does not replace it/,
      );
      expect(await readdir(join(dir, 'out'))).toEqual(['precious.txt']);
    });
  });

  it('may exist if it is empty, and is replaced completely with force', async () => {
    await withFolder(async (dir) => {
      await checkpoint(dir);
      await mkdir(join(dir, 'out'));
      const first = await convert(join(dir, 'model'), join(dir, 'out'));
      await writeFile(join(dir, 'out', 'stale.txt'), '');
      const second = await convert(join(dir, 'model'), join(dir, 'out'), { force: true, quant: 'f32' });
      expect(second.revision).not.toBe(first.revision);
      expect(await readdir(join(dir, 'out'))).not.toContain('stale.txt');
      expect(await readdir(dir)).toEqual(['model', 'out']);
    });
  });

  it('does not change when a replacement fails', async () => {
    await withFolder(async (dir) => {
      await checkpoint(dir);
      await convert(join(dir, 'model'), join(dir, 'out'));
      const before = await hashFolder(join(dir, 'out'));
      await checkpoint(dir, (tensors) =>
        poke(tensors, 'model.layers.1.block_sparse_moe.experts.1.w2.weight', 0, 0x7fc0),
      );
      await expect(convert(join(dir, 'model'), join(dir, 'out'), { force: true })).rejects.toThrow(/NaN/);
      expect(await hashFolder(join(dir, 'out'))).toEqual(before);
      expect(await readdir(dir)).toEqual(['model', 'out']);
    });
  });

  it('must not be the checkpoint, nor contain it', async () => {
    await withFolder(async (dir) => {
      await checkpoint(dir);
      for (const out of [join(dir, 'model'), dir]) {
        await expect(convert(join(dir, 'model'), out, { force: true })).rejects.toThrow(
          /must not contain the checkpoint/,
        );
      }
    });
  });

  it('is not created when the conversion is interrupted', async () => {
    await withFolder(async (dir) => {
      await checkpoint(dir);
      const interrupted = new AbortController();
      const conversion = convert(join(dir, 'model'), join(dir, 'out'), {
        signal: interrupted.signal,
        onProgress: ({ done }) => done === 3 && interrupted.abort(),
      });
      await expect(conversion).rejects.toMatchObject({ name: 'AbortError' });
      expect(await readdir(dir)).toEqual(['model']);
    });
  });
});
