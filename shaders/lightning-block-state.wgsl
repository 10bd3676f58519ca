// What each block of a chunk adds to the lightning state: blocks[b] = Σ_j exp(-s (m - 1 - j)) k[j]ᵀ v[j] over its m tokens.
//
//   u: (tokens, 4, HEADS, HEAD_DIM), [q | k | v | gate]; decay: (HEADS), the rates s
//   blocks: (blocks, HEADS, HEAD_DIM keys, HEAD_DIM values)
//
// A thread owns a tile of eight keys and four values and goes over the tokens, last one first.
// Needs control, lightning.

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> decay: array<f32>;
@group(0) @binding(2) var<storage, read> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> blocks: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  let first = group.y * BLOCK;
  if (control.halt != HALT_NONE || first >= control.tokens) { return; }
  let tokens = min(BLOCK, control.tokens - first);
  let quads = HEAD_DIM / 4u;
  let head = group.x;
  let tile = group.z * WORKGROUP_SIZE + lane;
  let key = tile / quads * 2u;  // of two quads of keys; the second may not exist
  let column = tile % quads;
  if (key >= quads) { return; }

  let row = 4u * HEADS * quads;
  let last = first + tokens - 1u;
  var k_low = u_at(last, KEY, head) + key;
  var k_high = u_at(last, KEY, head) + min(key + 1u, quads - 1u);
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
    let low = u[k_low];
    let high = u[k_high];
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
    k_low -= row;
    k_high -= row;
  }
  var at = state_at(group.y, head, 4u * key) + column;
  blocks[at] = sum0;
  blocks[at + quads] = sum1;
  blocks[at + 2u * quads] = sum2;
  blocks[at + 3u * quads] = sum3;
  if (key + 1u < quads) {
    at += HEAD_DIM;
    blocks[at] = sum4;
    blocks[at + quads] = sum5;
    blocks[at + 2u * quads] = sum6;
    blocks[at + 3u * quads] = sum7;
  }
}
