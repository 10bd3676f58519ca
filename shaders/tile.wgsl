// Shared by all forms of a tile of A · Wᵀ. The op declares `a: array<vec4<f32>>` and defines
//
//   input_at(i): where row i of A begins, in vec4s
//   store_tile(i, feature, values): row i of Y, features feature .. + 3
//
// A tile module defines TILE_INPUTS and TILE_FEATURES, the rows of A and of W in a tile, and
//
//   multiply_tile(first, count, tile, quads_at, scales_from, lane): rows first .. first + count - 1 of A (count > 0;
//     those past TILE_INPUTS are another tile's) with rows tile * TILE_FEATURES .. of the matrix that begins there
//
// Needs dequantize and one of tile-workgroup, tile-registers and tile-subgroups.

override OUT: u32;  // rows of W, without its padding to a multiple of 128

// Stores rows begin .. + 3 of a tile, as far as they exist, features feature .. + 3.
fn store_rows(first: u32, count: u32, begin: u32, feature: u32, rows: mat4x4<f32>) {
  if (feature >= OUT) { return; }
  for (var i = 0u; i < 4u; i++) {
    if (begin + i < count) { store_tile(first + begin + i, feature, rows[i]); }
  }
}

// 1 if the format has no scales.
fn scale_of(block: u32) -> f32 {
  if (FORMAT < Q8) { return 1.0; }
  return scale_at(block);
}
