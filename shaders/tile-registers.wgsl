// One tile of A · Wᵀ, held in registers: a thread computes 8 rows of A times 4 rows of W, reads every weight once and
// shares nothing. For adapters whose barriers and workgroup memory cost more than the loads they save.
//
// The op declares `a: array<vec4<f32>>` and defines
//   input_at(i): where row i of A begins, in vec4s        store_tile(i, feature, values): row i of Y, features feature .. + 3
// Needs dequantize. tile-workgroup.wgsl is its alternative.

override OUT: u32;  // rows of W

const TILE_INPUTS = 8u;                    // rows of A in a tile
override TILE_FEATURES = 4 * WORKGROUP_SIZE;  // rows of W in a tile

// Rows first .. first + count - 1 of A (count > 0; those past TILE_INPUTS are another tile's).
fn multiply_tile(first: u32, count: u32, tile: u32, quads_at: u32, scales_from: u32, lane: u32) {
  let feature = tile * TILE_FEATURES + 4u * lane;
  let row = select(0u, feature, feature < OUT);
  let row_quads = BLOCKS * block_quads();
  let quads = quads_at + row * row_quads;
  let scale_row = scales_from + row * BLOCKS;
  let last = count - 1u;
  let at0 = input_at(first);
  let at1 = input_at(first + min(1u, last));
  let at2 = input_at(first + min(2u, last));
  let at3 = input_at(first + min(3u, last));
  let at4 = input_at(first + min(4u, last));
  let at5 = input_at(first + min(5u, last));
  let at6 = input_at(first + min(6u, last));
  let at7 = input_at(first + min(7u, last));
  var y0 = vec4<f32>();
  var y1 = vec4<f32>();
  var y2 = vec4<f32>();
  var y3 = vec4<f32>();
  var y4 = vec4<f32>();
  var y5 = vec4<f32>();
  var y6 = vec4<f32>();
  var y7 = vec4<f32>();
  var column4 = 0u;
  for (var quad = 0u; quad < row_quads; quad++) {
    let w0 = words[quads + quad];
    let w1 = words[quads + quad + row_quads];
    let w2 = words[quads + quad + 2u * row_quads];
    let w3 = words[quads + quad + 3u * row_quads];
    var scale = vec4<f32>(1.0);
    if (FORMAT >= Q8) {
      let block = scale_row + quad / block_quads();
      scale = vec4<f32>(
        scale_at(block), scale_at(block + BLOCKS), scale_at(block + 2u * BLOCKS), scale_at(block + 3u * BLOCKS));
    }
    for (var part = 0u; part < quad_parts(); part++) {
      let w = mat4x4<f32>(
        scale.x * decode(w0, part), scale.y * decode(w1, part), scale.z * decode(w2, part), scale.w * decode(w3, part));
      y0 += a[at0 + column4] * w;
      y1 += a[at1 + column4] * w;
      y2 += a[at2 + column4] * w;
      y3 += a[at3 + column4] * w;
      y4 += a[at4 + column4] * w;
      y5 += a[at5 + column4] * w;
      y6 += a[at6 + column4] * w;
      y7 += a[at7 + column4] * w;
      column4++;
    }
  }
  if (feature >= OUT) { return; }
  store_tile(first, feature, y0);
  if (count > 1u) { store_tile(first + 1u, feature, y1); }
  if (count > 2u) { store_tile(first + 2u, feature, y2); }
  if (count > 3u) { store_tile(first + 3u, feature, y3); }
  if (count > 4u) { store_tile(first + 4u, feature, y4); }
  if (count > 5u) { store_tile(first + 5u, feature, y5); }
  if (count > 6u) { store_tile(first + 6u, feature, y6); }
  if (count > 7u) { store_tile(first + 7u, feature, y7); }
}

// Runs of 4 weights in a quad.
fn quad_parts() -> u32 { return 1u << FORMAT; }

// Weights 4 * part .. + 3 of a quad, before scaling.
fn decode(quad: vec4<u32>, part: u32) -> vec4<f32> {
  if (FORMAT == F32) { return bitcast<vec4<f32>>(quad); }
  if (FORMAT == F16) { return halves(select(quad.xy, quad.zw, part == 1u)); }
  if (FORMAT == Q8) { return signed_bytes(quad[part]); }
  return low_nibbles(quad[part / 2u] >> (4u * (part % 2u))) - 8.0;
}
