// One tile of A · Wᵀ, staged in workgroup memory: per block of 32 columns the workgroup copies its rows of A and of W,
// transposed and W dequantised to `real`; then every thread accumulates 8 rows of A times 4 rows of W in registers.
// Needs dequantize, tile.

override TILE_INPUTS = WORKGROUP_SIZE / 2;
const TILE_FEATURES = 64u;
const FEATURE_THREADS = TILE_FEATURES / 4u;

var<workgroup> a_tile: array<vec4<f32>, TILE_INPUTS * 8>;     // (32 columns, TILE_INPUTS)
var<workgroup> w_tile: array<vec4<real>, TILE_FEATURES * 8>;  // (32 columns, TILE_FEATURES)

fn multiply_tile(first: u32, count: u32, tile: u32, quads_at: u32, scales_from: u32, lane: u32) {
  // A thread copies four columns of four rows of A; past the end, it copies the last row.
  let inputs4 = TILE_INPUTS / 4u;
  let copied = first + 4u * (lane % inputs4);
  let copied_column4 = lane / inputs4;
  let last = first + count - 1u;
  let at0 = input_at(min(copied, last)) + copied_column4;
  let at1 = input_at(min(copied + 1u, last)) + copied_column4;
  let at2 = input_at(min(copied + 2u, last)) + copied_column4;
  let at3 = input_at(min(copied + 3u, last)) + copied_column4;
  let a_tile_at = 4u * copied_column4 * inputs4 + lane % inputs4;

  let input8 = lane / FEATURE_THREADS;
  let feature4 = lane % FEATURE_THREADS;
  // Per row of A: its products with the rows of W.
  var y0 = vec4<f32>();
  var y1 = vec4<f32>();
  var y2 = vec4<f32>();
  var y3 = vec4<f32>();
  var y4 = vec4<f32>();
  var y5 = vec4<f32>();
  var y6 = vec4<f32>();
  var y7 = vec4<f32>();
  for (var block = 0u; block < BLOCKS; block++) {
    let column4 = 8u * block;
    let columns = transpose(mat4x4<f32>(a[at0 + column4], a[at1 + column4], a[at2 + column4], a[at3 + column4]));
    a_tile[a_tile_at] = columns[0];
    a_tile[a_tile_at + inputs4] = columns[1];
    a_tile[a_tile_at + 2u * inputs4] = columns[2];
    a_tile[a_tile_at + 3u * inputs4] = columns[3];
    for (var i = lane; i < FEATURE_THREADS * 8u; i += WORKGROUP_SIZE) {
      copy_weights(tile * TILE_FEATURES, i % FEATURE_THREADS, column4, i / FEATURE_THREADS, quads_at, scales_from);
    }
    workgroupBarrier();
    if (8u * input8 < count) {  // else the tile ends before these rows
      for (var column = 0u; column < 32u; column++) {
        let w = vec4<f32>(w_tile[column * FEATURE_THREADS + feature4]);
        let low = a_tile[column * inputs4 + 2u * input8];
        let high = a_tile[column * inputs4 + 2u * input8 + 1u];
        y0 += low.x * w;
        y1 += low.y * w;
        y2 += low.z * w;
        y3 += low.w * w;
        y4 += high.x * w;
        y5 += high.y * w;
        y6 += high.z * w;
        y7 += high.w * w;
      }
    }
    workgroupBarrier();  // the next block overwrites the tiles
  }
  let feature = tile * TILE_FEATURES + 4u * feature4;
  store_rows(first, count, 8u * input8, feature, mat4x4<f32>(y0, y1, y2, y3));
  store_rows(first, count, 8u * input8 + 4u, feature, mat4x4<f32>(y4, y5, y6, y7));
}

// Four columns of four rows of W.
fn copy_weights(first_row: u32, row4: u32, first_column4: u32, column4: u32, quads_at: u32, scales_from: u32) {
  let row = first_row + 4u * row4;
  let columns = transpose(mat4x4<f32>(
    weight4(quads_at, scales_from, row, first_column4 + column4),
    weight4(quads_at, scales_from, row + 1u, first_column4 + column4),
    weight4(quads_at, scales_from, row + 2u, first_column4 + column4),
    weight4(quads_at, scales_from, row + 3u, first_column4 + column4)));
  let at = 4u * column4 * FEATURE_THREADS + row4;
  w_tile[at] = vec4<real>(columns[0]);
  w_tile[at + FEATURE_THREADS] = vec4<real>(columns[1]);
  w_tile[at + 2u * FEATURE_THREADS] = vec4<real>(columns[2]);
  w_tile[at + 3u * FEATURE_THREADS] = vec4<real>(columns[3]);
}
