// Each thread of process-logits makes a word of a new state's mask: QUADS is 8. Workgroups without memory of their own and
// without barriers are cheap where a CPU runs them.

// The mask's word for the thread's quads first .. end - 1.
fn mask_word(workgroup: u32, lane: u32, first: u32, end: u32) -> u32 {
  let at = automaton.slot * WORDS + first / 8u;
  if (first >= end) { return 0u; }
  if (automaton.unmade == 0u) { return masks[at]; }
  let word = live_tokens(first, end);
  masks[at] = word;
  return word;
}
