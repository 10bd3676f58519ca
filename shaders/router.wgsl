// Chooses each token's experts, looks up their pages, and raises a fault when one is absent.
//
//   l = W · rms_norm(x);  scores: softmax(l), or with SIGMOID 1 / (1 + exp(-l));
//   the TOP_K with the largest score (with BIASED, score + selection_bias) are chosen, ties to the lower index;
//   weight_i = score_i, with RENORMALIZE divided by the sum over the chosen
//   those whose share of the chosen scores is below expert_threshold, but for the largest, are skipped, and the others scaled to
//   the sum that all chosen had
//   with a shared expert (index EXPERTS, always chosen last) c = sigmoid(row EXPERTS of W · n), and the others * (1 - c)
//   x: (tokens, BLOCKS * 32); W: (EXPERTS [+ 1], IN) f32; picks: (tokens, SLOTS)
//   table: the layer, then (EXPERTS [+ 1]) page or ABSENT, then (EXPERTS [+ 1]) the time of each one's last pick
//
// One workgroup per token. A fault names the layer and the absent experts; the CPU fetches them, clears `halt` and runs
// this dispatch again. Halted kernels do not write x, so the picks are the same.
// Needs control, picks, dequantize, a matvec module whose ROWS cover the logits, activations.

override IN: u32;
override EPS: f32;
override EXPERTS: u32;
override TOP_K: u32;
override SHARED: bool;
override SIGMOID: bool;
override BIASED: bool;  // only with SIGMOID
override RENORMALIZE: bool;
override PAGED: bool;  // else every expert of every layer has its page, in order
override LOGITS = EXPERTS + u32(SHARED);
override SLOTS = TOP_K + u32(SHARED);
override SCORES = select(1u, EXPERTS, SIGMOID);

const LOWEST = -3.0e38;

// Word indexes of Control, which is bound as atomics: the workgroups of a chunk may fault together.
const HALT_WORD = 0u;
const POSITION_WORD = 1u;
const TOKENS_WORD = 2u;
const FAULT_LAYER_WORD = 5u;
const CLOCK_WORD = 6u;
const ROUNDS_WORD = 7u;
const FAULT_MASK_WORD = 8u;
const EXPERT_THRESHOLD_WORD = 18u;
const SKIPPED_WORD = 19u;

@group(0) @binding(0) var<storage, read_write> control: array<atomic<u32>>;
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> norm: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> words: array<vec4<u32>>;
@group(0) @binding(4) var<storage, read> scales: array<u32>;
@group(0) @binding(5) var<storage, read_write> table: array<u32>;
@group(0) @binding(6) var<storage, read_write> picks: array<Pick>;
@group(0) @binding(7) var<storage, read> selection_bias: array<f32>;

var<workgroup> skip: bool;
var<workgroup> scores: array<f32, SCORES>;  // with SIGMOID

var<private> x_at: u32;
var<private> scale: f32;

fn vector_at(i: u32) -> vec4<f32> { return x[x_at + i] * scale * norm[i]; }

fn run(group: vec3<u32>, lane: u32) {
  let token = group.x;
  if (lane == 0u) {
    let halt = atomicLoad(&control[HALT_WORD]);
    // Another token of this dispatch may already have faulted; this one must still choose, to report its own experts.
    let faulted_here = halt == HALT_FAULT && atomicLoad(&control[FAULT_LAYER_WORD]) == table[0];
    skip = (halt != HALT_NONE && !faulted_here) || token >= atomicLoad(&control[TOKENS_WORD]);
  }
  if (workgroupUniformLoad(&skip)) { return; }

  x_at = token * BLOCKS * 8u;
  var squares = 0.0;
  for (var i = lane; i < BLOCKS * 8u; i += WORKGROUP_SIZE) {
    let value = x[x_at + i];
    squares += dot(value, value);
  }
  scale = inverseSqrt(workgroup_sum(squares, lane) / f32(IN) + EPS);
  load_vectors(lane);
  add_rows(0u, 0u, 0u, LOGITS, 0u, lane);
  finish_rows(lane);
  if (SIGMOID) {
    // The experts are chosen by `products`, and weighted by `scores`.
    for (var e = lane; e < EXPERTS; e += WORKGROUP_SIZE) {
      let score = 1.0 / (1.0 + exp(clamp(-products[e], -80.0, 80.0)));
      scores[e] = score;
      products[e] = score;
      if (BIASED) { products[e] += selection_bias[e]; }
    }
    workgroupBarrier();
  }
  if (lane == 0u) { choose(token); }
}

// One thread does these few dozen comparisons faster than a workgroup could synchronise.
fn choose(token: u32) {
  var total = 0.0;
  var largest = LOWEST;
  var all = 1.0;
  let pick_at = token * SLOTS;
  for (var k = 0u; k < TOP_K; k++) {
    var best = 0u;
    var best_logit = LOWEST;
    for (var e = 0u; e < EXPERTS; e++) {
      if (products[e] > best_logit) {
        best = e;
        best_logit = products[e];
      }
    }
    if (k == 0u) {
      largest = best_logit;
      all = total_of_all(largest);
    }
    var weight = exp(best_logit - largest);
    if (SIGMOID) { weight = scores[best]; }
    total += weight;
    picks[pick_at + k].expert = best;
    picks[pick_at + k].weight = weight;
    products[best] = LOWEST;
  }
  let kept = skip_weak(pick_at, total);
  var divisor = kept;
  if (!RENORMALIZE) {
    divisor = all;
    if (kept < total) { divisor *= kept / total; }
  }
  var share = 1.0;
  if (SHARED) {
    let coefficient = sigmoid(products[LOGITS - 1u]);
    share -= coefficient;
    picks[pick_at + TOP_K] = Pick(EXPERTS, page_of(EXPERTS), coefficient, now());
  }
  for (var k = 0u; k < TOP_K; k++) { picks[pick_at + k].weight *= share / divisor; }
}

// Looks up the pages of the chosen experts, except for those that the threshold skips. Returns the sum of the kept scores, given
// that of all chosen.
fn skip_weak(pick_at: u32, total: f32) -> f32 {
  let smallest = bitcast<f32>(atomicLoad(&control[EXPERT_THRESHOLD_WORD])) * total;
  // A bias may have chosen another one first.
  var strongest = 0u;
  if (BIASED) {
    for (var k = 1u; k < TOP_K; k++) {
      if (picks[pick_at + k].weight > picks[pick_at + strongest].weight) { strongest = k; }
    }
  }
  var kept = 0.0;
  var skipped = 0u;
  for (var k = 0u; k < TOP_K; k++) {
    let pick = picks[pick_at + k];
    if (k != strongest && pick.weight < smallest) {
      // After a fault, this dispatch runs again at the same time.
      skipped += u32(pick.time != now());
      picks[pick_at + k] = Pick(SKIPPED, ABSENT, 0.0, now());
    } else {
      kept += pick.weight;
      picks[pick_at + k].page = page_of(pick.expert);
      picks[pick_at + k].time = now();
    }
  }
  if (skipped > 0u) { atomicAdd(&control[SKIPPED_WORD], skipped); }
  return kept;
}

fn now() -> u32 { return atomicLoad(&control[CLOCK_WORD]) + atomicLoad(&control[POSITION_WORD]); }

// What the scores of all experts add up to where the largest logit has weight 1; 1 if nothing is divided by it.
fn total_of_all(largest: f32) -> f32 {
  if (RENORMALIZE || SIGMOID) { return 1.0; }
  var total = 0.0;
  for (var e = 0u; e < EXPERTS; e++) { total += exp(products[e] - largest); }
  return total;
}

fn page_of(expert: u32) -> u32 {
  if (!PAGED) { return table[0] * LOGITS + expert; }
  let page = table[1u + expert];
  // All tokens of a chunk write the same value.
  table[1u + LOGITS + expert] = now();
  if (page == ABSENT && atomicLoad(&control[ROUNDS_WORD]) == 0u) {
    atomicOr(&control[FAULT_MASK_WORD + expert / 32u], 1u << (expert % 32u));
    atomicStore(&control[FAULT_LAYER_WORD], table[0]);
    atomicStore(&control[HALT_WORD], HALT_FAULT);
  }
  return page;
}
