// Checkpoints saved from a wrapped model: the wrapper's prefix of every tensor's name is detected, reported and removed.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convert } from '../../src/cli/convert.ts';
import { renameTensors } from '../../src/cli/tensor-names.ts';
import {
  type RawTensors,
  smallCheckpoint,
  withFolder,
  writeCheckpoint,
} from '../support/checkpoint-files.ts';

type Rename = (name: string) => string;

const wrappers: [what: string, rename: Rename, note: string | undefined][] = [
  ['nothing', (name) => name, undefined],
  ['DistributedDataParallel', (name) => `module.${name}`, '"module." is removed'],
  ['torch.compile', (name) => `_orig_mod.${name}`, '"_orig_mod." is removed'],
  [
    'torch.compile of every layer',
    (name) => name.replace(/^(model\.layers\.\d+\.)/, '$1_orig_mod.'),
    '"_orig_mod." is removed',
  ],
  ['both', (name) => `module._orig_mod.${name}`, '"_orig_mod." is removed'],
  [
    'FSDP',
    (name) => name.replace(/^model\./, 'model._fsdp_wrapped_module.'),
    '"_fsdp_wrapped_module." is removed',
  ],
  ['PEFT', (name) => `base_model.model.${name}`, 'the prefix "base_model.model." is removed'],
  ['a class of its own', (name) => `policy.${name}`, 'the prefix "policy." is removed'],
  [
    'a model in a model',
    (name) => name.replace(/^model\./, 'model.model.'),
    'the prefix "model." is removed',
  ],
  [
    'a bare model',
    (name) => name.replace(/^model\./, ''),
    'the prefix "" of the tensors\' names is read as "model."',
  ],
  [
    'another name for the model',
    (name) => name.replace(/^model\./, 'transformer.'),
    'the prefix "transformer." of the tensors\' names is read as "model."',
  ],
];

describe('names saved from', () => {
  it.each(wrappers)('%s', async (_, rename, note) => {
    await withFolder(async (dir) => {
      const { config, tensors } = await smallCheckpoint();
      const renamed: RawTensors = new Map([...tensors].map(([name, tensor]) => [rename(name), tensor]));
      await writeCheckpoint(join(dir, 'plain'), config, tensors);
      await writeCheckpoint(join(dir, 'wrapped'), config, renamed, { files: 2 });
      const notes: string[] = [];
      const onNote = (said: string) => notes.push(said);
      const { revision } = await convert(join(dir, 'wrapped'), join(dir, 'wrapped.m1'), { onNote });
      expect(revision).toBe((await convert(join(dir, 'plain'), join(dir, 'plain.m1'))).revision);
      const ofNames = notes.filter((said) => said.includes("tensors' names"));
      if (note === undefined) expect(ofNames).toEqual([]);
      else expect(ofNames).toContainEqual(expect.stringContaining(note));
    });
  });
});

it('rejects two tensors of one name', () => {
  const tensors = new Map([
    ['model.embed_tokens.weight', 1],
    ['module.model.embed_tokens.weight', 2],
  ]);
  expect(() => renameTensors(tensors)).toThrow(
    'The tensors model.embed_tokens.weight and module.model.embed_tokens.weight are both model.embed_tokens.weight',
  );
});

it('reports that an adapter must be merged first', async () => {
  await withFolder(async (dir) => {
    const { config, tensors } = await smallCheckpoint();
    const adapted: RawTensors = new Map();
    for (const [name, tensor] of tensors) {
      const base = `base_model.model.${name}`;
      if (!name.endsWith('q_proj.weight')) adapted.set(base, tensor);
      else {
        adapted.set(base.replace('.weight', '.base_layer.weight'), tensor);
        adapted.set(base.replace('.weight', '.lora_A.default.weight'), tensor);
      }
    }
    await writeCheckpoint(join(dir, 'model'), config, adapted);
    await expect(convert(join(dir, 'model'), join(dir, 'out'))).rejects.toThrow(
      /q_proj\.lora_A\.default\.weight belongs to a LoRA adapter: merge it into the model first/,
    );
  });
});
