// Rotary position embedding of adjacent feature pairs (2i, 2i + 1), by the angle position * theta^(-2i / ROTARY_DIM).
//
// The op declares `rotary: array<vec2<f32>>`, (cos, sin) made in float64: fine (FINE, pairs) for position % FINE, then
// coarse (…, pairs) for FINE * (position / FINE). Their angles are added here: an f32 angle would be off by 0.03 at
// position 1,000,000.

override ROTARY_DIM: u32;  // features of a head that are rotated; the rest pass through

const FINE = 1024u;

fn rotate(pair: vec2<f32>, position: u32, i: u32) -> vec2<f32> {
  let pairs = ROTARY_DIM / 2u;
  if (i >= pairs) { return pair; }
  let fine = rotary[(position % FINE) * pairs + i];
  let coarse = rotary[(FINE + position / FINE) * pairs + i];
  let cosine = fine.x * coarse.x - fine.y * coarse.y;
  let sine = fine.y * coarse.x + fine.x * coarse.y;
  return vec2<f32>(pair.x * cosine - pair.y * sine, pair.y * cosine + pair.x * sine);
}
