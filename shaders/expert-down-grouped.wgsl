// y[i] = w2 · h[i] for every pick i of a chunk, with the weights of its expert.
//
//   a = h: (picks, BLOCKS * 32), in the order of the groups; pages: w2 (OUT, BLOCKS * 32) of each page;
//   y: (picks, STRIDE4 * 4), in the same order
//
// The grid is that of expert-up-grouped. Needs control, groups, dequantize, tile.

override EXPERTS: u32;  // the shared one included
override STRIDE4: u32;
override PAGE_QUADS: u32;
override WEIGHT_QUADS_AT: u32;
override SCALES_AT: u32;  // in f16 elements from the page's start

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> a: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> groups: array<u32>;
@group(0) @binding(3) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(4) var<storage, read> scales: array<u32>;
@group(0) @binding(5) var<storage, read_write> y: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE || group.y >= pick_count() / TILE_INPUTS + EXPERTS) { return; }
  let at = tile_at(group.y);
  let count = groups[at + 1u];
  if (count == 0u) { return; }
  let page_at = groups[at + 2u] * PAGE_QUADS;
  multiply_tile(groups[at], count, group.x, page_at + WEIGHT_QUADS_AT, page_at * 8u + SCALES_AT, lane);
}

fn input_at(i: u32) -> u32 { return i * BLOCKS * 8u; }

fn store_tile(i: u32, feature: u32, values: vec4<f32>) { y[i * STRIDE4 + feature / 4u] = values; }
