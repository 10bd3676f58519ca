// The control block: what a step needs to know that changes from step to step. It lives on the GPU, so the recorded
// commands of every step are the same. `halt` stops everything: a kernel that sees it set changes nothing.

const HALT_NONE = 0u;
const HALT_STOP = 1u;   // a stop token was sampled
const HALT_LIMIT = 2u;  // `generated` reached `limit`
const HALT_FAULT = 3u;  // the router of `fault_layer` picked an expert that is not in the arena

const MASK_WORDS = 8u;  // 32 experts a word

struct Control {
  halt: u32,
  position: u32,     // tokens already in the state: the position of the chunk's first token
  tokens: u32,       // tokens in this chunk; 1 when decoding
  generated: u32,    // tokens sampled in this run
  limit: u32,        // how many may be
  fault_layer: u32,
  clock: u32,        // tokens before this sequence began: clock + position tells how recently an expert was used
  waves: u32,        // not 0: absent experts are no fault, their picks wait for a later wave
  fault_mask: array<u32, MASK_WORDS>,  // the absent experts of fault_layer
}
