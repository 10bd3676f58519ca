// How decode's attention is cut into splits of the keys, each with a partial result.
//
//   partials: (SPLITS, heads, 1 + HEAD_DIM / 4) quads: (largest score m, Σ exp(score - m), 0, 0), then Σ exp(score - m) v

override SPLITS: u32;

const TILE = 64u;  // keys that are scored at a time; a split is some whole tiles

// Keys a split takes when there are `keys` in all: splits stay short before they become many.
fn split_keys(keys: u32) -> u32 {
  let tiles = (keys + TILE - 1u) / TILE;
  return (tiles + SPLITS - 1u) / SPLITS * TILE;
}

fn partial_at(split: u32, head: u32) -> u32 {
  return (split * KV_HEADS * GROUP_HEADS + head) * (1u + HEAD_DIM / 4u);
}
