// ONNX Runtime Web in the page: one session per number of tokens; each run gets the state, keys and values of the last one.

/**
 * Loads a peer. `prefill(prompt)` returns the milliseconds until the next token is known, `decode(prompt, tokens, limitMs)`
 * { tokens, ms } after the prompt, `generate(prompt, tokens, limitMs)` the ids. A prompt is { ids, text }. Those with a
 * limit stop that many milliseconds after the prompt was read.
 */
export async function startPeer({ backend, threads, lengths, config }) {
  const gpu = backend === 'webgpu';
  const ort = await import(gpu ? '/ort/ort.webgpu.min.mjs' : '/ort/ort.wasm.min.mjs');
  ort.env.wasm.wasmPaths = '/ort/';
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  const weights = new Uint8Array(await (await fetch('/model/weights.bin')).arrayBuffer());
  const { layers, numAttentionHeads, numKeyValueHeads, headDim, vocabSize } = config;
  const carried = layers.flatMap(({ type }, l) =>
    type === 'lightning' ? [`state.${l}`] : [`key.${l}`, `value.${l}`],
  );

  const sessions = new Map();
  const session = async (tokens) => {
    if (!sessions.has(tokens)) {
      const places = Object.fromEntries(carried.map((name) => [`present_${name}`, 'gpu-buffer']));
      const created = await ort.InferenceSession.create(`/model/${tokens}.onnx`, {
        executionProviders: gpu ? [{ name: 'webgpu', validationMode: 'disabled' }] : ['wasm'],
        externalData: [{ path: 'weights.bin', data: weights }],
        graphOptimizationLevel: 'all',
        ...(gpu && { preferredOutputLocation: places }),
      });
      sessions.set(tokens, created);
    }
    return sessions.get(tokens);
  };

  // A sequence from its start; `end` frees its state.
  const sequence = () => {
    const state = {};
    for (const name of carried) {
      const dims = name.startsWith('state')
        ? [1, numAttentionHeads, headDim, headDim]
        : [1, numKeyValueHeads, 0, headDim];
      const zeros = new Float32Array(dims.reduce((product, size) => product * size, 1));
      state[name] = new ort.Tensor('float32', zeros, dims);
    }
    let position = 0;
    // Runs all of the ids at once and returns the most probable next one.
    const run = async (ids) => {
      const past = Object.fromEntries(carried.map((name) => [`past_${name}`, state[name]]));
      const end = position + ids.length;
      const outputs = await (await session(ids.length)).run({
        input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
        ...(layers.some(({ type }) => type === 'attention') && {
          seqlens_k: new ort.Tensor('int32', Int32Array.of(end - 1), [1]),
          total_length: new ort.Tensor('int32', Int32Array.of(end), []),
        }),
        ...past,
      });
      position = end;
      for (const name of carried) {
        state[name].dispose();
        state[name] = outputs[`present_${name}`];
      }
      const logits = outputs.logits.data;
      let best = 0;
      for (let id = 1; id < vocabSize; id++) if (logits[id] > logits[best]) best = id;
      return best;
    };
    return {
      run,
      // Reads the whole prompt at once if there is a graph of its length, else token by token.
      prompt: async (ids) => {
        if (lengths.includes(ids.length)) return run(ids);
        let next;
        for (const id of ids) next = await run([id]);
        return next;
      },
      end: () => {
        for (const name of carried) state[name].dispose();
      },
    };
  };

  const started = performance.now();
  await session(1);
  const loadMs = performance.now() - started;

  const prefill = async ({ ids }) => {
    await session(ids.length);
    const fresh = sequence();
    const started = performance.now();
    await fresh.prompt(ids);
    const ms = performance.now() - started;
    fresh.end();
    return ms;
  };
  const decode = async ({ ids }, tokens, limitMs) => {
    const fresh = sequence();
    let next = await fresh.prompt(ids);
    const started = performance.now();
    let done = 0;
    for (; done < tokens && performance.now() - started < limitMs; done++) next = await fresh.run([next]);
    const ms = performance.now() - started;
    fresh.end();
    return { tokens: done, ms };
  };
  const generate = async ({ ids }, tokens, limitMs) => {
    const fresh = sequence();
    const generated = [await fresh.prompt(ids)];
    const started = performance.now();
    while (generated.length < tokens && performance.now() - started < limitMs) {
      generated.push(await fresh.run([generated.at(-1)]));
    }
    fresh.end();
    return generated;
  };
  return { loadMs, prefill, decode, generate };
}
