// Files whose content does not match their name are rejected with an explanation and advice.

import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convert } from '../../src/cli/convert.ts';
import { withFolder, writeSmallCheckpoint } from '../support/checkpoint-files.ts';

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a1'.repeat(32)}\nsize 98765\n`;
const page = '<!DOCTYPE html>\n<html><title>Sign in</title></html>';
const zip = Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 8, 8, 0, 0, 0, 0);
const pickle = Uint8Array.of(0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9);
const gguf = new Uint8Array(64).fill(3);
gguf.set(new TextEncoder().encode('GGUF'));

async function expectRefusal(dir: string, message: string): Promise<void> {
  const conversion = convert(join(dir, 'model'), join(dir, 'out'));
  await expect(conversion).rejects.toThrow(message);
  await expect(conversion).rejects.toMatchObject({ code: 'checkpoint-invalid' });
  expect(await readdir(dir), 'nothing is left behind').toEqual(['model']);
}

describe('in place of the weights', () => {
  it.each<[what: string, content: string | Uint8Array, message: string]>([
    [
      'a pointer of Git LFS',
      pointer,
      'is a Git LFS pointer (130 bytes), not the file itself: run git lfs pull',
    ],
    ['a page', page, 'is a web page'],
    ['nothing', '', 'is empty: download it again.'],
    ['zeros', new Uint8Array(4096), 'begins with zeros only'],
    ["PyTorch's archive", zip, 'is a ZIP archive, as PyTorch writes'],
    ['a pickle', pickle, 'is a Python pickle'],
    ['quantised weights of llama.cpp', gguf, 'is a GGUF file'],
    ['a compressed file', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3), 'is compressed with gzip'],
    ['an answer in words', 'Repository not found', 'is a text that begins with "Repository not found"'],
    ['a JSON answer', '{"error":"Access denied"}', 'is a text that begins with "{\\"error'],
    [
      'other bytes',
      Uint8Array.from({ length: 64 }, (_, i) => (i * 37 + 129) % 256),
      'Download the file again.',
    ],
  ])('%s is named', async (_, content, message) => {
    await withFolder(async (dir) => {
      await writeFile(join(await writeSmallCheckpoint(join(dir, 'model')), 'model.safetensors'), content);
      await expectRefusal(dir, `model.safetensors: `);
      await expectRefusal(dir, message);
    });
  });

  it.each([
    [['pytorch_model.bin'], ', but pytorch_model.bin: load the model and save it with save_pretrained.'],
    [
      ['adapter_config.json', 'adapter_model.safetensors'],
      ', but a LoRA adapter: merge it into its base model',
    ],
    [[], ': save the model with save_pretrained'],
  ])('%j is named if the weights are missing', async (files, message) => {
    await withFolder(async (dir) => {
      const model = await writeSmallCheckpoint(join(dir, 'model'));
      await rm(join(model, 'model.safetensors'));
      for (const file of files) await writeFile(join(model, file), 'content');
      await expectRefusal(dir, `has neither model.safetensors nor model.safetensors.index.json${message}`);
    });
  });
});

describe('in place of JSON', () => {
  it.each<[what: string, file: string, content: string | Uint8Array, message: string]>([
    ['a pointer of Git LFS', 'tokenizer.json', pointer, 'tokenizer.json: is a Git LFS pointer'],
    ['a page', 'generation_config.json', page, 'generation_config.json: is a web page'],
    ['nothing', 'config.json', '', 'config.json: is empty'],
    ['half a file', 'config.json', '{"hidden_size": 6', 'config.json: is not JSON ('],
    [
      'Latin-1',
      'tokenizer_config.json',
      Uint8Array.of(0x7b, 0xe9, 0x7d),
      'tokenizer_config.json: is not UTF-8 text',
    ],
    ['a list', 'config.json', '[1]', 'config.json: is not a JSON object.'],
    ['a word of Python', 'config.json', '{"use_cache": True}', 'config.json: is not JSON ('],
  ])('%s is named', async (_, file, content, message) => {
    await withFolder(async (dir) => {
      await writeFile(join(await writeSmallCheckpoint(join(dir, 'model')), file), content);
      await expectRefusal(dir, message);
    });
  });

  it('a folder is named', async () => {
    await withFolder(async (dir) => {
      const model = await writeSmallCheckpoint(join(dir, 'model'));
      await rename(join(model, 'config.json'), join(model, 'configuration.json'));
      await expectRefusal(dir, 'config.json: cannot be read (ENOENT: no such file).');
    });
  });
});
