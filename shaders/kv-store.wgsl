// Puts an oct into a segment of the key/value cache. For ops that bind it for writing; needs kv-cache.

const F16_LARGEST = vec4<f32>(65504.0);  // what is larger is stored as this, never as an infinity

fn store_kv(at: u32, oct: mat2x4<f32>) {
  if (!KV_F16) {
    kv[2u * at] = bitcast<vec4<u32>>(oct[0]);
    kv[2u * at + 1u] = bitcast<vec4<u32>>(oct[1]);
    return;
  }
  let low = clamp(oct[0], -F16_LARGEST, F16_LARGEST);
  let high = clamp(oct[1], -F16_LARGEST, F16_LARGEST);
  kv[at] = vec4<u32>(
    pack2x16float(low.xy), pack2x16float(low.zw), pack2x16float(high.xy), pack2x16float(high.zw),
  );
}
