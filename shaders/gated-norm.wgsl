// g = norm * rms_norm(o) * gate, over all heads of a token.
//
//   o: (tokens, COLUMNS); u: (tokens, 4, COLUMNS), [q | k | v | gate]; norm: (COLUMNS)
//   g: (tokens, COLUMNS padded to 32), padding zero
//
// One workgroup per token. Needs control.

override COLUMNS: u32;  // a multiple of 4
override EPS: f32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> o: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> norm: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> g: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE || group.x >= control.tokens) { return; }
  let quads = COLUMNS / 4u;
  let padded = (COLUMNS + 31u) / 32u * 8u;
  let row = group.x * quads;
  var squares = 0.0;
  for (var i = lane; i < quads; i += WORKGROUP_SIZE) { squares += dot(o[row + i], o[row + i]); }
  let scale = inverseSqrt(workgroup_sum(squares, lane) / f32(COLUMNS) + EPS);
  for (var i = lane; i < padded; i += WORKGROUP_SIZE) {
    var value = vec4<f32>();
    if (i < quads) { value = norm[i] * scale * o[row + i] * u[4u * row + 3u * quads + i]; }
    g[group.x * padded + i] = value;
  }
}
