// ROWS rows of a matrix times vectors in workgroup memory, for adapters that compute on the CPU, where a load costs more
// than the arithmetic it feeds: a thread keeps one block of the vector in registers and goes over the rows; the threads'
// parts are added up at the end. Needs dequantize.
//
// Use: fill `input`, begin_rows(), add_rows() once or more, finish_rows(); `products` then holds the rows' sums.

override INPUT_BLOCKS: u32;  // blocks of 32 values in `input`
override ROWS: u32;          // a multiple of 4

var<workgroup> input: array<vec4<f32>, INPUT_BLOCKS * 8u>;
var<workgroup> products: array<f32, ROWS>;
var<workgroup> row_parts: array<f32, ROWS * WORKGROUP_SIZE>;

fn begin_rows(lane: u32) {
  for (var r = 0u; r < ROWS; r++) { row_parts[r * WORKGROUP_SIZE + lane] = 0.0; }
}

// products[r] += W[first_row + r] · input[32 * input_block ..]. Rows from `row_count` on are left out.
fn add_rows(quads_at: u32, scales_from: u32, first_row: u32, row_count: u32, input_block: u32, lane: u32) {
  let rows = min(ROWS, row_count - min(row_count, first_row));
  for (var block = lane; block < BLOCKS; block += WORKGROUP_SIZE) {
    let first = first_row * BLOCKS + block;
    let at = (input_block + block) * 8u;
    let x0 = input[at];
    let x1 = input[at + 1u];
    let x2 = input[at + 2u];
    let x3 = input[at + 3u];
    let x4 = input[at + 4u];
    let x5 = input[at + 5u];
    let x6 = input[at + 6u];
    let x7 = input[at + 7u];
    if (FORMAT == Q4) {
      // A nibble is masked where it stands, which makes it 16^k times too large: the vector takes that back.
      let low = vec4<f32>(1.0, 0x1p-8, 0x1p-16, 0x1p-24);
      let high = vec4<f32>(0x1p-4, 0x1p-12, 0x1p-20, 1.0);
      let y0 = x0 * low;
      let y1 = x1 * high;
      let y2 = x2 * low;
      let y3 = x3 * high;
      let y4 = x4 * low;
      let y5 = x5 * high;
      let y6 = x6 * low;
      let y7 = x7 * high;
      let total = x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7;
      let offset = 8.0 * (total.x + total.y + total.z + total.w);
      for (var r = 0u; r < rows; r++) {
        let index = first + r * BLOCKS;
        let w = words[quads_at + index];
        let part = masked_low(w.x) * y0 + masked_high(w.x) * y1 + masked_low(w.y) * y2 + masked_high(w.y) * y3
          + masked_low(w.z) * y4 + masked_high(w.z) * y5 + masked_low(w.w) * y6 + masked_high(w.w) * y7;
        row_parts[r * WORKGROUP_SIZE + lane] +=
          scale_at(scales_from + index) * (part.x + part.y + part.z + part.w - offset);
      }
    } else if (FORMAT == Q8) {
      // The same with bytes. The upper one keeps its sign; the others are made unsigned by adding 128.
      let place = vec4<f32>(1.0, 0x1p-8, 0x1p-16, 0x1p-24);
      let y0 = x0 * place;
      let y1 = x1 * place;
      let y2 = x2 * place;
      let y3 = x3 * place;
      let y4 = x4 * place;
      let y5 = x5 * place;
      let y6 = x6 * place;
      let y7 = x7 * place;
      let total = x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7;
      let offset = 128.0 * (total.x + total.y + total.z);
      for (var r = 0u; r < rows; r++) {
        let index = first + r * BLOCKS;
        let v = words[quads_at + 2u * index];
        let w = words[quads_at + 2u * index + 1u];
        let part = masked_bytes(v.x) * y0 + masked_bytes(v.y) * y1 + masked_bytes(v.z) * y2 + masked_bytes(v.w) * y3
          + masked_bytes(w.x) * y4 + masked_bytes(w.y) * y5 + masked_bytes(w.z) * y6 + masked_bytes(w.w) * y7;
        row_parts[r * WORKGROUP_SIZE + lane] +=
          scale_at(scales_from + index) * (part.x + part.y + part.z + part.w - offset);
      }
    } else if (FORMAT == F16) {
      for (var r = 0u; r < rows; r++) {
        let quad = quads_at + 4u * (first + r * BLOCKS);
        let a = words[quad];
        let b = words[quad + 1u];
        let c = words[quad + 2u];
        let d = words[quad + 3u];
        let part = halves(a.xy) * x0 + halves(a.zw) * x1 + halves(b.xy) * x2 + halves(b.zw) * x3
          + halves(c.xy) * x4 + halves(c.zw) * x5 + halves(d.xy) * x6 + halves(d.zw) * x7;
        row_parts[r * WORKGROUP_SIZE + lane] += part.x + part.y + part.z + part.w;
      }
    } else {
      for (var r = 0u; r < rows; r++) {
        let quad = quads_at + 8u * (first + r * BLOCKS);
        let part = bitcast<vec4<f32>>(words[quad]) * x0 + bitcast<vec4<f32>>(words[quad + 1u]) * x1
          + bitcast<vec4<f32>>(words[quad + 2u]) * x2 + bitcast<vec4<f32>>(words[quad + 3u]) * x3
          + bitcast<vec4<f32>>(words[quad + 4u]) * x4 + bitcast<vec4<f32>>(words[quad + 5u]) * x5
          + bitcast<vec4<f32>>(words[quad + 6u]) * x6 + bitcast<vec4<f32>>(words[quad + 7u]) * x7;
        row_parts[r * WORKGROUP_SIZE + lane] += part.x + part.y + part.z + part.w;
      }
    }
  }
}

fn finish_rows(lane: u32) {
  workgroupBarrier();
  for (var r = lane; r < ROWS; r += WORKGROUP_SIZE) {
    var sum = 0.0;
    for (var i = 0u; i < WORKGROUP_SIZE; i++) { sum += row_parts[r * WORKGROUP_SIZE + i]; }
    products[r] = sum;
  }
  workgroupBarrier();
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
