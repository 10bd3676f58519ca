// y = MULTIPLIER * act(W · rms_norm(x)): norm, matrix-vector product and activation of one token.
//
//   x: (tokens, IN_BLOCKS * 32), of which the chunk's last token is read; norm: (IN); W: (OUT, IN); y: (OUT)
//   act: silu for the first SILU_ROWS rows, sigmoid for the next SIGMOID_ROWS, none for the rest
//
// One workgroup per ROWS rows; each computes the norm of x itself, which is cheaper than another dispatch.
// Needs control, dequantize, a matvec module, activations.

override IN: u32;
override OUT: u32;
override EPS: f32;
override SILU_ROWS: u32;
override SIGMOID_ROWS: u32;
override MULTIPLIER: f32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> norm: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(4) var<storage, read> scales: array<u32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;

var<private> x_at: u32;
var<private> scale: f32;

fn vector_at(i: u32) -> vec4<f32> { return x[x_at + i] * scale * norm[i]; }

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  x_at = (control.tokens - 1u) * BLOCKS * 8u;
  var squares = 0.0;
  for (var i = lane; i < BLOCKS * 8u; i += WORKGROUP_SIZE) {
    let value = x[x_at + i];
    squares += dot(value, value);
  }
  scale = inverseSqrt(workgroup_sum(squares, lane) / f32(IN) + EPS);
  load_vectors(lane);

  let first_row = group.x * ROWS;
  add_rows(0u, 0u, first_row, OUT, 0u, lane);
  finish_rows(lane);
  for (var r = lane; r < ROWS; r += WORKGROUP_SIZE) {
    let row = first_row + r;
    if (row < OUT) { y[row] = MULTIPLIER * activate(row, products[r]); }
  }
}

fn activate(row: u32, value: f32) -> f32 {
  if (row < SILU_ROWS) { return silu(value); }
  if (row < SILU_ROWS + SIGMOID_ROWS) { return sigmoid(value); }
  return value;
}
