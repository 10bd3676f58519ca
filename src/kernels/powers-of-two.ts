/** The largest power of two that is at most `value`. */
export function powerOfTwoUpTo(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}

/** The smallest power of two that is at least `value`. */
export function powerOfTwoFrom(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}
