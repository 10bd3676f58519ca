// Lightning attention of one token: S = exp(-s) S + kᵀ v, o = q S, per head.
//
//   u: (4, HEADS, HEAD_DIM), [q | k | v | gate]; o replaces v
//   decay: (HEADS), the rates s; state: (HEADS, HEAD_DIM keys, HEAD_DIM values)
//
// A thread owns four value columns of a head and loops over the keys, so the only v it reads is the one it replaces.
// Needs control, lightning.

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> decay: array<f32>;
@group(0) @binding(2) var<storage, read_write> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> state: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  let quads = HEAD_DIM / 4u;
  let head = group.x;
  let column = group.y * WORKGROUP_SIZE + lane;
  if (column >= quads) { return; }

  let q_at = u_at(0u, QUERY, head);
  let k_at = u_at(0u, KEY, head);
  let v_at = u_at(0u, VALUE, head) + column;
  let factor = exp(-decay[head]);
  let v = u[v_at];
  var o = vec4<f32>();
  var at = state_at(head, 0u) + column;
  for (var i = 0u; i < quads; i++) {
    let q = u[q_at + i];
    let k = u[k_at + i];
    let s0 = fma(v, vec4<f32>(k.x), factor * state[at]);
    let s1 = fma(v, vec4<f32>(k.y), factor * state[at + quads]);
    let s2 = fma(v, vec4<f32>(k.z), factor * state[at + 2u * quads]);
    let s3 = fma(v, vec4<f32>(k.w), factor * state[at + 3u * quads]);
    state[at] = s0;
    state[at + quads] = s1;
    state[at + 2u * quads] = s2;
    state[at + 3u * quads] = s3;
    o += q.x * s0 + q.y * s1 + q.z * s2 + q.w * s3;
    at += HEAD_DIM;
  }
  u[v_at] = o;
}
