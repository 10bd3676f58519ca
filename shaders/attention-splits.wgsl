// How decode's attention is cut: a segment's keys into SPLITS splits, each with a partial result, segment after segment.

override SPLITS: u32;

const TILE = 64u;  // keys that are scored at a time; a split is some whole tiles

// Keys a split takes when a segment holds `keys`: splits stay short before they become many.
fn split_keys(keys: u32) -> u32 {
  let tiles = (keys + TILE - 1u) / TILE;
  return (tiles + SPLITS - 1u) / SPLITS * TILE;
}
