// Variants of the families' models without recorded fixtures, compared with plain float64 loops.

import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { convert } from '../../src/cli/convert.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { safetensorsHeader } from '../../src/shards/safetensors.ts';
import { folderSource } from '../../src/startup/folder-source.ts';
import { evaluateGolden } from '../golden/evaluate.ts';
import { plain } from '../support/checkpoint-dequantize.ts';
import {
  fixtureDir,
  type RawTensors,
  readConfig,
  readTensors,
  writeCheckpoint,
} from '../support/checkpoint-files.ts';
import { f32, fp8 } from '../support/fp8.ts';
import { normals } from '../support/gpu.ts';
import { moeReference } from '../support/moe-reference.ts';

const work = mkdtempSync(join(tmpdir(), 'pocket-m1-families-'));
const gpu = await requestGpu();

afterAll(() => rm(work, { recursive: true }));

async function bytes(file: string): Promise<ArrayBuffer> {
  const content = await readFile(file);
  return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
}

async function fixture(name: string) {
  const dir = fixtureDir(name);
  return { config: await readConfig(dir), tensors: await readTensors(join(dir, 'model.safetensors')) };
}

/** The report on a checkpoint compared with the answers of `reference`, by default the same checkpoint. */
async function evaluate(
  name: string,
  { config, tensors }: { config: Record<string, unknown>; tensors: RawTensors },
  reference: Parameters<typeof moeReference>[1] | { dir: string } = undefined,
) {
  const dir = join(work, name);
  await writeCheckpoint(dir, config, tensors);
  const manifest = await convert(dir, `${dir}-shards`, { quant: 'f32' });
  const source = folderSource(manifest, (file) => bytes(join(`${dir}-shards`, file)));
  const golden =
    reference && 'dir' in reference ? await answers(reference.dir) : await answers(dir, reference);
  return { dir, manifest, report: await evaluateGolden(gpu, manifest, source, golden, 16, 'f32') };
}

/** Answers in the form of golden.safetensors. */
async function answers(dir: string, rotary?: Parameters<typeof moeReference>[1]): Promise<ArrayBuffer> {
  const { answer } = await moeReference(dir, rotary);
  const prompt = Array.from({ length: 40 }, (_, i) => (i * 131 + 7) % 512);
  const steps = 4;
  const whole = answer(prompt);
  const continuation: number[] = [];
  const continuationLogits: Float64Array[] = [];
  let last = whole;
  for (let step = 0; step < steps; step++) {
    const logits = last.logits.at(-1)!;
    continuation.push(logits.indexOf(Math.max(...logits)));
    continuationLogits.push(logits);
    last = answer([...prompt, ...continuation]);
  }
  const integers = (values: number[]) => new Uint8Array(Int32Array.from(values).buffer);
  const floats = (rows: Float64Array[]) =>
    new Uint8Array(Float32Array.from(rows.flatMap((row) => [...row])).buffer);
  const later = last.experts.map((layer) => layer.slice(prompt.length, prompt.length + steps - 1));
  const contents: Record<string, Uint8Array> = {
    'n40.input_ids': integers(prompt),
    'n40.positions': integers([...prompt.keys()]),
    'n40.logits': floats(whole.logits),
    'n40.router_ids': integers(whole.experts.flat(2)),
    'n40.greedy_ids': integers(continuation),
    'n40.greedy_logits': floats(continuationLogits),
    'n40.greedy_router_ids': integers(later.flat(2)),
  };
  const header = safetensorsHeader(
    Object.entries(contents).map(([name, { length }]) => {
      return { name, dtype: name.endsWith('logits') ? 'F32' : 'I32', shape: [length / 4], bytes: length };
    }),
  );
  return new Blob([header, ...Object.values(contents)] as BlobPart[]).arrayBuffer();
}

function expectAnswers({ report }: Awaited<ReturnType<typeof evaluate>>): void {
  expect(report.logitError).toBeLessThan(2e-3);
  expect(report.router.of).toBeGreaterThan(0);
  expect(report.router.same).toBe(report.router.of);
  expect(report.greedy).toEqual({ same: 4, of: 4 });
  expect(report.restored).toEqual({ same: 6, of: 6 });
}

/** Replaces a layer's experts by one MLP of `width`. */
function makeDense(tensors: RawTensors, layer: number, width: number): void {
  const prefix = `model.layers.${layer}.mlp`;
  for (const name of [...tensors.keys()]) if (name.startsWith(`${prefix}.`)) tensors.delete(name);
  const random = normals(30 + layer);
  const hidden = 64;
  for (const which of ['gate_proj', 'up_proj'])
    tensors.set(`${prefix}.${which}.weight`, f32([width, hidden], random(width * hidden, 0.16)));
  tensors.set(`${prefix}.down_proj.weight`, f32([hidden, width], random(hidden * width, 0.13)));
}

describe(`variants of the families on ${gpu.name}`, { timeout: 300_000 }, () => {
  test('dense layers among sparse ones, whose weights are not renormalized', async () => {
    const { config, tensors } = await fixture('qwen3-moe-16-top4');
    makeDense(tensors, 0, 100);
    makeDense(tensors, 2, 100);
    const change = { mlp_only_layers: [0, 2], intermediate_size: 100, norm_topk_prob: false };
    const evaluated = await evaluate('dense', { config: { ...config, ...change }, tensors });
    expectAnswers(evaluated);
    expect(evaluated.manifest.config.layers.map(({ dense }) => dense === true)).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(evaluated.report.router.of).toBe(2 * (40 + 3));
  });

  test('rotary frequencies and amplitude of yarn', async () => {
    const { config, tensors } = await fixture('qwen3-moe-16-top4');
    const rope = {
      rope_type: 'yarn',
      rope_theta: 1e4,
      factor: 4,
      original_max_position_embeddings: 64,
    };
    // Pair i of 16 turns 64 · 1e4^(-i / 16) / 2π times: 32 times at i < 0, once at 4.03.
    const frequencies = Array.from({ length: 16 }, (_, i) => {
      const divided = Math.min(1, i / 5);
      return 1e4 ** (-i / 16) * (divided / 4 + 1 - divided);
    });
    const amplitude = 0.1 * Math.log(4) + 1;
    const checkpoint = { config: { ...config, rope_parameters: rope }, tensors };
    expectAnswers(await evaluate('yarn', checkpoint, { frequencies, amplitude }));
  });

  test('an untied head with multipliers', async () => {
    const { config, tensors } = await fixture('granite-moe-16-top4');
    tensors.set('lm_head.weight', f32([512, 64], normals(40)(512 * 64, 1)));
    const evaluated = await evaluate('untied', {
      config: { ...config, tie_word_embeddings: false },
      tensors,
    });
    expectAnswers(evaluated);
    expect(evaluated.manifest.config.tiedHead).toBe(false);
  });

  test('MiniMax-M2 in fp8 answers like its own dequantized copy', async () => {
    const { config, tensors } = await fixture('m2-16-top4');
    const size: [number, number] = [40, 28]; // has partial blocks on both sides
    const quantized: RawTensors = new Map();
    const copy: RawTensors = new Map();
    for (const [name, tensor] of tensors) {
      if (!/_proj\.weight$|\.w[123]\.weight$/.test(name)) {
        quantized.set(name, tensor);
        copy.set(name, tensor);
        continue;
      }
      const [rows, columns] = tensor.shape as [number, number];
      const matrix = plain(tensor);
      const values = Array.from({ length: rows * columns }, (_, i) =>
        matrix.at(Math.floor(i / columns), i % columns),
      );
      const { weight, scales, scaleShape, dequantized } = fp8([rows, columns], values, size);
      quantized.set(name, weight);
      quantized.set(`${name}_scale_inv`, f32(scaleShape, scales));
      copy.set(name, f32([rows, columns], dequantized));
    }
    const quantization_config = { quant_method: 'fp8', weight_block_size: size };
    const dir = join(work, 'm2-copy');
    await writeCheckpoint(dir, config, copy);
    const evaluated = await evaluate(
      'm2-fp8',
      { config: { ...config, quantization_config }, tensors: quantized },
      { dir },
    );
    expectAnswers(evaluated);
    const ofCopy = await convert(dir, `${dir}-shards`, { quant: 'f32' });
    expect(evaluated.manifest.shards).toEqual(ofCopy.shards);
  });
});
