// Replaces each block's sum by the lightning state before that block, and advances `state` past the chunk:
// S' = exp(-s m) S + sum over a block of m tokens.
//
//   blocks: see lightning.wgsl; state: (HEADS, HEAD_DIM keys, HEAD_DIM values); decay: (HEADS), the rates s
//
// A thread owns four elements of the state and loops over the blocks.
// Needs control, lightning.

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> decay: array<f32>;
@group(0) @binding(2) var<storage, read_write> blocks: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> state: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  let size = HEAD_DIM * HEAD_DIM / 4u;
  let i = group.x * WORKGROUP_SIZE + lane;
  if (control.halt != HALT_NONE || i >= HEADS * size) { return; }
  let head = i / size;
  let rate = decay[head];
  let factor = exp(-rate * f32(BLOCK));
  var before = state[i];
  var tokens = control.tokens;
  var block = 0u;
  for (; tokens > BLOCK; tokens -= BLOCK) {
    let at = block_state_at(block, head, 0u) + i % size;
    let sum = blocks[at];
    blocks[at] = before;
    before = fma(before, vec4<f32>(factor), sum);
    block++;
  }
  let at = block_state_at(block, head, 0u) + i % size;
  state[i] = fma(before, vec4<f32>(exp(-rate * f32(tokens))), blocks[at]);
  blocks[at] = before;
}
