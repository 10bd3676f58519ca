// Combines the splits of attention-decode: g = Σ exp(m - M) o / Σ exp(m - M) l, M the largest m of the head.
//
//   partials: one part per segment and split; g: (heads * HEAD_DIM), padding not written
//
// One workgroup per head; a thread owns four features and loops over the splits of every segment that holds keys.
// Needs control, attention, attention-splits.

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> partials: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> g: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE || lane >= QUADS) { return; }
  let head = group.x;
  var m = partials[partial_at(0u, head)].x;
  var l = 0.0;
  var o = vec4<f32>();
  for (var first = 0u; first <= control.position; first += SEGMENT) {
    let keys = min(control.position + 1u - first, SEGMENT);
    let length = split_keys(keys);
    let part = first / SEGMENT * SPLITS;
    for (var split = 0u; split * length < keys; split++) {
      let at = partial_at(part + split, head);
      let sums = partials[at];
      let largest = max(m, sums.x);
      let before = exp(m - largest);
      let now = exp(sums.x - largest);
      l = l * before + sums.y * now;
      o = o * before + partials[at + 1u + lane] * now;
      m = largest;
    }
  }
  g[head * QUADS + lane] = o / l;
}
