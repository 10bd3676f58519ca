// Lightning attention's output for a chunk, from the states before its blocks:
// o[i] = exp(-s (i + 1)) q[i] S + Σ_{j <= i} exp(-s (i - j)) (q[i]·k[j]) v[j], i and j counted within a block.
//
//   u: (tokens, 4, HEADS, HEAD_DIM), [q | k | v | gate]; decay: (HEADS), the rates s
//   blocks: (blocks, HEADS, HEAD_DIM keys, HEAD_DIM values), the states S; o: (tokens, HEADS, HEAD_DIM)
//
// One workgroup per head and QUERIES tokens of a block. A thread first puts the decayed scores of four queries with
// eight keys into workgroup memory; then it computes four output features of eight queries.
// Needs control, lightning.

const QUERIES = 32u;
const LANES = vec4<f32>(0.0, 1.0, 2.0, 3.0);

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> decay: array<f32>;
@group(0) @binding(2) var<storage, read> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> blocks: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> o: array<vec4<f32>>;

var<workgroup> scores: array<vec4<f32>, QUERIES * BLOCK / 4u>;  // (QUERIES, BLOCK)

fn run(group: vec3<u32>, lane: u32) {
  let first = group.y * QUERIES;  // of the chunk's tokens
  if (control.halt != HALT_NONE || first >= control.tokens) { return; }
  let head = group.x;
  let block = first / BLOCK;
  let offset = first % BLOCK;  // of the first query in its block
  for (var item = lane; item < QUERIES / 4u * (BLOCK / 8u); item += WORKGROUP_SIZE) {
    score(head, block, offset, item / (BLOCK / 8u) * 4u, item % (BLOCK / 8u) * 8u);
  }
  workgroupBarrier();
  for (var item = lane; item < QUERIES / 8u * (HEAD_DIM / 4u); item += WORKGROUP_SIZE) {
    read_out(head, block, offset, item / (HEAD_DIM / 4u) * 8u, item % (HEAD_DIM / 4u));
  }
}

// The head's row of a token of the block; past the chunk, of the chunk's last token, which is finite and not used.
fn row_at(block: u32, token: u32, section: u32, head: u32) -> u32 {
  return u_at(min(block * BLOCK + token, control.tokens - 1u), section, head);
}

// Scores of queries offset + row .. + 3 with keys key .. + 7; those that no query may see are left as they are.
fn score(head: u32, block: u32, offset: u32, row: u32, key: u32) {
  let query = offset + row;
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
  var low = mat4x4<f32>();  // a column per query
  var high = mat4x4<f32>();
  for (var i = 0u; i < HEAD_DIM / 4u; i++) {
    let q = mat4x4<f32>(u[q0 + i], u[q1 + i], u[q2 + i], u[q3 + i]);
    low += transpose(mat4x4<f32>(u[k0 + i], u[k1 + i], u[k2 + i], u[k3 + i])) * q;
    high += transpose(mat4x4<f32>(u[k4 + i], u[k5 + i], u[k6 + i], u[k7 + i])) * q;
  }
  for (var r = 0u; r < 4u; r++) {
    let lag = f32(query + r) - f32(key) - LANES;
    let at = (row + r) * (BLOCK / 4u) + key / 4u;
    scores[at] = low[r] * decayed(head, lag);
    scores[at + 1u] = high[r] * decayed(head, lag - 4.0);
  }
}

// exp(-s lag) where lag >= 0, else 0.
fn decayed(head: u32, lag: vec4<f32>) -> vec4<f32> {
  return select(vec4<f32>(), exp(-decay[head] * max(lag, vec4<f32>())), lag >= vec4<f32>());
}

// Features 4 * column .. + 3 of the output of queries offset + row .. + 7.
fn read_out(head: u32, block: u32, offset: u32, row: u32, column: u32) {
  let quads = HEAD_DIM / 4u;
  let query = offset + row;
  var low = mat4x4<f32>();  // a column per query
  var high = mat4x4<f32>();
  let q0 = row_at(block, query, QUERY, head);
  let q1 = row_at(block, query + 1u, QUERY, head);
  let q2 = row_at(block, query + 2u, QUERY, head);
  let q3 = row_at(block, query + 3u, QUERY, head);
  let q4 = row_at(block, query + 4u, QUERY, head);
  let q5 = row_at(block, query + 5u, QUERY, head);
  let q6 = row_at(block, query + 6u, QUERY, head);
  let q7 = row_at(block, query + 7u, QUERY, head);
  for (var i = 0u; i < quads; i++) {
    let at = state_at(block, head, 4u * i) + column;
    let state = mat4x4<f32>(blocks[at], blocks[at + quads], blocks[at + 2u * quads], blocks[at + 3u * quads]);
    low += state * mat4x4<f32>(u[q0 + i], u[q1 + i], u[q2 + i], u[q3 + i]);
    high += state * mat4x4<f32>(u[q4 + i], u[q5 + i], u[q6 + i], u[q7 + i]);
  }
  for (var r = 0u; r < 4u; r++) {
    low[r] *= exp(-decay[head] * f32(query + r + 1u));
    high[r] *= exp(-decay[head] * f32(query + r + 5u));
  }
  for (var key = 0u; key < query + 8u; key += 4u) {
    let value = mat4x4<f32>(
      u[row_at(block, key, VALUE, head) + column],
      u[row_at(block, key + 1u, VALUE, head) + column],
      u[row_at(block, key + 2u, VALUE, head) + column],
      u[row_at(block, key + 3u, VALUE, head) + column],
    );
    let at = row * (BLOCK / 4u) + key / 4u;
    let step = BLOCK / 4u;
    low += value * mat4x4<f32>(scores[at], scores[at + step], scores[at + 2u * step], scores[at + 3u * step]);
    high += value * mat4x4<f32>(
      scores[at + 4u * step], scores[at + 5u * step], scores[at + 6u * step], scores[at + 7u * step],
    );
  }
  for (var r = 0u; r < 8u; r++) {
    let token = block * BLOCK + query + r;
    if (token < control.tokens) { o[(token * HEADS + head) * quads + column] = select(low[r & 3u], high[r & 3u], r > 3u); }
  }
}
