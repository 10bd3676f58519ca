// The log-probability of the token chosen last, and the TOP most probable tokens, of the raw logits:
//
//   log p(i) = l_i - m - log Σ_j exp(l_j - m),  m = max_j l_j
//   logits: (VOCAB), padded to 4; ids[0]: the token; records: (RING, RECORD_WORDS): log p of token number i at i % RING, then
//     id and log p of the most probable ones, by falling log p, then by id; NO_ID where there are no more
//
// NaN counts as -inf, whose log p is below -1e29. One workgroup; a thread reads four tokens at a time. Needs control.

override VOCAB: u32;
override RING: u32;
override TOP: u32;

const MAX_TOP = 20u;
const RECORD_WORDS = 41u;  // 1 + 2 * MAX_TOP
const NO_ID = 0xffffffffu;
const LARGEST = 1e25;
const IMPOSSIBLE = -1e30;
const NONE = -3e38;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> logits: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> ids: array<u32>;
@group(0) @binding(3) var<storage, read_write> records: array<u32>;

struct Token { logit: f32, id: u32 }

var<workgroup> skip: bool;

fn run(group: vec3<u32>, lane: u32) {
  // After a fault the logits are those of the step before. After other halts, the same record is written again.
  if (lane == 0u) { skip = control.halt == HALT_FAULT || control.generated == 0u; }
  if (workgroupUniformLoad(&skip)) { return; }
  var own = next_best(Token(-NONE, 0u), lane);
  let highest = workgroup_max(own.logit, lane);
  let log_total = log(workgroup_sum(mass(highest, lane), lane));
  let record = RECORD_WORDS * ((control.generated - 1u) % RING);
  if (lane == 0u) { records[record] = bitcast<u32>(logit(ids[0]) - highest - log_total); }
  for (var i = 0u; i < TOP; i++) {
    let best = workgroup_max(own.logit, lane);
    // Ids are exact in f32.
    let id = u32(-workgroup_max(select(-f32(VOCAB), -f32(own.id), own.logit == best), lane));
    if (lane == 0u) {
      records[record + 1u + 2u * i] = select(id, NO_ID, best == NONE);
      records[record + 2u + 2u * i] = bitcast<u32>(best - highest - log_total);
    }
    if (own.id == id) { own = next_best(own, lane); }
  }
}

// Σ exp(l - highest) of this thread's tokens.
fn mass(highest: f32, lane: u32) -> f32 {
  var sum = 0.0;
  for (var quad = lane; quad < (VOCAB + 3u) / 4u; quad += WORKGROUP_SIZE) {
    let four = four_logits(quad);
    for (var j = 0u; j < 4u; j++) {
      if (4u * quad + j < VOCAB) { sum += exp(four[j] - highest); }
    }
  }
  return sum;
}

// The most probable of this thread's tokens that come after one.
fn next_best(after: Token, lane: u32) -> Token {
  var best = Token(NONE, VOCAB);
  for (var quad = lane; quad < (VOCAB + 3u) / 4u; quad += WORKGROUP_SIZE) {
    let four = four_logits(quad);
    for (var j = 0u; j < 4u; j++) {
      let id = 4u * quad + j;
      let comes_after = four[j] < after.logit || (four[j] == after.logit && id > after.id);
      if (id < VOCAB && comes_after && four[j] > best.logit) { best = Token(four[j], id); }
    }
  }
  return best;
}

fn logit(id: u32) -> f32 { return four_logits(id / 4u)[id % 4u]; }

// Infinities and NaNs are recognised by their bits, because a shader compiler may assume that there are none.
fn four_logits(quad: u32) -> vec4<f32> {
  let raw = logits[quad];
  let bits = bitcast<vec4<u32>>(raw);
  let impossible = ((bits & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u)) | (bits == vec4<u32>(0xff800000u));
  return select(clamp(raw, vec4<f32>(-LARGEST), vec4<f32>(LARGEST)), vec4<f32>(IMPOSSIBLE), impossible);
}
