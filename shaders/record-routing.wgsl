// Records the routing of the step that samples the next token: the picks of the chunk's last token in all layers.
//
//   picks: (LAYERS, LAYER_PICKS), of which a layer's first (tokens, SLOTS) are the chunk's;
//   rows: (ROWS, LAYERS, TOP_K) of expert and bits of its weight; row generated % ROWS is written
//
// One thread per routed expert of a layer. Runs before `sample`, which advances the control block. Needs control, picks.

override LAYERS: u32;
override TOP_K: u32;
override SLOTS: u32;        // experts of a token, the shared one included
override LAYER_PICKS: u32;  // picks that a layer has room for
override ROWS: u32;

@group(0) @binding(0) var<storage, read> control: Control;
@group(0) @binding(1) var<storage, read> picks: array<Pick>;
@group(0) @binding(2) var<storage, read_write> rows: array<vec2<u32>>;

fn run(group: vec3<u32>, lane: u32) {
  let i = group.x * WORKGROUP_SIZE + lane;
  if (control.halt != HALT_NONE || i >= LAYERS * TOP_K) { return; }
  let pick = picks[i / TOP_K * LAYER_PICKS + (control.tokens - 1u) * SLOTS + i % TOP_K];
  rows[control.generated % ROWS * LAYERS * TOP_K + i] = vec2<u32>(pick.expert, bitcast<u32>(pick.weight));
}
