// The part of a block's result that needs no other block, for its m tokens:
//
//   sum       Σ_j exp(-s (m - 1 - j)) k[j]ᵀ v[j]          its contribution to the state
//   scores    exp(-s (i - j)) (q[i]·k[j]) for j <= i; 0 for j > i within the same eight tokens, else undefined
//
//   u: (tokens, 4, HEADS, HEAD_DIM), [q | k | v | gate]; decay: (HEADS), the rates s; blocks: see lightning.wgsl
//
// A thread computes a tile of either: eight keys by eight values of the sum, or four queries by eight keys of the
// scores.
// Needs control, lightning.

const LANES = vec4<f32>(0.0, 1.0, 2.0, 3.0);

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> decay: array<f32>;
@group(0) @binding(2) var<storage, read> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> blocks: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  let block = group.y;
  if (control.halt != HALT_NONE || block * BLOCK >= control.tokens) { return; }
  let tokens = min(BLOCK, control.tokens - block * BLOCK);
  let octs = (HEAD_DIM + 7u) / 8u;
  let tile = group.z * WORKGROUP_SIZE + lane;
  if (tile < octs * octs) {
    sum_up(block, group.x, tokens, tile / octs * 2u, tile % octs * 2u);
    return;
  }
  let key = (tile - octs * octs) / (BLOCK / 4u) * 8u;
  let query = (tile - octs * octs) % (BLOCK / 4u) * 4u;
  if (key < min(query + 4u, BLOCK) && query < tokens) { score(block, group.x, query, key); }
}

// The sum for two quads of keys from `key` on and two of values from `value` on; the second quads may not exist.
fn sum_up(block: u32, head: u32, tokens: u32, key: u32, value: u32) {
  let quads = HEAD_DIM / 4u;
  let next_key = min(key + 1u, quads - 1u);
  let next_value = min(value + 1u, quads - 1u);
  let row = 4u * HEADS * quads;
  let last = block * BLOCK + tokens - 1u;
  var k_at = u_at(last, KEY, head);
  var v_at = u_at(last, VALUE, head);
  let factor = exp(-decay[head]);
  var weight = 1.0;  // exp(-s (tokens - 1 - j)): the last token comes first
  var low_low = mat4x4<f32>();  // keys, values; a column per key
  var low_high = mat4x4<f32>();
  var high_low = mat4x4<f32>();
  var high_high = mat4x4<f32>();
  for (var j = 0u; j < tokens; j++) {
    let k_low = weight * u[k_at + key];
    let k_high = weight * u[k_at + next_key];
    let v_low = u[v_at + value];
    let v_high = u[v_at + next_value];
    low_low += outer(k_low, v_low);
    low_high += outer(k_low, v_high);
    high_low += outer(k_high, v_low);
    high_high += outer(k_high, v_high);
    weight *= factor;
    k_at -= row;
    v_at -= row;
  }
  store_sum(block_state_at(block, head, 4u * key) + value, low_low);
  if (next_value > value) { store_sum(block_state_at(block, head, 4u * key) + next_value, low_high); }
  if (next_key > key) { store_sum(block_state_at(block, head, 4u * next_key) + value, high_low); }
  if (next_key > key && next_value > value) {
    store_sum(block_state_at(block, head, 4u * next_key) + next_value, high_high);
  }
}

fn outer(k: vec4<f32>, v: vec4<f32>) -> mat4x4<f32> { return mat4x4<f32>(k.x * v, k.y * v, k.z * v, k.w * v); }

fn store_sum(at: u32, sum: mat4x4<f32>) {
  blocks[at] = sum[0];
  blocks[at + HEAD_DIM / 4u] = sum[1];
  blocks[at + HEAD_DIM / 2u] = sum[2];
  blocks[at + HEAD_DIM * 3u / 4u] = sum[3];
}

// Scores of queries query .. + 3 with keys key .. + 7.
fn score(block: u32, head: u32, query: u32, key: u32) {
  let q0 = row_at(block, query, QUERY, head);
  let q1 = row_at(block, query + 1u, QUERY, head);
  let q2 = row_at(block, query + 2u, QUERY, head);
  let q3 = row_at(block, query + 3u, QUERY, head);
  let k0 = row_at(block, key, KEY, head);
  let k1 = row_at(block, key + 1u, KEY, head);
  let k2 = row_at(block, key + 2u, KEY, head);
  let k3 = row_at(block, key + 3u, KEY, head);
  let k4 = row_at(block, key + 4u, KEY, head);
  let k5 = row_at(block, key + 5u, KEY, head);
  let k6 = row_at(block, key + 6u, KEY, head);
  let k7 = row_at(block, key + 7u, KEY, head);
  var low = mat4x4<f32>();  // a column per key, a row per query
  var high = mat4x4<f32>();
  for (var i = 0u; i < HEAD_DIM / 4u; i++) {
    let q = transpose(mat4x4<f32>(u[q0 + i], u[q1 + i], u[q2 + i], u[q3 + i]));
    low += q * mat4x4<f32>(u[k0 + i], u[k1 + i], u[k2 + i], u[k3 + i]);
    high += q * mat4x4<f32>(u[k4 + i], u[k5 + i], u[k6 + i], u[k7 + i]);
  }
  let at = block_scores_at(block, head, query) + key / 4u;
  let lag = f32(query) - f32(key) - LANES;  // of the first query
  store_scores(at, head, lag, transpose(low));
  store_scores(at + 1u, head, lag - 4.0, transpose(high));
}

// Four queries' scores, a column per query.
fn store_scores(at: u32, head: u32, lag: vec4<f32>, scores: mat4x4<f32>) {
  blocks[at] = scores[0] * decayed(head, lag);
  blocks[at + BLOCK / 4u] = scores[1] * decayed(head, lag + 1.0);
  blocks[at + BLOCK / 2u] = scores[2] * decayed(head, lag + 2.0);
  blocks[at + BLOCK * 3u / 4u] = scores[3] * decayed(head, lag + 3.0);
}

// exp(-s lag) where lag >= 0, else 0.
fn decayed(head: u32, lag: vec4<f32>) -> vec4<f32> {
  return select(vec4<f32>(), exp(-decay[head] * max(lag, vec4<f32>())), lag >= vec4<f32>());
}

// The head's row of a token of the block. Past the chunk, the last token is read instead: it is finite and not used.
fn row_at(block: u32, token: u32, section: u32, head: u32) -> u32 {
  return u_at(min(block * BLOCK + token, control.tokens - 1u), section, head);
}
