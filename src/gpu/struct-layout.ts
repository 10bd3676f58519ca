// Where the fields of a WGSL struct lie in a storage buffer, read from its WGSL text, so that there is no second list of them.

import { assert } from '../errors.ts';

export interface StructLayout<Field extends string> {
  /** By field in camelCase, the index of its first 4-byte word. */
  readonly word: Readonly<Record<Field, number>>;
  /** Length in words, without the elements of a runtime-sized array at the end. */
  readonly words: number;
}

/** Words of a type, and of its alignment. */
const scalars: Readonly<Record<string, readonly [words: number, alignment: number]>> = {
  u32: [1, 1],
  i32: [1, 1],
  f32: [1, 1],
  'vec2<u32>': [2, 2],
  'vec2<f32>': [2, 2],
  'vec4<u32>': [4, 4],
  'vec4<f32>': [4, 4],
};

/**
 * `fields`: those that the CPU reads or writes. Arrays have elements of one word, and a count that is a number or a `const` of
 * the same text.
 * @throws PocketM1Error `internal` when the text has no such struct or field, or a field of another type.
 */
export function structLayout<Field extends string>(
  wgsl: string,
  struct: string,
  fields: readonly Field[],
): StructLayout<Field> {
  const body = new RegExp(`^struct ${struct} \\{([^}]*)\\}`, 'm').exec(wgsl)?.[1];
  assert(body !== undefined, `the WGSL text has no struct ${struct}.`);
  const found: Record<string, number> = {};
  let words = 0;
  let largestAlignment = 1;
  for (const [, name, type] of body.replace(/\/\/.*$/gm, '').matchAll(/(\w+)\s*:\s*([^,]+(?:,\s*\w+>)?)/g)) {
    const [length, alignment] = sizeOf(wgsl, `${struct}.${name}`, type!.trim());
    words = Math.ceil(words / alignment) * alignment;
    largestAlignment = Math.max(largestAlignment, alignment);
    found[camelCase(name!)] = words;
    words += length;
  }
  const missing = fields.filter((field) => found[field] === undefined);
  assert(missing.length === 0, `the WGSL struct ${struct} has no field ${missing.join(', ')}.`);
  const isSized = !/array<\w+>/.test(body);
  return {
    word: found as Record<Field, number>,
    words: isSized ? Math.ceil(words / largestAlignment) * largestAlignment : words,
  };
}

/** The value of `const NAME = 8u;`, which may be hexadecimal. */
export function wgslConstant(wgsl: string, name: string): number {
  const value = new RegExp(`^const ${name} = (\\w+?)u;`, 'm').exec(wgsl)?.[1];
  assert(value !== undefined, `the WGSL text has no constant ${name}.`);
  return Number(value);
}

function sizeOf(wgsl: string, field: string, type: string): readonly [words: number, alignment: number] {
  const [, element, count] = /^array<(\w+)(?:,\s*(\w+))?>$/.exec(type) ?? [];
  const size = scalars[element ?? type];
  assert(size && (element === undefined || size[0] === 1), `${field} has the type ${type}.`);
  if (element === undefined) return size;
  if (count === undefined) return [0, 1];
  return [/^\d+u?$/.test(count) ? Number.parseInt(count, 10) : wgslConstant(wgsl, count), 1];
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
