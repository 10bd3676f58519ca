// The shape of lightning attention.

override HEADS: u32;
override HEAD_DIM: u32;  // a multiple of 4
override BLOCK: u32;     // tokens a block of prefill; a multiple of 64

const QUERY = 0u;
const KEY = 1u;
const VALUE = 2u;

// Where a head begins in u: (tokens, 4, HEADS, HEAD_DIM), [q | k | v | gate], in quads of four features.
fn u_at(token: u32, section: u32, head: u32) -> u32 {
  return ((token * 4u + section) * HEADS + head) * (HEAD_DIM / 4u);
}

// Where a key's row begins in a state (HEADS, HEAD_DIM keys, HEAD_DIM values), or in one of many, in quads of values.
fn state_at(block: u32, head: u32, key: u32) -> u32 {
  return ((block * HEADS + head) * HEAD_DIM + key) * (HEAD_DIM / 4u);
}
