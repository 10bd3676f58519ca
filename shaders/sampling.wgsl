// The sampling options, and the scores of tokens that cannot be chosen.

const ALL = 0xffffffffu;   // the top_k or top_p that cuts nothing off
const IMPOSSIBLE = -1e30;  // the score of an allowed token with logit -inf or NaN
const FORBIDDEN = -2e30;   // the score of a token that is not allowed

struct Sampling {
  falloff: f32,              // halvings per unit of logit: log2(e) / temperature; 0 when greedy
  top_k: u32,                // keeps this many tokens, or ALL
  top_p: u32,                // keeps tokens until they have more than top_p / 2^32 of the mass, or ALL
  deepest: u32,              // min-p keeps depths up to this
  penalty: f32,              // factor of a seen token's negative logit
  inverse_penalty: f32,      // and of a positive one
  seed: vec2<u32>,
  stops: array<u32>,         // bits (VOCAB): set for the tokens that end the run
}
