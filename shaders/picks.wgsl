// One expert chosen for one token.

struct Pick {
  expert: u32,  // the shared expert, when there is one, has the index after the last routed one
  page: u32,    // where its weights are in the arena
  weight: f32,
  unused: u32,
}
