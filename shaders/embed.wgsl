// x[t] = MULTIPLIER * W[ids[t]]: the embedding of each token of the chunk.
//
//   ids: (tokens); W: (vocabulary, IN); x: (tokens, BLOCKS * 32)
//
// One workgroup per token; a thread fetches four columns at a time. Needs control, dequantize.

override MULTIPLIER: f32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> ids: array<u32>;
@group(0) @binding(2) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(3) var<storage, read> scales: array<u32>;
@group(0) @binding(4) var<storage, read_write> x: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  let token = group.x;
  if (control.halt != HALT_NONE || token >= control.tokens) { return; }
  let row = ids[token];
  for (var i = lane; i < BLOCKS * 8u; i += WORKGROUP_SIZE) {
    x[token * BLOCKS * 8u + i] = MULTIPLIER * weight4(0u, 0u, row, i);
  }
}
