// Rotary position embedding of adjacent feature pairs (2i, 2i + 1), by the angle position * theta^(-2i / ROTARY_DIM).
//
// The op declares `rotary: array<vec2<f32>>`, (cos, sin) made in float64: fine (FINE, pairs) for position % FINE, then
// coarse (…, pairs) for FINE * (position / FINE). Their angles are added here, because an f32 angle would be off by
// 0.03 at position 1,000,000.

override ROTARY_DIM: u32;  // features of a head that are rotated; the rest pass through

const FINE = 1024u;

// (cos, sin) of pair i at a position.
fn rotation(position: u32, i: u32) -> vec2<f32> {
  let pairs = ROTARY_DIM / 2u;
  if (i >= pairs) { return vec2<f32>(1.0, 0.0); }
  let fine = rotary[(position % FINE) * pairs + i];
  let coarse = rotary[(FINE + position / FINE) * pairs + i];
  return vec2<f32>(fine.x * coarse.x - fine.y * coarse.y, fine.y * coarse.x + fine.x * coarse.y);
}

fn turn(pair: vec2<f32>, angle: vec2<f32>) -> vec2<f32> {
  return vec2<f32>(pair.x * angle.x - pair.y * angle.y, pair.y * angle.x + pair.x * angle.y);
}

fn rotate(pair: vec2<f32>, position: u32, i: u32) -> vec2<f32> { return turn(pair, rotation(position, i)); }
