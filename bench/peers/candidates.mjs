// The other runtimes, with their backends and files: README.md's table describes them.

const onnxruntime = {
  peer: 'onnxruntime-web',
  package: 'onnxruntime-web',
  page: '/page/onnxruntime.mjs',
  file: 'weights.bin',
  weights: 'as in the shards',
};
const wllama = { peer: 'wllama', package: '@wllama/wllama', page: '/page/wllama.mjs' };
const q4 = { ...wllama, file: 'q4_0.gguf', weights: 'as in the shards' };
const q8 = { ...wllama, file: 'q8_0.gguf', weights: 'the same values in Q8_0 blocks' };

/** The others are compared with the first one if the caller passes no reference, because it computes in f32. */
export const candidates = [
  { id: 'ort-wasm-1', ...onnxruntime, backend: 'wasm', threads: 1 },
  { id: 'ort-wasm-2', ...onnxruntime, backend: 'wasm', threads: 2 },
  { id: 'ort-webgpu', ...onnxruntime, backend: 'webgpu', threads: 1 },
  { id: 'wllama-wasm-1', ...q4, backend: 'wasm', threads: 1 },
  { id: 'wllama-wasm-2', ...q4, backend: 'wasm', threads: 2 },
  { id: 'wllama-q8-wasm-1', ...q8, backend: 'wasm', threads: 1 },
  { id: 'wllama-q8-wasm-2', ...q8, backend: 'wasm', threads: 2 },
  { id: 'wllama-webgpu', ...q4, backend: 'webgpu', threads: 1, needs: 'shader-f16' },
];
