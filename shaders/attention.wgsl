// The sizes of softmax attention, and the layout of its partial results, which are attention over a part of the keys:
//
//   (parts, HEADS, 1 + 2 OCTS) quads: (largest score m, Σ exp(score - m), 0, 0), then Σ exp(score - m) v

override KV_HEADS: u32;
override GROUP_HEADS: u32;  // query heads per key/value head
override HEAD_DIM: u32;     // a multiple of 4
override SEGMENT: u32;      // tokens a segment of the cache has room for, a multiple of 64; the last may have fewer
override HEADS = KV_HEADS * GROUP_HEADS;
override QUADS = HEAD_DIM / 4u;
override OCTS = (HEAD_DIM + 7u) / 8u;

fn partial_at(part: u32, head: u32) -> u32 { return (part * HEADS + head) * (1u + 2u * OCTS); }
