// Shared by both forms of attention-decode: the keys of a workgroup, the storing of the token's own key and value, and the
// pairs of query heads.
//
//   u: (q | k | v) of the token, q and k rotated; kv: the segment; partials: one part per segment and split
//
// Needs control, attention, kv-cache, kv-store, attention-inputs, attention-splits.

override SCALE: f32;
override PAIRS = (GROUP_HEADS + 1u) / 2u;  // pairs of heads; the last may hold one head twice

const LOWEST = -3.4e38;  // exp(LOWEST - m) is 0 for any score m

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> segment: u32;
@group(0) @binding(2) var<storage, read> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> kv: array<vec4<u32>>;
@group(0) @binding(4) var<storage, read_write> partials: array<vec4<f32>>;

// Keys begin .. end - 1 of the segment.
struct Keys {
  begin: u32,
  end: u32,
}

// The keys of split group.y; none if the sequence does not reach it. The split that contains the token first stores its key
// and value in the cache. A single return, because FXC treats several returns as divergent.
fn own_keys(group: vec3<u32>, lane: u32) -> Keys {
  var keys = Keys();
  let first = segment * SEGMENT;
  if (control.halt == HALT_NONE && control.position >= first) {
    let newest = control.position - first;  // the token itself, if this segment contains it
    let count = min(newest + 1u, SEGMENT);
    let length = split_keys(count);
    let begin = group.y * length;
    if (begin < count) { keys = Keys(begin, min(begin + length, count)); }
    if (newest < keys.end) {
      let kv_head = group.x;
      for (var oct = lane; oct < OCTS; oct += WORKGROUP_SIZE) {
        store_kv(key_at(newest, kv_head) + oct, load_input(input_at(0u, HEADS + kv_head), oct));
        store_kv(value_at(newest, kv_head) + oct, load_input(input_at(0u, HEADS + KV_HEADS + kv_head), oct));
      }
      storageBarrier();
    }
  }
  return keys;
}

// The split's part of `partials`.
fn own_part(group: vec3<u32>) -> u32 { return segment * SPLITS + group.y; }

// The heads of a pair.
fn head_a(kv_head: u32, pair: u32) -> u32 { return kv_head * GROUP_HEADS + 2u * pair; }
fn head_b(kv_head: u32, pair: u32) -> u32 { return kv_head * GROUP_HEADS + min(2u * pair + 1u, GROUP_HEADS - 1u); }
