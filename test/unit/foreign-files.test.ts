// Untrusted files with any content: read correctly or rejected with a message.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadChatText } from '../../src/chat/chat-text.ts';
import { parseGenerationConfig } from '../../src/chat/generation-config.ts';
import { readArchitecture } from '../../src/cli/architectures.ts';
import { parseManifest } from '../../src/shards/manifest.ts';
import { parseSafetensors, safetensorsHeader } from '../../src/shards/safetensors.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { createTokenizer } from '../../src/text/tokenizer.ts';
import { fixtureDir, readConfig } from '../support/checkpoint-files.ts';
import { damaged, odd, valueOrRefusal, valueOrRejection } from '../support/foreign.ts';
import { runs } from '../support/runs.ts';
import { buildShardFolder } from '../support/shard-folder.ts';
import { byteTokenizer, plainTemplate } from '../support/tokenizer-files.ts';

const tokenizerJson = byteTokenizer({ words: ['th'], added: [{ id: 257, content: '<end>', special: true }] });
tokenizerJson.model.merges = ['t h'];

describe('a safetensors file', () => {
  const tensors = [
    { name: 'a', dtype: 'F32', shape: [2, 3], bytes: 24 },
    { name: 'b', dtype: 'BF16', shape: [], bytes: 2 },
  ];
  const header = JSON.parse(new TextDecoder().decode(safetensorsHeader(tensors).subarray(8)));
  const withHeader = (value: unknown, claim?: bigint): Uint8Array => {
    const json = new TextEncoder().encode(JSON.stringify(value) ?? '');
    const bytes = new Uint8Array(8 + json.length + 26);
    new DataView(bytes.buffer).setBigUint64(0, claim ?? BigInt(json.length), true);
    bytes.set(json, 8);
    return bytes;
  };
  const expectRight = (bytes: Uint8Array): void => {
    const parsed = valueOrRefusal(['integrity'], () => parseSafetensors(bytes, { file: 'x' }));
    if (parsed === undefined) return;
    let end = 0;
    for (const entry of parsed.tensors.values()) {
      expect(entry.begin).toBe(end);
      end = entry.end;
    }
    expect(parsed.dataOffset + end).toBe(bytes.length);
  };

  it('of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), expectRight), runs(300));
  });

  it('that claims any length of its header', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 64n - 1n), (claim) => expectRight(withHeader(header, claim))),
      runs(200),
    );
    for (const claim of [0n, 1n, 2n ** 31n, 2n ** 53n, 2n ** 60n, 2n ** 64n - 1n])
      expectRight(withHeader(header, claim));
  });

  it('with any header', () => {
    const anyHeader = fc.oneof(damaged(header), damaged({ ...header, __metadata__: { format: 'pt' } }), odd);
    fc.assert(
      fc.property(anyHeader, ({ make }) => {
        // JSON.stringify would exceed the stack for some, so nesting is written manually.
        const value = make();
        let json: Uint8Array | undefined;
        try {
          json = withHeader(value);
        } catch {
          const text = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
          json = new Uint8Array(8 + text.length);
          new DataView(json.buffer).setBigUint64(0, BigInt(text.length), true);
          json.set(new TextEncoder().encode(text), 8);
        }
        expectRight(json);
      }),
      runs(150),
    );
  });

  it('with a deeply nested dtype, shape or metadata', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const text of [
      `{"a":{"dtype":${deep},"shape":[],"data_offsets":[0,0]}}`,
      `{"a":{"dtype":"F32","shape":${deep},"data_offsets":[0,0]}}`,
      `{"a":${deep}}`,
      `{"__metadata__":{"a":${deep}}}`,
    ]) {
      const bytes = new Uint8Array(8 + text.length);
      new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
      bytes.set(new TextEncoder().encode(text), 8);
      expect(valueOrRefusal(['integrity'], () => parseSafetensors(bytes))).toBeUndefined();
    }
  });

  it('with ten thousand tensors', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({
      name: `t${i}`,
      dtype: 'U8',
      shape: [0],
      bytes: 0,
    }));
    expect(valueOrRefusal([], () => parseSafetensors(safetensorsHeader(many)))?.tensors.size).toBe(10_000);
  });
});

it('a manifest of any size of model', () => {
  const sound = JSON.parse(buildShardFolder(1).get('manifest.json')!.toString());
  const sizes = [
    'vocabSize',
    'hiddenSize',
    'intermediateSize',
    'numAttentionHeads',
    'headDim',
    'numLocalExperts',
    'maxPositionEmbeddings',
  ];
  for (const size of sizes) {
    for (const value of [2 ** 31, 2 ** 40, 2 ** 53 - 1, 2 ** 53 - 4]) {
      const manifest = { ...sound, config: { ...sound.config, [size]: value } };
      valueOrRefusal(['manifest-invalid'], () => parseManifest(manifest));
    }
  }
});

it('a manifest', () => {
  const sound = JSON.parse(buildShardFolder(1).get('manifest.json')!.toString());
  const full = {
    ...sound,
    popularity: [
      [0.5, 0.5, 0],
      [1, 0, 0],
    ],
    opening: [[0], []],
  };
  fc.assert(
    fc.property(
      fc.oneof(
        damaged(full),
        damaged(full.config).map(({ name, make }) => ({ name, make: () => ({ ...full, config: make() }) })),
        odd,
      ),
      ({ make }) => {
        const parsed = valueOrRefusal(['manifest-invalid'], () => parseManifest(make()));
        if (parsed !== undefined) expect(parseManifest(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
      },
    ),
    runs(400),
  );
});

it('a config.json', async () => {
  const released = await readConfig(fixtureDir('lightning-shared'));
  const port = {
    ...(await readConfig(fixtureDir('hybrid-8'))),
    architectures: ['MiniMaxForCausalLM'],
    layer_types: Array.from({ length: 8 }, (_, i) => (i < 7 ? 'linear_attention' : 'full_attention')),
    rope_parameters: { rope_theta: 1e6, rope_type: 'default', partial_rotary_factor: 0.5 },
  };
  fc.assert(
    fc.property(fc.oneof(damaged(released), damaged(port)), ({ make }) => {
      const config = make();
      if (typeof config !== 'object' || config === null || Array.isArray(config)) return;
      valueOrRefusal(['checkpoint-invalid'], () => readArchitecture(config as Record<string, unknown>));
    }),
    runs(500),
  );
});

it('a tokenizer.json', () => {
  const config = { eos_token: '<end>', add_bos_token: false, additional_special_tokens: ['<end>'] };
  const text = 'the <end> of it: é漢😀\n';
  fc.assert(
    fc.property(fc.oneof(damaged(tokenizerJson), odd), fc.oneof(damaged(config), odd), (json, other) => {
      const tokenizer = valueOrRefusal(['tokenizer'], () => createTokenizer(json.make(), other.make()));
      if (tokenizer === undefined) return;
      const ids = valueOrRefusal(['tokenizer'], () => tokenizer.encode(text));
      for (const id of ids ?? []) expect(Number.isSafeInteger(id) && id >= 0).toBe(true);
      expect(typeof tokenizer.decode(ids ?? [])).toBe('string');
      expect(tokenizer.knownIds(300).length).toBe(10);
      expect(tokenizer.idsFrom(2 ** 40).every((id) => id >= 2 ** 40)).toBe(true);
    }),
    runs(500),
  );
});

it('a generation_config.json', () => {
  const tokenizer = createTokenizer(tokenizerJson);
  const sound = {
    eos_token_id: [257, 3],
    temperature: 0.7,
    top_p: 0.9,
    top_k: 5,
    min_p: 0,
    repetition_penalty: 1.1,
  };
  fc.assert(
    fc.property(fc.oneof(damaged(sound), odd), odd, (json, config) => {
      const { sampling, stopIds } = parseGenerationConfig(json.make(), tokenizer, config.make());
      expect(stopIds.every((id) => Number.isSafeInteger(id) && id >= 0)).toBe(true);
      for (const value of Object.values(sampling)) expect(Number.isFinite(value)).toBe(true);
    }),
    runs(300),
  );
});

describe('chat templates', () => {
  it('in any tokenizer_config.json', () => {
    const sound = {
      chat_template: [
        { name: 'default', template: plainTemplate },
        { name: 'tool_use', template: 'x' },
      ],
    };
    fc.assert(
      fc.property(fc.oneof(damaged(sound), odd), ({ make }) => {
        const sources = valueOrRefusal(['template'], () => chatTemplateSources(make()));
        if (sources !== undefined) expect(typeof sources.default).toBe('string');
      }),
      runs(200),
    );
  });

  it('of pieces of templates in any order', () => {
    const pieces = [
      '{%',
      '%}',
      '{{',
      '}}',
      '-',
      '{#',
      '#}',
      ' for m in messages ',
      ' endfor ',
      ' if ',
      ' else ',
      ' endif ',
      'set x = ',
      "m['role']",
      'messages[0].content',
      "'a'",
      '"',
      '|',
      'tojson',
      '[',
      ']',
      '(',
      ')',
      '==',
      '+',
      'macro f(a)',
      'endmacro',
      'raise_exception',
      '<end>',
      '\n',
    ];
    const source = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join(''));
    const tokenizer = createTokenizer(tokenizerJson);
    fc.assert(
      fc.property(source, (text) => {
        valueOrRefusal(['template'], () => createChatTemplate(text, tokenizer).render('Hi'));
      }),
      runs(300),
    );
  });
});

it('the text files of a folder together, as text', async () => {
  const sound: Record<string, unknown> = {
    'tokenizer.json': tokenizerJson,
    'tokenizer_config.json': { chat_template: plainTemplate },
    'generation_config.json': { eos_token_id: 257 },
    'config.json': { eos_token_id: 3 },
  };
  const file = fc.constantFrom(...Object.keys(sound));
  const content = fc.oneof(
    fc.string(),
    fc.json({ maxDepth: 2 }),
    fc.constantFrom('[]', '{', '\ufeff{}', 'null', '[['.repeat(60_000)),
  );
  await fc.assert(
    fc.asyncProperty(file, content, async (changed, text) => {
      const read = async (name: string) => (name === changed ? text : JSON.stringify(sound[name]));
      const chatText = await valueOrRejection(['tokenizer', 'template'], () => loadChatText(read, 300));
      if (chatText !== undefined) expect(chatText.template.render('Hi').text).toContain('Hi');
    }),
    runs(100),
  );
});
