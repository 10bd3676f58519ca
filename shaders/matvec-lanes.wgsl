// ROWS rows of a matrix times vectors, for adapters that compute on the CPU. A load costs more there than the arithmetic it
// feeds, so a thread takes whole rows, and all of them multiply the same few blocks of the vector. Needs dequantize.
//
// SwiftShader zeroes workgroup memory with an instruction per number, and its compile time grows faster than its code. So
// the window of the vector is small, and a workgroup has few rows.
//
// Usage: define vector_at(i), quad i of the vectors. Call load_vectors(), then add_rows() once or more, then finish_rows().
// `products` starts at zero and then holds the rows' sums.

override ROWS: u32;  // a multiple of 4

// Blocks of the vector multiplied at a time: as many as 4 to 8 loads of weights cover.
override STEP = 4u - 2u * u32(FORMAT == F16) - 3u * u32(FORMAT == F32);

// The next blocks of the vector, in the order of `block_dot`. Constant indices load far faster than others.
var<workgroup> window: array<vec4<f32>, 8u * STEP>;
var<workgroup> offsets: array<f32, 4>;
var<workgroup> products: array<f32, ROWS>;

// 32 values of the vector, as `block_dot` multiplies them.
struct Values {
  x0: vec4<f32>, x1: vec4<f32>, x2: vec4<f32>, x3: vec4<f32>,
  x4: vec4<f32>, x5: vec4<f32>, x6: vec4<f32>, x7: vec4<f32>,
  offset: f32,
}

fn load_vectors(lane: u32) {}

// products[r] += W[first_row + r] · the vector from block `input_block` on. Rows from `row_count` on are left out.
fn add_rows(quads_at: u32, scales_from: u32, first_row: u32, row_count: u32, input_block: u32, lane: u32) {
  let rows = min(ROWS, row_count - min(row_count, first_row));
  for (var block = 0u; block < BLOCKS; block += STEP) {
    // Past the end, the last block of weights is read again and multiplied by zeros.
    let last = BLOCKS - 1u - block;
    workgroupBarrier();
    fill_window(input_block, block, lane);
    workgroupBarrier();
    let a = values_of(0u);
    var b: Values;
    var c: Values;
    var d: Values;
    if (STEP >= 2u) { b = values_of(1u); }
    if (STEP == 4u) {
      c = values_of(2u);
      d = values_of(3u);
    }
    for (var r = lane; r < rows; r += WORKGROUP_SIZE) {
      let index = (first_row + r) * BLOCKS + block;
      var dots = vec4<f32>(block_dot(quads_at + index * block_quads(), a), 0.0, 0.0, 0.0);
      if (STEP >= 2u) { dots.y = block_dot(quads_at + (index + min(1u, last)) * block_quads(), b); }
      if (STEP == 4u) {
        dots.z = block_dot(quads_at + (index + min(2u, last)) * block_quads(), c);
        dots.w = block_dot(quads_at + (index + min(3u, last)) * block_quads(), d);
      }
      if (FORMAT == Q4 || FORMAT == Q8) {
        products[r] += dot(dots, four_scales(scales_from + index, last));
      } else {
        products[r] += dots.x + dots.y;
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

fn values_of(b: u32) -> Values {
  let i = 8u * b;
  return Values(
    window[i], window[i + 1u], window[i + 2u], window[i + 3u],
    window[i + 4u], window[i + 5u], window[i + 6u], window[i + 7u], offsets[b]);
}

// Blocks block .. + STEP - 1 of the vector at `input_block`.
fn fill_window(input_block: u32, block: u32, lane: u32) {
  let from_quad = 8u * (input_block + block);
  let quads = 8u * min(STEP, BLOCKS - block);
  if (FORMAT == F32 || FORMAT == F16) {
    for (var i = lane; i < 8u * STEP; i += WORKGROUP_SIZE) {
      var x = vec4<f32>();
      if (i < quads) { x = vector_at(from_quad + i); }
      window[i] = x;
    }
    return;
  }
  for (var b = lane; b < STEP; b += WORKGROUP_SIZE) {
    var total = vec4<f32>();
    for (var i = 8u * b; i < 8u * b + 8u; i++) {
      var x = vec4<f32>();
      if (i < quads) { x = vector_at(from_quad + i); }
      total += x;
      // Weights are masked in place, which makes them too large by a power of two; the vector is scaled to compensate, and
      // the offset corrects for weights stored as unsigned. The top byte of a word keeps its sign.
      if (FORMAT == Q4) {
        let low = vec4<f32>(1.0, 0x1p-8, 0x1p-16, 0x1p-24);
        let high = vec4<f32>(0x1p-4, 0x1p-12, 0x1p-20, 1.0);
        window[i] = x * select(low, high, i % 2u == 1u);
      } else {
        window[i] = x * vec4<f32>(1.0, 0x1p-8, 0x1p-16, 0x1p-24);
      }
    }
    if (FORMAT == Q4) {
      offsets[b] = 8.0 * (total.x + total.y + total.z + total.w);
    } else {
      offsets[b] = 128.0 * (total.x + total.y + total.z);
    }
  }
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
