// ROWS rows of a matrix times vectors in workgroup memory, for GPUs: a team takes four rows at a time, which share every
// load of the vector, and its threads split the columns. Needs dequantize.
//
// A thread takes COLUMNS columns at a time: 32, which is a block in loads of 16 bytes, or 8, which keeps four times as many
// threads busy when rows are short.
//
// Usage: define vector_at(i), quad i of the vectors. Call load_vectors(), then add_rows() once or more, then finish_rows().
// `products` starts at zero and then holds the rows' sums.

override INPUT_BLOCKS: u32;  // blocks of 32 values in all vectors
override ROWS: u32;          // a multiple of 4
override COLUMNS: u32;

var<workgroup> input: array<vec4<f32>, INPUT_BLOCKS * 8u>;
var<workgroup> products: array<f32, ROWS>;

fn load_vectors(lane: u32) {
  for (var i = lane; i < INPUT_BLOCKS * 8u; i += WORKGROUP_SIZE) { input[i] = vector_at(i); }
  workgroupBarrier();
}

// products[r] += W[first_row + r] · input[32 * input_block ..]. Rows from `row_count` on are left out.
fn add_rows(quads_at: u32, scales_from: u32, first_row: u32, row_count: u32, input_block: u32, lane: u32) {
  for (var base = 0u; base < ROWS; base += 4u * team_count()) {
    let row = base + 4u * team;
    // Every thread takes part in the team's sum; threads without rows read row 0 and discard it.
    let there = row < ROWS && first_row + row < row_count;
    let from_row = select(0u, first_row + row, there);
    var part: vec4<f32>;
    if (COLUMNS == 32u) {
      part = rows_by_block(quads_at, scales_from, from_row, input_block);
    } else {
      part = rows_by_eighths(quads_at, scales_from, from_row, input_block);
    }
    let sums = team_sum(part);
    if (team_lane == 0u && there) {
      for (var r = 0u; r < 4u; r++) { products[row + r] += sums[r]; }
    }
  }
}

fn finish_rows(lane: u32) { workgroupBarrier(); }

// This thread's part of (W[row + 0], …, W[row + 3]) · input[32 * input_block ..], 8 columns at a time.
fn rows_by_eighths(quads_at: u32, scales_from: u32, row: u32, input_block: u32) -> vec4<f32> {
  var sum = vec4<f32>();
  for (var eighth = team_lane; eighth < 4u * BLOCKS; eighth += team_size()) {
    let at = 8u * input_block + 2u * eighth;
    let x0 = input[at];
    let x1 = input[at + 1u];
    let total = x0 + x1;
    let offset = 8.0 * (total.x + total.y + total.z + total.w);
    for (var r = 0u; r < 4u; r++) {
      let index = (row + r) * BLOCKS + eighth / 4u;
      sum[r] += eighth_dot(quads_at + index * block_quads(), scales_from + index, eighth % 4u, x0, x1, offset);
    }
  }
  return sum;
}

// Columns 8 * place .. + 7 of a block times (x0, x1); offset is 8 * Σx.
fn eighth_dot(quad: u32, scale: u32, place: u32, x0: vec4<f32>, x1: vec4<f32>, offset: f32) -> f32 {
  if (FORMAT == Q4) {
    let word = words[quad][place];
    return scale_at(scale) * (dot(low_nibbles(word), x0) + dot(high_nibbles(word), x1) - offset);
  }
  if (FORMAT == Q8) {
    let at = quad + place / 2u;
    let first = 2u * (place % 2u);
    return scale_at(scale) * (dot(signed_bytes(words[at][first]), x0) + dot(signed_bytes(words[at][first + 1u]), x1));
  }
  if (FORMAT == F16) {
    let w = words[quad + place];
    return dot(halves(w.xy), x0) + dot(halves(w.zw), x1);
  }
  let at = quad + 2u * place;
  return dot(bitcast<vec4<f32>>(words[at]), x0) + dot(bitcast<vec4<f32>>(words[at + 1u]), x1);
}

// The same, a block of 32 columns at a time.
fn rows_by_block(quads_at: u32, scales_from: u32, row: u32, input_block: u32) -> vec4<f32> {
  var sum = vec4<f32>();
  for (var block = team_lane; block < BLOCKS; block += team_size()) {
    let at = (input_block + block) * 8u;
    let x0 = input[at];
    let x1 = input[at + 1u];
    let x2 = input[at + 2u];
    let x3 = input[at + 3u];
    let x4 = input[at + 4u];
    let x5 = input[at + 5u];
    let x6 = input[at + 6u];
    let x7 = input[at + 7u];
    // q4 stores nibbles 0..15 for -8..7: subtracting 8 * Σx once per block saves a subtraction per weight.
    let total = x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7;
    let offset = 8.0 * (total.x + total.y + total.z + total.w);
    for (var r = 0u; r < 4u; r++) {
      let index = (row + r) * BLOCKS + block;
      let quad = quads_at + index * block_quads();
      var part: vec4<f32>;
      var value: f32;
      if (FORMAT == Q4) {
        let w = words[quad];
        part = low_nibbles(w.x) * x0;
        part = fma(high_nibbles(w.x), x1, part);
        part = fma(low_nibbles(w.y), x2, part);
        part = fma(high_nibbles(w.y), x3, part);
        part = fma(low_nibbles(w.z), x4, part);
        part = fma(high_nibbles(w.z), x5, part);
        part = fma(low_nibbles(w.w), x6, part);
        part = fma(high_nibbles(w.w), x7, part);
        value = scale_at(scales_from + index) * (part.x + part.y + part.z + part.w - offset);
      } else if (FORMAT == Q8) {
        let v = words[quad];
        let w = words[quad + 1u];
        part = signed_bytes(v.x) * x0;
        part = fma(signed_bytes(v.y), x1, part);
        part = fma(signed_bytes(v.z), x2, part);
        part = fma(signed_bytes(v.w), x3, part);
        part = fma(signed_bytes(w.x), x4, part);
        part = fma(signed_bytes(w.y), x5, part);
        part = fma(signed_bytes(w.z), x6, part);
        part = fma(signed_bytes(w.w), x7, part);
        value = scale_at(scales_from + index) * (part.x + part.y + part.z + part.w);
      } else if (FORMAT == F16) {
        let a = words[quad];
        let b = words[quad + 1u];
        let c = words[quad + 2u];
        let d = words[quad + 3u];
        part = halves(a.xy) * x0;
        part = fma(halves(a.zw), x1, part);
        part = fma(halves(b.xy), x2, part);
        part = fma(halves(b.zw), x3, part);
        part = fma(halves(c.xy), x4, part);
        part = fma(halves(c.zw), x5, part);
        part = fma(halves(d.xy), x6, part);
        part = fma(halves(d.zw), x7, part);
        value = part.x + part.y + part.z + part.w;
      } else {
        part = bitcast<vec4<f32>>(words[quad]) * x0;
        part = fma(bitcast<vec4<f32>>(words[quad + 1u]), x1, part);
        part = fma(bitcast<vec4<f32>>(words[quad + 2u]), x2, part);
        part = fma(bitcast<vec4<f32>>(words[quad + 3u]), x3, part);
        part = fma(bitcast<vec4<f32>>(words[quad + 4u]), x4, part);
        part = fma(bitcast<vec4<f32>>(words[quad + 5u]), x5, part);
        part = fma(bitcast<vec4<f32>>(words[quad + 6u]), x6, part);
        part = fma(bitcast<vec4<f32>>(words[quad + 7u]), x7, part);
        value = part.x + part.y + part.z + part.w;
      }
      sum[r] += value;
    }
  }
  return sum;
}
