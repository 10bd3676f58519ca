// Reads a shard folder into named weights in the checkpoint's order of rows, the input of both converters.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importSource } from './import-source.mjs';
import { BLOCK, fromShard, range, stack, takeRows } from './weights.mjs';

export async function readManifest(folder) {
  const { parseManifest } = await importSource('src/shards/manifest.ts');
  return parseManifest(await readJson(folder, 'manifest.json'));
}

export const readJson = async (folder, file) => JSON.parse(await readFile(join(folder, file), 'utf8'));

/** Whether the model is llama.cpp's architecture granitemoe. */
export function isGranite(config) {
  const { layers, qkNorm, router, postnorm, attentionScale, mlpScale, tiedHead } = config;
  return (
    layers.every(({ type, dense }) => type === 'attention' && !dense) &&
    config.sharedIntermediateSize === undefined &&
    config.ropeScaling === undefined &&
    qkNorm === 'none' &&
    router.scores === 'softmax' &&
    router.renormalize &&
    tiedHead &&
    !postnorm &&
    [attentionScale, mlpScale].every(({ alpha, beta }) => alpha === 1 && beta === mlpScale.beta)
  );
}

/** Returns the reason why no peer can run the model, or undefined. */
export function unsupported({ config, quantization }) {
  const { sharedExpert, postnorm, lightningScale, attentionScale, mlpScale } = config;
  const scales = [lightningScale, attentionScale, mlpScale];
  if (sharedExpert) return 'it has a shared expert';
  if (!isGranite(config)) {
    if (!postnorm) return 'its residual branch is not the normed input';
    if (scales.some(({ alpha, beta }) => alpha !== mlpScale.alpha || beta !== 1)) {
      return 'its residual scales differ from layer to layer';
    }
  }
  const format = Object.values(quantization).find((format) => format !== 'q4' && format !== 'q8');
  if (format) return `some of its weights are ${format}, expected q4 or q8 everywhere`;
  const widths = [config.hiddenSize, config.intermediateSize, config.headDim];
  if (widths.some((width) => width % BLOCK !== 0)) return `its widths are no multiples of ${BLOCK}`;
}

/**
 * All weights of the model. Rows of q and k are in the checkpoint's order, with the rotated pairs (i, i + R/2), except that
 * Granite's are in the shards' order, with adjacent pairs, which is how llama.cpp rotates that architecture.
 * `experts.w13` and `experts.w2` are the stacked matrices of all experts of the layer.
 */
export async function readModel(folder, manifest) {
  const { config, quantization } = manifest;
  const { modelLayout } = await importSource('src/model/layout.ts');
  const layout = modelLayout(config, quantization);
  const core = new Map();
  for (const shard of manifest.shards.filter(({ role }) => role === 'core')) {
    for (const [name, bytes] of await readTensors(folder, shard)) core.set(name, bytes);
  }
  // A tensor too large for one shard is split into "<name>@<first row>", in the order of its rows.
  const whole = (name) => {
    const parts = [...core].filter(([part]) => part === name || part.startsWith(`${name}@`));
    return Buffer.concat(parts.map(([, bytes]) => bytes));
  };
  const shape = (name) => layout.core.find((tensor) => tensor.name === name);
  const matrix = (name) => fromShard(shape(name), whole(`${name}.weight`), whole(`${name}.scales`));
  const floats = (name, count) => new Float32Array(new Uint8Array(whole(`${name}.weight`)).buffer, 0, count);

  const { hiddenSize, numAttentionHeads, numKeyValueHeads, headDim, rotaryDim, numLocalExperts } = config;
  const queries = numAttentionHeads * headDim;
  const ordered = (rows) => (isGranite(config) ? rows : unpair(rows, headDim, rotaryDim));
  const readLayer = async ({ type, decay }, l) => {
    const prefix = `model.layers.${l}`;
    const inputs = matrix(`${prefix}.self_attn.in_proj`);
    const pick = (from, to) => takeRows(inputs, range(from, to));
    const keys = numKeyValueHeads * headDim;
    const pages = [];
    for (let e = 0; e < numLocalExperts; e++) {
      const shard = manifest.shards.find(({ layer, expert }) => layer === l && expert === e);
      pages.push(new Map(await readTensors(folder, shard)));
    }
    const experts = (name) =>
      stack(
        pages.map((page) =>
          fromShard(layout.expertPage[name], page.get(`${name}.weight`), page.get(`${name}.scales`)),
        ),
      );
    return {
      type,
      decay,
      inputNorm: floats(`${prefix}.input_layernorm`, hiddenSize),
      ...(type === 'lightning'
        ? {
            q: pick(0, queries),
            k: pick(queries, 2 * queries),
            v: pick(2 * queries, 3 * queries),
            gate: pick(3 * queries, 4 * queries),
            norm: floats(`${prefix}.self_attn.norm`, queries),
          }
        : {
            q: ordered(pick(0, queries)),
            k: ordered(pick(queries, queries + keys)),
            v: pick(queries + keys, queries + 2 * keys),
          }),
      output: matrix(`${prefix}.self_attn.out_proj`),
      postNorm: floats(`${prefix}.post_attention_layernorm`, hiddenSize),
      router: floats(`${prefix}.block_sparse_moe.gate`, numLocalExperts * hiddenSize),
      experts: { w13: experts('w13'), w2: experts('w2') },
    };
  };
  return {
    manifest,
    config,
    embedding: matrix('model.embed_tokens'),
    layers: await Promise.all(config.layers.map(readLayer)),
    norm: floats('model.norm', hiddenSize),
    head: config.tiedHead ? undefined : matrix('lm_head'),
    tokenizer: await readJson(folder, 'tokenizer.json'),
    ends: await readJson(folder, 'config.json'),
  };
}

// Shards have the two features of a rotated pair in adjacent rows; the checkpoint has them half the rotated width apart.
function unpair(matrix, headDim, rotaryDim) {
  const half = rotaryDim / 2;
  const stored = (feature) =>
    feature < half ? 2 * feature : feature < rotaryDim ? 2 * (feature - half) + 1 : feature;
  const heads = range(0, matrix.rows, headDim);
  return takeRows(
    matrix,
    heads.flatMap((head) => range(0, headDim).map((feature) => head + stored(feature))),
  );
}

async function readTensors(folder, { file, pack, offset = 0, bytes: size }) {
  const { parseSafetensors } = await importSource('src/shards/safetensors.ts');
  const bytes = (await readFile(join(folder, pack ?? file))).subarray(offset, offset + size);
  const { dataOffset, tensors } = parseSafetensors(bytes, { file });
  return [...tensors].map(([name, { begin, end }]) => [
    name,
    bytes.subarray(dataOffset + begin, dataOffset + end),
  ]);
}
