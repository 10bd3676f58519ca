// y = act( W · rms_norm(x) ): norm, matrix-vector product and activation of one token.
//
//   x: (tokens, IN_BLOCKS * 32), of which the chunk's last token is read; norm: (IN); W: (OUT, IN); y: (OUT)
//   act: silu for the first SILU_ROWS rows, sigmoid for the next SIGMOID_ROWS, none for the rest
//
// One workgroup per ROWS rows; each norms x for itself, which is cheaper than a dispatch of its own.
// Needs control, dequantize, matvec, activations.

override IN: u32;
override OUT: u32;
override EPS: f32;
override SILU_ROWS: u32;
override SIGMOID_ROWS: u32;
override ROWS: u32;  // a multiple of 4

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> norm: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(4) var<storage, read> scales: array<u32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  let x_at = (control.tokens - 1u) * BLOCKS * 8u;
  var squares = 0.0;
  for (var i = lane; i < BLOCKS * 8u; i += WORKGROUP_SIZE) {
    let value = x[x_at + i];
    squares += dot(value, value);
  }
  let scale = inverseSqrt(workgroup_sum(squares, lane) / f32(IN) + EPS);
  for (var i = lane; i < BLOCKS * 8u; i += WORKGROUP_SIZE) {
    input[i] = x[x_at + i] * scale * norm[i];
  }
  workgroupBarrier();

  for (var base = 0u; base < ROWS; base += 4u * team_count()) {
    let row = group.x * ROWS + base + 4u * team;
    // Every thread takes part in the sum; rows past the end read row 0 and are not written.
    let sums = rows_dot(0u, 0u, select(0u, row, row < OUT), 0u);
    if (team_lane == 0u) {
      for (var r = 0u; r < 4u; r++) {
        if (row + r < OUT && base + 4u * team < ROWS) { y[row + r] = activate(row + r, sums[r]); }
      }
    }
  }
}

fn activate(row: u32, value: f32) -> f32 {
  if (row < SILU_ROWS) { return silu(value); }
  if (row < SILU_ROWS + SIGMOID_ROWS) { return sigmoid(value); }
  return value;
}
