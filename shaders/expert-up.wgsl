// h[s] = silu(w1 · n) * (w3 · n) for each of one token's chosen experts s, n = rms_norm(x).
//
//   x: (BLOCKS * 32); picks: (slots); pages: w13 (2 * WIDTH, IN) of each page, rows 2i = w1, 2i + 1 = w3;
//   h: (slots, H_STRIDE)
//
// Workgroup (rows, slot). Skipped slots are left as they are. Needs control, picks, dequantize, a matvec module, activations.

override IN: u32;
override EPS: f32;
override WIDTH: u32;
override H_STRIDE: u32;
override PAGE_QUADS: u32;
override SCALES_AT: u32;  // in f16 elements from the page's start

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> norm: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> picks: array<Pick>;
@group(0) @binding(4) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(5) var<storage, read> scales: array<u32>;
@group(0) @binding(6) var<storage, read_write> h: array<f32>;

var<private> scale: f32;

fn vector_at(i: u32) -> vec4<f32> { return x[i] * scale * norm[i]; }

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE || picks[group.y].expert == SKIPPED) { return; }
  var squares = 0.0;
  for (var i = lane; i < BLOCKS * 8u; i += WORKGROUP_SIZE) { squares += dot(x[i], x[i]); }
  scale = inverseSqrt(workgroup_sum(squares, lane) / f32(IN) + EPS);
  load_vectors(lane);

  let page = picks[group.y].page;
  let quads_at = page * PAGE_QUADS;
  let scales_from = page * PAGE_QUADS * 8u + SCALES_AT;
  let first_row = group.x * ROWS;
  add_rows(quads_at, scales_from, first_row, 2u * WIDTH, 0u, lane);
  finish_rows(lane);
  for (var r = 2u * lane; r < ROWS; r += 2u * WORKGROUP_SIZE) {
    let i = (first_row + r) / 2u;
    if (i < WIDTH) { h[group.y * H_STRIDE + i] = silu(products[r]) * products[r + 1u]; }
  }
}
