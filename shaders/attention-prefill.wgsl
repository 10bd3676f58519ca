// Causal softmax attention of a chunk over one segment of the cache, continuing the result of the segments before it:
// g[i] = Σ_{j <= i} softmax_j(SCALE q[i]·k[j]) v[j].
//
//   u: (tokens, [q | k | v], HEAD_DIM), q rotated; kv: the segment, the chunk's own keys and values included
//   carry: partial results, one part per token; g: (tokens, HEADS * HEAD_DIM padded to 32), padding not written
//
// One workgroup per query head and QUERIES tokens loops over the keys, KEYS at a time, with a running maximum m and
// sum l. Per tile of keys, a thread scores four queries with eight keys; then it sums eight features of four queries.
// Needs control, attention, kv-cache, attention-inputs.

override SCALE: f32;

override QUERIES: u32;  // a multiple of 4
const KEYS = 64u;
const LOWEST = -3.4e38;  // exp(LOWEST - m) is 0 for any score m

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> segment: u32;
@group(0) @binding(2) var<storage, read> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> kv: array<vec4<u32>>;
@group(0) @binding(4) var<storage, read_write> carry: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> g: array<vec4<f32>>;

var<workgroup> weights: array<vec4<f32>, QUERIES * KEYS / 4u>;      // (QUERIES, KEYS) exp(score - m)
// Of four queries each: over eight keys, (QUERIES / 4, KEYS / 8) …
var<workgroup> maxima: array<vec4<f32>, QUERIES / 4u * KEYS / 8u>;  // largest score
var<workgroup> sums: array<vec4<f32>, QUERIES / 4u * KEYS / 8u>;    // Σ exp(score - m)
// … and over all keys, (QUERIES / 4)
var<workgroup> rescale: array<vec4<f32>, QUERIES / 4u>;             // exp(m of the previous tile - m)
var<workgroup> totals: array<vec4<f32>, QUERIES / 4u>;              // l

fn run(group: vec3<u32>, lane: u32) {
  let tiles = (control.tokens + QUERIES - 1u) / QUERIES;
  if (control.halt != HALT_NONE || group.y >= tiles) { return; }
  let head = group.x;
  let kv_head = head / GROUP_HEADS;
  let first = (tiles - 1u - group.y) * QUERIES;  // the queries with the most keys start first
  let start = segment * SEGMENT;
  let all_keys = control.position + min(first + QUERIES, control.tokens);
  if (all_keys <= start) { return; }
  let end = min(all_keys - start, SEGMENT);

  // Scoring: queries 4 * query_quad .. + 3, keys 8 * key_oct .. + 7 of a tile.
  let query_quad = lane / (KEYS / 8u);
  let key_oct = lane % (KEYS / 8u);
  let query = first + 4u * query_quad;
  let scores = query_quad < QUERIES / 4u && query < control.tokens;
  let positions = vec4<i32>(i32(control.position + query - start)) + vec4<i32>(0, 1, 2, 3);  // negative before the segment
  let q0 = query_at(query, head);
  let q1 = query_at(query + 1u, head);
  let q2 = query_at(query + 2u, head);
  let q3 = query_at(query + 3u, head);
  var m = vec4<f32>(LOWEST);
  var l = vec4<f32>();

  // Summing: queries row .. + 3 of the workgroup's, features 8 * column .. + 7; one column of a matrix per query.
  let row = lane / OCTS * 4u;
  let column = lane % OCTS;
  let adds = row < QUERIES && first + row < control.tokens;
  var low = mat4x4<f32>();
  var high = mat4x4<f32>();

  if (segment > 0u) {
    if (scores) {
      let x = mat4x4<f32>(carried(query, head), carried(query + 1u, head), carried(query + 2u, head), carried(query + 3u, head));
      m = vec4<f32>(x[0].x, x[1].x, x[2].x, x[3].x);
      l = vec4<f32>(x[0].y, x[1].y, x[2].y, x[3].y);
    }
    if (adds) {
      for (var i = 0u; i < 4u; i++) {
        let at = carry_at(first + row + i, head) + 1u + 2u * column;
        low[i] = carry[at];
        high[i] = carry[at + 1u];
      }
    }
  }

  for (var tile = 0u; tile < end; tile += KEYS) {
    // One column per key, one row per query.
    var near = mat4x4<f32>();
    var far = mat4x4<f32>();
    let key = tile + 8u * key_oct;
    if (scores) {
      if (i32(key) <= positions.w) {
        let k0 = key_at(min(key, end - 1u), kv_head);
        let k1 = key_at(min(key + 1u, end - 1u), kv_head);
        let k2 = key_at(min(key + 2u, end - 1u), kv_head);
        let k3 = key_at(min(key + 3u, end - 1u), kv_head);
        let k4 = key_at(min(key + 4u, end - 1u), kv_head);
        let k5 = key_at(min(key + 5u, end - 1u), kv_head);
        let k6 = key_at(min(key + 6u, end - 1u), kv_head);
        let k7 = key_at(min(key + 7u, end - 1u), kv_head);
        for (var i = 0u; i < OCTS; i++) {
          let x0 = load_input(q0, i);
          let x1 = load_input(q1, i);
          let x2 = load_input(q2, i);
          let x3 = load_input(q3, i);
          let q_low = transpose(mat4x4<f32>(x0[0], x1[0], x2[0], x3[0]));
          let q_high = transpose(mat4x4<f32>(x0[1], x1[1], x2[1], x3[1]));
          let o0 = load_kv(k0 + i);
          let o1 = load_kv(k1 + i);
          let o2 = load_kv(k2 + i);
          let o3 = load_kv(k3 + i);
          near += q_low * mat4x4<f32>(o0[0], o1[0], o2[0], o3[0]) + q_high * mat4x4<f32>(o0[1], o1[1], o2[1], o3[1]);
          let o4 = load_kv(k4 + i);
          let o5 = load_kv(k5 + i);
          let o6 = load_kv(k6 + i);
          let o7 = load_kv(k7 + i);
          far += q_low * mat4x4<f32>(o4[0], o5[0], o6[0], o7[0]) + q_high * mat4x4<f32>(o4[1], o5[1], o6[1], o7[1]);
        }
      }
      near = causal(near, i32(key), positions);
      far = causal(far, i32(key + 4u), positions);
      maxima[lane] = max(largest(near), largest(far));
    }
    workgroupBarrier();
    let before = m;
    if (scores) {
      for (var i = 0u; i < KEYS / 8u; i++) { m = max(m, maxima[query_quad * (KEYS / 8u) + i]); }
      near = exp_minus(near, m);
      far = exp_minus(far, m);
      sums[lane] = near[0] + near[1] + near[2] + near[3] + far[0] + far[1] + far[2] + far[3];
      let at = query_quad * KEYS + 2u * key_oct;
      store_weights(at, transpose(near));
      store_weights(at + 1u, transpose(far));
      if (key_oct == 0u) { rescale[query_quad] = exp(before - m); }
    }
    workgroupBarrier();
    if (scores && key_oct == 0u) {
      l *= exp(before - m);
      for (var i = 0u; i < KEYS / 8u; i++) { l += sums[query_quad * (KEYS / 8u) + i]; }
    }
    if (adds) {
      low = scale_columns(low, rescale[row / 4u]);
      high = scale_columns(high, rescale[row / 4u]);
      for (var i = 0u; i < min(KEYS, end - tile); i += 4u) {
        let o0 = load_kv(value_at(tile + i, kv_head) + column);
        let o1 = load_kv(value_at(min(tile + i + 1u, end - 1u), kv_head) + column);
        let o2 = load_kv(value_at(min(tile + i + 2u, end - 1u), kv_head) + column);
        let o3 = load_kv(value_at(min(tile + i + 3u, end - 1u), kv_head) + column);
        let w = load_weights(row * (KEYS / 4u) + i / 4u);
        low += mat4x4<f32>(o0[0], o1[0], o2[0], o3[0]) * w;
        high += mat4x4<f32>(o0[1], o1[1], o2[1], o3[1]) * w;
      }
    }
  }

  let last = all_keys <= start + SEGMENT;
  if (scores && key_oct == 0u) {
    totals[query_quad] = l;
    if (!last) {
      for (var i = 0u; i < 4u; i++) {
        if (query + i < control.tokens) { carry[carry_at(query + i, head)] = vec4<f32>(m[i], l[i], 0.0, 0.0); }
      }
    }
  }
  workgroupBarrier();
  if (!adds) { return; }
  for (var i = 0u; i < 4u; i++) {
    let token = first + row + i;
    if (token >= control.tokens) { break; }
    if (last) {
      store(token, head, column, low[i] / totals[row / 4u][i], high[i] / totals[row / 4u][i]);
    } else {
      let at = carry_at(token, head) + 1u + 2u * column;
      carry[at] = low[i];
      carry[at + 1u] = high[i];
    }
  }
}

// Offset of a query in u. Past the chunk, the last query is read instead: it is finite, and its result is not used.
fn query_at(token: u32, head: u32) -> u32 { return input_at(min(token, control.tokens - 1u), head); }

fn carry_at(token: u32, head: u32) -> u32 { return partial_at(min(token, control.tokens - 1u), head); }
fn carried(token: u32, head: u32) -> vec4<f32> { return carry[carry_at(token, head)]; }

// Scaled scores of four queries with keys key .. + 3, LOWEST where the key is later than the query.
fn causal(scores: mat4x4<f32>, key: i32, positions: vec4<i32>) -> mat4x4<f32> {
  return mat4x4<f32>(
    select(vec4<f32>(LOWEST), scores[0] * SCALE, vec4<i32>(key) <= positions),
    select(vec4<f32>(LOWEST), scores[1] * SCALE, vec4<i32>(key + 1) <= positions),
    select(vec4<f32>(LOWEST), scores[2] * SCALE, vec4<i32>(key + 2) <= positions),
    select(vec4<f32>(LOWEST), scores[3] * SCALE, vec4<i32>(key + 3) <= positions),
  );
}

fn largest(x: mat4x4<f32>) -> vec4<f32> { return max(max(x[0], x[1]), max(x[2], x[3])); }

fn exp_minus(x: mat4x4<f32>, m: vec4<f32>) -> mat4x4<f32> {
  return mat4x4<f32>(exp(x[0] - m), exp(x[1] - m), exp(x[2] - m), exp(x[3] - m));
}

fn scale_columns(x: mat4x4<f32>, factors: vec4<f32>) -> mat4x4<f32> {
  return mat4x4<f32>(x[0] * factors.x, x[1] * factors.y, x[2] * factors.z, x[3] * factors.w);
}

// Weights of four queries for four keys, a column per query.
fn store_weights(at: u32, x: mat4x4<f32>) {
  weights[at] = x[0];
  weights[at + KEYS / 4u] = x[1];
  weights[at + KEYS / 2u] = x[2];
  weights[at + KEYS * 3u / 4u] = x[3];
}
fn load_weights(at: u32) -> mat4x4<f32> {
  return mat4x4<f32>(weights[at], weights[at + KEYS / 4u], weights[at + KEYS / 2u], weights[at + KEYS * 3u / 4u]);
}

// Features 8 * column .. + 7 of a token.
fn store(token: u32, head: u32, column: u32, low: vec4<f32>, high: vec4<f32>) {
  let row = (HEADS * HEAD_DIM + 31u) / 32u * 8u;
  let at = token * row + head * QUADS + 2u * column;
  g[at] = low;
  if (2u * column + 1u < QUADS) { g[at + 1u] = high; }
}
