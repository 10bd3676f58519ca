// Reads the values of arguments. The errors are sentences about wrong usage.

/** @throws Error unless there is one operand for each name. */
export function operands(positionals: string[], names: string[]): string[] {
  if (positionals.length !== names.length) {
    throw new Error(
      `expected ${names.map((name) => `<${name}>`).join(' ')}, got ${positionals.length} operands`,
    );
  }
  return positionals;
}

/** A whole number. @throws Error naming the option. */
export function count(
  option: string,
  value: string,
  minimum: number,
  maximum = Number.MAX_SAFE_INTEGER,
): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= minimum && number <= maximum) return number;
  const range =
    maximum < Number.MAX_SAFE_INTEGER ? `from ${minimum} to ${maximum}` : `of at least ${minimum}`;
  throw new Error(`--${option} is ${value}, expected a whole number ${range}`);
}
