import { describe, expect, test } from 'vitest';
import { structLayout, wgslConstant } from '../../src/gpu/struct-layout.ts';
import { faultMaskWords } from '../../src/kernels/control.ts';
import { maxExperts } from '../../src/model/config.ts';

const wgsl = `
const COUNT = 3u;
struct Other { x: u32 }
struct Mixed {
  first_word: u32,   // a comment, with: a colon
  pair: vec2<u32>,   // aligned to two words
  scale: f32,
  list: array<u32, COUNT>,
  quad: vec4<f32>,
  rest: array<u32>,
}
struct Sized { pair: vec2<u32>, last: u32, four: array<f32, 4> }
`;

describe('the layout of a WGSL struct', () => {
  test('has the words at which WGSL aligns the fields', () => {
    const { word, words } = structLayout(wgsl, 'Mixed', [
      'firstWord',
      'pair',
      'scale',
      'list',
      'quad',
      'rest',
    ]);
    expect(word).toEqual({ firstWord: 0, pair: 2, scale: 4, list: 5, quad: 8, rest: 12 });
    expect(words).toBe(12);
  });

  test('is as long as its alignment requires', () => {
    expect(structLayout(wgsl, 'Sized', []).words).toBe(8);
  });

  test('is an error if the source has no such struct, field or constant', () => {
    expect(() => structLayout(wgsl, 'Control', [])).toThrow('no struct Control');
    expect(() => structLayout(wgsl, 'Other', ['x', 'y'])).toThrow('Other has no field y');
    expect(() => structLayout('struct A {\n  m: mat4x4<f32>,\n}', 'A', [])).toThrow(
      'A.m has the type mat4x4<f32>',
    );
    expect(() => wgslConstant(wgsl, 'NONE')).toThrow('no constant NONE');
    expect(wgslConstant(wgsl, 'COUNT')).toBe(3);
  });
});

test('the fault mask of the control block has a bit for each expert of a layer', () => {
  expect(32 * faultMaskWords).toBe(maxExperts);
});
