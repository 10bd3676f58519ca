// Softmax attention of one token over one split of a segment's keys: partial = Σ exp(SCALE q·k - m) v. The split that
// contains the token first stores its key and value in the cache.
//
// One workgroup per key/value head and split computes all query heads that share it, two heads per thread.
// Per tile, a thread scores four keys; then it sums eight value features.
// Needs attention-decode-keys.

const KEY_QUADS = TILE / 4u;

// Of both heads of a pair:
var<workgroup> maxima: array<vec2<f32>, PAIRS * KEY_QUADS>;     // (pairs, key quads) the largest of four scores
var<workgroup> largest: array<vec2<f32>, PAIRS>;                // m
var<workgroup> rescale: array<vec2<f32>, PAIRS>;                // exp(m of the previous tile - m)
// Of one head each, because Direct3D's FXC drops the barriers of kernels that have matrices in workgroup memory:
var<workgroup> weights_a: array<vec4<f32>, PAIRS * KEY_QUADS>;  // (pairs, key quads) exp(score - m)
var<workgroup> weights_b: array<vec4<f32>, PAIRS * KEY_QUADS>;

fn run(group: vec3<u32>, lane: u32) {
  let kv_head = group.x;
  let keys = own_keys(group, lane);
  if (keys.begin == keys.end) { return; }
  let end = keys.end;

  // Scoring: keys 4 * key_quad .. + 3 of a tile.
  let key_quad = lane % KEY_QUADS;
  let pair = lane / KEY_QUADS;
  let scores = pair < PAIRS;
  let q_a = input_at(0u, head_a(kv_head, pair));
  let q_b = input_at(0u, head_b(kv_head, pair));
  var m = vec2<f32>(LOWEST);

  // Summing: value features 8 * column .. + 7.
  let column = lane % OCTS;
  let sum_pair = lane / OCTS;
  let sums = sum_pair < PAIRS;
  var l = mat2x4<f32>();
  var low_a = vec4<f32>();
  var low_b = vec4<f32>();
  var high_a = vec4<f32>();
  var high_b = vec4<f32>();

  for (var tile = keys.begin; tile < end; tile += TILE) {
    var a = vec4<f32>();
    var b = vec4<f32>();
    if (scores) {
      let key = tile + 4u * key_quad;
      let k0 = key_at(min(key, end - 1u), kv_head);
      let k1 = key_at(min(key + 1u, end - 1u), kv_head);
      let k2 = key_at(min(key + 2u, end - 1u), kv_head);
      let k3 = key_at(min(key + 3u, end - 1u), kv_head);
      for (var i = 0u; i < OCTS; i++) {
        let o0 = load_kv(k0 + i);
        let o1 = load_kv(k1 + i);
        let o2 = load_kv(k2 + i);
        let o3 = load_kv(k3 + i);
        let low = mat4x4<f32>(o0[0], o1[0], o2[0], o3[0]);
        let high = mat4x4<f32>(o0[1], o1[1], o2[1], o3[1]);
        let x = load_input(q_a, i);
        let y = load_input(q_b, i);
        a += x[0] * low + x[1] * high;
        b += y[0] * low + y[1] * high;
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
      weights_a[lane] = exp(a - m.x);
      weights_b[lane] = exp(b - m.y);
      if (key_quad == 0u) {
        largest[pair] = m;
        rescale[pair] = exp(before - m);
      }
    }
    workgroupBarrier();
    if (sums) {
      let factor = rescale[sum_pair];
      l = mat2x4<f32>(l[0] * factor.x, l[1] * factor.y);
      low_a *= factor.x;
      low_b *= factor.y;
      high_a *= factor.x;
      high_b *= factor.y;
      for (var i = 0u; i < min(TILE, end - tile); i += 4u) {
        let key = tile + i;
        let at = sum_pair * KEY_QUADS + i / 4u;
        let weight = mat2x4<f32>(weights_a[at], weights_b[at]);
        let o0 = load_kv(value_at(key, kv_head) + column);
        let o1 = load_kv(value_at(min(key + 1u, end - 1u), kv_head) + column);
        let o2 = load_kv(value_at(min(key + 2u, end - 1u), kv_head) + column);
        let o3 = load_kv(value_at(min(key + 3u, end - 1u), kv_head) + column);
        let low = mat4x4<f32>(o0[0], o1[0], o2[0], o3[0]);
        let high = mat4x4<f32>(o0[1], o1[1], o2[1], o3[1]);
        l += weight;
        low_a += low * weight[0];
        low_b += low * weight[1];
        high_a += high * weight[0];
        high_b += high * weight[1];
      }
    }
  }

  if (sums) {
    let part = own_part(group);
    let m = largest[sum_pair];
    store(partial_at(part, head_a(kv_head, sum_pair)), column, m.x, l[0], low_a, high_a);
    store(partial_at(part, head_b(kv_head, sum_pair)), column, m.y, l[1], low_b, high_b);
  }
}

fn store(at: u32, column: u32, m: f32, l: vec4<f32>, low: vec4<f32>, high: vec4<f32>) {
  if (column == 0u) { partials[at] = vec4<f32>(m, l.x + l.y + l.z + l.w, 0.0, 0.0); }
  partials[at + 1u + 2u * column] = low;
  partials[at + 2u + 2u * column] = high;
}
