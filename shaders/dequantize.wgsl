// Reads weights from storage. A matrix is (rows, BLOCKS * 32) in FORMAT; a row is a run of 16-byte quads, BLOCKS * QUADS long.
//
//   0 f32   4 weights a quad
//   1 f16   8 weights a quad
//   2 q8   16 weights a quad, weight = i8 * scale
//   3 q4   32 weights a quad, weight = (nibble - 8) * scale; word i of a block holds columns 8i..8i+3 in the low
//          nibbles of its bytes and columns 8i+4..8i+7 in the high ones
//
// One f16 scale per row and block. The op declares `words: array<vec4<u32>>` and `scales: array<u32>`.

override FORMAT: u32;
override BLOCKS: u32;  // blocks of 32 columns in a row

const F32 = 0u;
const F16 = 1u;
const Q8 = 2u;
const Q4 = 3u;

// Quads in a block of 32 weights.
fn block_quads() -> u32 { return 8u >> FORMAT; }

fn scale_at(index: u32) -> f32 {
  return unpack2x16float(scales[index >> 1u] >> (16u * (index & 1u))).x;
}

fn low_nibbles(word: u32) -> vec4<f32> { return vec4<f32>(unpack4xU8(word & 0x0f0f0f0fu)); }
fn high_nibbles(word: u32) -> vec4<f32> { return vec4<f32>(unpack4xU8((word >> 4u) & 0x0f0f0f0fu)); }
fn signed_bytes(word: u32) -> vec4<f32> { return vec4<f32>(unpack4xI8(word)); }
fn halves(words: vec2<u32>) -> vec4<f32> {
  return vec4<f32>(unpack2x16float(words.x), unpack2x16float(words.y));
}

// Weights 4 * column4 .. + 3 of a row; quads_at and scales_from are where the matrix begins.
fn weight4(quads_at: u32, scales_from: u32, row: u32, column4: u32) -> vec4<f32> {
  let block = row * BLOCKS + column4 / 8u;
  let part = column4 % 8u;
  let quads = quads_at + block * block_quads();
  if (FORMAT == F32) { return bitcast<vec4<f32>>(words[quads + part]); }
  if (FORMAT == F16) {
    let quad = words[quads + part / 2u];
    return halves(select(quad.xy, quad.zw, part % 2u == 1u));
  }
  let scale = scale_at(scales_from + block);
  if (FORMAT == Q8) { return scale * signed_bytes(words[quads + part / 4u][part % 4u]); }
  let word = words[quads][part / 2u];
  return scale * (select(low_nibbles(word), high_nibbles(word), part % 2u == 1u) - 8.0);
}
