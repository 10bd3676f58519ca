// Softmax attention of one token over one split of a segment's keys, as in attention-decode, for adapters that compute on
// the CPU. A load costs more there than the arithmetic it feeds, so a thread keeps its features of the query and of the sum
// in registers, loops over all keys and shares every load between two heads.
//
// One workgroup per key/value head and split. Per tile, partial scores are summed over the threads before values are read.
// Needs attention-decode-keys.

override TWO = OCTS > WORKGROUP_SIZE;  // a thread processes two octs at a time

// Of both heads of a pair:
var<workgroup> score_parts: array<vec2<f32>, TILE * WORKGROUP_SIZE>;  // (keys, threads) partial scores
var<workgroup> scores: array<vec2<f32>, TILE>;
var<workgroup> maxima: array<vec2<f32>, WORKGROUP_SIZE>;              // per thread, of the scores it summed

fn run(group: vec3<u32>, lane: u32) {
  let kv_head = group.x;
  let keys = own_keys(group, lane);
  if (keys.begin == keys.end) { return; }
  let part = own_part(group);
  for (var pair = 0u; pair < PAIRS; pair++) {
    for (var block = 0u; block < OCTS; block += 2u * WORKGROUP_SIZE) {
      attend(lane, kv_head, keys, head_a(kv_head, pair), head_b(kv_head, pair), block, part);
    }
  }
}

// Values of the octs block + lane and block + WORKGROUP_SIZE + lane.
fn attend(lane: u32, kv_head: u32, keys: Keys, head_a: u32, head_b: u32, block: u32, part: u32) {
  let end = keys.end;
  let near = min(block + lane, OCTS - 1u);
  let far = min(block + lane + WORKGROUP_SIZE, OCTS - 1u);
  var m = vec2<f32>(LOWEST);
  var l = vec2<f32>();
  var near_a = mat2x4<f32>();
  var near_b = mat2x4<f32>();
  var far_a = mat2x4<f32>();
  var far_b = mat2x4<f32>();

  for (var tile = keys.begin; tile < end; tile += TILE) {
    score(lane, kv_head, tile, end, head_a, head_b);
    workgroupBarrier();
    var largest = vec2<f32>(LOWEST);
    for (var key = lane; key < TILE; key += WORKGROUP_SIZE) {
      var sum = vec2<f32>();
      for (var i = key * WORKGROUP_SIZE; i < (key + 1u) * WORKGROUP_SIZE; i += 4u) {
        sum += (score_parts[i] + score_parts[i + 1u]) + (score_parts[i + 2u] + score_parts[i + 3u]);
      }
      sum = select(vec2<f32>(LOWEST), sum, tile + key < end);
      scores[key] = sum;
      largest = max(largest, sum);
    }
    maxima[lane] = largest;
    workgroupBarrier();

    let before = m;
    for (var i = 0u; i < WORKGROUP_SIZE; i++) { m = max(m, maxima[i]); }
    let factor = exp(before - m);
    l *= factor;
    near_a *= factor.x;
    near_b *= factor.y;
    if (TWO) {
      far_a *= factor.x;
      far_b *= factor.y;
    }
    for (var key = tile; key < min(tile + TILE, end); key += 2u) {
      let w = exp(scores[key - tile] - m);
      let x = exp(scores[key - tile + 1u] - m);
      let v = value_at(key, kv_head);
      let y = value_at(min(key + 1u, end - 1u), kv_head);
      l += w + x;
      let near_v = load_kv(v + near);
      let near_y = load_kv(y + near);
      near_a += near_v * w.x + near_y * x.x;
      near_b += near_v * w.y + near_y * x.y;
      if (TWO) {
        let far_v = load_kv(v + far);
        let far_y = load_kv(y + far);
        far_a += far_v * w.x + far_y * x.x;
        far_b += far_v * w.y + far_y * x.y;
      }
    }
  }

  if (block + lane < OCTS) {
    store(partial_at(part, head_a), near, m.x, l.x, near_a);
    store(partial_at(part, head_b), near, m.y, l.y, near_b);
  }
  if (block + lane + WORKGROUP_SIZE < OCTS) {
    store(partial_at(part, head_a), far, m.x, l.x, far_a);
    store(partial_at(part, head_b), far, m.y, l.y, far_b);
  }
}

// Fills `score_parts` with this thread's parts of SCALE q·k for the tile's keys.
fn score(lane: u32, kv_head: u32, tile: u32, end: u32, head_a: u32, head_b: u32) {
  for (var block = 0u; block < OCTS; block += 2u * WORKGROUP_SIZE) {
    let near = min(block + lane, OCTS - 1u);
    let far = min(block + lane + WORKGROUP_SIZE, OCTS - 1u);
    let near_a = query(head_a, block + lane);
    let near_b = query(head_b, block + lane);
    let far_a = query(head_a, block + lane + WORKGROUP_SIZE);
    let far_b = query(head_b, block + lane + WORKGROUP_SIZE);
    for (var key = tile; key < min(tile + TILE, end); key += 2u) {
      let k = key_at(key, kv_head);
      let y = key_at(min(key + 1u, end - 1u), kv_head);
      let near_k = load_kv(k + near);
      let near_y = load_kv(y + near);
      var s = vec2<f32>(product(near_k, near_a), product(near_k, near_b));
      var t = vec2<f32>(product(near_y, near_a), product(near_y, near_b));
      if (TWO) {
        let far_k = load_kv(k + far);
        let far_y = load_kv(y + far);
        s += vec2<f32>(product(far_k, far_a), product(far_k, far_b));
        t += vec2<f32>(product(far_y, far_a), product(far_y, far_b));
      }
      let at = (key - tile) * WORKGROUP_SIZE + lane;
      if (block > 0u) {
        s += score_parts[at];
        t += score_parts[at + WORKGROUP_SIZE];
      }
      score_parts[at] = s;
      score_parts[at + WORKGROUP_SIZE] = t;
    }
  }
}

// An oct of a query, scaled; zero past its end.
fn query(head: u32, oct: u32) -> mat2x4<f32> {
  return load_input(input_at(0u, head), min(oct, OCTS - 1u)) * select(0.0, SCALE, oct < OCTS);
}

fn product(x: mat2x4<f32>, y: mat2x4<f32>) -> f32 { return dot(x[0], y[0]) + dot(x[1], y[1]); }

fn store(at: u32, oct: u32, m: f32, l: f32, o: mat2x4<f32>) {
  if (oct == 0u) { partials[at] = vec4<f32>(m, l, 0.0, 0.0); }
  partials[at + 1u + 2u * oct] = o[0];
  partials[at + 2u + 2u * oct] = o[1];
}
