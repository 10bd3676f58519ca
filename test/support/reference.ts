// The model's math in plain float64 loops, one function per step, written from the paper and not from the kernels.

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
export const silu = (x: number): number => x * sigmoid(x);

/** w · x / sqrt(mean(x²) + eps) */
export function rmsNorm(x: ArrayLike<number>, weight: ArrayLike<number>, eps: number): Float64Array {
  let squares = 0;
  for (let i = 0; i < x.length; i++) squares += x[i]! * x[i]!;
  const scale = 1 / Math.sqrt(squares / x.length + eps);
  return Float64Array.from({ length: x.length }, (_, i) => weight[i]! * x[i]! * scale);
}

/** Copies (rows, columns) into rows of `stride` values, padded with zeros. */
export function padRows(
  values: ArrayLike<number>,
  columns: number,
  stride: number,
): Float32Array<ArrayBuffer> {
  const rows = values.length / columns;
  const padded = new Float32Array(rows * stride);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      padded[row * stride + column] = values[row * columns + column]!;
  }
  return padded;
}

/**
 * Lightning attention by its recurrence S = exp(-s) S + kᵀ v, o = q S. u: (tokens, 4, heads, headDim), [q | k | v | gate];
 * state: (heads, headDim keys, headDim values). Returns o (tokens, heads, headDim) and the state after the last token.
 */
export function lightningReference(
  u: ArrayLike<number>,
  decay: ArrayLike<number>,
  state: ArrayLike<number>,
  { heads, headDim }: { heads: number; headDim: number },
): { o: Float64Array; state: Float64Array } {
  const width = heads * headDim;
  const tokens = u.length / (4 * width);
  const after = Float64Array.from(state);
  const o = new Float64Array(tokens * width);
  for (let t = 0; t < tokens; t++) {
    for (let h = 0; h < heads; h++) {
      const q = (t * 4 * heads + h) * headDim;
      const k = q + width;
      const v = k + width;
      const factor = Math.exp(-decay[h]!);
      for (let i = 0; i < headDim; i++) {
        const row = (h * headDim + i) * headDim;
        for (let j = 0; j < headDim; j++) {
          after[row + j] = factor * after[row + j]! + u[k + i]! * u[v + j]!;
          o[t * width + h * headDim + j]! += u[q + i]! * after[row + j]!;
        }
      }
    }
  }
  return { o, state: after };
}

/** Rotates adjacent pairs of the first `rotaryDim` features of x (heads, headDim) for one position. */
export function ropeReference(
  x: ArrayLike<number>,
  position: number,
  { headDim, rotaryDim, theta }: { headDim: number; rotaryDim: number; theta: number },
): Float64Array {
  const rotated = Float64Array.from(x);
  for (let head = 0; head < x.length; head += headDim) {
    for (let i = 0; i < rotaryDim / 2; i++) {
      const angle = position * theta ** ((-2 * i) / rotaryDim);
      const a = x[head + 2 * i]!;
      const b = x[head + 2 * i + 1]!;
      rotated[head + 2 * i] = a * Math.cos(angle) - b * Math.sin(angle);
      rotated[head + 2 * i + 1] = b * Math.cos(angle) + a * Math.sin(angle);
    }
  }
  return rotated;
}

/**
 * Softmax attention of one query token over the first `keys` tokens of kv (tokens, 2, kvHeads, headDim).
 * q: (heads, headDim); returns (heads, headDim).
 */
export function attentionReference(
  q: ArrayLike<number>,
  kv: ArrayLike<number>,
  keys: number,
  shape: { heads: number; kvHeads: number; headDim: number; multiplier?: number | undefined },
): Float64Array {
  const { heads, kvHeads, headDim, multiplier = 1 / Math.sqrt(headDim) } = shape;
  const o = new Float64Array(heads * headDim);
  for (let h = 0; h < heads; h++) {
    const group = Math.floor(h / (heads / kvHeads));
    const scores = new Float64Array(keys);
    for (let j = 0; j < keys; j++) {
      const key = (j * 2 * kvHeads + group) * headDim;
      for (let c = 0; c < headDim; c++) scores[j]! += q[h * headDim + c]! * kv[key + c]! * multiplier;
    }
    const largest = scores.reduce((a, b) => Math.max(a, b));
    let total = 0;
    for (let j = 0; j < keys; j++) total += Math.exp(scores[j]! - largest);
    for (let j = 0; j < keys; j++) {
      const value = ((j * 2 + 1) * kvHeads + group) * headDim;
      const weight = Math.exp(scores[j]! - largest) / total;
      for (let c = 0; c < headDim; c++) o[h * headDim + c]! += weight * kv[value + c]!;
    }
  }
  return o;
}
