// The converter's input from a checkpoint with any content: read correctly or rejected with a message.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { completeAddedTokens, completeNamedTokens } from '../../src/cli/added-tokens.ts';
import { findChatTemplates } from '../../src/cli/chat-templates.ts';
import { readJsonFile } from '../../src/cli/json-file.ts';
import { renameTensors } from '../../src/cli/tensor-names.ts';
import { wrongFile } from '../../src/cli/wrong-file.ts';
import { withFolder } from '../support/checkpoint-files.ts';
import { damaged, odd, valueOrRefusal, valueOrRejection } from '../support/foreign.ts';
import { runs } from '../support/runs.ts';
import { byteTokenizer } from '../support/tokenizer-files.ts';

const added = [{ id: 257, content: '<end>', special: true }];

it('the files of added tokens', () => {
  const config = {
    added_tokens_decoder: { 257: { content: '<end>', special: true }, 258: { content: '<go>' } },
    eos_token: { content: '<end>' },
    pad_token: '<pad>',
    additional_special_tokens: ['<x>', { content: '<y>' }],
    extra_special_tokens: { image_token: '<image>' },
  };
  const legacy = {
    tokenizer: byteTokenizer({ added }),
    config: { eos_token: '<end>' },
    map: { eos_token: '<x>' },
    tokens: { '<x>': 258 },
  };
  const current = { ...legacy, config };
  const record = (value: unknown) => value as Record<string, unknown> | undefined;
  fc.assert(
    fc.property(fc.oneof(damaged(current), damaged(legacy)), ({ make }) => {
      const { tokenizer, config: tokenizerConfig, map, tokens } = (make() ?? {}) as Record<string, unknown>;
      // Each is read from a JSON file, whose parser only passes objects on.
      const isObject = (value: unknown) =>
        value === undefined || Object.prototype.toString.call(value) === '[object Object]';
      if (![tokenizer, tokenizerConfig, map, tokens].every(isObject)) return;
      const files = {
        tokenizer: record(tokenizer),
        tokenizerConfig: record(tokenizerConfig),
        specialTokensMap: record(map),
        addedTokens: record(tokens),
      };
      valueOrRefusal(['checkpoint-invalid'], () => {
        const named = completeNamedTokens(files);
        return completeAddedTokens({ ...files, tokenizerConfig: named });
      });
    }),
    runs(400),
  );
});

it('the names of tensors', () => {
  const part = fc.constantFrom(
    'module',
    '_orig_mod',
    'model',
    'layers',
    '0',
    'embed_tokens',
    'weight',
    'lm_head',
    'base_model',
    '',
    '__proto__',
  );
  const name = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 8 }), (names) => {
      const renamed = valueOrRefusal(['checkpoint-invalid'], () =>
        renameTensors(new Map(names.map((n, i) => [n, i]))),
      );
      if (renamed !== undefined) expect([...renamed.tensors.values()]).toEqual(names.map((_, i) => i));
    }),
    runs(400),
  );
});

it('a JSON file of any bytes', async () => {
  const text = fc.oneof(
    fc.string(),
    fc.json({ maxDepth: 3 }),
    fc.constantFrom('{"a":NaN}', '{"a":[-Infinity,"Infinity"]}', '{"a":"NaN', 'NaN'),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    text.map((content) => Buffer.from(content)),
    text.map((content) => Buffer.from(`\ufeff${content}`, 'utf16le')),
    text.map((content) => Buffer.from(`\ufeff${content}`)),
  );
  await withFolder((dir) =>
    fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        await writeFile(join(dir, 'x.json'), content);
        const read = await valueOrRejection(['checkpoint-invalid'], () => readJsonFile(dir, 'x.json'));
        if (read === undefined) return;
        // The file written for the browser is equal, except for numbers that JSON does not have.
        expect(JSON.parse(new TextDecoder().decode(read.bytes))).toEqual(
          JSON.parse(JSON.stringify(read.value)),
        );
      }),
      runs(150),
    ),
  );
});

it('JSON that nests deeper than the stack', async () => {
  await withFolder(async (dir) => {
    const deep = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    for (const text of [`${deep}}`, `\ufeff${deep}}`, `${deep},"b":NaN}`, deep]) {
      await writeFile(join(dir, 'x.json'), text);
      await valueOrRejection(['checkpoint-invalid'], () => readJsonFile(dir, 'x.json'));
    }
  });
});

it('the chat templates of any tokenizer_config.json', async () => {
  await withFolder((dir) =>
    fc.assert(
      fc.asyncProperty(odd, async ({ make }) => {
        const found = await findChatTemplates(dir, { chat_template: make() });
        if (found === undefined || typeof found === 'string') return;
        for (const { name, template } of found)
          expect([typeof name, typeof template]).toEqual(['string', 'string']);
      }),
      runs(150),
    ),
  );
});

it('a file by how it begins', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 40 }),
      fc.nat(),
      fc.constantFrom('text' as const, 'bytes' as const),
      (head, bytes, expected) => {
        const what = wrongFile(head, head.length + bytes, expected);
        if (what !== undefined) expect(what).toMatch(/^[a-z].*[.:].*$/s);
      },
    ),
    runs(200),
  );
});
