// Conversion of IEEE half precision to and from its 16 bits, because Node 20 has no Float16Array.

/** The smallest magnitude that rounds to infinity. */
export const F16_OVERFLOW = 65520;

const float64: Float64Array = new Float64Array(1);
const float64Words: Uint32Array = new Uint32Array(float64.buffer); // [low, high]

/** Nearest f16, ties to even. */
export function f16Bits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= F16_OVERFLOW) return sign | 0x7c00;
  if (magnitude < 2 ** -14) return sign | roundHalfEven(magnitude * 2 ** 24); // subnormal, in steps of 2^-24
  float64[0] = magnitude;
  const exponent = (float64Words[1]! >>> 20) - 1023;
  // The significand is in [1024, 2048]. Its leading one adds 1 to the exponent field; 2048, after rounding up, adds 2.
  return sign | (((exponent + 14) << 10) + roundHalfEven(magnitude * 2 ** (10 - exponent)));
}

/** The value of these bits. */
export function f16Value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
