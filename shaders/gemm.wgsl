// Y = epilogue(A · Wᵀ) for every token of the chunk.
//
//   a: (tokens, BLOCKS * 32); W: (OUT, BLOCKS * 32); y, residual: (tokens, STRIDE4 * 4)
//   epilogue: silu for the first SILU_ROWS features, sigmoid for the next SIGMOID_ROWS, none for the rest;
//             with RESIDUAL, ALPHA * residual + BETA * (A · Wᵀ) instead
//
// A workgroup computes one tile. Features past OUT, up to the next multiple of 4, are written as zeros.
// Needs control, dequantize, tile, activations.

override SILU_ROWS: u32;
override SIGMOID_ROWS: u32;
override RESIDUAL: u32;
override ALPHA: f32;
override BETA: f32;
override STRIDE4: u32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> a: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(3) var<storage, read> scales: array<u32>;
@group(0) @binding(4) var<storage, read> residual: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> y: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  let first = group.y * TILE_INPUTS;
  if (control.halt != HALT_NONE || first >= control.tokens) { return; }
  multiply_tile(first, control.tokens - first, group.x, 0u, 0u, lane);
}

fn input_at(token: u32) -> u32 { return token * BLOCKS * 8u; }

fn store_tile(token: u32, feature: u32, values: vec4<f32>) {
  let at = token * STRIDE4 + feature / 4u;
  if (RESIDUAL == 1u) {
    y[at] = ALPHA * residual[at] + BETA * values;
    return;
  }
  y[at] = vec4<f32>(
    activate(feature, values.x), activate(feature + 1u, values.y),
    activate(feature + 2u, values.z), activate(feature + 3u, values.w));
}

fn activate(feature: u32, value: f32) -> f32 {
  if (feature < SILU_ROWS) { return silu(value); }
  if (feature < SILU_ROWS + SIGMOID_ROWS) { return select(0.0, sigmoid(value), feature < OUT); }
  return value;
}
