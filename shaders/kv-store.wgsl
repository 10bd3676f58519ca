// Stores an oct in a segment of the key/value cache, for ops that bind it for writing. Needs kv-cache.

fn store_kv(at: u32, oct: mat2x4<f32>) {
  if (!KV_F16) {
    kv[2u * at] = bitcast<vec4<u32>>(oct[0]);
    kv[2u * at + 1u] = bitcast<vec4<u32>>(oct[1]);
    return;
  }
  let low = half_range(oct[0]);
  let high = half_range(oct[1]);
  kv[at] = vec4<u32>(
    pack2x16float(low.xy), pack2x16float(low.zw), pack2x16float(high.xy), pack2x16float(high.zw),
  );
}

// Clamps to the finite 16-bit floats and flushes subnormals, because some adapters read those as zero.
fn half_range(x: vec4<f32>) -> vec4<f32> {
  return select(clamp(x, vec4<f32>(-65504.0), vec4<f32>(65504.0)), vec4<f32>(), abs(x) < vec4<f32>(0x1p-14));
}
