// The table of rotary angles that `rotary.wgsl` reads.

/** FINE of `rotary.wgsl`. */
const fine = 1024;

/**
 * (cos, sin) of position * theta^(-2i / rotaryDim), i < rotaryDim / 2: rows for positions 0 … 1023, then rows for the
 * multiples of 1024 below `capacity`. Computed in float64.
 */
export function rotaryTable(capacity: number, rotaryDim: number, theta: number): Float32Array<ArrayBuffer> {
  const pairs = rotaryDim / 2;
  const rows = fine + Math.ceil(capacity / fine);
  const table = new Float32Array(rows * pairs * 2);
  for (let row = 0; row < rows; row++) {
    const position = row < fine ? row : (row - fine) * fine;
    for (let i = 0; i < pairs; i++) {
      const angle = position * theta ** ((-2 * i) / rotaryDim);
      table[(row * pairs + i) * 2] = Math.cos(angle);
      table[(row * pairs + i) * 2 + 1] = Math.sin(angle);
    }
  }
  return table;
}
