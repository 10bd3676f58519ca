// Puts the splits of attention-decode together: g = Σ exp(m - M) o / Σ exp(m - M) l, M the largest m of the head.
//
//   partials: see attention-splits.wgsl; g: (heads * HEAD_DIM) and its padding, which stays as it is
//
// One workgroup per head; a thread owns four features and goes over the splits.
// Needs control, attention-splits.

override KV_HEADS: u32;
override GROUP_HEADS: u32;
override HEAD_DIM: u32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> partials: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> g: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  let quads = HEAD_DIM / 4u;
  if (lane >= quads) { return; }
  let head = group.x;
  let keys = control.position + 1u;
  let length = split_keys(keys);
  let splits = (keys + length - 1u) / length;

  var m = partials[partial_at(0u, head)].x;
  var l = 0.0;
  var o = vec4<f32>();
  for (var split = 0u; split < splits; split++) {
    let at = partial_at(split, head);
    let part = partials[at];
    let largest = max(m, part.x);
    let before = exp(m - largest);
    let now = exp(part.x - largest);
    l = l * before + part.y * now;
    o = o * before + partials[at + 1u + lane] * now;
    m = largest;
  }
  g[head * quads + lane] = o / l;
}
