// Unpacks eight 16-bit floats from four words.

fn unpack_halves(pairs: vec4<u32>) -> mat2x4<f32> {
  return mat2x4<f32>(
    vec4<f32>(unpack2x16float(pairs.x), unpack2x16float(pairs.y)),
    vec4<f32>(unpack2x16float(pairs.z), unpack2x16float(pairs.w)),
  );
}
