// The automaton that says which tokens may come next: a table over the bytes of the text and the special tokens, and the
// place where the answer is in it.
//
//   symbols: (VOCAB + 1) where each token's bytes begin, and the first of them; then the bytes, four a word. The two bytes of a
//     SPECIAL token are its symbol. A token without bytes is never allowed.
//
// Tables in `words`: class_of (symbols) and next (states, classes), two a word; flags (states), four a word; forced
// (forced_count) ids; slot_of (states), the slot of a state's mask or 0; owner (slots), the reverse; starts (states, 256) bits of
// the bytes that lead to a live state.
// The op declares VOCAB, `automaton: Automaton` and `symbols: array<u32>`.

const DEAD = 0u;  // the state after what is not allowed; as the answer's state: there is no automaton

// Of a word of `symbols`; the bits between them are the token's first byte.
const SPECIAL = 0x80000000u;
const OFFSET = 0x007fffffu;
const FIRST_BYTE_SHIFT = 23u;

// Flags of a state.
const FREE = 1u;        // every token is allowed
const COUNTED = 2u;     // tokens that are sampled here count against the budget
const LINE_START = 4u;  // the first of the forced ids, a line end, is left out

struct Automaton {
  state: u32,         // before the next token
  slot: u32,          // of the state's mask; slot 0 has every known token
  unmade: u32,        // 1: process-logits has to make the mask
  counted: u32,       // tokens sampled in COUNTED states
  forced: u32,        // forced ids written or left out
  taken: u32,         // slots taken for states so far
  slots: u32,
  classes: u32,
  budget: u32,        // of counted tokens
  forced_count: u32,  // 0: there is no budget
  class_of_at: u32,   // index in `words`, as the next ones
  next_at: u32,
  flags_at: u32,
  forced_at: u32,
  slot_of_at: u32,
  owner_at: u32,
  starts_at: u32,
  words: array<u32>,
}

// The state after a token, or DEAD.
fn state_after(before: u32, id: u32) -> u32 {
  let first = symbols[id] & OFFSET;
  let end = symbols[id + 1u] & OFFSET;
  if (first == end) { return DEAD; }
  if ((symbols[id] & SPECIAL) != 0u) { return next_state(before, byte_at(first) | (byte_at(first + 1u) << 8u)); }
  var state = before;
  for (var i = first; i < end && state != DEAD; i++) { state = next_state(state, byte_at(i)); }
  return state;
}

// Whether a token might lead from the state to a live one, by its first byte.
fn may_begin(id: u32) -> bool {
  let token = symbols[id];
  let byte = (token >> FIRST_BYTE_SHIFT) & 0xffu;
  let starts = automaton.words[automaton.starts_at + 8u * automaton.state + byte / 32u];
  return (token & SPECIAL) != 0u || ((starts >> (byte % 32u)) & 1u) == 1u;
}

fn next_state(state: u32, symbol: u32) -> u32 {
  return half_at(automaton.next_at, state * automaton.classes + half_at(automaton.class_of_at, symbol));
}

fn byte_at(i: u32) -> u32 { return (symbols[VOCAB + 1u + i / 4u] >> (8u * (i % 4u))) & 0xffu; }

fn half_at(table: u32, i: u32) -> u32 { return (automaton.words[table + i / 2u] >> (16u * (i % 2u))) & 0xffffu; }

fn flags_of(state: u32) -> u32 {
  return (automaton.words[automaton.flags_at + state / 4u] >> (8u * (state % 4u))) & 0xffu;
}
