// Chooses the next token by its score and advances the control block. The steps have the order of Hugging Face's generate:
// temperature, top-k, top-p, min-p, draw.
//
//   scores: (VOCAB), padded to 4; with RAW, the logits; counts: (VOCAB), see sampling.wgsl
//   ids[0], ring[generated % RING]: out
//
// Depth. A token is `depth` below the most probable one: log2 of how much less probable it is, in steps of 2^-27.
// Tokens past 32 halvings cannot be drawn. Sorted by depth, then by id, the tokens kept by top-k and by top-p are
// those up to some token, the *cut*. It is found without sorting, by radix select: tokens are counted in 256 bins along
// the leading digit of the depth, then along the next digit within the bin where the target is reached, and so on; tokens
// of equal depth in the same way along the id. Top-k counts tokens and top-p sums masses; the draw also sums masses, along
// the id alone. A mass is probability as an integer (2^31 for the most probable token), and sums of integers do
// not depend on their order, so a seed gives the same tokens each time.
//
// When every allowed token is IMPOSSIBLE the lowest allowed id is chosen.
//
// One workgroup; a thread reads four tokens at a time. Needs control, sampling, scores, wide, philox, automaton,
// automaton-step.

override VOCAB: u32;
override RING: u32;

@group(0) @binding(0) var<storage, read_write> control: Control;
@group(0) @binding(1) var<storage, read> scores: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> params: Sampling;
@group(0) @binding(3) var<storage, read_write> counts: array<u32>;
@group(0) @binding(4) var<storage, read_write> ids: array<u32>;
@group(0) @binding(5) var<storage, read_write> ring: array<u32>;
@group(0) @binding(6) var<storage, read_write> automaton: Automaton;
@group(0) @binding(7) var<storage, read> symbols: array<u32>;

// Fields of the control block before this kernel writes it, so that all threads read the same values.
struct Start { halt: u32, generated: u32 }
struct Best { score: f32, id: u32 }
struct Token { depth: u32, id: u32 }
struct Range { first: u32, last: u32 }

// `amount` tokens or, by mass, more than amount / 2^32 of it. A draw runs along the id, a cut along depth and then id.
struct Goal { amount: u32, by_mass: bool, by_id: bool }
// The bin in which the goal is reached, the part of its sum that the goal takes, and the part left over.
struct Found { bin: u32, taken: vec2<u32>, left: vec2<u32> }

const DEPTH_STEPS = 134217728.0;  // in a halving
const NOWHERE = 0xffffffffu;      // the depth of a token that cannot be drawn
const BINS = 256u;
const GROUPS = 16u;  // of bins
const MAX_ROUNDS = 7u;  // four digits of the depth and three of the id

var<workgroup> start: Start;
var<workgroup> best: Best;
var<workgroup> bins_low: array<atomic<u32>, BINS>;  // 64-bit sums
var<workgroup> bins_high: array<atomic<u32>, BINS>;
var<workgroup> groups: array<vec2<u32>, GROUPS>;
var<workgroup> found: Found;

fn run(group: vec3<u32>, lane: u32) {
  if (lane == 0u) { start = Start(control.halt, control.generated); }
  let now = workgroupUniformLoad(&start);
  if (now.halt != HALT_NONE) { return; }
  let likeliest = most_probable(lane);
  var id = likeliest.id;
  if (params.falloff > 0.0 && likeliest.score > IMPOSSIBLE) {
    let random = philox(vec2<u32>(now.generated, params.seed.y), params.seed.x).x;
    var goals = array<Goal, 3>(Goal(params.top_k, false, false), Goal(params.top_p, true, false), Goal(random, true, true));
    var token = Token(NOWHERE - 1u, VOCAB - 1u);
    // In a loop, because compilers inline `find` at each call.
    for (var i = 0u; i < 3u; i++) {
      if (goals[i].by_id || goals[i].amount != ALL) { token = find(goals[i], token, likeliest.score, lane); }
    }
    id = token.id;
  }
  if (lane == 0u) { write(id, likeliest.score > FORBIDDEN); }
}

// Appends the chosen token, or the one that the automaton forces.
fn write(chosen: u32, is_allowed: bool) {
  let forced = forced_index(is_stop(chosen));
  if (forced == NOTHING && !is_allowed) {
    control.halt = HALT_NO_TOKEN;
    return;
  }
  var id = chosen;
  if (forced != NOTHING) { id = automaton.words[automaton.forced_at + forced]; }
  if (automaton.state != DEAD) {
    let state = state_after(automaton.state, id);
    if (state == DEAD) {
      control.halt = HALT_NO_TOKEN;
      return;
    }
    count_token(forced);
    enter(state);
  }
  append(id);
}

fn is_stop(id: u32) -> bool { return ((params.tables[id / 32u] >> (id % 32u)) & 1u) == 1u; }

fn append(id: u32) {
  counts[id] += 1u;
  ids[0] = id;
  ring[control.generated % RING] = id;
  control.position += control.tokens;
  control.tokens = 1u;
  control.generated += 1u;
  if (control.generated >= control.limit) { control.halt = HALT_LIMIT; }
  if (is_stop(id)) { control.halt = HALT_STOP; }
}

// The highest score and the lowest id that has it.
fn most_probable(lane: u32) -> Best {
  var score = FORBIDDEN;
  var id = 0u;
  let is_raw = (params.uses & RAW) != 0u;
  for (var quad = lane; quad < (VOCAB + 3u) / 4u; quad += WORKGROUP_SIZE) {
    var four = scores[quad];
    if (is_raw) { four = masked(clamped(four), four, ALL, quad); }
    for (var j = 0u; j < 4u; j++) {
      if (four[j] > score) {
        score = four[j];
        id = 4u * quad + j;
      }
    }
  }
  let highest = workgroup_max(score, lane);
  // Ids are exact in f32.
  let lowest = -workgroup_max(select(-f32(VOCAB), -f32(id), score == highest), lane);
  if (lane == 0u) { best = Best(highest, u32(lowest)); }
  return workgroupUniformLoad(&best);
}

fn depths_of(quad: u32, highest: f32) -> vec4<u32> {
  let halvings = (highest - scores[quad]) * params.falloff;
  return select(vec4<u32>(NOWHERE), vec4<u32>(halvings * DEPTH_STEPS), halvings < vec4<f32>(32.0));
}

fn mass(depth: u32) -> u32 {
  return max(1u, u32(exp2(f32(depth) * (-1.0 / DEPTH_STEPS)) * 2147483648.0 + 0.5));
}

// The token at which the tokens up to `cut` reach the goal, taken by depth and then by id, or by id alone.
fn find(goal: Goal, cut: Token, highest: f32, lane: u32) -> Token {
  let id_shift = firstLeadingBit((VOCAB - 1u) | (BINS - 1u)) - 7u;  // the smallest at which all ids fit the bins
  var depths = Range(0u, select(cut.depth, min(cut.depth, params.deepest), goal.by_id));
  var range = Range(0u, VOCAB - 1u);
  var along_ids = goal.by_id;
  var shift = select(24u, id_shift, goal.by_id);
  var rest = vec2<u32>();
  // Direct3D's FXC rejects barriers in a loop or branch that depends on data, even on uniform data. So the number of rounds
  // is fixed, and rounds after the end of the search find nothing.
  var searching = true;
  for (var round = 0u; round < MAX_ROUNDS; round++) {
    fill_bins(goal, depths, range, cut, highest, along_ids, shift, searching, lane);
    let here = find_bin(goal, rest, lane);
    if (searching) {
      rest = here.taken;
      searching = shift > 0u || !along_ids;
      if (along_ids) {
        range = narrow(range, here.bin, shift);
      } else {
        depths = narrow(depths, here.bin, shift);
        // If less than one token is left over, the bin is taken to its end.
        let lightest = select(1u, mass(depths.last), goal.by_mass);
        if (here.left.y == 0u && here.left.x < lightest) {
          depths.first = depths.last;
          range.first = select(VOCAB - 1u, cut.id, depths.last == cut.depth);
          searching = false;
        }
      }
      along_ids = along_ids || shift == 0u;
      shift = select(max(shift, 8u) - 8u, id_shift, shift == 0u);
    }
  }
  return Token(depths.first, range.first);
}

fn narrow(range: Range, bin: u32, shift: u32) -> Range {
  let first = range.first + (bin << shift);
  return Range(first, min(range.last, first + (1u << shift) - 1u));
}

// Sums the goal's weights of the tokens in `depths` and `range` up to `cut`, in bins along the depth or the id. Without
// `searching` all bins are zero.
fn fill_bins(
  goal: Goal, depths: Range, range: Range, cut: Token, highest: f32, along_ids: bool, shift: u32, searching: bool,
  lane: u32,
) {
  for (var bin = lane; bin < BINS; bin += WORKGROUP_SIZE) {
    atomicStore(&bins_low[bin], 0u);
    atomicStore(&bins_high[bin], 0u);
  }
  workgroupBarrier();
  let end = select(0u, range.last / 4u + 1u, searching);
  for (var quad = range.first / 4u + lane; quad < end; quad += WORKGROUP_SIZE) {
    let four = depths_of(quad, highest);
    for (var j = 0u; j < 4u; j++) {
      let id = 4u * quad + j;
      let depth = four[j];
      if (depth < depths.first || depth > depths.last || id < range.first || id > range.last) { continue; }
      if (depth == cut.depth && id > cut.id) { continue; }
      let bin = select(depth - depths.first, id - range.first, along_ids) >> shift;
      let weight = select(1u, mass(depth), goal.by_mass);
      let before = atomicAdd(&bins_low[bin], weight);
      if (before + weight < before) { atomicAdd(&bins_high[bin], 1u); }
    }
  }
  workgroupBarrier();
}

// The first bin at which the sum over the bins reaches `rest`, or the goal while `rest` is still zero.
fn find_bin(goal: Goal, rest: vec2<u32>, lane: u32) -> Found {
  for (var group = lane; group < GROUPS; group += WORKGROUP_SIZE) {
    var sum = vec2<u32>();
    for (var i = 0u; i < BINS / GROUPS; i++) { sum = wide_add(sum, bin_sum(group * (BINS / GROUPS) + i)); }
    groups[group] = sum;
  }
  workgroupBarrier();
  if (lane == 0u) {
    var taken = rest;
    if (all(rest == vec2<u32>())) { taken = target_of(goal); }
    var group = 0u;
    while (group < GROUPS - 1u && wide_less(groups[group], taken)) {
      taken = wide_subtract(taken, groups[group]);
      group++;
    }
    var bin = group * (BINS / GROUPS);
    let last = bin + BINS / GROUPS - 1u;
    while (bin < last && wide_less(bin_sum(bin), taken)) {
      taken = wide_subtract(taken, bin_sum(bin));
      bin++;
    }
    found = Found(bin, taken, wide_subtract(bin_sum(bin), taken));
  }
  return workgroupUniformLoad(&found);
}

fn bin_sum(bin: u32) -> vec2<u32> { return vec2<u32>(atomicLoad(&bins_low[bin]), atomicLoad(&bins_high[bin])); }

// The goal as a sum: at least 1, at most the sum over all bins.
fn target_of(goal: Goal) -> vec2<u32> {
  var total = vec2<u32>();
  for (var group = 0u; group < GROUPS; group++) { total = wide_add(total, groups[group]); }
  if (goal.by_mass) { return wide_add(wide_share(total, goal.amount), vec2<u32>(1u, 0u)); }
  return vec2<u32>(min(goal.amount, total.x), 0u);
}
