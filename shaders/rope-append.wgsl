// Rotates a chunk's queries in place and appends its rotated keys and its values to one segment of the cache. The dispatch
// of a segment does both for the tokens that the segment contains.
//
//   u: (tokens, [q | k | v], HEAD_DIM); kv: the segment, written from control.position on
//
// A thread processes the same eight features, four rotary pairs, of every head of a token.
// Needs control, rotary, attention, kv-cache, kv-store, attention-inputs.

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> segment: u32;
@group(0) @binding(2) var<storage, read> rotary: array<vec2<f32>>;
@group(0) @binding(3) var<storage, read_write> u: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> kv: array<vec4<u32>>;

fn run(group: vec3<u32>, lane: u32) {
  let token = (group.x * WORKGROUP_SIZE + lane) / OCTS;
  let oct = (group.x * WORKGROUP_SIZE + lane) % OCTS;
  let position = control.position + token;
  if (control.halt != HALT_NONE || token >= control.tokens || position / SEGMENT != segment) { return; }
  let whole = 2u * oct + 1u < QUADS;  // false for a last oct that holds only four features
  let a = rotation(position, 4u * oct);
  let b = rotation(position, 4u * oct + 1u);
  let c = rotation(position, 4u * oct + 2u);
  let d = rotation(position, 4u * oct + 3u);
  for (var head = 0u; head < HEADS; head++) {
    let at = input_at(token, head);
    let x = load_input(at, oct);
    u[at + 2u * oct] = vec4<f32>(turn(x[0].xy, a), turn(x[0].zw, b));
    if (whole) { u[at + 2u * oct + 1u] = vec4<f32>(turn(x[1].xy, c), turn(x[1].zw, d)); }
  }
  for (var head = 0u; head < KV_HEADS; head++) {
    let k = load_input(input_at(token, HEADS + head), oct);
    let v = load_input(input_at(token, HEADS + KV_HEADS + head), oct);
    let low = vec4<f32>(turn(k[0].xy, a), turn(k[0].zw, b));
    let high = vec4<f32>(turn(k[1].xy, c), turn(k[1].zw, d));
    store_kv(key_at(position % SEGMENT, head) + oct, mat2x4<f32>(low, high));
    store_kv(value_at(position % SEGMENT, head) + oct, v);
  }
}
