// The sampling options, how often tokens occurred, and the scores of tokens that cannot be chosen.

const ALL = 0xffffffffu;   // the top_k or top_p that cuts nothing off
const IMPOSSIBLE = -1e30;  // the score of an allowed token with logit -inf or NaN
const FORBIDDEN = -2e30;   // the score of a token that is not allowed

const IN_PROMPT = 0x80000000u;  // bit of a token's count; the others count how often it was generated

// Bits of `uses`.
const PENALTIES = 1u;   // any penalty is not neutral
const BIASES = 2u;
const RAW = 4u;  // greedy without other options: process-logits does not run, and `sample` reads the logits

struct Sampling {
  falloff: f32,              // halvings per unit of logit: log2(e) / temperature; 0 when greedy
  top_k: u32,                // keeps this many tokens, or ALL
  top_p: u32,                // keeps tokens until they have more than top_p / 2^32 of the mass, or ALL
  deepest: u32,              // min-p keeps depths up to this
  repetition_penalty: f32,   // factor of a negative logit of a token that occurred
  inverse_penalty: f32,      // and of a positive one
  presence_penalty: f32,     // subtracted from the logit of a generated token
  frequency_penalty: f32,    // and this, as often as it was generated
  seed: vec2<u32>,
  uses: u32,
  tables: array<u32>,        // bits (VOCAB) of the tokens that end the run; bits (VOCAB) of those that are not allowed, whatever
                             // a mask says; then, if used, f32 (VOCAB): biases
}
