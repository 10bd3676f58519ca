// h[i] = silu(w1 · n[token]) * (w3 · n[token]) for every pick i of a chunk, with the weights of its expert.
//
//   a = n: (tokens, BLOCKS * 32); pages: w13 (OUT, BLOCKS * 32) of each page, rows 2i = w1, 2i + 1 = w3;
//   h: (picks, STRIDE2 * 2), in the order of the groups
//
// A workgroup computes one tile of one expert. The grid has room for every expert's partly filled tile; workgroups
// whose tile is empty return at once. Needs control, groups, dequantize, tile, activations.

override EXPERTS: u32;  // the shared one included
override STRIDE2: u32;
override PAGE_QUADS: u32;
override SCALES_AT: u32;  // in f16 elements from the page's start

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> a: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> groups: array<u32>;
@group(0) @binding(3) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(4) var<storage, read> scales: array<u32>;
@group(0) @binding(5) var<storage, read_write> h: array<vec2<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE || group.y >= pick_count() / TILE_INPUTS + EXPERTS) { return; }
  let at = tile_at(group.y);
  let count = groups[at + 1u];
  if (count == 0u) { return; }
  let page_at = groups[at + 2u] * PAGE_QUADS;
  multiply_tile(groups[at], count, group.x, page_at, page_at * 8u + SCALES_AT, lane);
}

fn input_at(i: u32) -> u32 { return groups[i] / SLOTS * BLOCKS * 8u; }

fn store_tile(i: u32, row: u32, values: vec4<f32>) {
  h[i * STRIDE2 + row / 4u] = vec2<f32>(silu(values.x) * values.y, silu(values.z) * values.w);
}
