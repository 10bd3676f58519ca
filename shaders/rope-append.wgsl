// Rotates a chunk's queries in place and appends its rotated keys and its values to the cache.
//
//   u: (tokens, [q (HEADS) | k (KV_HEADS) | v (KV_HEADS)], HEAD_DIM); kv: written at control.position ..
//
// A thread takes the same four features, two rotary pairs, of every head of a token.
// Needs control, rotary, kv-cache.

override HEADS: u32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> rotary: array<vec2<f32>>;
@group(0) @binding(2) var<storage, read_write> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> kv: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  let quads = HEAD_DIM / 4u;
  let token = (group.x * WORKGROUP_SIZE + lane) / quads;
  let quad = (group.x * WORKGROUP_SIZE + lane) % quads;
  if (control.halt != HALT_NONE || token >= control.tokens) { return; }
  let position = control.position + token;
  let first = rotation(position, 2u * quad);
  let second = rotation(position, 2u * quad + 1u);
  var at = token * (HEADS + 2u * KV_HEADS) * quads + quad;
  for (var head = 0u; head < HEADS; head++) {
    let value = u[at];
    u[at] = vec4<f32>(turn(value.xy, first), turn(value.zw, second));
    at += quads;
  }
  for (var head = 0u; head < KV_HEADS; head++) {
    let value = u[at];
    kv[key_at(position, head) + quad] = vec4<f32>(turn(value.xy, first), turn(value.zw, second));
    kv[value_at(position, head) + quad] = u[at + KV_HEADS * quads];
    at += quads;
  }
}
