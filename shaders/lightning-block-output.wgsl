// Lightning attention's output for a chunk, i and j counted within a block, S the state before the block:
// o[i] = exp(-s (i + 1)) q[i] S + Σ_{j <= i} scores[i, j] v[j].
//
//   u: (tokens, 4, HEADS, HEAD_DIM), [q | k | v | gate]; decay: (HEADS), the rates s; blocks: see lightning.wgsl
//   o: (tokens, HEADS, HEAD_DIM)
//
// A thread computes four features of eight tokens.
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
  let column = tile % quads;
  let query = tile / quads * 8u;  // in its block
  let first = block * BLOCK + query;
  if (control.halt != HALT_NONE || query >= BLOCK || first >= control.tokens) { return; }

  // Past the chunk, the last token's row stands in: it is finite, and its output is not written.
  let last = control.tokens - 1u;
  let q0 = u_at(first, QUERY, head);
  let q1 = u_at(min(first + 1u, last), QUERY, head);
  let q2 = u_at(min(first + 2u, last), QUERY, head);
  let q3 = u_at(min(first + 3u, last), QUERY, head);
  let q4 = u_at(min(first + 4u, last), QUERY, head);
  let q5 = u_at(min(first + 5u, last), QUERY, head);
  let q6 = u_at(min(first + 6u, last), QUERY, head);
  let q7 = u_at(min(first + 7u, last), QUERY, head);
  var o0 = vec4<f32>();
  var o1 = vec4<f32>();
  var o2 = vec4<f32>();
  var o3 = vec4<f32>();
  var o4 = vec4<f32>();
  var o5 = vec4<f32>();
  var o6 = vec4<f32>();
  var o7 = vec4<f32>();
  for (var i = 0u; i < quads; i++) {
    let at = block_state_at(block, head, 4u * i) + column;
    let state = mat4x4<f32>(blocks[at], blocks[at + quads], blocks[at + 2u * quads], blocks[at + 3u * quads]);
    o0 += state * u[q0 + i];
    o1 += state * u[q1 + i];
    o2 += state * u[q2 + i];
    o3 += state * u[q3 + i];
    o4 += state * u[q4 + i];
    o5 += state * u[q5 + i];
    o6 += state * u[q6 + i];
    o7 += state * u[q7 + i];
  }
  o0 *= decayed(head, query + 1u);
  o1 *= decayed(head, query + 2u);
  o2 *= decayed(head, query + 3u);
  o3 *= decayed(head, query + 4u);
  o4 *= decayed(head, query + 5u);
  o5 *= decayed(head, query + 6u);
  o6 *= decayed(head, query + 7u);
  o7 *= decayed(head, query + 8u);
  let step = BLOCK / 4u;
  let scores = block_scores_at(block, head, query);
  for (var key = 0u; key < query + 8u; key += 4u) {
    let token = block * BLOCK + key;
    let values = mat4x4<f32>(
      u[u_at(min(token, last), VALUE, head) + column],
      u[u_at(min(token + 1u, last), VALUE, head) + column],
      u[u_at(min(token + 2u, last), VALUE, head) + column],
      u[u_at(min(token + 3u, last), VALUE, head) + column],
    );
    let at = scores + key / 4u;
    o0 += values * blocks[at];
    o1 += values * blocks[at + step];
    o2 += values * blocks[at + 2u * step];
    o3 += values * blocks[at + 3u * step];
    o4 += values * blocks[at + 4u * step];
    o5 += values * blocks[at + 5u * step];
    o6 += values * blocks[at + 6u * step];
    o7 += values * blocks[at + 7u * step];
  }

  let row = HEADS * quads;
  let at = first * row + head * quads + column;
  o[at] = o0;
  if (first + 1u <= last) { o[at + row] = o1; }
  if (first + 2u <= last) { o[at + 2u * row] = o2; }
  if (first + 3u <= last) { o[at + 3u * row] = o3; }
  if (first + 4u <= last) { o[at + 4u * row] = o4; }
  if (first + 5u <= last) { o[at + 5u * row] = o5; }
  if (first + 6u <= last) { o[at + 6u * row] = o6; }
  if (first + 7u <= last) { o[at + 7u * row] = o7; }
}

fn decayed(head: u32, tokens: u32) -> f32 { return exp(-decay[head] * f32(tokens)); }
