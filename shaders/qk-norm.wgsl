// Norms the queries and keys of every token of the chunk in place, then rotates them:
// x ← rope(x / sqrt(mean(x²) + EPS) · weight), with the mean over one head, or over all heads of q and over all of k.
//
//   u: (tokens, [q (HEADS) | k (KV_HEADS) | v (KV_HEADS)], HEAD_DIM), rotated pairs adjacent
//   weight: (HEADS + KV_HEADS, HEAD_DIM)
//
// One workgroup per mean and token. Needs control, rotary, attention.

override EPS: f32;
override ALL_HEADS: bool;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> rotary: array<vec2<f32>>;
@group(0) @binding(2) var<storage, read> weight: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> u: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  let token = group.y;
  if (control.halt != HALT_NONE || token >= control.tokens) { return; }
  var first = group.x;
  var heads = 1u;
  if (ALL_HEADS) {
    first = group.x * HEADS;
    heads = select(KV_HEADS, HEADS, group.x == 0u);
  }
  let row = token * (HEADS + 2u * KV_HEADS) * QUADS;
  let begin = first * QUADS;
  let end = (first + heads) * QUADS;
  var squares = 0.0;
  for (var i = begin + lane; i < end; i += WORKGROUP_SIZE) { squares += dot(u[row + i], u[row + i]); }
  let scale = inverseSqrt(workgroup_sum(squares, lane) / f32(heads * HEAD_DIM) + EPS);
  for (var i = begin + lane; i < end; i += WORKGROUP_SIZE) {
    let x = u[row + i] * scale * weight[i];
    let pair = 2u * (i % QUADS);
    let position = control.position + token;
    u[row + i] = vec4<f32>(rotate(x.xy, position, pair), rotate(x.zw, position, pair + 1u));
  }
}
