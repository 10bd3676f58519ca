// A chunk's picks grouped by expert, in one buffer of words that the op declares as `groups: array<u32>`:
//
//   order (picks): token * SLOTS + slot of every pick but the skipped ones, sorted by expert, in order of tokens within one
//   rank (picks): the inverse, the index in `order` of pick token * SLOTS + slot
//   tiles (picks / TILE_INPUTS + EXPERTS, 3): first, count, page: a run of at most TILE_INPUTS picks in `order` that
//     share an expert, and the page of that expert; some tiles are empty, with count 0
//
// Needs control.

override SLOTS: u32;  // experts of a token, the shared one included

const TILE_WORDS = 3u;

fn pick_count() -> u32 { return control.tokens * SLOTS; }
fn rank_at(pick: u32) -> u32 { return pick_count() + pick; }
fn tile_at(tile: u32) -> u32 { return 2u * pick_count() + tile * TILE_WORDS; }
