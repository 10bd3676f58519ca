// The shape of lightning attention, and its offsets in quads of four floats.

override HEADS: u32;
override HEAD_DIM: u32;  // a multiple of 4
override BLOCK: u32;     // tokens a block of prefill; a multiple of 8

const QUERY = 0u;
const KEY = 1u;
const VALUE = 2u;

// A head's features in u: (tokens, 4, HEADS, HEAD_DIM), [q | k | v | gate].
fn u_at(token: u32, section: u32, head: u32) -> u32 {
  return ((token * 4u + section) * HEADS + head) * (HEAD_DIM / 4u);
}

// A key's row in the state: (HEADS, HEAD_DIM keys, HEAD_DIM values).
fn state_at(head: u32, key: u32) -> u32 { return (head * HEAD_DIM + key) * (HEAD_DIM / 4u); }

// blocks: (blocks, HEADS) of a state (HEAD_DIM keys, HEAD_DIM values) and scores (BLOCK queries, BLOCK keys).
fn block_state_at(block: u32, head: u32, key: u32) -> u32 {
  return (block * HEADS + head) * (HEAD_DIM * HEAD_DIM + BLOCK * BLOCK) / 4u + key * (HEAD_DIM / 4u);
}
fn block_scores_at(block: u32, head: u32, query: u32) -> u32 {
  return block_state_at(block, head, HEAD_DIM) + query * (BLOCK / 4u);
}
