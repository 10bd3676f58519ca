// Weights as the converters exchange them. A matrix is { rows, columns, bits, levels, scales }: one signed level per weight
// (4 bits: -8..7, 8 bits: -127..127) and the f16 bits of one scale for every 32 columns; weight = level * scale.

export const BLOCK = 32;

const bytesOf = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Extracts a matrix from a shard's q4 or q8 tensors, without padding rows. */
export function fromShard({ rows, columns, format }, weight, scales) {
  const count = rows * columns;
  const scaleBits = new Uint16Array(count / BLOCK);
  bytesOf(scaleBits).set(scales.subarray(0, scaleBits.byteLength));
  const levels = new Int8Array(count);
  if (format === 'q8') {
    bytesOf(levels).set(weight.subarray(0, count));
    return { rows, columns, bits: 8, levels, scales: scaleBits };
  }
  for (let byte = 0; byte < count / 2; byte++) {
    // Byte j of word i of a block: column 8i + j in the low nibble, column 8i + 4 + j in the high one.
    const inBlock = byte & 15;
    const at = 2 * (byte - inBlock) + 8 * (inBlock >> 2) + (inBlock & 3);
    levels[at] = (weight[byte] & 15) - 8;
    levels[at + 4] = (weight[byte] >> 4) - 8;
  }
  return { rows, columns, bits: 4, levels, scales: scaleBits };
}

/** The matrix of these rows, in this order. */
export function takeRows({ columns, bits, levels, scales }, rows) {
  const blocks = columns / BLOCK;
  const taken = new Int8Array(rows.length * columns);
  const takenScales = new Uint16Array(rows.length * blocks);
  for (const [to, from] of rows.entries()) {
    taken.set(levels.subarray(from * columns, (from + 1) * columns), to * columns);
    takenScales.set(scales.subarray(from * blocks, (from + 1) * blocks), to * blocks);
  }
  return { rows: rows.length, columns, bits, levels: taken, scales: takenScales };
}

/** Stacks matrices vertically. */
export function stack(matrices) {
  const rows = matrices.reduce((sum, matrix) => sum + matrix.rows, 0);
  const { columns, bits } = matrices[0];
  const levels = new Int8Array(rows * columns);
  const scales = new Uint16Array((rows * columns) / BLOCK);
  let row = 0;
  for (const matrix of matrices) {
    levels.set(matrix.levels, row * columns);
    scales.set(matrix.scales, (row * columns) / BLOCK);
    row += matrix.rows;
  }
  return { rows, columns, bits, levels, scales };
}

/** The numbers [from, to) in steps. */
export const range = (from, to, step = 1) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
