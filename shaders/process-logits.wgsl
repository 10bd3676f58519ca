// scores = the logits as the next token is chosen by, in the order of Hugging Face's generate: repetition penalty, mask.
//
//   logits, scores: (VOCAB), padded to 4; allowed, seen: bits (VOCAB), padded with zeros to 32
//
// NaN counts as -inf. A thread computes QUADS times four tokens. Needs control, sampling.

override VOCAB: u32;
override QUADS: u32;

const LARGEST = 1e25;  // larger logits are clamped to this, so that no difference overflows

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> logits: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> params: Sampling;
@group(0) @binding(3) var<storage, read> allowed: array<u32>;
@group(0) @binding(4) var<storage, read> seen: array<u32>;
@group(0) @binding(5) var<storage, read_write> scores: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  let first = QUADS * (group.x * WORKGROUP_SIZE + lane);
  let end = min(first + QUADS, (VOCAB + 3u) / 4u);
  for (var quad = first; quad < end; quad++) { scores[quad] = score(quad); }
}

// Of tokens 4 * quad .. + 3. Infinities and NaNs are recognised by their bits, because a shader compiler may assume that
// there are none.
fn score(quad: u32) -> vec4<f32> {
  let raw = logits[quad];
  let bits = bitcast<vec4<u32>>(raw);
  let impossible = ((bits & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u)) | (bits == vec4<u32>(0xff800000u));
  var score = clamp(raw, vec4<f32>(-LARGEST), vec4<f32>(LARGEST));
  let penalty = select(vec4<f32>(params.penalty), vec4<f32>(params.inverse_penalty), score > vec4<f32>());
  score = select(score, score * penalty, four_bits(seen[quad / 8u], quad));
  score = select(score, vec4<f32>(IMPOSSIBLE), impossible);
  return select(vec4<f32>(FORBIDDEN), score, four_bits(allowed[quad / 8u], quad));
}

fn four_bits(word: u32, quad: u32) -> vec4<bool> {
  return ((vec4<u32>(word >> (4u * (quad % 8u))) >> vec4<u32>(0u, 1u, 2u, 3u)) & vec4<u32>(1u)) == vec4<u32>(1u);
}
