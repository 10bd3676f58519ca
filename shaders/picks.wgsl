// One expert chosen for one token.

const ABSENT = 0xffffffffu;  // as a page: the expert is not in the arena
const SKIPPED = 0xffffffffu;  // as an expert: its weight was below the threshold; the page is ABSENT, the weight 0

struct Pick {
  expert: u32,  // a shared expert has the index after the last routed one; or SKIPPED
  page: u32,    // where its weights are in the arena, or ABSENT
  weight: f32,
  time: u32,    // when it was chosen: clock + position
}
