// Groups a chunk's picks by expert, except for skipped ones. groups.wgsl describes the output.
//
// One workgroup per expert counts all picks, a contiguous run per thread, so the result does not depend on the order of the
// threads. Expert e begins with tile floor(first pick / TILE_INPUTS) + e, which leaves room for the partly filled last tile
// of every expert before it. Needs control, picks, groups.

override EXPERTS: u32;  // the shared one included
override TILE_INPUTS: u32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> picks: array<Pick>;
@group(0) @binding(2) var<storage, read_write> groups: array<u32>;

// Per thread: picks of this expert, and of experts before it.
var<workgroup> counts: array<vec2<u32>, WORKGROUP_SIZE>;
var<workgroup> page: u32;

fn run(group: vec3<u32>, lane: u32) {
  if (control.halt != HALT_NONE) { return; }
  let expert = group.x;
  let share = (pick_count() + WORKGROUP_SIZE - 1u) / WORKGROUP_SIZE;
  let start = min(lane * share, pick_count());
  let stop = min(start + share, pick_count());
  var own = vec2<u32>();
  for (var i = start; i < stop; i++) {
    let other = picks[i].expert;
    own += vec2<u32>(u32(other == expert), u32(other < expert));
  }
  counts[lane] = own;
  workgroupBarrier();

  var total = vec2<u32>();
  var before = 0u;
  for (var i = 0u; i < WORKGROUP_SIZE; i++) {
    if (i == lane) { before = total.x; }
    total += counts[i];
  }
  let first = total.y;
  var rank = first + before;
  for (var i = start; i < stop; i++) {
    if (picks[i].expert == expert) {
      if (rank == first) { page = picks[i].page; }
      groups[rank] = i;
      groups[rank_at(i)] = rank;
      rank++;
    }
  }
  workgroupBarrier();

  let begin = first / TILE_INPUTS + expert;
  var end = (first + total.x) / TILE_INPUTS + expert + 1u;
  // Where picks were skipped, tiles are left over.
  if (expert == EXPERTS - 1u) { end = pick_count() / TILE_INPUTS + EXPERTS; }
  for (var tile = begin + lane; tile < end; tile += WORKGROUP_SIZE) {
    let done = min((tile - begin) * TILE_INPUTS, total.x);
    let at = tile_at(tile);
    groups[at] = first + done;
    // Tiles of an absent expert are empty until the round in which it is loaded.
    groups[at + 1u] = select(min(total.x - done, TILE_INPUTS), 0u, page == ABSENT);
    groups[at + 2u] = page;
  }
}
