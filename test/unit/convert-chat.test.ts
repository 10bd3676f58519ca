// Problems with tokenizer and chat template that a browser would report are reported when converting and verifying.

import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convert } from '../../src/cli/convert.ts';
import { verify } from '../../src/cli/verify.ts';
import { withFullStop } from '../../src/errors.ts';
import { withFolder, writeSmallCheckpoint } from '../support/checkpoint-files.ts';
import { run } from '../support/command-line.ts';
import { byteTokenizer, plainTemplate, writeFiles } from '../support/tokenizer-files.ts';

type Files = Record<string, unknown>;

const end = { id: 256, content: '<end>', special: true };
const sound: Files = {
  'tokenizer.json': byteTokenizer({ added: [end] }),
  'tokenizer_config.json': { chat_template: plainTemplate },
  'generation_config.json': { eos_token_id: 256 },
};
const withTemplate = (template: unknown): Files => ({ 'tokenizer_config.json': { chat_template: template } });
const withTokenizer = (change: Partial<ReturnType<typeof byteTokenizer>>): Files => ({
  'tokenizer.json': { ...byteTokenizer({ added: [end] }), ...change },
});
const { model } = byteTokenizer();
const beyond = { id: 512, content: '<turn>' }; // hybrid-8 knows 0 to 511

/** A checkpoint with valid text files, except these. */
async function checkpoint(dir: string, files: Files): Promise<string> {
  const path = await writeSmallCheckpoint(join(dir, 'model'));
  await writeFiles(path, { ...sound, ...files });
  return path;
}

describe('is rejected, as in a browser:', () => {
  it.each<[what: string, files: Files, code: string, message: string]>([
    [
      'a tokenizer of pieces with scores',
      withTokenizer({
        model: {
          type: 'Unigram',
          unk_id: 0,
          vocab: [
            ['<unk>', 0],
            ['a', -1.5],
          ],
        },
      }),
      'tokenizer',
      'tokenizer.json: model.type is "Unigram", expected "BPE".',
    ],
    [
      'a tokenizer of word pieces',
      withTokenizer({
        model: { type: 'WordPiece', vocab: { '[UNK]': 0, a: 1, '##b': 2 }, unk_token: '[UNK]' },
      }),
      'tokenizer',
      'model.type is "WordPiece", expected "BPE".',
    ],
    [
      'a tokenizer of words',
      withTokenizer({ model: { type: 'WordLevel', vocab: { a: 0 } } }),
      'tokenizer',
      '"WordLevel"',
    ],
    [
      'a tokenizer of characters',
      withTokenizer({
        pre_tokenizer: { type: 'Metaspace', replacement: '▁' },
        decoder: { type: 'Metaspace' },
      }),
      'tokenizer',
      'decoder.type is "Metaspace", expected "ByteLevel".',
    ],
    [
      'text that does not become bytes',
      withTokenizer({ pre_tokenizer: null }),
      'tokenizer',
      'pre_tokenizer is null, expected "ByteLevel"',
    ],
    [
      'a vocabulary beyond the model',
      { 'tokenizer.json': byteTokenizer({ words: Array.from({ length: 300 }, (_, i) => `w${i}`) }) },
      'tokenizer',
      "the vocabulary has the id 512, but the model's ids are 0 to 511: it belongs to another model.",
    ],
    [
      'a template that writes a token beyond the model',
      {
        ...withTokenizer({ added_tokens: [end, beyond] as never }),
        ...withTemplate(`<turn>${plainTemplate}`),
      },
      'tokenizer',
      'The chat template writes the token "<turn>", whose id is 512, but the model\'s ids are 0 to 511.',
    ],
    [
      'a template of one message that writes such a token',
      {
        ...withTokenizer({ added_tokens: [end, beyond] as never }),
        ...withTemplate("{{ '<turn>' + messages[0]['content'] }}"),
      },
      'tokenizer',
      'The chat template writes the token "<turn>", whose id is 512, but the model\'s ids are 0 to 511.',
    ],
    [
      'a template that does not parse',
      withTemplate('{% for m in messages %}'),
      'template',
      'cannot be parsed',
    ],
    [
      'a template that throws',
      withTemplate("{{ raise_exception('pay first') }}"),
      'template',
      'The chat template cannot be rendered: pay first.',
    ],
    [
      'a template that calls what is not there',
      withTemplate('{{ now_utc(messages) }}'),
      'template',
      'cannot be rendered',
    ],
  ])('%s', async (_, files, code, message) => {
    await withFolder(async (dir) => {
      const conversion = convert(await checkpoint(dir, files), join(dir, 'out'));
      await expect(conversion).rejects.toMatchObject({ code });
      await expect(conversion).rejects.toThrow(message);
      expect(await readdir(dir)).toEqual(['model']);
    });
  });
});

describe('is noted, because the model answers nevertheless:', () => {
  const { a: _, ...withoutA } = model.vocab as Record<string, number>;
  it.each<[what: string, files: Files, notes: RegExp[]]>([
    ['nothing about sound files', {}, []],
    [
      'added tokens beyond the model',
      withTokenizer({ added_tokens: [end, beyond] as never }),
      [/^tokenizer\.json: the model's ids are 0 to 511, so it lacks the added tokens "<turn>" \(512\)$/],
    ],
    [
      'bytes without a token',
      withTokenizer({ model: { ...model, vocab: withoutA } }),
      [/no token spells the bytes 0x61, so prompts lose/],
    ],
    [
      'end tokens that there are not',
      { 'generation_config.json': { eos_token_id: [256, 300, 9000] } },
      [/^eos_token_id: the model has no token with the id 300 or 9000, so it does not end an answer$/],
    ],
    ['answers without an end', { 'generation_config.json': {} }, [/names a token that ends an answer$/]],
    [
      'options of answers that browsers do not have',
      {
        'generation_config.json': {
          eos_token_id: 256,
          ...{
            no_repeat_ngram_size: 3,
            typical_p: 1,
            suppress_tokens: [],
            stop_strings: ['!'],
            num_beams: null,
          },
        },
      },
      [/no_repeat_ngram_size is 3 and is ignored$/, /stop_strings is \["!"\] and is ignored$/],
    ],
    [
      'a template whose calls are not read',
      withTemplate(
        `${plainTemplate}{% for m in messages %}{{ m['tool_calls'] | tojson if m['tool_calls'] }}{% endfor %}`,
      ),
      [/^the chat template writes calls in a form that is not read/],
    ],
    [
      'a template without system messages',
      withTemplate(
        `{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}${plainTemplate}`,
      ),
      [/^the model rejects system messages: .*no system/],
    ],
    [
      'a template of one turn',
      withTemplate(
        `{% if messages | length > 1 %}{{ raise_exception('one only') }}{% endif %}${plainTemplate}`,
      ),
      [/system messages: .*one only/, /a second question: .*one only/, /results of tools: .*one only/],
    ],
    [
      'a template that wants a system message',
      withTemplate(
        `{% if messages[0]['role'] != 'system' %}{{ raise_exception('who am I') }}{% endif %}${plainTemplate}`,
      ),
      [/without a system message: .*who am I/, /second question/, /tools/, /results/],
    ],
    [
      'a template that leaves the question out',
      withTemplate("{{ '[assistant]' }}"),
      [/^the model rejects questions: .*leaves out messages\[0\]/, /system/, /second/, /tools/, /results/],
    ],
  ])('%s', async (_, files, expected) => {
    await withFolder(async (dir) => {
      const notes: string[] = [];
      const out = join(dir, 'out');
      await convert(await checkpoint(dir, files), out, { onNote: (note) => notes.push(note) });
      expect(notes).toEqual(expected.map((note) => expect.stringMatching(note)));
      const verified = await run(['verify', out]);
      expect(verified).toMatchObject({
        code: 0,
        stderr: notes.map((note) => `note: ${withFullStop(note)}\n`).join(''),
      });
    });
  });
});

it('verify finds what a browser cannot open although every hash is right', async () => {
  await withFolder(async (dir) => {
    const out = join(dir, 'out');
    await convert(await checkpoint(dir, {}), out);
    expect(await verify(out)).toEqual([]);
    const bytes = Buffer.from(JSON.stringify({ chat_template: '{{ 1 +' }));
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'));
    const entry = manifest.files.find(({ file }: { file: string }) => file === 'tokenizer_config.json');
    Object.assign(entry, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    await writeFile(join(out, 'tokenizer_config.json'), bytes);
    await writeFile(join(out, 'manifest.json'), JSON.stringify(manifest));
    expect(await verify(out)).toEqual([expect.stringMatching(/^The chat template cannot be parsed: /)]);
  });
});
