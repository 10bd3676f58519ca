// What a block of a chunk can know without the blocks before it, for its m tokens:
//
//   sum       Σ_j exp(-s (m - 1 - j)) k[j]ᵀ v[j]          what it adds to the state
//   scores    exp(-s (i - j)) (q[i]·k[j]) for j <= i, else 0 up to the next multiple of 8 of j, then anything
//
//   u: (tokens, 4, HEADS, HEAD_DIM), [q | k | v | gate]; decay: (HEADS), the rates s; blocks: see lightning.wgsl
//
// A thread computes a tile of either: eight keys by four values of the sum, or four queries by eight keys of the scores.
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
  let quads = HEAD_DIM / 4u;
  let sums = (quads + 1u) / 2u * quads;
  let tile = group.z * WORKGROUP_SIZE + lane;
  if (tile < sums) {
    sum_up(block, group.x, tokens, tile / quads * 2u, tile % quads);
  } else {
    let query = (tile - sums) / (BLOCK / 8u) * 4u;
    if (query < tokens) { score(block, group.x, query, (tile - sums) % (BLOCK / 8u) * 8u); }
  }
}

// Sum of keys 4 * key .. + 7, the last four of which may not exist, and values 4 * column .. + 3; last token first.
fn sum_up(block: u32, head: u32, tokens: u32, key: u32, column: u32) {
  let quads = HEAD_DIM / 4u;
  let row = 4u * HEADS * quads;
  let last = block * BLOCK + tokens - 1u;
  var low_at = u_at(last, KEY, head) + key;
  var high_at = u_at(last, KEY, head) + min(key + 1u, quads - 1u);
  var v_at = u_at(last, VALUE, head) + column;
  let factor = exp(-decay[head]);
  var weight = 1.0;
  var sum0 = vec4<f32>();
  var sum1 = vec4<f32>();
  var sum2 = vec4<f32>();
  var sum3 = vec4<f32>();
  var sum4 = vec4<f32>();
  var sum5 = vec4<f32>();
  var sum6 = vec4<f32>();
  var sum7 = vec4<f32>();
  for (var j = 0u; j < tokens; j++) {
    let v = weight * u[v_at];
    let low = u[low_at];
    let high = u[high_at];
    sum0 = fma(vec4<f32>(low.x), v, sum0);
    sum1 = fma(vec4<f32>(low.y), v, sum1);
    sum2 = fma(vec4<f32>(low.z), v, sum2);
    sum3 = fma(vec4<f32>(low.w), v, sum3);
    sum4 = fma(vec4<f32>(high.x), v, sum4);
    sum5 = fma(vec4<f32>(high.y), v, sum5);
    sum6 = fma(vec4<f32>(high.z), v, sum6);
    sum7 = fma(vec4<f32>(high.w), v, sum7);
    weight *= factor;
    v_at -= row;
    low_at -= row;
    high_at -= row;
  }
  let at = block_state_at(block, head, 4u * key) + column;
  blocks[at] = sum0;
  blocks[at + quads] = sum1;
  blocks[at + 2u * quads] = sum2;
  blocks[at + 3u * quads] = sum3;
  if (key + 1u == quads) { return; }
  blocks[at + 4u * quads] = sum4;
  blocks[at + 5u * quads] = sum5;
  blocks[at + 6u * quads] = sum6;
  blocks[at + 7u * quads] = sum7;
}

// Scores of queries query .. + 3 with keys key .. + 7.
fn score(block: u32, head: u32, query: u32, key: u32) {
  if (key > query + 3u) { return; }
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
  var low0 = vec4<f32>();
  var low1 = vec4<f32>();
  var low2 = vec4<f32>();
  var low3 = vec4<f32>();
  var high0 = vec4<f32>();
  var high1 = vec4<f32>();
  var high2 = vec4<f32>();
  var high3 = vec4<f32>();
  for (var i = 0u; i < HEAD_DIM / 4u; i++) {
    let low = mat4x4<f32>(u[k0 + i], u[k1 + i], u[k2 + i], u[k3 + i]);
    let high = mat4x4<f32>(u[k4 + i], u[k5 + i], u[k6 + i], u[k7 + i]);
    low0 += u[q0 + i] * low;
    low1 += u[q1 + i] * low;
    low2 += u[q2 + i] * low;
    low3 += u[q3 + i] * low;
    high0 += u[q0 + i] * high;
    high1 += u[q1 + i] * high;
    high2 += u[q2 + i] * high;
    high3 += u[q3 + i] * high;
  }
  let at = block_scores_at(block, head, query) + key / 4u;
  let lag = f32(query) - f32(key) - LANES;
  blocks[at] = low0 * decayed(head, lag);
  blocks[at + 1u] = high0 * decayed(head, lag - 4.0);
  blocks[at + BLOCK / 4u] = low1 * decayed(head, lag + 1.0);
  blocks[at + BLOCK / 4u + 1u] = high1 * decayed(head, lag - 3.0);
  blocks[at + BLOCK / 2u] = low2 * decayed(head, lag + 2.0);
  blocks[at + BLOCK / 2u + 1u] = high2 * decayed(head, lag - 2.0);
  blocks[at + BLOCK * 3u / 4u] = low3 * decayed(head, lag + 3.0);
  blocks[at + BLOCK * 3u / 4u + 1u] = high3 * decayed(head, lag - 1.0);
}

// exp(-s lag) where lag >= 0, else 0.
fn decayed(head: u32, lag: vec4<f32>) -> vec4<f32> {
  return select(vec4<f32>(), exp(-decay[head] * max(lag, vec4<f32>())), lag >= vec4<f32>());
}

// The head's row of a token of the block; past the chunk, of the chunk's last token, which is finite and not used.
fn row_at(block: u32, token: u32, section: u32, head: u32) -> u32 {
  return u_at(min(block * BLOCK + token, control.tokens - 1u), section, head);
}
