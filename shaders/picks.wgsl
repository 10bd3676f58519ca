// One expert chosen for one token.

const ABSENT = 0xffffffffu;  // as a page: the expert is not in the arena

struct Pick {
  expert: u32,  // a shared expert has the index after the last routed one
  page: u32,    // where its weights are in the arena, or ABSENT
  weight: f32,
  unused: u32,
}
