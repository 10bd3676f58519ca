// The threads of a workgroup of process-logits make the words of a new state's mask together: the walks through the automaton
// are short and side by side.

override MADE_WORDS = WORKGROUP_SIZE * QUADS / 8u;

var<workgroup> made: array<atomic<u32>, MADE_WORDS>;  // the workgroup's words of a new mask

// The mask's word for the thread's quads first .. end - 1.
fn mask_word(workgroup: u32, lane: u32, first: u32, end: u32) -> u32 {
  let first_word = workgroup * MADE_WORDS;
  let mask_at = automaton.slot * WORDS;
  let is_new = automaton.unmade != 0u;
  if (is_new && first < end) { atomicOr(&made[first / 8u - first_word], live_tokens(first, end)); }
  // Not in a branch that depends on data: see sample.wgsl.
  workgroupBarrier();
  if (is_new && lane < MADE_WORDS && first_word + lane < WORDS) {
    masks[mask_at + first_word + lane] = atomicLoad(&made[lane]);
  }
  if (first >= end) { return 0u; }
  if (is_new) { return atomicLoad(&made[first / 8u - first_word]); }
  return masks[mask_at + first / 8u];
}
