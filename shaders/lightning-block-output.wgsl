// Lightning attention's output for a chunk, i and j counted within a block, S the state before the block:
// o[i] = exp(-s (i + 1)) q[i] S + Σ_{j <= i} scores[i, j] v[j].
//
//   u: (tokens, 4, HEADS, HEAD_DIM), [q | k | v | gate]; decay: (HEADS), the rates s; blocks: see lightning.wgsl
//   o: (tokens, HEADS, HEAD_DIM)
//
// A thread computes eight features of eight tokens.
// Needs control, lightning.

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> decay: array<f32>;
@group(0) @binding(2) var<storage, read> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> blocks: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> o: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  let quads = HEAD_DIM / 4u;
  let head = group.x;
  let block = group.y;
  let tile = group.z * WORKGROUP_SIZE + lane;
  let octs = (quads + 1u) / 2u;
  let column = tile % octs * 2u;  // two quads of features, of which the second may not exist
  let next_column = min(column + 1u, quads - 1u);
  let query = tile / octs * 8u;   // in its block
  let first = block * BLOCK + query;
  if (control.halt != HALT_NONE || query >= BLOCK || first >= control.tokens) { return; }

  // Past the chunk, the last token's row is read instead: it is finite, and its output is not written.
  let last = control.tokens - 1u;
  let q0 = u_at(first, QUERY, head);
  let q1 = u_at(min(first + 1u, last), QUERY, head);
  let q2 = u_at(min(first + 2u, last), QUERY, head);
  let q3 = u_at(min(first + 3u, last), QUERY, head);
  let q4 = u_at(min(first + 4u, last), QUERY, head);
  let q5 = u_at(min(first + 5u, last), QUERY, head);
  let q6 = u_at(min(first + 6u, last), QUERY, head);
  let q7 = u_at(min(first + 7u, last), QUERY, head);
  // Queries 0..3 and 4..7, features of the first and of the second quad; a column per query.
  var low_left = mat4x4<f32>();
  var low_right = mat4x4<f32>();
  var high_left = mat4x4<f32>();
  var high_right = mat4x4<f32>();
  for (var i = 0u; i < quads; i++) {
    let at = block_state_at(block, head, 4u * i);
    let left = four_rows(at + column, quads);
    let right = four_rows(at + next_column, quads);
    let low = mat4x4<f32>(u[q0 + i], u[q1 + i], u[q2 + i], u[q3 + i]);
    let high = mat4x4<f32>(u[q4 + i], u[q5 + i], u[q6 + i], u[q7 + i]);
    low_left += left * low;
    low_right += right * low;
    high_left += left * high;
    high_right += right * high;
  }
  let low_decay = exp(-decay[head] * (f32(query) + vec4<f32>(1.0, 2.0, 3.0, 4.0)));
  let high_decay = exp(-decay[head] * (f32(query) + vec4<f32>(5.0, 6.0, 7.0, 8.0)));
  low_left = scale_columns(low_left, low_decay);
  low_right = scale_columns(low_right, low_decay);
  high_left = scale_columns(high_left, high_decay);
  high_right = scale_columns(high_right, high_decay);
  for (var key = 0u; key < query + 8u; key += 4u) {
    let token = block * BLOCK + key;
    let v0 = u_at(min(token, last), VALUE, head);
    let v1 = u_at(min(token + 1u, last), VALUE, head);
    let v2 = u_at(min(token + 2u, last), VALUE, head);
    let v3 = u_at(min(token + 3u, last), VALUE, head);
    let left = mat4x4<f32>(u[v0 + column], u[v1 + column], u[v2 + column], u[v3 + column]);
    let right = mat4x4<f32>(u[v0 + next_column], u[v1 + next_column], u[v2 + next_column], u[v3 + next_column]);
    let at = block_scores_at(block, head, query) + key / 4u;
    let low = four_rows(at, BLOCK / 4u);
    let high = four_rows(at + BLOCK, BLOCK / 4u);
    low_left += left * low;
    low_right += right * low;
    high_left += left * high;
    high_right += right * high;
  }
  store(first, head, column, low_left);
  store(first + 4u, head, column, high_left);
  if (next_column > column) {
    store(first, head, next_column, low_right);
    store(first + 4u, head, next_column, high_right);
  }
}

fn four_rows(at: u32, step: u32) -> mat4x4<f32> {
  return mat4x4<f32>(blocks[at], blocks[at + step], blocks[at + 2u * step], blocks[at + 3u * step]);
}

fn scale_columns(x: mat4x4<f32>, factors: vec4<f32>) -> mat4x4<f32> {
  return mat4x4<f32>(x[0] * factors.x, x[1] * factors.y, x[2] * factors.z, x[3] * factors.w);
}

// Tokens first .. + 3, a column each.
fn store(first: u32, head: u32, column: u32, values: mat4x4<f32>) {
  let row = HEADS * HEAD_DIM / 4u;
  let at = first * row + head * (HEAD_DIM / 4u) + column;
  if (first < control.tokens) { o[at] = values[0]; }
  if (first + 1u < control.tokens) { o[at + row] = values[1]; }
  if (first + 2u < control.tokens) { o[at + 2u * row] = values[2]; }
  if (first + 3u < control.tokens) { o[at + 3u * row] = values[3]; }
}
