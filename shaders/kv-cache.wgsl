// A segment of a softmax layer's key/value cache: the buffer of tokens segment * SEGMENT .. of a sequence.
//
//   (tokens, [keys (KV_HEADS) | values (KV_HEADS)], OCTS) octs of eight features, keys rotated, the last oct padded
//
// The op declares `kv: array<vec4<u32>>` and `segment`. Only this file and kv-store know how an oct is stored.
// Needs attention, a halves module.

override KV_F16: bool;  // pairs of 16-bit floats, or 32-bit ones

// Offset of a token's key in octs; `token` counts from the segment's first.
fn key_at(token: u32, kv_head: u32) -> u32 { return (token * 2u * KV_HEADS + kv_head) * OCTS; }
fn value_at(token: u32, kv_head: u32) -> u32 { return key_at(token, KV_HEADS + kv_head); }

fn load_kv(at: u32) -> mat2x4<f32> {
  if (!KV_F16) { return mat2x4<f32>(bitcast<vec4<f32>>(kv[2u * at]), bitcast<vec4<f32>>(kv[2u * at + 1u])); }
  return unpack_halves(kv[at]);
}
