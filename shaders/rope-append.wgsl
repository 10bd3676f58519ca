// Rotates a chunk's queries in place and appends its rotated keys and its values to the cache.
//
//   u: (tokens, [q (HEADS) | k (KV_HEADS) | v (KV_HEADS)], HEAD_DIM); kv: written at control.position ..
//
// One workgroup per token; a thread takes four features, two rotary pairs, at a time.
// Needs control, rotary, kv-cache.

override HEADS: u32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> rotary: array<vec2<f32>>;
@group(0) @binding(2) var<storage, read_write> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> kv: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE || group.x >= control.tokens) { return; }
  let quads = HEAD_DIM / 4u;
  let row = (HEADS + 2u * KV_HEADS) * quads;
  let position = control.position + group.x;
  for (var i = lane; i < row; i += WORKGROUP_SIZE) {
    let at = group.x * row + i;
    let head = i / quads;
    let quad = i % quads;
    var value = u[at];
    if (head < HEADS + KV_HEADS) {
      value = vec4<f32>(
        rotate(value.xy, position, 2u * quad),
        rotate(value.zw, position, 2u * quad + 1u),
      );
    }
    if (head < HEADS) {
      u[at] = value;
    } else if (head < HEADS + KV_HEADS) {
      kv[key_at(position, head - HEADS) + quad] = value;
    } else {
      kv[value_at(position, head - HEADS - KV_HEADS) + quad] = value;
    }
  }
}
