// Steps the automaton by a token. One thread calls these. Needs automaton, which the op binds as read_write.

const NOTHING = 0xffffffffu;
const FIRST_SLOT = 2u;  // slot 1 has the mask of the state at which the run began

// The index of the id that must be written now because the budget is spent, or the turn would end before it is; or NOTHING.
fn forced_index(ends_turn: bool) -> u32 {
  let forced = automaton.forced;
  if (automaton.state == DEAD || forced >= automaton.forced_count) { return NOTHING; }
  if (forced > 0u) { return forced; }
  let flags = flags_of(automaton.state);
  if ((flags & COUNTED) == 0u || (automaton.counted < automaton.budget && !ends_turn)) { return NOTHING; }
  let first = select(0u, 1u, (flags & LINE_START) != 0u);
  return select(NOTHING, first, first < automaton.forced_count);
}

// Counts a token that was sampled before the step, or is the forced id of this index.
fn count_token(forced: u32) {
  if (forced != NOTHING) {
    automaton.forced = forced + 1u;
  } else if ((flags_of(automaton.state) & COUNTED) != 0u) {
    automaton.counted += 1u;
  }
}

fn enter(state: u32) {
  automaton.state = state;
  automaton.unmade = 0u;
  automaton.slot = 0u;
  if ((flags_of(state) & FREE) != 0u) { return; }
  let slot_of = automaton.slot_of_at + state;
  if (automaton.words[slot_of] == 0u) {
    let slot = FIRST_SLOT + automaton.taken % (automaton.slots - FIRST_SLOT);
    let owner = automaton.owner_at + slot;
    if (automaton.words[owner] != DEAD) { automaton.words[automaton.slot_of_at + automaton.words[owner]] = 0u; }
    automaton.words[owner] = state;
    automaton.words[slot_of] = slot;
    automaton.taken += 1u;
    automaton.unmade = 1u;
  }
  automaton.slot = automaton.words[slot_of];
}
