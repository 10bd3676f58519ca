// One tile of A · Wᵀ, staged in workgroup memory: per block of 32 columns the workgroup copies its rows of A and of W,
// dequantised to `real`, transposed, and every thread adds up 8 rows of A times 4 rows of W in registers.
//
// The op declares `a: array<vec4<f32>>` and defines
//   input_at(i): where row i of A begins, in vec4s        store_tile(i, feature, values): row i of Y, features feature .. + 3
// Needs dequantize. tile-registers.wgsl is its alternative.

override OUT: u32;  // rows of W

override TILE_INPUTS = WORKGROUP_SIZE / 2;  // rows of A in a tile
const TILE_FEATURES = 64u;                  // rows of W in a tile
const FEATURE_THREADS = TILE_FEATURES / 4u;

var<workgroup> a_tile: array<vec4<f32>, TILE_INPUTS * 8>;             // (32 columns, TILE_INPUTS)
var<workgroup> w_tile: array<vec4<real>, TILE_FEATURES * 8>;          // (32 columns, TILE_FEATURES)

// Rows first .. first + count - 1 of A (count > 0; those past TILE_INPUTS are another tile's).
fn multiply_tile(first: u32, count: u32, tile: u32, quads_at: u32, scales_from: u32, lane: u32) {
  let input8 = lane / FEATURE_THREADS;
  let feature4 = lane % FEATURE_THREADS;
  var y0 = vec4<f32>();
  var y1 = vec4<f32>();
  var y2 = vec4<f32>();
  var y3 = vec4<f32>();
  var y4 = vec4<f32>();
  var y5 = vec4<f32>();
  var y6 = vec4<f32>();
  var y7 = vec4<f32>();
  for (var block = 0u; block < BLOCKS; block++) {
    for (var i = lane; i < TILE_INPUTS * 2u; i += WORKGROUP_SIZE) {
      let input4 = i % (TILE_INPUTS / 4u);
      let column4 = i / (TILE_INPUTS / 4u);
      let columns = transpose(mat4x4<f32>(
        input_part(first, 4u * input4, count, block * 8u + column4),
        input_part(first, 4u * input4 + 1u, count, block * 8u + column4),
        input_part(first, 4u * input4 + 2u, count, block * 8u + column4),
        input_part(first, 4u * input4 + 3u, count, block * 8u + column4)));
      let at = column4 * TILE_INPUTS + input4;
      a_tile[at] = columns[0];
      a_tile[at + TILE_INPUTS / 4u] = columns[1];
      a_tile[at + TILE_INPUTS / 2u] = columns[2];
      a_tile[at + TILE_INPUTS / 4u * 3u] = columns[3];
    }
    for (var i = lane; i < TILE_FEATURES * 2u; i += WORKGROUP_SIZE) {
      let row4 = i % FEATURE_THREADS;
      let column4 = i / FEATURE_THREADS;
      let row = tile * TILE_FEATURES + 4u * row4;
      let columns = transpose(mat4x4<f32>(
        weight4(quads_at, scales_from, row, block * 8u + column4),
        weight4(quads_at, scales_from, row + 1u, block * 8u + column4),
        weight4(quads_at, scales_from, row + 2u, block * 8u + column4),
        weight4(quads_at, scales_from, row + 3u, block * 8u + column4)));
      let at = column4 * TILE_FEATURES + row4;
      w_tile[at] = vec4<real>(columns[0]);
      w_tile[at + FEATURE_THREADS] = vec4<real>(columns[1]);
      w_tile[at + FEATURE_THREADS * 2u] = vec4<real>(columns[2]);
      w_tile[at + FEATURE_THREADS * 3u] = vec4<real>(columns[3]);
    }
    workgroupBarrier();
    for (var column = 0u; column < 32u; column++) {
      let w = vec4<f32>(w_tile[column * FEATURE_THREADS + feature4]);
      let at = column * (TILE_INPUTS / 4u) + 2u * input8;
      let low = a_tile[at];
      let high = a_tile[at + 1u];
      y0 += low.x * w;
      y1 += low.y * w;
      y2 += low.z * w;
      y3 += low.w * w;
      y4 += high.x * w;
      y5 += high.y * w;
      y6 += high.z * w;
      y7 += high.w * w;
    }
    workgroupBarrier();  // the next block overwrites the tiles
  }
  let feature = tile * TILE_FEATURES + 4u * feature4;
  if (feature >= OUT) { return; }
  let i = 8u * input8;
  if (i < count) { store_tile(first + i, feature, y0); }
  if (i + 1u < count) { store_tile(first + i + 1u, feature, y1); }
  if (i + 2u < count) { store_tile(first + i + 2u, feature, y2); }
  if (i + 3u < count) { store_tile(first + i + 3u, feature, y3); }
  if (i + 4u < count) { store_tile(first + i + 4u, feature, y4); }
  if (i + 5u < count) { store_tile(first + i + 5u, feature, y5); }
  if (i + 6u < count) { store_tile(first + i + 6u, feature, y6); }
  if (i + 7u < count) { store_tile(first + i + 7u, feature, y7); }
}

// Four columns of row first + i; past the end, of the last row.
fn input_part(first: u32, i: u32, count: u32, column4: u32) -> vec4<f32> {
  return a[input_at(first + min(i, count - 1u)) + column4];
}
