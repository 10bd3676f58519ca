// Which of a checkpoint's text files is used. The expected results are those of transformers 5.18 for the same files.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTextFiles } from '../../src/cli/text-files.ts';
import { createTokenizer } from '../../src/text/tokenizer.ts';
import { withFolder } from '../support/checkpoint-files.ts';
import { type AddedTokenEntry, byteTokenizer, writeFiles } from '../support/tokenizer-files.ts';

type Files = Record<string, unknown>;

async function readBack(
  files: Files,
): Promise<{ tokenizer: unknown; config: Files | undefined; notes: string[] }> {
  return withFolder(async (dir) => {
    await mkdir(join(dir, 'additional_chat_templates'));
    await writeFiles(dir, files);
    const { files: read, notes } = await readTextFiles(dir);
    const json = (file: string) => {
      const bytes = read.get(file);
      return bytes && JSON.parse(new TextDecoder().decode(bytes));
    };
    return { tokenizer: json('tokenizer.json'), config: json('tokenizer_config.json'), notes };
  });
}

const saved = (content: string, special = false) => {
  return { content, lstrip: false, normalized: false, rstrip: false, single_word: false, special };
};

describe('added tokens', () => {
  const plain: AddedTokenEntry = { id: 256, content: '<go>' };
  it.each<[what: string, files: Files, text: string, ids: number[], special: number[]]>([
    [
      'of added_tokens_decoder',
      {
        'tokenizer.json': byteTokenizer(),
        'tokenizer_config.json': {
          added_tokens_decoder: { 257: saved('<end>', true), 256: saved('<go>') },
          eos_token: '<end>',
        },
      },
      'a<go><end>',
      [97, 256, 257],
      [257],
    ],
    [
      'that the vocabulary has',
      {
        'tokenizer.json': byteTokenizer({ words: ['<go>'] }),
        'tokenizer_config.json': { added_tokens_decoder: { 256: saved('<go>') } },
      },
      'a<go>',
      [97, 256],
      [],
    ],
    [
      'whose flags differ',
      {
        'tokenizer.json': byteTokenizer({ added: [plain] }),
        'tokenizer_config.json': { added_tokens_decoder: { 256: saved('<go>', true) } },
      },
      'a<go>',
      [97, 256],
      [256],
    ],
    [
      'that tokenizer_config.json names',
      {
        'tokenizer.json': byteTokenizer({ words: ['<go>', '<x>'] }),
        'tokenizer_config.json': { eos_token: { content: '<go>' }, image_token: '<x>' },
      },
      '<go><x>',
      [256, 257],
      [256, 257],
    ],
    [
      'that no file gives an id',
      {
        'tokenizer.json': byteTokenizer({ added: [plain] }),
        'tokenizer_config.json': {
          pad_token: '<pad>',
          bos_token: '<s>',
          additional_special_tokens: ['<go>', '<y>'],
        },
      },
      '<s><pad><go><y>',
      [257, 258, 256, 259],
      [257, 258, 259],
    ],
    [
      'of special_tokens_map.json, which wins',
      {
        'tokenizer.json': byteTokenizer({ words: ['<go>', '<x>'] }),
        'tokenizer_config.json': { eos_token: '<x>' },
        'special_tokens_map.json': { eos_token: { content: '<go>', lstrip: false } },
      },
      '<go><x>',
      [256, 60, 120, 62],
      [256],
    ],
    [
      'of special_tokens_map.json, which counts for nothing beside added_tokens_decoder',
      {
        'tokenizer.json': byteTokenizer({ words: ['<go>', '<x>'] }),
        'tokenizer_config.json': { eos_token: '<x>', added_tokens_decoder: { 257: saved('<x>', true) } },
        'special_tokens_map.json': { eos_token: '<go>' },
      },
      '<go><x>',
      [60, 103, 111, 62, 257],
      [257],
    ],
    [
      'of added_tokens.json',
      { 'tokenizer.json': byteTokenizer(), 'added_tokens.json': { '<x>': 257, '<go>': 256 } },
      '<go><x>',
      [256, 257],
      [],
    ],
    [
      'named like members of every object',
      {
        'tokenizer.json': byteTokenizer(),
        'tokenizer_config.json': {
          added_tokens_decoder: { 256: saved('toString'), 257: saved('__proto__') },
        },
      },
      'toString__proto__',
      [256, 257],
      [],
    ],
  ])('%s', async (_, files, text, ids, special) => {
    const { tokenizer, config } = await readBack(files);
    const { encode, addedTokens } = createTokenizer(tokenizer, config);
    expect(encode(text)).toEqual(ids);
    expect([...addedTokens].flatMap(([id, token]) => (token.special ? [id] : [])).sort()).toEqual(special);
  });

  it.each<[what: string, config: Files, message: string]>([
    [
      'an id that is taken',
      { added_tokens_decoder: { 97: saved('<go>') } },
      'tokenizer_config.json: the added token "<go>" has the id 97, which belongs to "a" in tokenizer.json.',
    ],
    ['an id that is none', { added_tokens_decoder: { x: saved('<go>') } }, 'an added token has the id NaN'],
    ['a token without a text', { added_tokens_decoder: { 256: {} } }, 'the content missing'],
    ['a list', { added_tokens_decoder: [] }, 'added_tokens_decoder is not an object'],
  ])('are rejected with %s', async (_, config, message) => {
    const reading = readBack({ 'tokenizer.json': byteTokenizer(), 'tokenizer_config.json': config });
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toMatchObject({ code: 'checkpoint-invalid' });
  });

  it('do not change a tokenizer.json that has them', async () => {
    await withFolder(async (dir) => {
      const text = JSON.stringify(
        byteTokenizer({ added: [{ id: 256, content: '<go>', special: true }] }),
        null,
        3,
      );
      const config = { eos_token: '<go>', added_tokens_decoder: { 256: saved('<go>', true) } };
      await writeFiles(dir, { 'tokenizer.json': text, 'tokenizer_config.json': config });
      const { files } = await readTextFiles(dir);
      expect(new TextDecoder().decode(files.get('tokenizer.json'))).toBe(text);
    });
  });
});

describe('the chat template', () => {
  const named = (templates: Record<string, string>) =>
    Object.entries(templates).map(([name, template]) => ({ name, template }));
  it.each<[what: string, files: Files, expected: unknown]>([
    ['of tokenizer_config.json', { 'tokenizer_config.json': { chat_template: 'A' } }, 'A'],
    [
      'of chat_template.jinja, which wins',
      {
        'tokenizer_config.json': { chat_template: named({ default: 'A', rag: 'R' }) },
        'chat_template.jinja': 'B',
        'chat_template.json': { chat_template: 'C' },
      },
      'B',
    ],
    ['of chat_template.json, where there is no other', { 'chat_template.json': { chat_template: 'C' } }, 'C'],
    [
      'of tokenizer_config.json, which wins over chat_template.json',
      { 'tokenizer_config.json': { chat_template: 'A' }, 'chat_template.json': { chat_template: 'C' } },
      'A',
    ],
    [
      'with others in a folder',
      {
        'chat_template.jinja': '\ufeffB',
        'additional_chat_templates/tool_use.jinja': 'T',
        'additional_chat_templates/rag.jinja': 'R',
        'additional_chat_templates/notes.txt': 'N',
      },
      named({ default: 'B', rag: 'R', tool_use: 'T' }),
    ],
    [
      'with others in a folder, which win',
      {
        'tokenizer_config.json': { chat_template: named({ default: 'A', tool_use: 'U' }) },
        'additional_chat_templates/tool_use.jinja': 'T',
      },
      named({ default: 'A', tool_use: 'T' }),
    ],
    [
      'as an object of templates',
      { 'tokenizer_config.json': { chat_template: { default: 'A', tool_use: 'U' } } },
      named({ default: 'A', tool_use: 'U' }),
    ],
    ['that is none', { 'tokenizer_config.json': { chat_template: 5 } }, 5],
  ])('%s', async (_, files, expected) => {
    const { config } = await readBack(files);
    expect(config?.chat_template).toEqual(expected);
  });
});

it('reports which numbers of generation_config.json are ignored in browsers', async () => {
  const { notes } = await readBack({
    'tokenizer.json': byteTokenizer(),
    'generation_config.json': '{"temperature": NaN, "top_p": 0.5, "length_penalty": Infinity}',
  });
  expect(notes).toEqual([
    'generation_config.json: temperature is NaN and is ignored',
    'generation_config.json: length_penalty is Infinity and is ignored',
  ]);
});

it.each([
  ['tokenizer.model', /^tokenizer\.model is a SentencePiece tokenizer, which browsers cannot read/],
  ['vocab.json', /^vocab\.json is not a tokenizer\.json: load the tokenizer with AutoTokenizer/],
])('explains what %s is, in place of a tokenizer.json', async (file, message) => {
  expect((await readBack({ [file]: '{}' })).notes).toEqual([expect.stringMatching(message)]);
});
