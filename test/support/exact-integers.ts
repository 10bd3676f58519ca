/** A reviver for JSON.parse: integers that a number cannot represent exactly become strings, as in the arguments of calls. */
export function exactIntegers(_: string, value: unknown): unknown {
  const isInexact = typeof value === 'number' && /^-?\d+$/.test(`${value}`) && !Number.isSafeInteger(value);
  return isInexact ? `${value}` : value;
}
