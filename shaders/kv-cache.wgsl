// The key/value cache of a softmax layer: (capacity, 2, KV_HEADS, HEAD_DIM), a token's rotated keys, then its values.
// The op declares `kv: array<vec4<f32>>`; how an element is stored is known here only.

override KV_HEADS: u32;
override HEAD_DIM: u32;  // a multiple of 4

// Where a token's key begins, in quads of four features.
fn key_at(token: u32, kv_head: u32) -> u32 { return (token * 2u * KV_HEADS + kv_head) * (HEAD_DIM / 4u); }
fn value_at(token: u32, kv_head: u32) -> u32 { return key_at(token, KV_HEADS + kv_head); }

fn load_kv(at: u32) -> vec4<f32> { return kv[at]; }
