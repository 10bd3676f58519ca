// y = ALPHA * r + BETA * Σ_s weight_s * w2_s · h[s] over one token's chosen experts s.
//
//   h: (SLOTS, BLOCKS * 32), unused where the slot is skipped; picks: (SLOTS); pages: w2 (OUT, WIDTH) of each page;
//   x: (OUT); r = POSTNORM ? rms_norm(x; norm, EPS) : x; y: (OUT)
//
// One workgroup computes all slots of a row, so nothing is left to combine. Needs control, picks, dequantize, a matvec module.

override OUT: u32;
override SLOTS: u32;
override POSTNORM: bool;
override EPS: f32;
override ALPHA: f32;
override BETA: f32;
override PAGE_QUADS: u32;
override WEIGHT_QUADS_AT: u32;
override SCALES_AT: u32;  // in f16 elements from the page's start

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> norm: array<f32>;
@group(0) @binding(3) var<storage, read> picks: array<Pick>;
@group(0) @binding(4) var<storage, read> h: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(6) var<storage, read> scales: array<u32>;
@group(0) @binding(7) var<storage, read_write> y: array<f32>;

fn vector_at(i: u32) -> vec4<f32> { return picks[i / (BLOCKS * 8u)].weight * h[i]; }

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  var scale = 1.0;
  if (POSTNORM) {
    var squares = 0.0;
    for (var i = lane; i < OUT; i += WORKGROUP_SIZE) { squares += x[i] * x[i]; }
    scale = inverseSqrt(workgroup_sum(squares, lane) / f32(OUT) + EPS);
  }
  load_vectors(lane);

  let first_row = group.x * ROWS;
  for (var s = 0u; s < SLOTS; s++) {
    // FXC rejects the barriers of add_rows in a branch, so a skipped slot has no rows, of any page.
    let skipped = picks[s].expert == SKIPPED;
    let page_at = select(picks[s].page, 0u, skipped) * PAGE_QUADS;
    let rows = select(OUT, 0u, skipped);
    add_rows(page_at + WEIGHT_QUADS_AT, page_at * 8u + SCALES_AT, first_row, rows, s * BLOCKS, lane);
  }
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
