// The input projection of a softmax layer for one token: norm, q, k, v and the rotation of q and k.
//
//   x: (BLOCKS * 32); W: (Q_ROWS + 2 * KV_ROWS, IN), rows [q | k | v], rotated pairs adjacent; u: W x, q and k rotated
//
// One workgroup per ROWS rows; each computes the norm of x itself.
// Needs control, dequantize, a matvec module, rotary.

override IN: u32;
override EPS: f32;
override HEAD_DIM: u32;  // even, so a pair never leaves its head
override Q_ROWS: u32;
override KV_ROWS: u32;
override OUT = Q_ROWS + 2u * KV_ROWS;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> norm: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(4) var<storage, read> scales: array<u32>;
@group(0) @binding(5) var<storage, read> rotary: array<vec2<f32>>;
@group(0) @binding(6) var<storage, read_write> u: array<f32>;

var<private> scale: f32;

fn vector_at(i: u32) -> vec4<f32> { return x[i] * scale * norm[i]; }

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  var squares = 0.0;
  for (var i = lane; i < BLOCKS * 8u; i += WORKGROUP_SIZE) { squares += dot(x[i], x[i]); }
  scale = inverseSqrt(workgroup_sum(squares, lane) / f32(IN) + EPS);
  load_vectors(lane);

  let first_row = group.x * ROWS;
  add_rows(0u, 0u, first_row, OUT, 0u, lane);
  finish_rows(lane);
  for (var r = 2u * lane; r < ROWS; r += 2u * WORKGROUP_SIZE) {
    let row = first_row + r;
    if (row < OUT) { store(row, vec2<f32>(products[r], products[r + 1u])); }
  }
}

// Rows `row` and `row + 1`, a pair of features of one head.
fn store(row: u32, pair: vec2<f32>) {
  var stored = pair;
  if (row < Q_ROWS + KV_ROWS) { stored = rotate(pair, control.position, row % HEAD_DIM / 2u); }
  u[row] = stored.x;
  u[row + 1u] = stored.y;
}
