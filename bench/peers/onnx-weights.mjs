// The weights of the ONNX graphs: one file that graphs of every length share, and the offset of each weight in it.

import { importSource } from './import-source.mjs';
import { dataType } from './onnx-file.mjs';
import { range, stack, takeRows } from './weights.mjs';

const ALIGNMENT = 64;

/** Number of positions in the rotation tables. */
export const POSITIONS = 4096;

/** `index` has { dims, type, offset, length } by name; `pieces` are the chunks of the file, in order. */
export async function onnxWeights(model) {
  const { f16Value } = await importSource('src/cli/f16.ts');
  const index = {};
  const pieces = [];
  let end = 0;
  const put = (name, dims, array) => {
    const offset = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    pieces.push(new Uint8Array(offset - end));
    pieces.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    end = offset + array.byteLength;
    index[name] = { dims, type: dataType(array), offset, length: array.byteLength };
  };
  const putScales = (name, dims, { scales }, factor) =>
    put(
      name,
      dims,
      Float32Array.from(scales, (bits) => f16Value(bits) * factor),
    );
  const putMatrix = (name, matrix, factor = 1) => {
    const { rows, columns, bits } = matrix;
    put(`${name}.q`, [rows, columns / 32, 4 * bits], packed(matrix));
    putScales(`${name}.s`, [rows, columns / 32], matrix, factor);
  };
  const putExperts = (name, matrix, experts, factor = 1) => {
    const { columns, bits } = matrix;
    const rows = matrix.rows / experts;
    put(`${name}.q`, [experts, rows, (columns * bits) / 8], packed(matrix));
    putScales(`${name}.s`, [experts, rows, columns / 32], matrix, factor);
  };
  const putVector = (name, values) => put(name, [values.length], values);

  const { config, embedding, layers, norm, head } = model;
  const { hiddenSize, headDim, rotaryDim, numLocalExperts } = config;
  const branch = 1 / config.mlpScale.alpha;
  put(
    'embedding',
    [embedding.rows, embedding.columns],
    Float32Array.from(embedding.levels, (level, i) => level * f16Value(embedding.scales[i >> 5])),
  );
  for (const [name, values] of Object.entries(rotaryTables(config))) {
    put(name, [POSITIONS, headDim / 2], values);
  }
  for (const [l, layer] of layers.entries()) {
    putVector(`${l}.norm1`, layer.inputNorm);
    if (layer.type === 'lightning') {
      putMatrix(`${l}.qkv`, stack([layer.q, layer.k, layer.v]));
      putMatrix(`${l}.gate`, layer.gate);
      putVector(`${l}.norm`, layer.norm);
    } else {
      const [q, k] = [layer.q, layer.k].map((part) => pairAcrossHead(part, headDim, rotaryDim));
      putMatrix(`${l}.qkv`, stack([q, k, layer.v]));
    }
    putMatrix(`${l}.output`, layer.output, branch);
    putVector(`${l}.norm2`, layer.postNorm);
    put(`${l}.router`, [hiddenSize, numLocalExperts], transposed(layer.router, hiddenSize));
    putExperts(`${l}.w13`, layer.experts.w13, numLocalExperts);
    putExperts(`${l}.w2`, layer.experts.w2, numLocalExperts, branch);
  }
  putVector('norm', norm);
  putMatrix('head', head);
  return { index, pieces };
}

// Unsigned levels around 8 or 128; of two 4-bit levels, the even column is in the low nibble.
function packed({ levels, bits }) {
  if (bits === 8) return Uint8Array.from(levels, (level) => level + 128);
  const out = new Uint8Array(levels.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = (levels[2 * i] + 8) | ((levels[2 * i + 1] + 8) << 4);
  return out;
}

// The operator rotates whole heads, features (i, i + headDim/2) together: the rotated pairs come first in each half, and
// the others rotate by zero.
function pairAcrossHead(matrix, headDim, rotaryDim) {
  const half = rotaryDim / 2;
  const rest = (headDim - rotaryDim) / 2;
  const features = [
    ...range(0, half),
    ...range(rotaryDim, rotaryDim + rest),
    ...range(half, rotaryDim),
    ...range(rotaryDim + rest, headDim),
  ];
  const heads = range(0, matrix.rows, headDim);
  return takeRows(
    matrix,
    heads.flatMap((head) => features.map((feature) => head + feature)),
  );
}

function rotaryTables({ headDim, rotaryDim, ropeTheta }) {
  const width = headDim / 2;
  const angle = (i) => {
    const [position, pair] = [Math.floor(i / width), i % width];
    return 2 * pair < rotaryDim ? position * ropeTheta ** ((-2 * pair) / rotaryDim) : 0;
  };
  const table = (f) => Float32Array.from({ length: POSITIONS * width }, (_, i) => f(angle(i)));
  return { cos: table(Math.cos), sin: table(Math.sin) };
}

function transposed(matrix, columns) {
  const rows = matrix.length / columns;
  return Float32Array.from(matrix, (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
}
