// y = ALPHA * r + BETA * W · a: the output projection of an attention layer for one token.
//
//   source: attention: a (IN)
//           lightning (GATED): u (4 * IN) = [Q | K | o | gate], a = rms_norm(o; inner_norm, INNER_EPS) * gate
//   x: (D); r = POSTNORM ? rms_norm(x; norm, EPS) : x;  W: (D, IN);  y: (D)
//
// One workgroup per ROWS rows; each computes both norms itself. Needs control, dequantize, a matvec module.

override IN: u32;
override OUT: u32;
override GATED: bool;
override POSTNORM: bool;
override EPS: f32;
override INNER_EPS: f32;
override ALPHA: f32;
override BETA: f32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> source: array<f32>;
@group(0) @binding(2) var<storage, read> inner_norm: array<f32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read> norm: array<f32>;
@group(0) @binding(5) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(6) var<storage, read> scales: array<u32>;
@group(0) @binding(7) var<storage, read_write> y: array<f32>;

var<private> inner_scale: f32;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }

  inner_scale = 1.0;
  if (GATED) {
    var squares = 0.0;
    for (var i = lane; i < IN; i += WORKGROUP_SIZE) { squares += source[2u * IN + i] * source[2u * IN + i]; }
    inner_scale = inverseSqrt(workgroup_sum(squares, lane) / f32(IN) + INNER_EPS);
  }

  var scale = 1.0;
  if (POSTNORM) {
    var squares = 0.0;
    for (var i = lane; i < OUT; i += WORKGROUP_SIZE) { squares += x[i] * x[i]; }
    scale = inverseSqrt(workgroup_sum(squares, lane) / f32(OUT) + EPS);
  }
  load_vectors(lane);

  let first_row = group.x * ROWS;
  add_rows(0u, 0u, first_row, OUT, 0u, lane);
  finish_rows(lane);
  for (var r = lane; r < ROWS; r += WORKGROUP_SIZE) {
    let i = first_row + r;
    if (i < OUT) {
      var residual = x[i];
      if (POSTNORM) { residual *= scale * norm[i]; }
      y[i] = ALPHA * residual + BETA * products[r];
    }
  }
}

fn vector_at(i: u32) -> vec4<f32> {
  return vec4<f32>(attended(4u * i), attended(4u * i + 1u), attended(4u * i + 2u), attended(4u * i + 3u));
}

// Feature i of a, zero in the padding.
fn attended(i: u32) -> f32 {
  if (i >= IN) { return 0.0; }
  if (GATED) { return source[2u * IN + i] * inner_scale * inner_norm[i] * source[3u * IN + i]; }
  return source[i];
}
