// Overrides become constants in the source, because naga and WebKit fail on sizes that depend on overrides.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { assemble } from '../../src/gpu/assemble.ts';

const shaders = fileURLToPath(new URL('../../shaders', import.meta.url));

describe('assembling WGSL', () => {
  test('writes a value of each type in the place of its override, on the same line', () => {
    const file = [
      'override ROWS: u32;  // a multiple of 4',
      'override EPS: f32;',
      'override PAGED: bool;',
      'override QUADS = ROWS / 4u;',
      'var<workgroup> sums: array<f32, QUADS * 2u>;',
    ].join('\n');
    expect(assemble('op', [file], { ROWS: 4294967295, EPS: 1e-5, PAGED: 1 }).split('\n')).toEqual([
      'const ROWS: u32 = 4294967295u;  // a multiple of 4',
      'const EPS: f32 = f32(0.00001);',
      'const PAGED: bool = true;',
      'const QUADS = ROWS / 4u;',
      'var<workgroup> sums: array<f32, QUADS * 2u>;',
    ]);
  });

  test('keeps the order and the lines of several files', () => {
    expect(assemble('op', ['a\nb', 'override N: u32;', 'c'], { N: 0 })).toBe('a\nb\nconst N: u32 = 0u;\nc');
  });

  test.each([
    ['override ROWS: u32;', {}, 'op: the constant ROWS has no value'],
    ['override ROWS: u32;', { ROWS: 1, COLUMNS: 2 }, 'op: the shader declares no override COLUMNS'],
    ['override ROWS = 2u;', { ROWS: 1 }, 'op: the shader declares no override ROWS'],
    ['override ROWS: u32;', { ROWS: 1.5 }, 'op: ROWS is 1.5, expected a u32'],
    ['override ROWS: u32;', { ROWS: -1 }, 'op: ROWS is -1, expected a u32'],
    ['override ROWS: u32;', { ROWS: 2 ** 32 }, 'op: ROWS is 4294967296, expected a u32'],
    ['override EPS: f32;', { EPS: 1e39 }, 'op: EPS is 1e+39, expected an f32'],
    ['override EPS: f32;', { EPS: Number.NaN }, 'op: EPS is NaN, expected an f32'],
    ['override ON: bool;', { ON: 2 }, 'op: ON is 2, expected 0 or 1'],
    ['override N: i32;', { N: 1 }, 'op: N is of type "i32", expected u32, f32 or bool'],
    ['@id(3) override N: u32;', {}, 'op: "@id(3) override N: u32;" is not written as'],
    ['  override N : u32;', {}, 'op: "override N : u32;" is not written as'],
  ])('rejects %j with %j', (file, constants, sentence) => {
    expect(() => assemble('op', [file], constants)).toThrow(sentence);
  });

  test.each(readdirSync(shaders))('%s keeps matrices out of workgroup memory', (file) => {
    // Direct3D's FXC silently drops the barriers of such a kernel, which then computes wrong numbers.
    const source = readFileSync(join(shaders, file), 'utf8');
    expect(source.match(/var<workgroup>.*\bmat\dx\d.*/g) ?? []).toEqual([]);
  });
});
