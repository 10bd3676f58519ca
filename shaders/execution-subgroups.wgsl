// How a kernel's threads are organised, with subgroups: the entry point, teams and reductions.
//
// A team is TEAM_SIZE threads of a subgroup, or the whole subgroup if that is smaller. The subgroup size (4 to 128) is
// known only at run time.
// The op's file defines `fn run(group: vec3<u32>, lane: u32)`. workgroup_* are barriers, so all threads must reach them.

override WORKGROUP_SIZE: u32;  // a power of two
override TEAM_SIZE: u32;       // a power of two, at most WORKGROUP_SIZE

var<private> team: u32;       // which team this thread is in
var<private> team_lane: u32;  // and its index in the team
var<private> team_lanes: u32;
var<private> subgroup: u32;
var<private> subgroups: u32;
var<private> subgroup_lane: u32;
var<private> subgroup_lanes: u32;

var<workgroup> parts: array<f32, WORKGROUP_SIZE>;  // one per subgroup is used

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
  @builtin(subgroup_id) own_subgroup: u32,
  @builtin(num_subgroups) subgroup_count: u32,
  @builtin(subgroup_invocation_id) lane_in_subgroup: u32,
  @builtin(subgroup_size) lanes: u32,
) {
  subgroup = own_subgroup;
  subgroups = subgroup_count;
  subgroup_lane = lane_in_subgroup;
  subgroup_lanes = lanes;
  team_lanes = min(TEAM_SIZE, lanes);
  team_lane = subgroup_lane % team_lanes;
  team = (subgroup * lanes + subgroup_lane) / team_lanes;
  run(group, lane);
}

fn team_count() -> u32 { return WORKGROUP_SIZE / team_lanes; }
fn team_size() -> u32 { return team_lanes; }

// Returns the sum of the team's values to every thread of the team.
fn team_sum(value: vec4<f32>) -> vec4<f32> {
  if (team_lanes == subgroup_lanes) { return subgroupAdd(value); }
  var sum = value;
  for (var stride = team_lanes / 2u; stride > 0u; stride /= 2u) { sum += subgroupShuffleXor(sum, stride); }
  return sum;
}

// Returns the sum over the workgroup to every thread.
fn workgroup_sum(value: f32, lane: u32) -> f32 {
  let part = subgroupAdd(value);
  if (subgroup_lane == 0u) { parts[subgroup] = part; }
  workgroupBarrier();
  var sum = 0.0;
  for (var i = 0u; i < subgroups; i++) { sum += parts[i]; }
  workgroupBarrier();  // the next call may write
  return sum;
}

// Returns the maximum over the workgroup to every thread.
fn workgroup_max(value: f32, lane: u32) -> f32 {
  let part = subgroupMax(value);
  if (subgroup_lane == 0u) { parts[subgroup] = part; }
  workgroupBarrier();
  var maximum = parts[0];
  for (var i = 1u; i < subgroups; i++) { maximum = max(maximum, parts[i]); }
  workgroupBarrier();
  return maximum;
}
