// How a kernel's threads are organised, without subgroups: the entry point, teams and reductions.
//
// A team is TEAM_SIZE threads that share one piece of work (such as a few rows of a matrix) and sum their parts.
// The op's file defines `fn run(group: vec3<u32>, lane: u32)`. Every reduction below is a workgroup barrier, so all
// threads of the workgroup must reach it.

override WORKGROUP_SIZE: u32;  // a power of two
override TEAM_SIZE: u32;       // a power of two, at most WORKGROUP_SIZE
override TEAMS = WORKGROUP_SIZE / TEAM_SIZE;

var<private> team: u32;       // which team this thread is in
var<private> team_lane: u32;  // and its index in the team

var<workgroup> parts: array<f32, WORKGROUP_SIZE>;
var<workgroup> vector_parts: array<vec4<f32>, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  team = lane / TEAM_SIZE;
  team_lane = lane % TEAM_SIZE;
  run(group, lane);
}

fn team_count() -> u32 { return TEAMS; }
fn team_size() -> u32 { return TEAM_SIZE; }

// Returns the sum of the team's values to every thread of the team.
fn team_sum(value: vec4<f32>) -> vec4<f32> {
  if (TEAM_SIZE == 1u) { return value; }
  let lane = team * TEAM_SIZE + team_lane;
  vector_parts[lane] = value;
  for (var stride = TEAM_SIZE / 2u; stride > 0u; stride /= 2u) {
    workgroupBarrier();
    if (team_lane < stride) { vector_parts[lane] += vector_parts[lane + stride]; }
  }
  workgroupBarrier();
  let sum = vector_parts[team * TEAM_SIZE];
  workgroupBarrier();  // the next call may write
  return sum;
}

// Returns the sum over the workgroup to every thread.
fn workgroup_sum(value: f32, lane: u32) -> f32 {
  parts[lane] = value;
  for (var stride = WORKGROUP_SIZE / 2u; stride > 0u; stride /= 2u) {
    workgroupBarrier();
    if (lane < stride) { parts[lane] += parts[lane + stride]; }
  }
  workgroupBarrier();
  let sum = parts[0];
  workgroupBarrier();
  return sum;
}

// Returns the maximum over the workgroup to every thread.
fn workgroup_max(value: f32, lane: u32) -> f32 {
  parts[lane] = value;
  for (var stride = WORKGROUP_SIZE / 2u; stride > 0u; stride /= 2u) {
    workgroupBarrier();
    if (lane < stride) { parts[lane] = max(parts[lane], parts[lane + stride]); }
  }
  workgroupBarrier();
  let maximum = parts[0];
  workgroupBarrier();
  return maximum;
}
