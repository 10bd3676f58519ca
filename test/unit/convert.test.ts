import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConvertOptions, convert } from '../../src/cli/convert.ts';
import { chooseExpertsPerFile } from '../../src/cli/expert-files.ts';
import { f16Bits } from '../../src/cli/f16.ts';
import { readBytes, readPackedShard } from '../../src/cli/file-bytes.ts';
import { inspect } from '../../src/cli/inspect.ts';
import { verify } from '../../src/cli/verify.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import { type ExpertShard, folderFiles } from '../../src/shards/manifest.ts';
import { folderSource } from '../../src/startup/folder-source.ts';
import {
  dequantize,
  type PlainMatrix,
  plain,
  readCoreTensors,
  readJson,
} from '../support/checkpoint-dequantize.ts';
import {
  bf16,
  fixtureDir,
  hashFolder,
  type RawTensors,
  readTensors,
  smallCheckpoint,
  withFolder,
  writeCheckpoint,
  writeSmallCheckpoint,
} from '../support/checkpoint-files.ts';
import { byteTokenizer, plainTemplate, writeFiles } from '../support/tokenizer-files.ts';

const fixtures = ['hybrid-8', 'hybrid-16-heads-6', 'lightning-shared', 'prenorm-experts-32'];

/** Row r of the result is row `rows[r]` of `from`. */
function pick(from: PlainMatrix, rows: number[]): PlainMatrix {
  return { rows: rows.length, columns: from.columns, at: (row, column) => from.at(rows[row]!, column) };
}

function stack(...parts: PlainMatrix[]): PlainMatrix {
  const all = parts.flatMap((part) => Array.from({ length: part.rows }, (_, row) => ({ part, row })));
  return {
    rows: all.length,
    columns: parts[0]!.columns,
    at: (row, column) => all[row]!.part.at(all[row]!.row, column),
  };
}

/** Fails unless `stored` is `expected` with zeros around it. */
function expectSame(stored: PlainMatrix, expected: PlainMatrix, what: string): void {
  const wrong: string[] = [];
  for (let row = 0; row < stored.rows; row++) {
    for (let column = 0; column < stored.columns; column++) {
      const value = row < expected.rows && column < expected.columns ? expected.at(row, column) : 0;
      if (stored.at(row, column) !== value) wrong.push(`${what}: row ${row}, column ${column}`);
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
}

describe.each(fixtures)('converting %s to f32', (fixture) => {
  it("keeps every weight, in the kernels' order", async () => {
    await withFolder(async (dir) => {
      const { config } = await convert(fixtureDir(fixture), join(dir, 'out'), { quant: 'f32' });
      const source = await readTensors(join(fixtureDir(fixture), 'model.safetensors'));
      const core = await readCoreTensors(join(dir, 'out'));
      const from = (name: string) => plain(source.get(`${name}.weight`)!);
      const check = (name: string, expected: PlainMatrix) =>
        expectSame(dequantize(core, name, 'f32'), expected, name);
      const checkVector = (name: string, length: number) => {
        const stored = { ...plain(core.get(`${name}.weight`)!), rows: 1 };
        expect(stored.columns).toBe(Math.ceil(length / 64) * 64);
        expectSame(stored, from(name), name);
      };

      const { hiddenSize, numAttentionHeads: heads, numKeyValueHeads: groups, headDim, rotaryDim } = config;
      check('model.embed_tokens', from('model.embed_tokens'));
      check('lm_head', from('lm_head'));
      checkVector('model.norm', hiddenSize);
      for (const [l, layer] of config.layers.entries()) {
        const prefix = `model.layers.${l}`;
        checkVector(`${prefix}.input_layernorm`, hiddenSize);
        checkVector(`${prefix}.post_attention_layernorm`, hiddenSize);
        if (layer.type === 'lightning') {
          const qkv = from(`${prefix}.self_attn.qkv_proj`);
          const rows: number[] = [];
          for (const part of [0, 1, 2]) {
            for (let h = 0; h < heads; h++)
              for (let i = 0; i < headDim; i++) rows.push((h * 3 + part) * headDim + i);
          }
          check(
            `${prefix}.self_attn.in_proj`,
            stack(pick(qkv, rows), from(`${prefix}.self_attn.output_gate`)),
          );
          checkVector(`${prefix}.self_attn.norm`, heads * headDim);
          check(`${prefix}.self_attn.out_proj`, from(`${prefix}.self_attn.out_proj`));
        } else {
          const paired = (headCount: number) => {
            const rows: number[] = [];
            for (let h = 0; h < headCount; h++) {
              for (let i = 0; i < rotaryDim / 2; i++)
                rows.push(h * headDim + i, h * headDim + i + rotaryDim / 2);
              for (let i = rotaryDim; i < headDim; i++) rows.push(h * headDim + i);
            }
            return rows;
          };
          const q = pick(from(`${prefix}.self_attn.q_proj`), paired(heads));
          const k = pick(from(`${prefix}.self_attn.k_proj`), paired(groups));
          check(`${prefix}.self_attn.in_proj`, stack(q, k, from(`${prefix}.self_attn.v_proj`)));
          check(`${prefix}.self_attn.out_proj`, from(`${prefix}.self_attn.o_proj`));
        }
        const gate = from(`${prefix}.block_sparse_moe.gate`);
        if (config.sharedExpert) {
          const shared = `${prefix}.shared_mlp`;
          check(`${prefix}.block_sparse_moe.gate`, stack(gate, from(`${prefix}.coefficient`)));
          check(`${shared}.w13`, interleave(from(`${shared}.gate_proj`), from(`${shared}.up_proj`)));
          check(`${shared}.w2`, from(`${shared}.down_proj`));
        } else {
          check(`${prefix}.block_sparse_moe.gate`, gate);
        }
        for (let e = 0; e < config.numLocalExperts; e++) {
          const file = `${String(l).padStart(2, '0')}-${String(e).padStart(2, '0')}.safetensors`;
          const page = await readTensors(join(dir, 'out', 'experts', file));
          const expert = `${prefix}.block_sparse_moe.experts.${e}`;
          expectSame(
            dequantize(page, 'w13', 'f32'),
            interleave(from(`${expert}.w1`), from(`${expert}.w3`)),
            `${file} w13`,
          );
          expectSame(dequantize(page, 'w2', 'f32'), from(`${expert}.w2`), `${file} w2`);
        }
      }
    });
  });
});

function interleave(w1: PlainMatrix, w3: PlainMatrix): PlainMatrix {
  const rows = Array.from({ length: w1.rows }, (_, i) => [pick(w1, [i]), pick(w3, [i])]).flat();
  return stack(...rows);
}

describe('quantized shards', () => {
  it.each(['q8', 'q4'] as const)('have weights within the rounding of %s', async (quant) => {
    await withFolder(async (dir) => {
      await writeSmallCheckpoint(join(dir, 'model'));
      await convert(join(dir, 'model'), join(dir, 'exact'), { quant: 'f32' });
      await convert(join(dir, 'model'), join(dir, 'coarse'), {
        quant,
        embeddingQuant: quant,
        headQuant: quant,
      });
      const exact = await readCoreTensors(join(dir, 'exact'));
      const coarse = await readCoreTensors(join(dir, 'coarse'));
      for (const name of [
        'model.embed_tokens',
        'model.layers.0.self_attn.in_proj',
        'model.layers.1.self_attn.out_proj',
      ]) {
        const weights = dequantize(exact, name, 'f32');
        const stored = dequantize(coarse, name, quant);
        let worst = 0;
        for (let row = 0; row < weights.rows; row++) {
          for (let first = 0; first < weights.columns; first += 32) {
            const block = Array.from({ length: 32 }, (_, i) => weights.at(row, first + i));
            const largest = Math.max(...block.map(Math.abs));
            for (const [i, value] of block.entries()) {
              if (largest > 0) worst = Math.max(worst, Math.abs(stored.at(row, first + i) - value) / largest);
            }
          }
        }
        // Half a step; a whole one at the end of q4 that lacks its level 8; and the rounding of the scale.
        expect(worst).toBeLessThan((quant === 'q8' ? 0.5 / 127 : 1 / 8) + 2 ** -11);
        expect(worst).toBeGreaterThan(0);
      }
    });
  });

  it('have the requested formats, and more precise ones for embedding and head by default', async () => {
    await withFolder(async (dir) => {
      await writeSmallCheckpoint(join(dir, 'model'));
      const formats = async (options: ConvertOptions) =>
        (await convert(join(dir, 'model'), join(dir, 'out'), { force: true, ...options })).quantization;
      expect(await formats({})).toEqual({ experts: 'q4', attention: 'q4', embedding: 'q8', head: 'q8' });
      expect(await formats({ quant: 'q8' })).toEqual({
        experts: 'q8',
        attention: 'q8',
        embedding: 'q8',
        head: 'q8',
      });
      expect(await formats({ quant: 'f16' })).toEqual({
        experts: 'f16',
        attention: 'f16',
        embedding: 'f16',
        head: 'f16',
      });
      const mixed: ConvertOptions = { attentionQuant: 'q8', embeddingQuant: 'f16', headQuant: 'f32' };
      expect(await formats(mixed)).toEqual({ experts: 'q4', attention: 'q8', embedding: 'f16', head: 'f32' });
      expect(await verify(join(dir, 'out'))).toEqual([]);
    });
  });
});

describe('a shard folder', () => {
  it('lists its files with their hashes, and copies of the configuration and tokenizer', async () => {
    await withFolder(async (dir) => {
      const checkpoint = join(dir, 'model');
      await writeSmallCheckpoint(checkpoint);
      const tokenizer = JSON.stringify(byteTokenizer());
      await writeFile(join(checkpoint, 'tokenizer.json'), tokenizer);
      await writeFile(join(checkpoint, 'README.md'), 'not copied');

      const manifest = await convert(checkpoint, join(dir, 'out'), { name: 'tiny' });
      expect(await readJson(join(dir, 'out', 'manifest.json'))).toEqual(manifest);
      expect(manifest.name).toBe('tiny');
      expect(manifest.files.map(({ file }) => file)).toEqual(['config.json', 'tokenizer.json']);
      const written = await hashFolder(join(dir, 'out'));
      const listed = [...manifest.files, ...manifest.shards].map(({ file }) => file);
      expect([...written.keys()].sort()).toEqual([...listed, 'manifest.json'].sort());
      expect(await readFile(join(dir, 'out', 'tokenizer.json'), 'utf8')).toBe(tokenizer);
      expect(await verify(join(dir, 'out'))).toEqual([]);
    });
  });

  it('has several experts per file if there would be many files, each with the same bytes', async () => {
    await withFolder(async (dir) => {
      const checkpoint = await writeSmallCheckpoint(join(dir, 'model'));
      const { shards: alone } = await convert(checkpoint, join(dir, 'alone'));
      const manifest = await convert(checkpoint, join(dir, 'packed'), { expertsPerFile: 3 });
      const { shards, packs = [] } = manifest;
      expect(shards.map(({ sha256 }) => sha256)).toEqual(alone.map(({ sha256 }) => sha256));
      expect(await verify(join(dir, 'packed'))).toEqual([]);
      expect(await inspect(join(dir, 'packed'))).toContain(` in ${packs.length} files`);
      const written = [...(await hashFolder(join(dir, 'packed'))).keys()];
      expect(written.sort()).toEqual(
        [...folderFiles(manifest).map(({ file }) => file), 'manifest.json'].sort(),
      );

      const packed = join(dir, 'packed');
      const read = (file: string) => readBytes(join(packed, file));
      const sources = [
        folderSource(manifest, read),
        folderSource(
          manifest,
          async (file) => expect.fail(`${file} is read whole`),
          (shard) => readPackedShard(packed, shard),
        ),
      ];
      for (const { file, layer, expert } of alone.filter((shard) => shard.role === 'expert')) {
        const own = await readFile(join(dir, 'alone', file));
        for (const source of sources) {
          expect(Buffer.from(await source.expert(layer, expert)).equals(own)).toBe(true);
        }
      }
    });
  });

  it('reports which experts of a file are damaged, unless the file is incomplete', async () => {
    await withFolder(async (dir) => {
      const out = join(dir, 'packed');
      const { shards, packs = [] } = await convert(await writeSmallCheckpoint(join(dir, 'model')), out, {
        expertsPerFile: 3,
      });
      const { file } = packs[0]!;
      const damaged = shards.filter((shard) => shard.role === 'expert' && shard.pack === file);
      expect(damaged).toHaveLength(2);
      const bytes = await readFile(join(out, file));
      for (const shard of damaged) bytes[(shard as ExpertShard).offset! + shard.bytes - 1]! ^= 1;
      await writeFile(join(out, file), bytes);
      expect(await verify(out)).toEqual(
        [`${file}: its`, ...damaged.map((shard) => `${shard.file} (in ${file}): its`)].map((start) =>
          expect.stringContaining(`${start} sha-256 is`),
        ),
      );
      await writeFile(join(out, file), bytes.subarray(1));
      expect(await verify(out)).toEqual([
        expect.stringContaining(`${file}: is ${bytes.byteLength - 1} bytes`),
      ]);
    });
  });

  it('has no more than 512 files of experts, and none of more than 16 MiB', () => {
    const perFile = (layers: number, numLocalExperts: number, expertBytes: number, given?: number) => {
      const config = { layers: Array.from({ length: layers }, () => ({})), numLocalExperts };
      return chooseExpertsPerFile(config as unknown as ModelConfig, expertBytes, given);
    };
    expect(perFile(8, 32, 300_000)).toBe(1);
    expect(perFile(24, 32, 900_000)).toBe(2);
    expect(perFile(48, 128, 2_700_000)).toBe(6);
    expect(perFile(48, 128, 20_000_000)).toBe(1);
    // 48 layers times 11 files of 12 experts would be 528 files.
    expect(perFile(48, 128, 900_000)).toBe(13);
    expect(perFile(600, 4, 300_000)).toBe(4);

    expect(perFile(8, 32, 300_000, 9999)).toBe(32);
    expect(perFile(8, 32, 200 * 2 ** 20, 1)).toBe(1);
    expect(() => perFile(8, 128, 3 * 2 ** 20, 64)).toThrow(
      '--experts-per-file is 64, which makes files of 192 MiB: expected at most 42,',
    );
  });

  it('has the chat template where a browser looks for it, also if the checkpoint has it in a separate file', async () => {
    await withFolder(async (dir) => {
      const checkpoint = await writeSmallCheckpoint(join(dir, 'model'));
      const configOf = (out: string) => readJson(join(dir, out, 'tokenizer_config.json'));
      await writeFile(join(checkpoint, 'chat_template.jinja'), '{{ messages }}');
      await convert(checkpoint, join(dir, 'alone'));
      expect(await configOf('alone')).toEqual({ chat_template: '{{ messages }}' });

      const before = '{"eos_token":"</s>","chat_template":"older"}';
      await writeFile(join(checkpoint, 'tokenizer_config.json'), before);
      const manifest = await convert(checkpoint, join(dir, 'both'));
      expect(await configOf('both')).toEqual({ eos_token: '</s>', chat_template: '{{ messages }}' });
      expect(manifest.files.map(({ file }) => file)).toEqual(['config.json', 'tokenizer_config.json']);
      expect(await verify(join(dir, 'both'))).toEqual([]);

      await rm(join(checkpoint, 'chat_template.jinja'));
      await convert(checkpoint, join(dir, 'inline'));
      expect(await readFile(join(dir, 'inline', 'tokenizer_config.json'), 'utf8')).toBe(before);
    });
  });

  it('is written with a note about what a browser will lack', async () => {
    await withFolder(async (dir) => {
      const checkpoint = await writeSmallCheckpoint(join(dir, 'model'));
      const notes: string[] = [];
      const onNote = (note: string) => notes.push(note);
      await convert(checkpoint, join(dir, 'bare'), { onNote });
      expect(notes).toEqual([
        expect.stringContaining('tokenizer.json'),
        expect.stringContaining('chat template'),
      ]);

      notes.length = 0;
      await writeFile(join(checkpoint, 'tokenizer_config.json'), '{"chat_template":null}');
      await convert(checkpoint, join(dir, 'null'), { onNote });
      expect(notes).toEqual([
        expect.stringContaining('tokenizer.json'),
        expect.stringContaining('chat template'),
      ]);

      notes.length = 0;
      const added = [{ id: 256, content: '<end>', special: true }];
      await writeFiles(checkpoint, {
        'tokenizer.json': byteTokenizer({ added }),
        'tokenizer_config.json': { chat_template: plainTemplate },
        'generation_config.json': { eos_token_id: 256 },
      });
      await convert(checkpoint, join(dir, 'complete'), { onNote });
      expect(notes).toEqual([]);
    });
  });

  it('is named after the checkpoint, and its revision changes with any weight', async () => {
    await withFolder(async (dir) => {
      const { config, tensors } = await smallCheckpoint();
      await writeCheckpoint(join(dir, 'model'), config, tensors);
      const first = await convert(join(dir, 'model'), join(dir, 'a'));
      expect(first.name).toBe('model');
      expect(first.revision).toBe((await convert(join(dir, 'model'), join(dir, 'b'))).revision);
      tensors.get('model.layers.1.block_sparse_moe.experts.1.w2.weight')!.bytes[1]! ^= 1;
      await writeCheckpoint(join(dir, 'model'), config, tensors);
      expect((await convert(join(dir, 'model'), join(dir, 'c'))).revision).not.toBe(first.revision);
    });
  });

  it('is the same from one file, from several with an index, and from F16, F32 and F64 of the same weights', async () => {
    await withFolder(async (dir) => {
      const { config, tensors } = await smallCheckpoint();
      // Values that are exact in both f16 and bf16.
      const exact: RawTensors = new Map();
      for (const [name, tensor] of tensors) {
        const matrix = plain(tensor);
        const values = Array.from({ length: matrix.rows * matrix.columns }, (_, i) => {
          const value = matrix.at(Math.floor(i / matrix.columns), i % matrix.columns);
          return Math.round(value * 128) / 128;
        });
        exact.set(name, bf16(tensor.shape, values.map(toBf16)));
      }
      await writeCheckpoint(join(dir, 'one'), config, exact);
      await writeCheckpoint(join(dir, 'three'), config, exact, { files: 3 });
      const one = await convert(join(dir, 'one'), join(dir, 'a'));
      expect((await convert(join(dir, 'three'), join(dir, 'b'))).shards).toEqual(one.shards);
      for (const dtype of ['F16', 'F32', 'F64'] as const) {
        await writeCheckpoint(join(dir, dtype), config, recoded(exact, dtype));
        expect((await convert(join(dir, dtype), join(dir, `out-${dtype}`))).shards).toEqual(one.shards);
      }
    });
  });

  it('has the embedding once if the head is tied to it, unless their formats differ', async () => {
    await withFolder(async (dir) => {
      const { config: untied, tensors } = await smallCheckpoint();
      const config = { ...untied, tie_word_embeddings: true };
      tensors.set('lm_head.weight', tensors.get('model.embed_tokens.weight')!);
      await writeCheckpoint(join(dir, 'with'), config, tensors);
      const withHead = await convert(join(dir, 'with'), join(dir, 'a'));
      tensors.delete('lm_head.weight');
      await writeCheckpoint(join(dir, 'without'), config, tensors);
      const without = await convert(join(dir, 'without'), join(dir, 'b'));
      expect(without.shards).toEqual(withHead.shards);
      expect(without.config.tiedHead).toBe(true);
      expect((await readCoreTensors(join(dir, 'b'))).has('lm_head.weight')).toBe(false);

      const formats = { embeddingQuant: 'f32', headQuant: 'f16' } as const;
      expect((await convert(join(dir, 'without'), join(dir, 'c'), formats)).config.tiedHead).toBe(false);
      const core = await readCoreTensors(join(dir, 'c'));
      const [head, embedding] = [
        dequantize(core, 'lm_head', 'f16'),
        dequantize(core, 'model.embed_tokens', 'f32'),
      ];
      for (let row = 0; row < 512; row += 50) expect(head.at(row, 7)).toBeCloseTo(embedding.at(row, 7), 4);
    });
  });

  it('splits a matrix larger than a core shard by rows', async () => {
    await withFolder(async (dir) => {
      const vocab = 140_001;
      const { config: narrow, tensors } = await smallCheckpoint();
      const config = { ...narrow, vocab_size: vocab };
      // Row r holds r mod 251 and then r mod 13, which bf16 has exactly.
      const values = new Float32Array(vocab * 64);
      for (let row = 0; row < vocab; row++) {
        values.fill(row % 13, row * 64, (row + 1) * 64);
        values[row * 64] = row % 251;
      }
      const rows = bf16([vocab, 64], values);
      tensors.set('model.embed_tokens.weight', rows).set('lm_head.weight', rows);
      await writeCheckpoint(join(dir, 'model'), config, tensors);
      const manifest = await convert(join(dir, 'model'), join(dir, 'out'), {
        embeddingQuant: 'f32',
        headQuant: 'q8',
      });
      const coreFiles = manifest.shards.filter(({ role }) => role === 'core');
      expect(coreFiles.map(({ file }) => file)).toEqual(['core-00.safetensors', 'core-01.safetensors']);
      for (const { bytes } of coreFiles) expect(bytes).toBeLessThan(32 * 2 ** 20 + 10_000);
      expect(await verify(join(dir, 'out'))).toEqual([]);

      const core = await readCoreTensors(join(dir, 'out'));
      const names = [...core.keys()].filter((name) => name.startsWith('model.embed_tokens'));
      expect(names).toEqual(['model.embed_tokens.weight@0', 'model.embed_tokens.weight@131072']);
      const first = dequantize(core, 'model.embed_tokens', 'f32', '@0');
      const second = dequantize(core, 'model.embed_tokens', 'f32', '@131072');
      for (const row of [0, 1, 70_000, 131_071]) expect(first.at(row, 0)).toBe(row % 251);
      for (const row of [131_072, 139_999, 140_000]) expect(second.at(row - 131_072, 0)).toBe(row % 251);
      expect(second.at(140_001 - 131_072, 0)).toBe(0);
      expect(dequantize(core, 'lm_head', 'q8').at(140_000, 1)).toBeCloseTo(140_000 % 13, 1);
    });
  });
});

describe('progress', () => {
  it('is reported before every shard', async () => {
    await withFolder(async (dir) => {
      const seen: string[] = [];
      await writeSmallCheckpoint(join(dir, 'model'));
      await convert(join(dir, 'model'), join(dir, 'out'), {
        onProgress: ({ done, total, file }) => seen.push(`${done}/${total} ${file}`),
      });
      expect(seen).toEqual([
        '0/5 core-00.safetensors',
        '1/5 experts/00-00.safetensors',
        '2/5 experts/00-01.safetensors',
        '3/5 experts/01-00.safetensors',
        '4/5 experts/01-01.safetensors',
      ]);
    });
  });
});

/** Truncates to the 8 significant bits of bf16. */
function toBf16(value: number): number {
  const word = new Uint32Array(Float32Array.of(value).buffer);
  word[0]! &= 0xffff0000;
  return new Float32Array(word.buffer)[0]!;
}

function recoded(tensors: RawTensors, dtype: 'F16' | 'F32' | 'F64'): RawTensors {
  return new Map(
    [...tensors].map(([name, tensor]) => {
      const { rows, columns, at } = plain(tensor);
      const values = Array.from({ length: rows * columns }, (_, i) =>
        at(Math.floor(i / columns), i % columns),
      );
      const typed =
        dtype === 'F16'
          ? Uint16Array.from(values, f16Bits)
          : new { F32: Float32Array, F64: Float64Array }[dtype]!(values);
      return [name, { dtype, shape: tensor.shape, bytes: new Uint8Array(typed.buffer) }];
    }),
  );
}
