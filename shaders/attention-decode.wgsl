// Softmax attention of one token, over one split of its keys: partial = Σ exp(q·k / √d - m) v.
//
//   q: (heads, HEAD_DIM), rotated; kv: the token's own key and value included; partials: see attention-splits.wgsl
//
// One workgroup per key/value head and split does all query heads that share it, two heads a thread.
// Per tile, a thread scores four keys; then it sums four value features.
// Needs control, kv-cache, attention-splits.

override GROUP_HEADS: u32;  // query heads per key/value head
override SCALE: f32;

const LOWEST = -3.4e38;  // exp(LOWEST - m) is 0 for any score m
const KEY_QUADS = TILE / 4u;
override PAIRS = (GROUP_HEADS + 1u) / 2u;  // of heads; the last may be the same head twice

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> q: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> kv: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> partials: array<vec4<f32>>;

// Of both heads of a pair:
var<workgroup> maxima: array<vec2<f32>, PAIRS * KEY_QUADS>;     // (pairs, key quads) the largest of four scores
var<workgroup> weights: array<mat2x4<f32>, PAIRS * KEY_QUADS>;  // (pairs, key quads) exp(score - m)
var<workgroup> largest: array<vec2<f32>, PAIRS>;                // m
var<workgroup> rescale: array<vec2<f32>, PAIRS>;                // exp(m of the tile before - m)

fn run(group: vec3<u32>, lane: u32) {
  let quads = HEAD_DIM / 4u;
  let kv_head = group.x;
  let keys = control.position + 1u;
  let length = split_keys(keys);
  let begin = group.y * length;
  if (control.halt != HALT_NONE || begin >= keys) { return; }
  let end = min(begin + length, keys);

  // Scoring: keys 4 * key_quad .. + 3 of a tile.
  let key_quad = lane % KEY_QUADS;
  let pair = lane / KEY_QUADS;
  let scores = pair < PAIRS;
  let q_a = head_a(kv_head, pair) * quads;
  let q_b = head_b(kv_head, pair) * quads;
  var m = vec2<f32>(LOWEST);

  // Summing: value features 4 * column .. + 3.
  let column = lane % quads;
  let sum_pair = lane / quads;
  let sums = sum_pair < PAIRS;
  var l = mat2x4<f32>();
  var o_a = vec4<f32>();
  var o_b = vec4<f32>();

  for (var tile = begin; tile < end; tile += TILE) {
    var a = vec4<f32>();
    var b = vec4<f32>();
    if (scores) {
      let key = tile + 4u * key_quad;
      let k0 = key_at(min(key, end - 1u), kv_head);
      let k1 = key_at(min(key + 1u, end - 1u), kv_head);
      let k2 = key_at(min(key + 2u, end - 1u), kv_head);
      let k3 = key_at(min(key + 3u, end - 1u), kv_head);
      for (var i = 0u; i < quads; i++) {
        let k = mat4x4<f32>(load_kv(k0 + i), load_kv(k1 + i), load_kv(k2 + i), load_kv(k3 + i));
        a += q[q_a + i] * k;
        b += q[q_b + i] * k;
      }
      let present = key + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(end);
      a = select(vec4<f32>(LOWEST), a * SCALE, present);
      b = select(vec4<f32>(LOWEST), b * SCALE, present);
      maxima[lane] = vec2<f32>(max(max(a.x, a.y), max(a.z, a.w)), max(max(b.x, b.y), max(b.z, b.w)));
    }
    workgroupBarrier();
    if (scores) {
      let before = m;
      for (var i = 0u; i < KEY_QUADS; i++) { m = max(m, maxima[pair * KEY_QUADS + i]); }
      weights[lane] = mat2x4<f32>(exp(a - m.x), exp(b - m.y));
      if (key_quad == 0u) {
        largest[pair] = m;
        rescale[pair] = exp(before - m);
      }
    }
    workgroupBarrier();
    if (sums) {
      let factor = rescale[sum_pair];
      l = mat2x4<f32>(l[0] * factor.x, l[1] * factor.y);
      o_a *= factor.x;
      o_b *= factor.y;
      for (var key = tile; key < min(tile + TILE, end); key += 4u) {
        let weight = weights[sum_pair * KEY_QUADS + (key - tile) / 4u];
        let value = mat4x4<f32>(
          load_kv(value_at(key, kv_head) + column),
          load_kv(value_at(min(key + 1u, end - 1u), kv_head) + column),
          load_kv(value_at(min(key + 2u, end - 1u), kv_head) + column),
          load_kv(value_at(min(key + 3u, end - 1u), kv_head) + column),
        );
        l += weight;
        o_a += value * weight[0];
        o_b += value * weight[1];
      }
    }
  }

  if (sums) {
    let m = largest[sum_pair];
    store(partial_at(group.y, head_a(kv_head, sum_pair)), column, m.x, l[0], o_a);
    store(partial_at(group.y, head_b(kv_head, sum_pair)), column, m.y, l[1], o_b);
  }
}

fn head_a(kv_head: u32, pair: u32) -> u32 { return kv_head * GROUP_HEADS + 2u * pair; }
fn head_b(kv_head: u32, pair: u32) -> u32 { return kv_head * GROUP_HEADS + min(2u * pair + 1u, GROUP_HEADS - 1u); }

fn store(at: u32, column: u32, m: f32, l: vec4<f32>, o: vec4<f32>) {
  if (column == 0u) { partials[at] = vec4<f32>(m, l.x + l.y + l.z + l.w, 0.0, 0.0); }
  partials[at + 1u + column] = o;
}
