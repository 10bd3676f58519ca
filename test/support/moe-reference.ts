// Mixtures of experts with softmax attention in plain float64 loops, written from Hugging Face's formulas for MiniMax-M2,
// Qwen3-MoE, OLMoE, Granite-MoE and GraniteMoeShared, and reading a checkpoint's own tensor names.

import { join } from 'node:path';
import { plain } from './checkpoint-dequantize.ts';
import { type RawTensors, readConfig, readTensors } from './checkpoint-files.ts';
import { attentionReference, rmsNorm, sigmoid, silu } from './reference.ts';

type Config = Record<string, unknown>;

export interface MoeAnswer {
  /** By position, (vocabulary). */
  logits: Float64Array[];
  /** By layer with experts, then by position: the chosen experts in descending order. */
  experts: number[][][];
}

export interface MoeReference {
  answer(ids: readonly number[]): MoeAnswer;
}

/** `rotary`: frequency and amplitude of the rotated pairs. Default: those of rope_theta without scaling. */
export async function moeReference(
  dir: string,
  rotary?: { frequencies: number[]; amplitude: number },
): Promise<MoeReference> {
  const config = await readConfig(dir);
  const tensors = await readTensors(join(dir, 'model.safetensors'));
  return { answer: (ids) => answer(config, tensors, ids, rotary ?? plainRotary(config)) };
}

function plainRotary(config: Config) {
  const { headDim } = shapeOf(config);
  const rope = config.rope_parameters as { rope_theta: number; partial_rotary_factor?: number };
  const dim = headDim * (rope.partial_rotary_factor ?? 1);
  const frequencies = Array.from({ length: dim / 2 }, (_, i) => rope.rope_theta ** ((-2 * i) / dim));
  return { frequencies, amplitude: 1 };
}

function shapeOf(config: Config) {
  const heads = config.num_attention_heads as number;
  const headDim = (config.head_dim as number | undefined) ?? (config.hidden_size as number) / heads;
  return { heads, kvHeads: config.num_key_value_heads as number, headDim };
}

function answer(
  config: Config,
  tensors: RawTensors,
  ids: readonly number[],
  rotary: { frequencies: number[]; amplitude: number },
): MoeAnswer {
  const number = (key: string, fallback: number) => (config[key] as number | undefined) ?? fallback;
  const eps = number('rms_norm_eps', 0);
  const vector = (name: string) => values(tensors, `${name}.weight`, 1).row(0);
  const residual = number('residual_multiplier', 1);
  const add = (x: Float64Array, branch: Float64Array) => x.map((value, i) => value + residual * branch[i]!);
  const embedding = values(tensors, 'model.embed_tokens.weight');
  let stream = ids.map((id) => embedding.row(id).map((value) => value * number('embedding_multiplier', 1)));
  const experts: number[][][] = [];
  for (let l = 0; l < (config.num_hidden_layers as number); l++) {
    const layer = `model.layers.${l}`;
    const normed = stream.map((x) => rmsNorm(x, vector(`${layer}.input_layernorm`), eps));
    const attended = attention(config, tensors, layer, normed, rotary);
    stream = stream.map((x, t) => add(x, attended[t]!));
    const inputs = stream.map((x) => rmsNorm(x, vector(`${layer}.post_attention_layernorm`), eps));
    if (tensors.has(`${layer}.mlp.gate_proj.weight`)) {
      stream = stream.map((x, t) => add(x, gatedMlp(tensors, `${layer}.mlp`, inputs[t]!)));
      continue;
    }
    const picks = inputs.map((n) => route(config, tensors, layer, n));
    experts.push(picks.map((chosen) => chosen.map(({ expert }) => expert)));
    stream = stream.map((x, t) => {
      const sum = new Float64Array(x.length);
      for (const { expert, weight } of picks[t]!) {
        const out = expertMlp(tensors, layer, expert, inputs[t]!);
        for (const [i, value] of out.entries()) sum[i]! += weight * value;
      }
      if (tensors.has(`${layer}.shared_mlp.input_linear.weight`)) {
        for (const [i, value] of sharedMlp(tensors, layer, inputs[t]!).entries()) sum[i]! += value;
      }
      return add(x, sum);
    });
  }
  const head = tensors.has('lm_head.weight') ? values(tensors, 'lm_head.weight') : embedding;
  const scaling = number('logits_scaling', 1);
  const logits = stream.map((x) =>
    head.times(rmsNorm(x, vector('model.norm'), eps)).map((value) => value / scaling),
  );
  return { logits, experts };
}

function attention(
  config: Config,
  tensors: RawTensors,
  layer: string,
  normed: Float64Array[],
  rotary: { frequencies: number[]; amplitude: number },
): Float64Array[] {
  const { heads, kvHeads, headDim } = shapeOf(config);
  const name = `${layer}.self_attn`;
  const project = (which: string, x: Float64Array) =>
    values(tensors, `${name}.${which}_proj.weight`).times(x);
  const prepare = (which: 'q' | 'k', x: Float64Array, position: number): Float64Array => {
    const projected = project(which, x);
    const norm = tensors.get(`${name}.${which}_norm.weight`);
    const weight = norm && values(tensors, `${name}.${which}_norm.weight`, 1).row(0);
    const width = weight?.length ?? projected.length;
    const out: number[] = [];
    for (let at = 0; at < projected.length; at += width) {
      const part = projected.subarray(at, at + width);
      out.push(...(weight ? rmsNorm(part, weight, config.rms_norm_eps as number) : part));
    }
    return rotateHalves(Float64Array.from(out), position, headDim, rotary);
  };
  const kv: number[] = [];
  return normed.map((x, position) => {
    kv.push(...prepare('k', x, position), ...project('v', x));
    const shape = { heads, kvHeads, headDim, multiplier: config.attention_multiplier as number | undefined };
    const o = attentionReference(prepare('q', x, position), kv, position + 1, shape);
    return project('o', o);
  });
}

/** Rotates features i and i + d/2 of every head's first d, as Hugging Face does. */
function rotateHalves(
  x: Float64Array,
  position: number,
  headDim: number,
  { frequencies, amplitude }: { frequencies: number[]; amplitude: number },
): Float64Array {
  const out = x.slice();
  const half = frequencies.length;
  for (let head = 0; head < x.length; head += headDim) {
    for (const [i, frequency] of frequencies.entries()) {
      const cos = amplitude * Math.cos(position * frequency);
      const sin = amplitude * Math.sin(position * frequency);
      const [a, b] = [x[head + i]!, x[head + i + half]!];
      out[head + i] = a * cos - b * sin;
      out[head + i + half] = b * cos + a * sin;
    }
  }
  return out;
}

function route(
  config: Config,
  tensors: RawTensors,
  layer: string,
  n: Float64Array,
): { expert: number; weight: number }[] {
  const gate = ['mlp.gate', 'block_sparse_moe.gate', 'block_sparse_moe.router.layer']
    .map((name) => `${layer}.${name}.weight`)
    .find((name) => tensors.has(name))!;
  const logits = values(tensors, gate).times(n);
  const bias = `${layer}.block_sparse_moe.e_score_correction_bias`;
  const biased = tensors.has(bias);
  const exps = logits.map(Math.exp);
  const total = exps.reduce((sum, value) => sum + value, 0);
  const scores = biased ? logits.map(sigmoid) : exps.map((value) => value / total);
  const offsets = biased ? values(tensors, bias, 1).row(0) : scores.map(() => 0);
  const chosen = [...scores.keys()]
    .sort((a, b) => scores[b]! + offsets[b]! - scores[a]! - offsets[a]!)
    .slice(0, config.num_experts_per_tok as number);
  const isScore = config.norm_topk_prob === false;
  const sum = isScore ? 1 : chosen.reduce((all, expert) => all + scores[expert]!, 0);
  return chosen.map((expert) => ({ expert, weight: scores[expert]! / sum }));
}

function expertMlp(tensors: RawTensors, layer: string, expert: number, n: Float64Array): Float64Array {
  const fused = `${layer}.block_sparse_moe.input_linear.weight`;
  const own = `${layer}.block_sparse_moe.experts.${expert}`;
  if (tensors.has(fused)) {
    const width = tensors.get(fused)!.shape[1]! / 2;
    const both = values(tensors, fused).times(n, 2 * expert * width, 2 * width);
    const h = both.subarray(0, width).map((value, i) => silu(value) * both[width + i]!);
    return values(tensors, `${layer}.block_sparse_moe.output_linear.weight`).times(
      h,
      expert * n.length,
      n.length,
    );
  }
  if (!tensors.has(`${own}.w1.weight`)) return gatedMlp(tensors, `${layer}.mlp.experts.${expert}`, n);
  return mlp(tensors, [`${own}.w1`, `${own}.w3`, `${own}.w2`], n);
}

function sharedMlp(tensors: RawTensors, layer: string, n: Float64Array): Float64Array {
  const both = values(tensors, `${layer}.shared_mlp.input_linear.weight`).times(n);
  const width = both.length / 2;
  const h = both.subarray(0, width).map((value, i) => silu(value) * both[width + i]!);
  return values(tensors, `${layer}.shared_mlp.output_linear.weight`).times(h);
}

function gatedMlp(tensors: RawTensors, name: string, n: Float64Array): Float64Array {
  return mlp(tensors, [`${name}.gate_proj`, `${name}.up_proj`, `${name}.down_proj`], n);
}

function mlp(tensors: RawTensors, [gate, up, down]: [string, string, string], n: Float64Array): Float64Array {
  const g = values(tensors, `${gate}.weight`).times(n);
  const u = values(tensors, `${up}.weight`).times(n);
  return values(tensors, `${down}.weight`).times(g.map((value, i) => silu(value) * u[i]!));
}

const decoded = new WeakMap<RawTensors, Map<string, { data: Float64Array; columns: number }>>();

/** A tensor as a matrix of its last dimension. */
function values(tensors: RawTensors, name: string, rows?: number) {
  const known = decoded.get(tensors) ?? new Map();
  decoded.set(tensors, known);
  let entry = known.get(name);
  if (entry === undefined) {
    const matrix = plain(tensors.get(name)!);
    const columns = matrix.columns;
    const count =
      rows ??
      tensors
        .get(name)!
        .shape.slice(0, -1)
        .reduce((all, size) => all * size, 1);
    const data = new Float64Array(count * columns);
    for (let i = 0; i < data.length; i++) data[i] = matrix.at(Math.floor(i / columns), i % columns);
    entry = { data, columns };
    known.set(name, entry);
  }
  const { data, columns } = entry;
  return {
    row: (r: number): Float64Array => data.subarray(r * columns, (r + 1) * columns),
    times: (x: Float64Array, first = 0, count = data.length / columns): Float64Array =>
      Float64Array.from({ length: count }, (_, r) => {
        let sum = 0;
        for (let c = 0; c < columns; c++) sum += data[(first + r) * columns + c]! * x[c]!;
        return sum;
      }),
  };
}
