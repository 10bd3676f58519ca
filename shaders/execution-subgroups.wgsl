// How a kernel's threads are organised, with subgroups: the entry point, teams and reductions.
//
// A team is a subgroup, of whatever size the GPU runs (4 to 128 exist; nothing here knows it in advance).
// The op's file defines `fn run(group: vec3<u32>, lane: u32)`. workgroup_* are barriers: all threads must reach them.

override WORKGROUP_SIZE: u32;

var<private> team: u32;       // which subgroup this thread is in
var<private> team_lane: u32;  // and its place there
var<private> teams: u32;
var<private> lanes: u32;

var<workgroup> parts: array<f32, WORKGROUP_SIZE>;  // one per subgroup is used

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
  @builtin(subgroup_id) subgroup: u32,
  @builtin(num_subgroups) subgroups: u32,
  @builtin(subgroup_invocation_id) subgroup_lane: u32,
  @builtin(subgroup_size) subgroup_lanes: u32,
) {
  team = subgroup;
  team_lane = subgroup_lane;
  teams = subgroups;
  lanes = subgroup_lanes;
  run(group, lane);
}

fn team_count() -> u32 { return teams; }
fn team_size() -> u32 { return lanes; }

// Every thread of the team gets the sum of the team's values.
fn team_sum(value: vec4<f32>) -> vec4<f32> {
  return subgroupAdd(value);
}

// Every thread gets the sum over the workgroup.
fn workgroup_sum(value: f32, lane: u32) -> f32 {
  let part = subgroupAdd(value);
  if (team_lane == 0u) { parts[team] = part; }
  workgroupBarrier();
  var sum = 0.0;
  for (var i = 0u; i < teams; i++) { sum += parts[i]; }
  workgroupBarrier();  // the next call may write
  return sum;
}

// Every thread gets the maximum over the workgroup.
fn workgroup_max(value: f32, lane: u32) -> f32 {
  let part = subgroupMax(value);
  if (team_lane == 0u) { parts[team] = part; }
  workgroupBarrier();
  var maximum = parts[0];
  for (var i = 1u; i < teams; i++) { maximum = max(maximum, parts[i]); }
  workgroupBarrier();
  return maximum;
}
