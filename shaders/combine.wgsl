// y[t] = ALPHA * residual[t] + BETA * Σ_s weight(t, s) * rows[rank(t, s)] over the experts s of every token t that are not skipped.
//
//   rows: (picks, COLUMNS4 * 4), in the order of the groups; residual, y: (tokens, COLUMNS4 * 4)
//
// One thread per four columns; a token gathers its rows, so no two threads write to the same address.
// Needs control, picks, groups.

override COLUMNS4: u32;
override ALPHA: f32;
override BETA: f32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> picks: array<Pick>;
@group(0) @binding(2) var<storage, read> groups: array<u32>;
@group(0) @binding(3) var<storage, read> rows: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read> residual: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> y: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  let token = group.y;
  let column4 = group.x * WORKGROUP_SIZE + lane;
  if (control.halt != HALT_NONE || token >= control.tokens || column4 >= COLUMNS4) { return; }
  var sum = vec4<f32>();
  for (var s = 0u; s < SLOTS; s++) {
    let pick = token * SLOTS + s;
    if (picks[pick].expert == SKIPPED) { continue; }
    sum += picks[pick].weight * rows[groups[rank_at(pick)] * COLUMNS4 + column4];
  }
  let at = token * COLUMNS4 + column4;
  y[at] = ALPHA * residual[at] + BETA * sum;
}
