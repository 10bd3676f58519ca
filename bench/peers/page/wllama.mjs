// wllama in the page: llama.cpp compiled to WebAssembly. Times are llama.cpp's own, without the page's overhead.

import { Wllama } from '/wllama/index.js';

/** See onnxruntime.mjs for a peer's functions. */
export async function startPeer({ file, backend, threads, contextLength }) {
  const log = [];
  const keep = (...parts) => log.push(parts.join(' '));
  const logger = { debug: keep, log: keep, warn: keep, error: keep };
  const wllama = new Wllama({ default: '/wllama/wasm/wllama.wasm' }, { logger, suppressNativeLog: false });
  const model = await (await fetch(`/model/${file}`)).blob();
  const started = performance.now();
  await wllama.loadModel([model], {
    n_ctx: contextLength,
    n_batch: 512,
    n_ubatch: 512,
    n_parallel: 1,
    n_threads: threads,
    n_gpu_layers: backend === 'webgpu' ? 99 : 0,
    warmup: false,
    log_level: 2, // INFO, which logs the placement of the layers
  });
  const loadMs = performance.now() - started;
  if (wllama.getNumThreads() !== threads) {
    throw new Error(`It runs on ${wllama.getNumThreads()} threads, asked for ${threads}.`);
  }
  // Without the features it needs, the backend is silently skipped and the CPU does the work.
  const offloaded = Number(/offloaded (\d+)\/\d+ layers to GPU/.exec(log.join('\n'))?.[1] ?? 0);
  if (backend === 'webgpu' && offloaded === 0) throw new Error('It put no layer on the GPU.');

  const complete = async ({ text, ids }, tokens, { probabilities = false, cache = false } = {}) => {
    const result = await wllama.createCompletion({
      prompt: text,
      max_tokens: tokens,
      temperature: 0,
      top_k: 1,
      ignore_eos: true,
      cache_prompt: cache,
      ...(probabilities && { logprobs: 1, n_probs: 1 }),
    });
    const { prompt_n: read } = result.timings;
    const whole = result.usage.prompt_tokens;
    if (whole !== ids.length || (!cache && read !== whole)) {
      throw new Error(`It reads the prompt as ${whole} tokens, ${read} of them, expected ${ids.length}.`);
    }
    return result;
  };
  return {
    loadMs,
    build: Wllama.getLibllamaVersion(),
    prefill: async (prompt) => (await complete(prompt, 1)).timings.prompt_ms,
    decode: async (prompt, tokens) => {
      const { predicted_n, predicted_ms } = (await complete(prompt, tokens)).timings;
      return { tokens: predicted_n, ms: predicted_ms };
    },
    /** { ms, read }: milliseconds from the call to the first token, and the prompt's tokens that were read for it. */
    firstToken: async (prompt, { cache }) => {
      const started = performance.now();
      const { timings } = await complete(prompt, 1, { cache });
      return { ms: performance.now() - started, read: timings.prompt_n };
    },
    generate: async (prompt, tokens) => {
      const { choices } = await complete(prompt, tokens, { probabilities: true });
      return choices[0].logprobs.content.map(({ id }) => id);
    },
  };
}
