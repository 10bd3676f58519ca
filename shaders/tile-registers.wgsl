// One tile of A · Wᵀ, held in registers: a thread multiplies 4 rows of A with 8 rows of W, reads every weight once and
// shares nothing. For adapters that run on the CPU, where barriers and workgroup memory cost more than loads.
// Needs dequantize, tile.

const TILE_INPUTS = 4u;
override TILE_FEATURES = 8 * WORKGROUP_SIZE;  // divides 128

fn multiply_tile(first: u32, count: u32, tile: u32, quads_at: u32, scales_from: u32, lane: u32) {
  let feature = tile * TILE_FEATURES + 8u * lane;
  let row_quads = BLOCKS * block_quads();
  let quads = quads_at + feature * row_quads;
  let row_scales = scales_from + feature * BLOCKS;
  let at0 = input_at(first);
  let at1 = input_at(first + min(1u, count - 1u));
  let at2 = input_at(first + min(2u, count - 1u));
  let at3 = input_at(first + min(3u, count - 1u));
  // Per row of W: its products with the rows of A.
  var y0 = vec4<f32>();
  var y1 = vec4<f32>();
  var y2 = vec4<f32>();
  var y3 = vec4<f32>();
  var y4 = vec4<f32>();
  var y5 = vec4<f32>();
  var y6 = vec4<f32>();
  var y7 = vec4<f32>();
  var column4 = 0u;
  for (var i = 0u; i < row_quads; i++) {
    let quad = quads + i;
    let w0 = words[quad];
    let w1 = words[quad + row_quads];
    let w2 = words[quad + 2u * row_quads];
    let w3 = words[quad + 3u * row_quads];
    let w4 = words[quad + 4u * row_quads];
    let w5 = words[quad + 5u * row_quads];
    let w6 = words[quad + 6u * row_quads];
    let w7 = words[quad + 7u * row_quads];
    let block = row_scales + i / block_quads();
    let s0 = scale_of(block);
    let s1 = scale_of(block + BLOCKS);
    let s2 = scale_of(block + 2u * BLOCKS);
    let s3 = scale_of(block + 3u * BLOCKS);
    let s4 = scale_of(block + 4u * BLOCKS);
    let s5 = scale_of(block + 5u * BLOCKS);
    let s6 = scale_of(block + 6u * BLOCKS);
    let s7 = scale_of(block + 7u * BLOCKS);
    for (var part = 0u; part < quad_parts(); part++) {
      let x = mat4x4<f32>(a[at0 + column4], a[at1 + column4], a[at2 + column4], a[at3 + column4]);
      y0 += s0 * part_of(w0, part) * x;
      y1 += s1 * part_of(w1, part) * x;
      y2 += s2 * part_of(w2, part) * x;
      y3 += s3 * part_of(w3, part) * x;
      y4 += s4 * part_of(w4, part) * x;
      y5 += s5 * part_of(w5, part) * x;
      y6 += s6 * part_of(w6, part) * x;
      y7 += s7 * part_of(w7, part) * x;
      column4++;
    }
  }
  store_rows(first, count, 0u, feature, transpose(mat4x4<f32>(y0, y1, y2, y3)));
  store_rows(first, count, 0u, feature + 4u, transpose(mat4x4<f32>(y4, y5, y6, y7)));
}

// Runs of 4 weights in a quad.
fn quad_parts() -> u32 { return 1u << FORMAT; }

// Weights 4 * part .. + 3 of a quad, before scaling. Bytes are masked in place and multiplied instead of shifted, because
// software adapters shift a vector lane by lane.
fn part_of(quad: vec4<u32>, part: u32) -> vec4<f32> {
  if (FORMAT == F32) { return bitcast<vec4<f32>>(quad); }
  if (FORMAT == F16) { return halves(select(quad.xy, quad.zw, part == 1u)); }
  if (FORMAT == Q8) {
    // The low three bytes + 128 are not negative; the top byte has the word's sign.
    return bytes_in_place((quad[part] ^ 0x00808080u), 0xffu) - vec4<f32>(128.0, 128.0, 128.0, 0.0);
  }
  return bytes_in_place(quad[part / 2u] >> (4u * (part % 2u)), 0x0fu) - 8.0;
}

fn bytes_in_place(word: u32, mask: u32) -> vec4<f32> {
  let bytes = vec4<u32>(word) & vec4<u32>(mask, mask << 8u, mask << 16u, mask << 24u);
  return vec4<f32>(bitcast<vec4<i32>>(bytes)) * vec4<f32>(1.0, 0x1p-8, 0x1p-16, 0x1p-24);
}
