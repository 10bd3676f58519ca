// Philox 2x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): random words as a pure function
// of a counter and a key, so a draw depends only on the seed and on the index of the draw.
// Needs wide.

fn philox(counter: vec2<u32>, key: u32) -> vec2<u32> {
  var words = counter;
  var round_key = key;
  for (var round = 0u; round < 10u; round++) {
    let product = wide_product(words.x, 0xd256d193u);
    words = vec2<u32>(product.y ^ round_key ^ words.y, product.x);
    round_key += 0x9e3779b9u;
  }
  return words;
}
