// The control block: the values that change from step to step. It lives on the GPU, so every step submits the same
// commands. While `halt` is set, every kernel returns without writing anything.

const HALT_NONE = 0u;
const HALT_STOP = 1u;   // a stop token was sampled
const HALT_LIMIT = 2u;  // `generated` reached `limit`
const HALT_FAULT = 3u;  // the router of `fault_layer` picked an expert that is not in the arena
const HALT_NO_TOKEN = 4u;  // no token is allowed

const MASK_WORDS = 8u;  // 32 experts a word
const MAX_MARKS = 2u;

struct Control {
  halt: u32,
  position: u32,     // tokens already in the state: the position of the chunk's first token
  tokens: u32,       // tokens in this chunk; 1 when decoding
  generated: u32,    // tokens sampled in this run
  limit: u32,        // maximum of `generated`
  fault_layer: u32,
  clock: u32,        // tokens of earlier runs: clock + position is the time at which an expert was used
  rounds: u32,       // not 0: absent experts are no fault, their picks are computed in a later round
  fault_mask: array<u32, MASK_WORDS>,  // the absent experts of fault_layer
  marks: array<u32, MAX_MARKS>,  // the lightning states after this many tokens of the chunk are kept too; 0: none
  expert_threshold: f32,  // chosen experts with a smaller weight are skipped, but for the strongest one
  skipped: u32,      // experts skipped in this run
}
