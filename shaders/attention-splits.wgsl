// Decode attention divides the keys of each segment into SPLITS splits, each with a partial result.

override SPLITS: u32;

const TILE = 64u;  // keys scored at a time; a split is a whole number of tiles

// Length of a split when a segment holds `keys` keys.
fn split_keys(keys: u32) -> u32 {
  let tiles = (keys + TILE - 1u) / TILE;
  return (tiles + SPLITS - 1u) / SPLITS * TILE;
}
