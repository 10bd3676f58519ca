// g = norm * rms_norm(o) * gate, over all heads of a token.
//
//   o: (tokens, COLUMNS); u: (tokens, 4, COLUMNS), [q | k | v | gate]; norm: (COLUMNS)
//   g: (tokens, COLUMNS padded to 32), padding zero
//
// A workgroup processes ROWS tokens, a team one at a time. Needs control.

override COLUMNS: u32;  // a multiple of 4
override EPS: f32;
override ROWS: u32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> o: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> norm: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> g: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  let quads = COLUMNS / 4u;
  let padded = (COLUMNS + 31u) / 32u * 8u;
  for (var base = 0u; base < ROWS; base += team_count()) {
    let token = group.x * ROWS + base + team;
    // Every thread takes part in the sum; a team without a token reads the last one and writes nothing.
    let row = min(token, control.tokens - 1u) * quads;
    var squares = vec4<f32>();
    for (var i = team_lane; i < quads; i += team_size()) { squares += o[row + i] * o[row + i]; }
    let sums = team_sum(squares);
    let scale = inverseSqrt((sums.x + sums.y + sums.z + sums.w) / f32(COLUMNS) + EPS);
    if (token < control.tokens && base + team < ROWS) {
      for (var i = team_lane; i < padded; i += team_size()) {
        var value = vec4<f32>();
        if (i < quads) { value = norm[i] * scale * o[row + i] * u[4u * row + 3u * quads + i]; }
        g[token * padded + i] = value;
      }
    }
  }
}
