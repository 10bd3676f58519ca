// What the scores of tokens have in common, whatever the options. The op declares VOCAB and `params: Sampling`. Needs sampling.

override WORDS = (VOCAB + 31u) / 32u;

const LARGEST = 1e25;  // larger logits are clamped to this, so that no difference overflows

fn clamped(logits: vec4<f32>) -> vec4<f32> { return clamp(logits, vec4<f32>(-LARGEST), vec4<f32>(LARGEST)); }

// The scores of tokens 4 * quad .. + 3, given those that they have if they are possible and allowed, and the mask's word.
// NaN counts as -inf. Infinities and NaNs are recognised by their bits, because a shader compiler may assume that there are none.
fn masked(scores: vec4<f32>, logits: vec4<f32>, mask: u32, quad: u32) -> vec4<f32> {
  let bits = bitcast<vec4<u32>>(logits);
  let impossible = ((bits & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u)) | (bits == vec4<u32>(0xff800000u));
  let allowed = mask & ~params.tables[WORDS + quad / 8u];
  return select(vec4<f32>(FORBIDDEN), select(scores, vec4<f32>(IMPOSSIBLE), impossible), four_bits(allowed, quad));
}

fn four_bits(word: u32, quad: u32) -> vec4<bool> {
  return ((vec4<u32>(word >> (4u * (quad % 8u))) >> vec4<u32>(0u, 1u, 2u, 3u)) & vec4<u32>(1u)) == vec4<u32>(1u);
}
