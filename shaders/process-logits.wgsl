// scores = the logits as the next token is chosen by, in the order of Hugging Face's generate: bias, repetition penalty,
// frequency and presence penalty, mask.
//
//   logits, scores: (VOCAB), padded to 4; counts: (VOCAB), how often each token occurred;
//   masks: (slots, WORDS), bits (VOCAB) of the tokens that are allowed; the first one has every token that may be sampled
//
// The mask of an automaton's state is made when the state is entered for the first time: a token is allowed if its bytes lead
// to a live state. A thread computes QUADS times four tokens. Needs control, sampling, scores, automaton, and one of
// new-mask-threads and new-mask-workgroup.

override VOCAB: u32;
override QUADS: u32;  // 8 or a divisor of it

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> logits: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> params: Sampling;
@group(0) @binding(3) var<storage, read> counts: array<u32>;
@group(0) @binding(4) var<storage, read> automaton: Automaton;
@group(0) @binding(5) var<storage, read> symbols: array<u32>;
@group(0) @binding(6) var<storage, read_write> masks: array<u32>;
@group(0) @binding(7) var<storage, read_write> scores: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  let first = QUADS * (group.x * WORKGROUP_SIZE + lane);
  let end = min(first + QUADS, (VOCAB + 3u) / 4u);
  // The thread's quads are in one word.
  let mask = mask_word(group.x, lane, first, end);
  for (var quad = first; quad < end; quad++) { scores[quad] = score(quad, mask); }
}

// Bits of the known tokens of quads first .. end - 1, which are in one word, that lead to a live state.
fn live_tokens(first: u32, end: u32) -> u32 {
  let word = first / 8u;
  let known = masks[word] & insertBits(0u, ALL, 4u * (first % 8u), 4u * (end - first));
  // Most tokens already fail at their first byte. Those that do not are walked in a loop of their own, because a CPU that runs
  // several threads as one skips nothing but loops.
  var open = 0u;
  for (var bit = 4u * (first % 8u); bit < 4u * (first % 8u + QUADS); bit++) {
    open |= select(0u, known & (1u << bit), may_begin(32u * word + bit));
  }
  var live = 0u;
  while (open != 0u) {
    let bit = firstTrailingBit(open);
    open &= open - 1u;
    if (state_after(automaton.state, 32u * word + bit) != DEAD) { live |= 1u << bit; }
  }
  return live;
}

// Of tokens 4 * quad .. + 3.
fn score(quad: u32, mask: u32) -> vec4<f32> {
  let raw = logits[quad];
  var score = clamped(raw);
  if ((params.uses & BIASES) != 0u) { score += bitcast<vec4<f32>>(four_words(2u * WORDS + 4u * quad)); }
  if ((params.uses & PENALTIES) != 0u) { score = penalized(score, 4u * quad); }
  return masked(score, raw, mask, quad);
}

fn penalized(scores: vec4<f32>, id: u32) -> vec4<f32> {
  let count = vec4<u32>(counts[id], counts[id + 1u], counts[id + 2u], counts[id + 3u]);
  let factor = select(vec4<f32>(params.repetition_penalty), vec4<f32>(params.inverse_penalty), scores > vec4<f32>());
  let score = select(scores, scores * factor, count > vec4<u32>());
  let generated = count & vec4<u32>(~IN_PROMPT);
  let presence = select(vec4<f32>(), vec4<f32>(params.presence_penalty), generated > vec4<u32>());
  return score - params.frequency_penalty * vec4<f32>(generated) - presence;
}

fn four_words(at: u32) -> vec4<u32> {
  return vec4<u32>(params.tables[at], params.tables[at + 1u], params.tables[at + 2u], params.tables[at + 3u]);
}
