// Unpacks eight 16-bit floats from four words on adapters that compute on the CPU, where unpack2x16float takes a dozen
// steps. Sign, exponent and fraction move to their place in a 32-bit float, which makes the value 2^112 times too small.
// Multiplications replace shifts, because SwiftShader shifts one thread at a time. Subnormals may become zero.

fn unpack_halves(pairs: vec4<u32>) -> mat2x4<f32> {
  let upper = bitcast<vec4<u32>>(bitcast<vec4<i32>>(pairs) >> vec4<u32>(3u)) & vec4<u32>(0x8fffe000u);
  let lower = ((pairs & vec4<u32>(0x7fffu)) * 0x2000u) | ((pairs & vec4<u32>(0x8000u)) * 0x10000u);
  let high = bitcast<vec4<f32>>(upper) * 0x1p112;
  let low = bitcast<vec4<f32>>(lower) * 0x1p112;
  return mat2x4<f32>(vec4<f32>(low.x, high.x, low.y, high.y), vec4<f32>(low.z, high.z, low.w, high.w));
}
