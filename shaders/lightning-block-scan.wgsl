// Turns each block's own sum into the lightning state before that block, and moves `state` past the chunk:
// S' = exp(-s m) S + blocks[b] over a block of m tokens.
//
//   blocks: (blocks, HEADS, HEAD_DIM, HEAD_DIM), replaced; state: (HEADS, HEAD_DIM, HEAD_DIM); decay: (HEADS)
//
// A thread owns four elements of the state and goes over the blocks.
// Needs control, lightning.

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> decay: array<f32>;
@group(0) @binding(2) var<storage, read_write> blocks: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> state: array<vec4<f32>>;

fn run(group: vec3<u32>, lane: u32) {
  let size = HEADS * HEAD_DIM * HEAD_DIM / 4u;
  let i = group.x * WORKGROUP_SIZE + lane;
  if (control.halt != HALT_NONE || i >= size) { return; }
  let rate = decay[i / (HEAD_DIM * HEAD_DIM / 4u)];
  let factor = exp(-rate * f32(BLOCK));
  var before = state[i];
  var at = i;
  var tokens = control.tokens;
  for (; tokens > BLOCK; tokens -= BLOCK) {
    let sum = blocks[at];
    blocks[at] = before;
    before = fma(before, vec4<f32>(factor), sum);
    at += size;
  }
  let sum = blocks[at];
  blocks[at] = before;
  state[i] = fma(before, vec4<f32>(exp(-rate * f32(tokens))), sum);
}
