// The page of the fault matrix: the library, and a model that records its warnings and fetched files.

import * as library from './lib/index.js';

globalThis.pocketM1 = library;
globalThis.told = { warnings: [], shards: [], missingCoreBytes: Number.POSITIVE_INFINITY };

/** The outcome as plain data, because errors lose their code on the way to the test. */
globalThis.attempt = (work) =>
  work.then(
    (value) => ({ value }),
    ({ code, name, message, details }) => ({ failure: { code, name, message, details } }),
  );

/** An instrumented worker whose scripts are all loaded. */
globalThis.startWorker = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker('worker.js', { type: 'module' });
    worker.addEventListener('message', () => resolve(worker), { once: true });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
  });

globalThis.openModel = async (url, options) => {
  globalThis.told = { warnings: [], shards: [], missingCoreBytes: Number.POSITIVE_INFINITY };
  globalThis.model = await library.loadModel(url, {
    prefetch: false,
    persist: false,
    onWarning: ({ code }) => globalThis.told.warnings.push(code),
    onProgress: ({ phase, loadedBytes, totalBytes }) => {
      if (phase === 'download') globalThis.told.missingCoreBytes = totalBytes - loadedBytes;
    },
    onShard: (shard) => globalThis.told.shards.push(shard),
    ...options,
  });
};

globalThis.ask = async (question, options) => {
  const { text, experts } = await globalThis.model.generate(question, options).result;
  return { text, experts };
};
