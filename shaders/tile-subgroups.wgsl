// One tile of A · Wᵀ, held in registers: a thread multiplies 8 rows of A with 8 rows of W and reads every weight once.
// Every thread reads one row of A, the one of its index in its team, and the subgroup's first team broadcasts all eight.
//
// For adapters that run on the CPU with subgroups of at least 8 lanes. A load there takes dozens of instructions per lane,
// a broadcast one. The loops stay rolled, because the code of unrolled loads would not fit a core's instruction cache.
// Needs dequantize, tile, subgroups and TEAM_SIZE = 8.

const TILE_INPUTS = 8u;
override TILE_FEATURES = 8 * WORKGROUP_SIZE;  // divides 128

fn multiply_tile(first: u32, count: u32, tile: u32, quads_at: u32, scales_from: u32, lane: u32) {
  let feature = tile * TILE_FEATURES + 8u * lane;
  let row_quads = BLOCKS * block_quads();
  let row = quads_at + feature * row_quads;
  let row_scales = scales_from + feature * BLOCKS;
  let own_row = input_at(first + min(team_lane, count - 1u));
  // Per row of W: its products with rows 0 .. 3 of A, and with rows 4 .. 7.
  var y0 = vec4<f32>();
  var y1 = vec4<f32>();
  var y2 = vec4<f32>();
  var y3 = vec4<f32>();
  var y4 = vec4<f32>();
  var y5 = vec4<f32>();
  var y6 = vec4<f32>();
  var y7 = vec4<f32>();
  var z0 = vec4<f32>();
  var z1 = vec4<f32>();
  var z2 = vec4<f32>();
  var z3 = vec4<f32>();
  var z4 = vec4<f32>();
  var z5 = vec4<f32>();
  var z6 = vec4<f32>();
  var z7 = vec4<f32>();
  for (var block = 0u; block < BLOCKS; block++) {
    let s0 = scale_of(row_scales + block);
    let s1 = scale_of(row_scales + block + BLOCKS);
    let s2 = scale_of(row_scales + block + 2u * BLOCKS);
    let s3 = scale_of(row_scales + block + 3u * BLOCKS);
    let s4 = scale_of(row_scales + block + 4u * BLOCKS);
    let s5 = scale_of(row_scales + block + 5u * BLOCKS);
    let s6 = scale_of(row_scales + block + 6u * BLOCKS);
    let s7 = scale_of(row_scales + block + 7u * BLOCKS);
    for (var i = 0u; i < 4u; i++) {
      let eight = 4u * block + i;
      let own_low = a[own_row + 2u * eight];
      let own_high = a[own_row + 2u * eight + 1u];
      let low03 = columns03(own_low);
      let low47 = columns47(own_low);
      let high03 = columns03(own_high);
      let high47 = columns47(own_high);
      let w0 = s0 * eight_weights(row, eight);
      y0 = add_products(y0, w0, low03, high03);
      z0 = add_products(z0, w0, low47, high47);
      let w1 = s1 * eight_weights(row + row_quads, eight);
      y1 = add_products(y1, w1, low03, high03);
      z1 = add_products(z1, w1, low47, high47);
      let w2 = s2 * eight_weights(row + 2u * row_quads, eight);
      y2 = add_products(y2, w2, low03, high03);
      z2 = add_products(z2, w2, low47, high47);
      let w3 = s3 * eight_weights(row + 3u * row_quads, eight);
      y3 = add_products(y3, w3, low03, high03);
      z3 = add_products(z3, w3, low47, high47);
      let w4 = s4 * eight_weights(row + 4u * row_quads, eight);
      y4 = add_products(y4, w4, low03, high03);
      z4 = add_products(z4, w4, low47, high47);
      let w5 = s5 * eight_weights(row + 5u * row_quads, eight);
      y5 = add_products(y5, w5, low03, high03);
      z5 = add_products(z5, w5, low47, high47);
      let w6 = s6 * eight_weights(row + 6u * row_quads, eight);
      y6 = add_products(y6, w6, low03, high03);
      z6 = add_products(z6, w6, low47, high47);
      let w7 = s7 * eight_weights(row + 7u * row_quads, eight);
      y7 = add_products(y7, w7, low03, high03);
      z7 = add_products(z7, w7, low47, high47);
    }
  }
  store_rows(first, count, 0u, feature, transpose(mat4x4<f32>(y0, y1, y2, y3)));
  store_rows(first, count, 0u, feature + 4u, transpose(mat4x4<f32>(y4, y5, y6, y7)));
  store_rows(first, count, 4u, feature, transpose(mat4x4<f32>(z0, z1, z2, z3)));
  store_rows(first, count, 4u, feature + 4u, transpose(mat4x4<f32>(z4, z5, z6, z7)));
}

// Four columns of A, each in rows 0 .. 3 of the tile.
fn columns03(own: vec4<f32>) -> mat4x4<f32> {
  return transpose(mat4x4<f32>(
    subgroupBroadcast(own, 0u), subgroupBroadcast(own, 1u), subgroupBroadcast(own, 2u), subgroupBroadcast(own, 3u)));
}

// The same columns in rows 4 .. 7.
fn columns47(own: vec4<f32>) -> mat4x4<f32> {
  return transpose(mat4x4<f32>(
    subgroupBroadcast(own, 4u), subgroupBroadcast(own, 5u), subgroupBroadcast(own, 6u), subgroupBroadcast(own, 7u)));
}

fn add_products(sum: vec4<f32>, weights: mat2x4<f32>, low: mat4x4<f32>, high: mat4x4<f32>) -> vec4<f32> {
  var y = sum;
  y = fma(low[0], vec4<f32>(weights[0].x), y);
  y = fma(low[1], vec4<f32>(weights[0].y), y);
  y = fma(low[2], vec4<f32>(weights[0].z), y);
  y = fma(low[3], vec4<f32>(weights[0].w), y);
  y = fma(high[0], vec4<f32>(weights[1].x), y);
  y = fma(high[1], vec4<f32>(weights[1].y), y);
  y = fma(high[2], vec4<f32>(weights[1].z), y);
  y = fma(high[3], vec4<f32>(weights[1].w), y);
  return y;
}

// Weights 8 * eight .. + 7 of the row that begins at `row`, before scaling.
fn eight_weights(row: u32, eight: u32) -> mat2x4<f32> {
  if (FORMAT == F32) {
    return mat2x4<f32>(bitcast<vec4<f32>>(words[row + 2u * eight]), bitcast<vec4<f32>>(words[row + 2u * eight + 1u]));
  }
  if (FORMAT == F16) {
    let quad = words[row + eight];
    return mat2x4<f32>(halves(quad.xy), halves(quad.zw));
  }
  if (FORMAT == Q8) {
    let at = 2u * (eight % 2u);
    return mat2x4<f32>(signed_bytes(words[row + eight / 2u][at]), signed_bytes(words[row + eight / 2u][at + 1u]));
  }
  let word = words[row + eight / 4u][eight % 4u];
  return mat2x4<f32>(low_nibbles(word) - 8.0, high_nibbles(word) - 8.0);
}
