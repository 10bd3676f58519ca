// ROWS rows of a matrix times vectors in workgroup memory, for adapters that compute on the CPU, where a load costs more
// than the arithmetic it feeds: a thread takes whole rows, with four blocks of the vector in registers. Needs dequantize.
//
// Use: fill `input`, add_rows() once or more, finish_rows(); `products`, zero at first, then holds the rows' sums.

override INPUT_BLOCKS: u32;  // blocks of 32 values in `input`
override ROWS: u32;          // a multiple of 4

var<workgroup> input: array<vec4<f32>, INPUT_BLOCKS * 8u>;
var<workgroup> products: array<f32, ROWS>;

// 32 values of the vector, as `block_dot` multiplies them.
struct Values {
  x0: vec4<f32>, x1: vec4<f32>, x2: vec4<f32>, x3: vec4<f32>,
  x4: vec4<f32>, x5: vec4<f32>, x6: vec4<f32>, x7: vec4<f32>,
  offset: f32,
}

// products[r] += W[first_row + r] · input[32 * input_block ..]. Rows from `row_count` on are left out.
fn add_rows(quads_at: u32, scales_from: u32, first_row: u32, row_count: u32, input_block: u32, lane: u32) {
  let rows = min(ROWS, row_count - min(row_count, first_row));
  for (var block = 0u; block < BLOCKS; block += 4u) {
    // Past the end the last block counts with zeros.
    let last = BLOCKS - 1u - block;
    let a = values_of(input_block, block);
    let b = values_of(input_block, block + 1u);
    let c = values_of(input_block, block + 2u);
    let d = values_of(input_block, block + 3u);
    for (var r = lane; r < rows; r += WORKGROUP_SIZE) {
      let index = (first_row + r) * BLOCKS + block;
      let dots = vec4<f32>(
        block_dot(quads_at + index * block_quads(), a),
        block_dot(quads_at + (index + min(1u, last)) * block_quads(), b),
        block_dot(quads_at + (index + min(2u, last)) * block_quads(), c),
        block_dot(quads_at + (index + min(3u, last)) * block_quads(), d));
      if (FORMAT == Q4 || FORMAT == Q8) {
        products[r] += dot(dots, four_scales(scales_from + index, last));
      } else {
        products[r] += dots.x + dots.y + dots.z + dots.w;
      }
    }
  }
}

fn finish_rows(lane: u32) { workgroupBarrier(); }

fn four_scales(at: u32, last: u32) -> vec4<f32> {
  if (BLOCKS % 4u == 0u) {
    return vec4<f32>(unpack2x16float(scales[at / 2u]), unpack2x16float(scales[at / 2u + 1u]));
  }
  return vec4<f32>(
    scale_at(at), scale_at(at + min(1u, last)), scale_at(at + min(2u, last)), scale_at(at + min(3u, last)));
}

fn values_of(input_block: u32, block: u32) -> Values {
  if (block >= BLOCKS) { return Values(); }
  let at = 8u * (input_block + block);
  let x0 = input[at];
  let x1 = input[at + 1u];
  let x2 = input[at + 2u];
  let x3 = input[at + 3u];
  let x4 = input[at + 4u];
  let x5 = input[at + 5u];
  let x6 = input[at + 6u];
  let x7 = input[at + 7u];
  let total = x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7;
  if (FORMAT == Q4) {
    // A nibble is masked where it stands, which makes it 16^k times too large: the vector takes that back.
    let low = vec4<f32>(1.0, 0x1p-8, 0x1p-16, 0x1p-24);
    let high = vec4<f32>(0x1p-4, 0x1p-12, 0x1p-20, 1.0);
    let offset = 8.0 * (total.x + total.y + total.z + total.w);
    return Values(x0 * low, x1 * high, x2 * low, x3 * high, x4 * low, x5 * high, x6 * low, x7 * high, offset);
  }
  if (FORMAT == Q8) {
    // The same with bytes. The upper one keeps its sign; the others are made unsigned by adding 128.
    let place = vec4<f32>(1.0, 0x1p-8, 0x1p-16, 0x1p-24);
    let offset = 128.0 * (total.x + total.y + total.z);
    return Values(
      x0 * place, x1 * place, x2 * place, x3 * place, x4 * place, x5 * place, x6 * place, x7 * place, offset);
  }
  return Values(x0, x1, x2, x3, x4, x5, x6, x7, 0.0);
}

// The block's weights, not scaled yet, times the values.
fn block_dot(quad: u32, x: Values) -> f32 {
  var sum: vec4<f32>;
  if (FORMAT == Q4) {
    let w = words[quad];
    sum = masked_low(w.x) * x.x0 + masked_high(w.x) * x.x1 + masked_low(w.y) * x.x2 + masked_high(w.y) * x.x3
      + masked_low(w.z) * x.x4 + masked_high(w.z) * x.x5 + masked_low(w.w) * x.x6 + masked_high(w.w) * x.x7;
  } else if (FORMAT == Q8) {
    let v = words[quad];
    let w = words[quad + 1u];
    sum = masked_bytes(v.x) * x.x0 + masked_bytes(v.y) * x.x1 + masked_bytes(v.z) * x.x2 + masked_bytes(v.w) * x.x3
      + masked_bytes(w.x) * x.x4 + masked_bytes(w.y) * x.x5 + masked_bytes(w.z) * x.x6 + masked_bytes(w.w) * x.x7;
  } else if (FORMAT == F16) {
    let a = words[quad];
    let b = words[quad + 1u];
    let c = words[quad + 2u];
    let d = words[quad + 3u];
    sum = halves(a.xy) * x.x0 + halves(a.zw) * x.x1 + halves(b.xy) * x.x2 + halves(b.zw) * x.x3
      + halves(c.xy) * x.x4 + halves(c.zw) * x.x5 + halves(d.xy) * x.x6 + halves(d.zw) * x.x7;
  } else {
    sum = bitcast<vec4<f32>>(words[quad]) * x.x0 + bitcast<vec4<f32>>(words[quad + 1u]) * x.x1
      + bitcast<vec4<f32>>(words[quad + 2u]) * x.x2 + bitcast<vec4<f32>>(words[quad + 3u]) * x.x3
      + bitcast<vec4<f32>>(words[quad + 4u]) * x.x4 + bitcast<vec4<f32>>(words[quad + 5u]) * x.x5
      + bitcast<vec4<f32>>(words[quad + 6u]) * x.x6 + bitcast<vec4<f32>>(words[quad + 7u]) * x.x7;
  }
  return sum.x + sum.y + sum.z + sum.w - x.offset;
}

fn masked_low(word: u32) -> vec4<f32> {
  return vec4<f32>(vec4<i32>(vec4<u32>(word) & vec4<u32>(0xfu, 0xf00u, 0xf0000u, 0xf000000u)));
}
fn masked_high(word: u32) -> vec4<f32> {
  return vec4<f32>(vec4<i32>(vec4<u32>(word & 0xf0u, word & 0xf000u, word & 0xf00000u, word >> 28u)));
}
fn masked_bytes(word: u32) -> vec4<f32> {
  return vec4<f32>(vec4<i32>(vec4<u32>(word ^ 0x00808080u) & vec4<u32>(0xffu, 0xff00u, 0xff0000u, 0xff000000u)));
}
