// Marks the chunk's ids as IN_PROMPT, for the repetition penalty. ids: (tokens); counts: (VOCAB).
//
// One thread per token. Needs control, sampling.

override VOCAB: u32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> ids: array<u32>;
@group(0) @binding(2) var<storage, read_write> counts: array<atomic<u32>>;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  let token = group.x * WORKGROUP_SIZE + lane;
  if (token >= control.tokens) { return; }
  let id = ids[token];
  if (id < VOCAB) { atomicOr(&counts[id], IN_PROMPT); }
}
