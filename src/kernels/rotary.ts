// The table of rotary angles that `rotary.wgsl` reads.

/** FINE of `rotary.wgsl`. */
const fine = 1024;

export interface RotaryShape {
  /** How many of a head's features are rotated, from the first on; even. */
  rotaryDim: number;
  ropeTheta: number;
  /** `ModelConfig.ropeScaling`. */
  ropeScaling?: { readonly frequencyFactors: readonly number[]; readonly amplitude: number };
}

/**
 * (cos, sin) of position * ropeTheta^(-2i / rotaryDim), i < rotaryDim / 2, with the scaling's factors: rows for positions
 * 0 … 1023, which the amplitude multiplies, then rows for the multiples of 1024 below `capacity`. Computed in float64.
 */
export function rotaryTable(
  capacity: number,
  { rotaryDim, ropeTheta, ropeScaling }: RotaryShape,
): Float32Array<ArrayBuffer> {
  const pairs = rotaryDim / 2;
  const rows = fine + Math.ceil(capacity / fine);
  const table = new Float32Array(rows * pairs * 2);
  for (let i = 0; i < pairs; i++) {
    const frequency = ropeTheta ** ((-2 * i) / rotaryDim) * (ropeScaling?.frequencyFactors[i] ?? 1);
    for (let row = 0; row < rows; row++) {
      const position = row < fine ? row : (row - fine) * fine;
      const amplitude = row < fine ? (ropeScaling?.amplitude ?? 1) : 1;
      table[(row * pairs + i) * 2] = amplitude * Math.cos(position * frequency);
      table[(row * pairs + i) * 2 + 1] = amplitude * Math.sin(position * frequency);
    }
  }
  return table;
}
