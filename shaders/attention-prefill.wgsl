// Causal softmax attention of a chunk: g[i] = Σ_{j <= i} softmax_j(q[i]·k[j] / √d) v[j], over the whole cache up to i.
//
//   u: (tokens, HEADS + 2 KV_HEADS, HEAD_DIM), of which the rotated queries come first
//   kv: the chunk's own keys and values included; g: (tokens, HEADS * HEAD_DIM padded to 32), padding as it is
//
// One workgroup per query head and QUERIES tokens goes over the keys, KEYS at a time, with a running maximum m and
// sum l. Per tile of keys, a thread scores four queries with eight keys; then it sums four features of eight queries.
// Needs control, kv-cache.

override GROUP_HEADS: u32;  // query heads per key/value head
override SCALE: f32;

override QUERIES: u32;  // a multiple of 8
const KEYS = 64u;
const LOWEST = -3.4e38;  // exp(LOWEST - m) is 0 for any score m

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> u: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> kv: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> g: array<vec4<f32>>;

var<workgroup> weights: array<vec4<f32>, QUERIES * KEYS / 4u>;      // (QUERIES, KEYS) exp(score - m)
// Of four queries each: over eight keys, (QUERIES / 4, KEYS / 8) …
var<workgroup> maxima: array<vec4<f32>, QUERIES / 4u * KEYS / 8u>;  // largest score
var<workgroup> sums: array<vec4<f32>, QUERIES / 4u * KEYS / 8u>;    // Σ exp(score - m)
// … and over all keys, (QUERIES / 4)
var<workgroup> rescale: array<vec4<f32>, QUERIES / 4u>;             // exp(m of the tile before - m)
var<workgroup> totals: array<vec4<f32>, QUERIES / 4u>;              // l

fn run(group: vec3<u32>, lane: u32) {
  let tiles = (control.tokens + QUERIES - 1u) / QUERIES;
  if (control.halt != HALT_NONE || group.y >= tiles) { return; }
  let quads = HEAD_DIM / 4u;
  let head = group.x;
  let kv_head = head / GROUP_HEADS;
  let first = (tiles - 1u - group.y) * QUERIES;  // the longest rows of keys start first
  let end = control.position + min(first + QUERIES, control.tokens);

  // Scoring: queries 4 * query_quad .. + 3, keys 8 * key_oct .. + 7 of a tile.
  let query_quad = lane / (KEYS / 8u);
  let key_oct = lane % (KEYS / 8u);
  let query = first + 4u * query_quad;
  let scores = query_quad < QUERIES / 4u && query < control.tokens;
  let positions = control.position + query + vec4<u32>(0u, 1u, 2u, 3u);
  let q0 = query_at(query, head);
  let q1 = query_at(query + 1u, head);
  let q2 = query_at(query + 2u, head);
  let q3 = query_at(query + 3u, head);
  var m = vec4<f32>(LOWEST);
  var l = vec4<f32>();

  // Summing: queries row .. + 7 of the workgroup's, features 4 * column .. + 3; one column of a matrix per query.
  let row = lane / quads * 8u;
  let column = lane % quads;
  let adds = row < QUERIES && first + row < control.tokens;
  var low = mat4x4<f32>();
  var high = mat4x4<f32>();

  for (var tile = 0u; tile < end; tile += KEYS) {
    // One column per key, one row per query.
    var near = mat4x4<f32>();
    var far = mat4x4<f32>();
    let key = tile + 8u * key_oct;
    if (scores) {
      if (key <= positions.w) {
        let k0 = key_at(min(key, end - 1u), kv_head);
        let k1 = key_at(min(key + 1u, end - 1u), kv_head);
        let k2 = key_at(min(key + 2u, end - 1u), kv_head);
        let k3 = key_at(min(key + 3u, end - 1u), kv_head);
        let k4 = key_at(min(key + 4u, end - 1u), kv_head);
        let k5 = key_at(min(key + 5u, end - 1u), kv_head);
        let k6 = key_at(min(key + 6u, end - 1u), kv_head);
        let k7 = key_at(min(key + 7u, end - 1u), kv_head);
        for (var i = 0u; i < quads; i++) {
          let q = transpose(mat4x4<f32>(u[q0 + i], u[q1 + i], u[q2 + i], u[q3 + i]));
          near += q * mat4x4<f32>(load_kv(k0 + i), load_kv(k1 + i), load_kv(k2 + i), load_kv(k3 + i));
          far += q * mat4x4<f32>(load_kv(k4 + i), load_kv(k5 + i), load_kv(k6 + i), load_kv(k7 + i));
        }
      }
      near = causal(near, key, positions);
      far = causal(far, key + 4u, positions);
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
      high = scale_columns(high, rescale[row / 4u + 1u]);
      for (var i = 0u; i < min(KEYS, end - tile); i += 4u) {
        let value = mat4x4<f32>(
          load_kv(value_at(tile + i, kv_head) + column),
          load_kv(value_at(min(tile + i + 1u, end - 1u), kv_head) + column),
          load_kv(value_at(min(tile + i + 2u, end - 1u), kv_head) + column),
          load_kv(value_at(min(tile + i + 3u, end - 1u), kv_head) + column),
        );
        low += value * load_weights(row * (KEYS / 4u) + i / 4u);
        high += value * load_weights((row + 4u) * (KEYS / 4u) + i / 4u);
      }
    }
  }

  if (scores && key_oct == 0u) { totals[query_quad] = l; }
  workgroupBarrier();
  if (!adds) { return; }
  low = scale_columns(low, 1.0 / totals[row / 4u]);
  high = scale_columns(high, 1.0 / totals[row / 4u + 1u]);
  store(first + row, head, column, low);
  store(first + row + 4u, head, column, high);
}

// A query's quads in u; past the chunk, the last query's, which are finite and not used.
fn query_at(token: u32, head: u32) -> u32 {
  return (min(token, control.tokens - 1u) * (GROUP_HEADS + 2u) * KV_HEADS + head) * (HEAD_DIM / 4u);
}

// Scaled scores of four queries with keys key .. + 3, LOWEST where the key is later than the query.
fn causal(scores: mat4x4<f32>, key: u32, positions: vec4<u32>) -> mat4x4<f32> {
  return mat4x4<f32>(
    select(vec4<f32>(LOWEST), scores[0] * SCALE, vec4<u32>(key) <= positions),
    select(vec4<f32>(LOWEST), scores[1] * SCALE, vec4<u32>(key + 1u) <= positions),
    select(vec4<f32>(LOWEST), scores[2] * SCALE, vec4<u32>(key + 2u) <= positions),
    select(vec4<f32>(LOWEST), scores[3] * SCALE, vec4<u32>(key + 3u) <= positions),
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

// Features of queries first .. + 3, a column per query.
fn store(first: u32, head: u32, column: u32, x: mat4x4<f32>) {
  let row = (KV_HEADS * GROUP_HEADS * HEAD_DIM + 31u) / 32u * 8u;
  let at = first * row + head * (HEAD_DIM / 4u) + column;
  if (first < control.tokens) { g[at] = x[0]; }
  if (first + 1u < control.tokens) { g[at + row] = x[1]; }
  if (first + 2u < control.tokens) { g[at + 2u * row] = x[2]; }
  if (first + 3u < control.tokens) { g[at + 3u * row] = x[3]; }
}
