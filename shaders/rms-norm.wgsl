// n = x / sqrt(mean(x²) + EPS) · weight, for every token of the chunk.
//
//   x, n: (tokens, COLUMNS4 * 4) with zeros behind the first COLUMNS columns; weight: (COLUMNS), padded with zeros
//
// A workgroup processes ROWS tokens, a team one at a time. Needs control.

override COLUMNS: u32;
override COLUMNS4: u32;  // vec4s from a row to the next
override EPS: f32;
override ROWS: u32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> weight: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> n: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  for (var base = 0u; base < ROWS; base += team_count()) {
    let row = group.x * ROWS + base + team;
    // Every thread takes part in the sum; a team without a token reads the last one and writes nothing.
    let at = min(row, control.tokens - 1u) * COLUMNS4;
    var squares = vec4<f32>();
    for (var i = team_lane; i < COLUMNS4; i += team_size()) { squares += x[at + i] * x[at + i]; }
    let sums = team_sum(squares);
    let scale = inverseSqrt((sums.x + sums.y + sums.z + sums.w) / f32(COLUMNS) + EPS);
    if (row < control.tokens && base + team < ROWS) {
      for (var i = team_lane; i < COLUMNS4; i += team_size()) { n[at + i] = x[at + i] * scale * weight[i]; }
    }
  }
}
