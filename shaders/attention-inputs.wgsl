// The output of a softmax layer's projections, read in octs of eight features:
// u: (tokens, [q (HEADS) | k (KV_HEADS) | v (KV_HEADS)], HEAD_DIM).
// The op declares `u: array<vec4<f32>>`. Needs attention.

// Offset of a head: heads of q first, then those of k, then those of v.
fn input_at(token: u32, head: u32) -> u32 { return (token * (HEADS + 2u * KV_HEADS) + head) * QUADS; }

// Features 8 * oct .. + 7 of the head that begins at `at`, zero past its end.
fn load_input(at: u32, oct: u32) -> mat2x4<f32> {
  var high = vec4<f32>();
  if (2u * oct + 1u < QUADS) { high = u[at + 2u * oct + 1u]; }
  return mat2x4<f32>(u[at + 2u * oct], high);
}
