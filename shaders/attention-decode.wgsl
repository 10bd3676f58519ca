// Softmax attention of one token, over one split of its keys: partial = Σ exp(q·k / √d - m) v.
//
//   q: (heads, HEAD_DIM), rotated; kv: the token's own key and value included; partials: see attention-splits.wgsl
//
// One workgroup per key/value head and split does all query heads that share it, so keys and values are read once.
// Per tile, a thread scores four keys for two heads; then a thread sums four value features for one head.
// Needs control, kv-cache, attention-splits.

override GROUP_HEADS: u32;  // query heads per key/value head
override SCALE: f32;

const LOWEST = -3.4e38;  // exp(LOWEST - m) is 0 for any score m
const KEY_QUADS = TILE / 4u;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> q: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> kv: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> partials: array<vec4<f32>>;

var<workgroup> maxima: array<f32, GROUP_HEADS * KEY_QUADS>;         // (heads, key quads), largest of four scores
var<workgroup> weights: array<vec4<f32>, GROUP_HEADS * KEY_QUADS>;  // (heads, TILE) exp(score - m)
var<workgroup> largest: array<f32, GROUP_HEADS>;                    // m
var<workgroup> rescale: array<f32, GROUP_HEADS>;                    // exp(m of the tile before - m)

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  let quads = HEAD_DIM / 4u;
  let kv_head = group.x;
  let keys = control.position + 1u;
  let length = split_keys(keys);
  let begin = group.y * length;
  if (begin >= keys) { return; }
  let end = min(begin + length, keys);

  // Scoring: keys 4 * key_quad .. + 3 of a tile, two heads (the same one twice when the last is alone).
  let key_quad = lane % KEY_QUADS;
  let head_a = lane / KEY_QUADS * 2u;
  let head_b = min(head_a + 1u, GROUP_HEADS - 1u);
  let scores = head_a < GROUP_HEADS;
  let q_a = (kv_head * GROUP_HEADS + head_a) * quads;
  let q_b = (kv_head * GROUP_HEADS + head_b) * quads;
  var m_a = LOWEST;
  var m_b = LOWEST;

  // Summing: value features 4 * column .. + 3.
  let column = lane % quads;
  let head = lane / quads;
  let sums = head < GROUP_HEADS;
  var l = vec4<f32>();
  var o = vec4<f32>();

  for (var tile = begin; tile < end; tile += TILE) {
    let last = end - 1u;
    var a = vec4<f32>();
    var b = vec4<f32>();
    if (scores) {
      let key = tile + 4u * key_quad;
      let k0 = key_at(min(key, last), kv_head);
      let k1 = key_at(min(key + 1u, last), kv_head);
      let k2 = key_at(min(key + 2u, last), kv_head);
      let k3 = key_at(min(key + 3u, last), kv_head);
      for (var i = 0u; i < quads; i++) {
        let x_a = q[q_a + i];
        let x_b = q[q_b + i];
        let y0 = load_kv(k0 + i);
        let y1 = load_kv(k1 + i);
        let y2 = load_kv(k2 + i);
        let y3 = load_kv(k3 + i);
        a += vec4<f32>(dot(x_a, y0), dot(x_a, y1), dot(x_a, y2), dot(x_a, y3));
        b += vec4<f32>(dot(x_b, y0), dot(x_b, y1), dot(x_b, y2), dot(x_b, y3));
      }
      let present = key + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(end);
      a = select(vec4<f32>(LOWEST), a * SCALE, present);
      b = select(vec4<f32>(LOWEST), b * SCALE, present);
      maxima[head_a * KEY_QUADS + key_quad] = max(max(a.x, a.y), max(a.z, a.w));
      maxima[head_b * KEY_QUADS + key_quad] = max(max(b.x, b.y), max(b.z, b.w));
    }
    workgroupBarrier();
    if (scores) {
      let before_a = m_a;
      let before_b = m_b;
      for (var i = 0u; i < KEY_QUADS; i++) {
        m_a = max(m_a, maxima[head_a * KEY_QUADS + i]);
        m_b = max(m_b, maxima[head_b * KEY_QUADS + i]);
      }
      weights[head_a * KEY_QUADS + key_quad] = exp(a - m_a);
      weights[head_b * KEY_QUADS + key_quad] = exp(b - m_b);
      if (key_quad == 0u) {
        largest[head_a] = m_a;
        largest[head_b] = m_b;
        rescale[head_a] = exp(before_a - m_a);
        rescale[head_b] = exp(before_b - m_b);
      }
    }
    workgroupBarrier();
    if (sums) {
      let factor = rescale[head];
      l *= factor;
      o *= factor;
      for (var key = tile; key < min(tile + TILE, end); key += 4u) {
        let w = weights[head * KEY_QUADS + (key - tile) / 4u];
        l += w;
        o = fma(vec4<f32>(w.x), load_kv(value_at(key, kv_head) + column), o);
        o = fma(vec4<f32>(w.y), load_kv(value_at(min(key + 1u, last), kv_head) + column), o);
        o = fma(vec4<f32>(w.z), load_kv(value_at(min(key + 2u, last), kv_head) + column), o);
        o = fma(vec4<f32>(w.w), load_kv(value_at(min(key + 3u, last), kv_head) + column), o);
      }
    }
  }

  if (sums) {
    let at = partial_at(group.y, kv_head * GROUP_HEADS + head);
    if (column == 0u) { partials[at] = vec4<f32>(largest[head], l.x + l.y + l.z + l.w, 0.0, 0.0); }
    partials[at + 1u + column] = o;
  }
}
