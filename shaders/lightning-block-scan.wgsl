// Replaces each block's sum by the lightning state before that block, and advances `state` past the chunk:
// S' = exp(-s m) S + sum over a block of m tokens. Also keeps the state after each marked token of the chunk.
//
//   blocks: see lightning.wgsl; state: (HEADS, HEAD_DIM keys, HEAD_DIM values); decay: (HEADS), the rates s
//   u: (tokens, 4, HEADS, HEAD_DIM), [q | k | v | gate]; marks: (MAX_MARKS) states
//
// A thread owns four elements of the state and loops over the blocks.
// Needs control, lightning.

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> decay: array<f32>;
@group(0) @binding(2) var<storage, read> u: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> blocks: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> state: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> marks: array<vec4<f32>>;

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
    keep_marked(before, block, i);
    before = fma(before, vec4<f32>(factor), sum);
    block++;
  }
  let at = block_state_at(block, head, 0u) + i % size;
  state[i] = fma(before, vec4<f32>(exp(-rate * f32(tokens))), blocks[at]);
  blocks[at] = before;
  keep_marked(before, block, i);
}

// Recomputes the state after each marked token of a block from the state before the block.
fn keep_marked(before: vec4<f32>, block: u32, i: u32) {
  let size = HEAD_DIM * HEAD_DIM / 4u;
  let head = i / size;
  let key = i % size / (HEAD_DIM / 4u);
  let value = i % (HEAD_DIM / 4u);
  let factor = vec4<f32>(exp(-decay[head]));
  for (var m = 0u; m < MAX_MARKS; m++) {
    let mark = control.marks[m];
    if (mark <= block * BLOCK || mark > block * BLOCK + BLOCK) { continue; }
    var after = before;
    for (var token = block * BLOCK; token < mark; token++) {
      let k = u[u_at(token, KEY, head) + key / 4u][key % 4u];
      after = fma(after, factor, k * u[u_at(token, VALUE, head) + value]);
    }
    marks[m * HEADS * size + i] = after;
  }
}
