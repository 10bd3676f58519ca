// A kernel's WGSL text: whole files, one after the other, with the values of their overrides written in.

import { assert } from '../errors.ts';

/** `override NAME: type;` or, with a value that follows from other constants, `override NAME = expression;`. */
const OVERRIDE = /^override (\w+)(?:: (\w+)| = ([^;]+));/gm;

/**
 * Joins WGSL files and turns every `override` line into a `const` with the value of that name, without adding lines.
 * Pipeline constants would do the same in Chromium, but other browsers fail on arrays whose size is one: naga (Firefox,
 * Deno) panics, and WebKit has made such arrays empty (https://github.com/kishimisu/WebGPU-Radix-Sort/issues/10).
 * @throws PocketM1Error `internal` when an override has no value, a value has no override, or a value has the wrong type.
 */
export function assemble(
  label: string,
  files: readonly string[],
  constants: Readonly<Record<string, number>>,
): string {
  const unused = new Set(Object.keys(constants));
  const code = files.join('\n').replace(OVERRIDE, (_, name: string, type = '', expression = '') => {
    if (expression) return `const ${name} = ${expression};`;
    const value = constants[name];
    assert(value !== undefined, `${label}: the constant ${name} has no value.`);
    unused.delete(name);
    return `const ${name}: ${type} = ${literal(label, name, type, value)};`;
  });
  assert(unused.size === 0, `${label}: the shader declares no override ${[...unused].join(', ')}.`);
  const left = /^\s*(?:@\w+\([^)]*\)\s*)?override\b.*/m.exec(code);
  assert(!left, `${label}: "${left?.[0].trim()}" is not written as "override NAME: type;" on one line.`);
  return code;
}

function literal(label: string, name: string, type: string, value: number): string {
  switch (type) {
    case 'u32':
      assert(
        Number.isInteger(value) && value >= 0 && value < 2 ** 32,
        `${label}: ${name} is ${value}, expected a u32.`,
      );
      return `${value}u`;
    case 'f32':
      assert(Number.isFinite(Math.fround(value)), `${label}: ${name} is ${value}, expected an f32.`);
      return `f32(${value})`;
    case 'bool':
      assert(value === 0 || value === 1, `${label}: ${name} is ${value}, expected 0 or 1.`);
      return `${value === 1}`;
    default:
      assert(false, `${label}: ${name} is of type "${type}", expected u32, f32 or bool.`);
  }
}
