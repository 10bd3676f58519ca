// Distributions of the next token from a row of logits, in float64.

/** Natural logarithms of the probabilities. */
export function logSoftmax(logits: Float32Array): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logits.length; i++) largest = Math.max(largest, logits[i]!);
  let total = 0;
  for (let i = 0; i < logits.length; i++) total += Math.exp(logits[i]! - largest);
  const logTotal = largest + Math.log(total);
  const logs = new Float64Array(logits.length);
  for (let i = 0; i < logits.length; i++) logs[i] = logits[i]! - logTotal;
  return logs;
}

/** KL(p || q) = Σ p (log p - log q), in nats, of two rows of log probabilities. */
export function divergence(logP: Float64Array, logQ: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < logP.length; i++) sum += Math.exp(logP[i]!) * (logP[i]! - logQ[i]!);
  return sum;
}

/** Index of the largest value; of equal ones, the first. */
export function largestIndex(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
