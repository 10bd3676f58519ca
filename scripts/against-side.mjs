// node against-side.mjs CHECKOUT MODEL: a process of `npm run bench -- --against`. Loads a model with the code of a checkout,
// decodes on request, and sleeps in between. Uses no API that the first release lacks.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, globals } from 'webgpu';
import { openProjectModules } from './project-modules.mjs';

Object.assign(globalThis, globals);
// Dawn ends the process when its entry object is collected.
globalThis.dawn = create([]);
// Dawn polls for results in every turn of the event loop, which would take a core from the driver.
globalThis.setImmediate = (look) => setTimeout(look, 1);

const [checkout, model] = process.argv.slice(2);

const { load, close } = await openProjectModules(checkout);
const { requestGpu } = await load('/src/gpu/device.ts');
const { createEngine } = await load('/src/startup/create-engine.ts');
const { resolveSampling } = await load('/src/engine/sampling.ts');
const { openModel } = await load('/bench/bench-model.ts');
const choice = JSON.parse(model);
const { manifest, source, allowed } = await openModel(choice, readFrom(choice.folder));
const gpu = await requestGpu({ gpu: globalThis.dawn });
const engine = await createEngine({ gpu, manifest, source, allowed, contextLength: 2048 });
await close();
const { layers, numLocalExperts } = manifest.config;
for (const layer of layers.keys()) {
  for (let expert = 0; expert < numLocalExperts; expert++) {
    if (engine.wants(layer, expert)) engine.place(layer, expert, await source.expert(layer, expert));
  }
}

let waitingSince;
process.on('message', async (request) => {
  const waitingCpuMs = cpuMs() - waitingSince;
  const stretch = await decode(request);
  process.send({ ...stretch, waitingCpuMs });
  waitingSince = cpuMs();
});
process.once('disconnect', () => process.exit());
process.send({ gpuName: gpu.name });
waitingSince = cpuMs();

async function decode({ prompt, sampling, tokens }) {
  const run = engine.generate(prompt, {
    sampling: resolveSampling(sampling),
    maxTokens: tokens,
    stopIds: [],
  });
  // A long prompt yields empty batches during its prefill.
  let next = await run.next();
  while (next.value.length === 0) next = await run.next();
  const ids = [...next.value];
  const cpuBefore = cpuMs();
  const started = performance.now();
  for (;;) {
    next = await run.next();
    if (next.done) break;
    ids.push(...next.value);
  }
  const ms = performance.now() - started;
  return { ids, ms, cpuMs: cpuMs() - cpuBefore, faults: next.value.experts.faults };
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function readFrom(folder) {
  return async (file) => {
    const { buffer, byteOffset, byteLength } = await readFile(join(folder, file));
    return buffer.slice(byteOffset, byteOffset + byteLength);
  };
}
